package io.syncline.identity;

import java.util.regex.Pattern;

/**
 * The organisation that owns a row, a key or a request: the first argument of every port method.
 *
 * @param value 1 to 64 characters of {@code A-Z a-z 0-9 _ -}
 */
public record OrganisationId(String value) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /**
     * The installation itself, for what no organisation is to answer for (a forged answer, say). No person belongs to
     * it: names that begin with an underscore are not taken from anybody's token.
     */
    public static final OrganisationId INSTALLATION = new OrganisationId("_installation");

    public OrganisationId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("An organisation id has 1 to 64 characters of A-Z a-z 0-9 _ -");
        }
    }

    /** Whether people can belong to it. */
    public boolean hasPeople() {
        return !value.startsWith("_");
    }
}
