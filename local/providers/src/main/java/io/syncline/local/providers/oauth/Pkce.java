package io.syncline.local.providers.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Proof Key for Code Exchange with S256, the only method taken (RFC 7636). */
final class Pkce {

    private Pkce() {}

    static boolean isChallenge(String challenge) {
        return challenge.matches("[A-Za-z0-9_-]{43}");
    }

    static boolean fits(String verifier, String challenge) {
        return verifier.matches("[A-Za-z0-9._~-]{43,128}")
                && challengeOf(verifier).equals(challenge);
    }

    private static String challengeOf(String verifier) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256.", impossible);
        }
    }
}
