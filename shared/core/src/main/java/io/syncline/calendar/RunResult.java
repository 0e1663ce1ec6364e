package io.syncline.calendar;

import io.syncline.sync.Counts;

/** How a run ended, for the log and for whoever waits for it. */
public sealed interface RunResult {

    /** It ran. */
    record Ran(SyncedCalendar.Outcome outcome, Counts counts, boolean again) implements RunResult {}

    /** Another run has the calendar; that run sees to it that nothing is missed (R19). */
    record AlreadyRunning() implements RunResult {}

    /** It failed by a bug or an outage of our own; the calendar's row says so and is due again soon. */
    record Broken(RuntimeException cause) implements RunResult {}

    /** There is nothing to do: the calendar is unknown, or the wake-up was served already. */
    record NothingToDo() implements RunResult {}
}
