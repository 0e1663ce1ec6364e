package io.syncline.local.providers.calendar;

import java.time.Instant;
import java.util.Optional;

/** What an event is among others: one by itself, a series, or a part of a series. */
public sealed interface Role {

    /** An event by itself. */
    record Single() implements Role {}

    /** A series with its rule. */
    record Master(Recurrence recurrence) implements Role {}

    /**
     * An occurrence of a series; in the store, one that differs from the rule.
     *
     * @param original which one, as {@link Occurrence#original}
     */
    record Instance(String masterId, Instant original) implements Role {}

    /** The rule, where this is a series. */
    default Optional<Recurrence> rule() {
        return this instanceof Master(Recurrence recurrence) ? Optional.of(recurrence) : Optional.empty();
    }

    /** Which occurrence of which series this is, where it is one. */
    default Optional<Instance> instance() {
        return this instanceof Instance instance ? Optional.of(instance) : Optional.empty();
    }
}
