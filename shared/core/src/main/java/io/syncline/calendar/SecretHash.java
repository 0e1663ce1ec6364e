package io.syncline.calendar;

import io.syncline.token.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * SHA-256 of a random secret, as 64 hexadecimal digits. With 256 random bits behind it, it needs no salt and no work
 * factor.
 */
public record SecretHash(String hex) {

    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

    /** Of a secret that nobody has: what a notice of an unknown channel is compared with. */
    static final SecretHash NOBODYS = new SecretHash("0".repeat(64));

    public SecretHash {
        if (!SHAPE.matcher(hex).matches()) {
            throw new IllegalArgumentException("This is not a hash of a secret");
        }
    }

    /** The hash of a secret. */
    public static SecretHash of(Secret secret) {
        return new SecretHash(HexFormat.of().formatHex(digest(secret)));
    }

    /** Whether it is the secret's; takes as long for a wrong one as for the right one. */
    public boolean isOf(Secret secret) {
        return MessageDigest.isEqual(HexFormat.of().parseHex(hex), digest(secret));
    }

    private static byte[] digest(Secret secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.reveal().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
