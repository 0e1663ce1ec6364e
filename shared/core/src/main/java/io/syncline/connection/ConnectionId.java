package io.syncline.connection;

import io.syncline.identity.OrganisationId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names a connection. It is derived from (organisation, provider, provider's account id), so connecting the same
 * account again finds the old mappings and makes no second connection (F7).
 *
 * @param value 1 to 64 characters of {@code A-Z a-z 0-9 _ -}
 */
public record ConnectionId(String value) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public ConnectionId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("A connection id has 1 to 64 characters of A-Z a-z 0-9 _ -");
        }
    }

    /** The id of the account's one connection in the organisation. */
    public static ConnectionId of(OrganisationId organisation, Provider provider, String accountId) {
        String key = organisation.value() + '\n' + provider.word() + '\n' + accountId;
        byte[] hash = sha256().digest(key.getBytes(StandardCharsets.UTF_8));
        return new ConnectionId("c_" + HexFormat.of().formatHex(hash, 0, 16));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
