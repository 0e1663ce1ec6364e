package io.syncline.token;

import java.time.Duration;

/** How asking for an access token can end. */
public sealed interface Grant {

    /** A token that works. */
    record Valid(TokenSet tokens) implements Grant {}

    /** The person has to connect again; {@code reason} is one sentence for them. */
    record NeedsReconnect(String reason) implements Grant {}

    /** Not now: try again later; nobody has to do anything. */
    record Deferred(Duration retryAfter, String reason) implements Grant {}
}
