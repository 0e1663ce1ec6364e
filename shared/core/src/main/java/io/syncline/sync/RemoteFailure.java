package io.syncline.sync;

import java.time.Duration;
import java.util.Optional;

/** Why a provider did not do what it was asked for. */
public sealed interface RemoteFailure {

    /**
     * The access token is not accepted (any more).
     *
     * @param claims what the provider demands of the next one (a claims challenge), as its JSON
     */
    record Unauthorized(Optional<String> claims) implements RemoteFailure {

        /** A refusal without a claims challenge. */
        public Unauthorized() {
            this(Optional.empty());
        }
    }

    /** The connection's grant does not cover the call. */
    record NotPermitted(String reason) implements RemoteFailure {}

    /** Too many calls; nothing is wrong with the item. */
    record Throttled(Optional<Duration> retryAfter) implements RemoteFailure {}

    /** No usable answer now (5xx, time-out, connection lost, malformed). A write may or may not have happened. */
    record Unavailable(String reason) implements RemoteFailure {}

    /** The calendar is gone, or hidden from this account. */
    record CalendarGone() implements RemoteFailure {}

    /** The provider refuses this item for good. {@code reason} is its machine code and a sentence. */
    record Refused(String reason) implements RemoteFailure {}
}
