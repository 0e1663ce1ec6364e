package io.syncline.token;

import io.syncline.connection.Service;
import java.time.Duration;

/** How asking for an access token can end. */
public sealed interface Grant {

    /** A token that works. */
    record Valid(TokenSet tokens) implements Grant {}

    /** The person has to connect again, or an administrator has to act; {@code reason} is one sentence for them. */
    record NeedsReconnect(String reason) implements Grant {}

    /** The service is switched off, or the account did not allow it: there is no token for it. */
    record NotPermitted(Service service, String reason) implements Grant {}

    /** Not now: try again later; nobody has to do anything. */
    record Deferred(Duration retryAfter, String reason) implements Grant {}
}
