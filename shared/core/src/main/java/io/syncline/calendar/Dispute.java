package io.syncline.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An aspect that was changed differently on both sides (R04); while it is open neither side's value is overwritten.
 *
 * @param baseline holds the value that both sides last agreed on
 * @param crm the job's entry, for its value of the aspect
 * @param calendar the event, for its value of the aspect
 */
public record Dispute(Aspect aspect, Baseline baseline, Details crm, Details calendar, Instant detectedAt) {

    private static final Aspect WHEN = new Aspect.OfField(Field.WHEN);

    /** Whether both sides still have the values that are on record. */
    boolean isAbout(Details job, Details event) {
        return crm.agreesOn(aspect, job) && calendar.agreesOn(aspect, event);
    }

    /** Whether the exceptions that were seen last are on record; without that, who looks again would not know them. */
    boolean knows(SortedMap<LocalDate, Occurrence> exceptions) {
        return !aspect.equals(WHEN) || calendar.exceptions().equals(exceptions);
    }

    /** The event as it was last seen, of which all else is known; with it come the dates that only one side's rule names. */
    Details seenIn(Details details) {
        Details seen = details.with(aspect, calendar);
        if (!aspect.equals(WHEN)) {
            return seen;
        }
        SortedSet<LocalDate> dates = new TreeSet<>(details.exceptions().keySet());
        dates.addAll(calendar.exceptions().keySet());
        for (LocalDate date : dates) {
            if (!(crm.when().hasOn(date) && calendar.when().hasOn(date))) {
                seen = seen.with(date, calendar.exception(date));
            }
        }
        return seen;
    }
}
