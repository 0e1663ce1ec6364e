package io.syncline.calendar;

import io.syncline.sync.RemoteFailure;
import java.time.Instant;

/** How opening a channel can end. */
public sealed interface Opening {

    /**
     * It is open.
     *
     * @param remote what the provider needs to hear to renew or end it
     * @param expiresAt when it ends without a word
     */
    record Opened(String remote, Instant expiresAt) implements Opening {}

    /**
     * This calendar cannot be watched, or not at our address: it is only polled.
     *
     * @param reason one sentence for a person
     */
    record Unsupported(String reason) implements Opening {}

    /** It did not work this time. It may be open all the same; nobody listens to it then. */
    record Failed(RemoteFailure failure) implements Opening {}
}
