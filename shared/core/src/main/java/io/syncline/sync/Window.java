package io.syncline.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The span of time in which a calendar is kept in step (R20).
 *
 * @param to exclusive
 */
public record Window(Instant from, Instant to) {

    private static final Duration BACK = Duration.ofDays(30);
    private static final Duration AHEAD = Duration.ofDays(365);
    /** A window with less than this ahead is rolled forward. */
    private static final Duration LEAST_AHEAD = Duration.ofDays(335);

    public Window {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("A window ends after it starts");
        }
    }

    /** 30 days back to 365 ahead, on whole days, so that a provider's cursor is not bound to a second. */
    public static Window around(Instant now) {
        Instant day = now.truncatedTo(ChronoUnit.DAYS);
        return new Window(day.minus(BACK), day.plus(AHEAD));
    }

    /** Whether it is time to list anew with a window around now. */
    public boolean isDueToRoll(Instant now) {
        return to.isBefore(now.plus(LEAST_AHEAD));
    }

    /** Whether something from start to end touches it. */
    public boolean touches(Instant start, Instant end) {
        return start.isBefore(to) && (end.isAfter(from) || (end.equals(start) && !start.isBefore(from)));
    }
}
