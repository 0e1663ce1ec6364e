package io.syncline.calendar;

import java.util.Optional;

/**
 * What is to happen next with one job in one calendar: a value that can be printed, tested and shown before it is
 * done.
 */
sealed interface Decision {

    /** Nothing, but for taking the note away. */
    record Leave() implements Decision {}

    /** Create the event; the link is stored before it is tried, so that a lost answer is looked up (R10). */
    record Create(Link link, Details details) implements Decision {

        /** Whether the link was never stored. */
        boolean isNew() {
            return link.version() == 0;
        }
    }

    /** It is not known whether the event exists, and it is not wanted: look it up, delete it, forget the link. */
    record Withdraw(Link link) implements Decision {}

    /** Delete the event and forget the link. */
    record Delete(Link link, EventId event, EventVersion version) implements Decision {}

    /** Nothing stands in the calendar and nothing shall: forget the link. */
    record Forget(Link link) implements Decision {}

    /**
     * Store the link and, where the calendar changed it, the job.
     *
     * @param more whether something is left to decide once that is stored
     */
    record Store(Link link, Optional<Job> job, boolean more) implements Decision {}

    /**
     * Write the event, then store the link.
     *
     * @param written the link as it is once the event is written; its baseline takes the provider's form
     * @param unwritten the link as it is where the provider refuses
     * @param from the event as it stands
     */
    record Update(Link written, Link unwritten, RemoteEvent from, Details to) implements Decision {}
}
