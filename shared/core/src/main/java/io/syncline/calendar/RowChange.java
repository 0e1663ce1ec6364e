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

    /** Adds a line to the history of a job in the calendar (R24); it vanishes after 30 days. */
    record Explain(JobId job, Explanation line) implements RowChange {}

    /** Notes that the CRM is to be told; it stays noted until it was sent. */
    record Owe(CrmEvent event) implements RowChange {}

    /** The CRM was told. */
    record Told(CrmEvent event) implements RowChange {}

    /** Remembers what was deleted under a review, for 30 days, so that it can be undone (R17). */
    record RememberDeleted(String review, Reviews.Deleted deleted) implements RowChange {}

    /** Remembers how a conflict of the calendar was decided, for 30 days; an earlier decision about it is replaced. */
    record RememberResolved(ResolvedConflict resolved) implements RowChange {}
}
