package io.syncline.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/** How one HTTP call of a provider can end. */
sealed interface Reply {
    /** A JSON object with a status of 2xx. */
    record Fine(ObjectNode body) implements Reply {}

    /**
     * A status of 4xx, but not 429.
     *
     * @param body empty where the answer had no JSON object
     */
    record Refusal(int status, ObjectNode body, Optional<Duration> retryAfter) implements Reply {}

    /**
     * Nothing that says anything about the request: 429, 5xx, a redirect, a page, a time-out.
     *
     * @param reason a clause without anything secret
     */
    record Unusable(Optional<Duration> retryAfter, String reason) implements Reply {}
}
