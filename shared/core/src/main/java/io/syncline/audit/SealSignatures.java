package io.syncline.audit;

/** Signs with a key that never leaves the key service. */
public interface SealSignatures {

    /** The key that signs now. */
    String key();

    /** The signature in base64. */
    String sign(byte[] bytes);

    /** Whether the named key signed the bytes; garbage is simply false. */
    boolean matches(String key, byte[] bytes, String signature);
}
