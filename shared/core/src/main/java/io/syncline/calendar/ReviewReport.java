package io.syncline.calendar;

import io.syncline.connection.Connection;
import io.syncline.connection.Connection.ChosenCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Deletions for somebody who decides (R17).
 *
 * @param calendarName the name of the calendar
 * @param undoneAt when they were undone, if they were
 */
public record ReviewReport(
        Connection connection, ReviewId id, String calendarName, Review review, Optional<Instant> undoneAt) {

    /** For how long an approval can be undone. */
    static final Duration UNDO = Duration.ofDays(30);

    /** How it stands. */
    public enum State {
        OPEN,
        APPROVED,
        REFUSED,
        UNDONE;

        /** The word for JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static ReviewReport of(Connection connection, Reviews.Settled settled) {
        return new ReviewReport(
                connection,
                new ReviewId(settled.calendar(), settled.review().id()),
                nameOf(connection, settled.calendar()),
                settled.review(),
                settled.undoneAt());
    }

    static ReviewReport of(Connection connection, SyncedCalendar calendar, Review review) {
        ReviewId id = new ReviewId(calendar.ref(), review.id());
        return new ReviewReport(connection, id, calendar.name(), review, Optional.empty());
    }

    private static String nameOf(Connection connection, CalendarRef ref) {
        return connection
                .calendar()
                .filter(chosen -> chosen.id().equals(ref.calendar().value()))
                .map(ChosenCalendar::name)
                .orElse(ref.calendar().value());
    }

    /** How it stands. */
    public State state() {
        if (undoneAt.isPresent()) {
            return State.UNDONE;
        }
        return review.decision()
                .map(decision -> switch (decision.answer()) {
                    case APPROVED -> State.APPROVED;
                    case REFUSED -> State.REFUSED;
                })
                .orElse(State.OPEN);
    }

    /** Until when what was deleted can be brought back; nothing where nothing was, or it was brought back. */
    public Optional<Instant> undoUntil() {
        return state() == State.APPROVED
                ? review.decision().map(decision -> decision.at().plus(UNDO))
                : Optional.empty();
    }
}
