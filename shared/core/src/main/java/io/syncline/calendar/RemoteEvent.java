package io.syncline.calendar;

import java.util.Optional;

/**
 * An event as its provider returned it, in normal form. A series is one event, its exceptions included (R21).
 *
 * @param version of a series, it changes with its exceptions too
 * @param hidden marked private or confidential by its owner: its texts are for nobody else
 * @param mark the job that it, or the series that it was split off, was created for, where the provider returned our
 *     mark; absence means nothing
 */
public record RemoteEvent(
        EventId id, EventVersion version, Details details, boolean hidden, Optional<JobId> mark, EventFacts facts) {

    /** An event of which nothing else is known. */
    public RemoteEvent(EventId id, EventVersion version, Details details, boolean hidden, Optional<JobId> mark) {
        this(id, version, details, hidden, mark, EventFacts.NONE);
    }
}
