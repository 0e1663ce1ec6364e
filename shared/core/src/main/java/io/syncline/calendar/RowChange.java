package io.syncline.calendar;

/** One row of a commit. A condition that does not hold fails the whole commit, and nothing of it is stored. */
public sealed interface RowChange {

    /** Stores the link if its stored version is still {@code link.version()}. */
    record PutLink(Link link) implements RowChange {}

    /** Removes the link if its stored version is still {@code link.version()}. */
    record DropLink(Link link) implements RowChange {}

    /** Stores the job if its stored version is still {@code job.version()}. */
    record PutJob(Job job) implements RowChange {}

    /** Remembers the event. */
    record PutEvent(KnownEvent event) implements RowChange {}

    /** Forgets the event. */
    record DropEvent(EventId event) implements RowChange {}

    /** Notes that a job waits in a calendar; a note that is there is replaced. */
    record Note(CalendarRef calendar, Pending pending) implements RowChange {}

    /** Takes the note away if it is still of the same job version; a newer note stays, and that is no failure. */
    record Settle(Pending pending) implements RowChange {}
}
