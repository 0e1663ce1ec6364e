package io.syncline.calendar;

import java.time.Instant;

/**
 * A field that was changed differently on both sides (R04); while it is open neither side's value is overwritten.
 *
 * @param baseline holds the value that both sides last agreed on
 * @param crm the job, for its value of the field
 * @param calendar the event, for its value of the field
 */
public record Dispute(Field field, Baseline baseline, Details crm, Details calendar, Instant detectedAt) {

    /** Whether both sides still have the values that are on record. */
    boolean isAbout(Details job, Details event) {
        return crm.agreesOn(field, job) && calendar.agreesOn(field, event);
    }
}
