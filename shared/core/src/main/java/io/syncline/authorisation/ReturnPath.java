package io.syncline.authorisation;

import java.util.regex.Pattern;

/**
 * A path of the dashboard to come back to; anything that a browser could read as another host is refused.
 *
 * @param value begins with one slash; letters, digits and {@code - _ . ~ / ? = & % +} only
 */
public record ReturnPath(String value) {

    private static final Pattern SAFE = Pattern.compile("/(?:[A-Za-z0-9_.~?=&+-][A-Za-z0-9_.~/?=&+-]*)?");

    /** Where one comes back to without having asked for anything else. */
    public static final ReturnPath CONNECTIONS = new ReturnPath("/connections");

    public ReturnPath {
        if (value.length() > 512 || !SAFE.matcher(value).matches() || value.contains("//")) {
            throw new IllegalArgumentException("'returnTo' is a path of the dashboard, such as /connections");
        }
    }

    /** This path with one more query parameter; the value is an id or a fixed word. */
    String with(String name, String parameter) {
        return value + (value.contains("?") ? "&" : "?") + name + "=" + parameter;
    }
}
