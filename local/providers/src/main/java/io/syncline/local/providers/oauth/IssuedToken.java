package io.syncline.local.providers.oauth;

import java.time.Instant;

/** A secret that a simulator once handed out, kept for ever so that a test can look for leaks of it. */
public record IssuedToken(Kind kind, String account, String value, Instant issuedAt) {

    /** What the secret is. */
    public enum Kind {
        CODE,
        ACCESS_TOKEN,
        REFRESH_TOKEN,
        ID_TOKEN
    }
}
