package io.syncline.authorisation;

/** Signs and checks the {@code state} of an authorisation request with a key that never leaves the key service. */
public interface StateSignatures {

    /** The HMAC-SHA-256 of the text, base64url without padding. */
    String sign(String text);

    /** Whether the signature belongs to the text; garbage is simply false. */
    boolean matches(String text, String signature);
}
