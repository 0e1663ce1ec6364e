package io.syncline.calendar;

import io.syncline.identity.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * More deletions than a run may do by itself: the calendar waits until somebody has looked at them (R16, R17, F12).
 *
 * @param id the same for ever
 * @param deletions how many there are, at least
 * @param linked how many events are linked in the calendar
 * @param examples some of them, for the eye
 * @param decision empty while somebody has to decide
 */
public record Review(
        String id,
        Kind kind,
        Instant openedAt,
        long deletions,
        long linked,
        List<Example> examples,
        Optional<Decided> decision) {

    public Review {
        examples = List.copyOf(examples);
    }

    /** What would be deleted. */
    public enum Kind {
        /** The first sync of a calendar would take events off it. */
        FIRST_SYNC,
        /** Jobs are gone, so events would be deleted in the calendar. */
        IN_CALENDAR,
        /** Events are gone, so jobs would be marked as removed from the calendar. */
        FROM_CALENDAR
    }

    /** One of the items. */
    public record Example(JobId job, String title, When when) {}

    /** What somebody decided. */
    public record Decided(Answer answer, UserId by, Instant at) {}

    /** What can be decided. */
    public enum Answer {
        /** Do it. */
        APPROVED,
        /** Leave everything as it is, and write again what is missing. */
        REFUSED
    }

    /** Whether somebody has to decide. */
    public boolean isOpen() {
        return decision.isEmpty();
    }

    /** This review with a decision. */
    public Review decided(Answer answer, UserId by, Instant at) {
        return new Review(id, kind, openedAt, deletions, linked, examples, Optional.of(new Decided(answer, by, at)));
    }
}
