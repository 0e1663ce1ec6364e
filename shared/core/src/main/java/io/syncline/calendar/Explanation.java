package io.syncline.calendar;

import java.time.Instant;

/**
 * One line of an item's history: what happened, why, and by which run (R24). Kept for 30 days.
 *
 * @param at when
 * @param kind what sort of thing happened
 * @param rule the rule that decided, for example {@code R07}
 * @param sentence for a person
 * @param run the run, or the request, that did it
 */
public record Explanation(Instant at, Kind kind, String rule, String sentence, String run) {

    /** What can happen to an item. */
    public enum Kind {
        SEEN,
        MATCHED,
        DECIDED,
        WRITTEN,
        ECHOED,
        FAILED
    }
}
