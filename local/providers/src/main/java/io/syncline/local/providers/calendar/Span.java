package io.syncline.local.providers.calendar;

import java.time.Instant;

/** From when (inclusive) to when (exclusive) an event lasts; it may have no length. */
public record Span(Instant start, Instant end) {

    public Span {
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("An event cannot end before it starts.");
        }
    }
}
