package io.syncline.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A SHA-256.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Hash(String hex) {

    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

    /** What stands as "previous" in the first entry of a chain: 32 zero bytes. */
    public static final Hash NONE = new Hash("0".repeat(64));

    public Hash {
        if (!SHAPE.matcher(hex).matches()) {
            throw new IllegalArgumentException("A hash has 64 hexadecimal digits");
        }
    }

    static Hash of(byte[] bytes) {
        try {
            return of32(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** A hash from its 32 bytes. */
    public static Hash of32(byte[] bytes) {
        return new Hash(HexFormat.of().formatHex(bytes));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
