package io.syncline.local.providers.calendar;

import java.time.Instant;
import java.util.Optional;

/** The part of time that a listing is about; an open side has no bound. */
public record Window(Optional<Instant> from, Optional<Instant> to) {

    public static final Window OPEN = new Window(Optional.empty(), Optional.empty());

    /** Both bounds are exclusive: an event must end after {@code from} and start before {@code to}. */
    public boolean meets(Span span) {
        return from.filter(bound -> !span.end().isAfter(bound) && !isInstantAt(span, bound))
                        .isEmpty()
                && to.filter(bound -> !span.start().isBefore(bound)).isEmpty();
    }

    private static boolean isInstantAt(Span span, Instant bound) {
        return span.start().equals(span.end()) && span.start().equals(bound);
    }
}
