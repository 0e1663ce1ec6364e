package io.syncline.calendar;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What both sides last agreed on, each in its own form: a provider that rewrites text does not look like an edit
 * (R01, R12).
 *
 * @param crm the job's fields then
 * @param calendar the event's fields then, as the provider returned them
 */
public record Baseline(Details crm, Details calendar) {

    /** This baseline with one aspect as it is in others. */
    Baseline with(Aspect aspect, Details crmSource, Details calendarSource) {
        return new Baseline(crm.with(aspect, crmSource), calendar.with(aspect, calendarSource));
    }

    /** This baseline without exceptions on dates that its rules do not name. */
    Baseline pruned() {
        return new Baseline(crm.pruned(), calendar.pruned());
    }

    /**
     * What both sides can be taken to agree on of an event that was created a moment ago: exceptions that are not there
     * yet are still to be written, and were not taken away by its owner.
     *
     * @param sent what was sent to be created
     * @param found the event as it was found
     */
    static Baseline ofCreation(Details sent, Details found) {
        SortedMap<LocalDate, Occurrence> written = new TreeMap<>(sent.exceptions());
        written.keySet().retainAll(found.exceptions().keySet());
        Details agreed = sent.with(written);
        return new Baseline(agreed, inTheFormOf(found, agreed));
    }

    /**
     * This baseline after a write whose answer got lost.
     *
     * @param sent how the event was to be
     * @param event the event as it is: what is as it was sent was written, all else was not, or is its owner's
     */
    Baseline acknowledging(Details sent, Details event) {
        boolean redrawn = !event.agreesOn(Field.WHEN, calendar) && sent.looksLike(Field.WHEN, event);
        Baseline known = redrawn ? withoutWhatIsMissingIn(event) : this;
        for (Aspect aspect : Details.aspects(calendar, event)) {
            if (!event.agreesOn(aspect, calendar) && sent.looksLike(aspect, event)) {
                known = known.with(aspect, sent, event);
            }
        }
        return known;
    }

    /** A provider forgets exceptions when times are drawn anew, and we were still to write them again (F17). */
    private Baseline withoutWhatIsMissingIn(Details event) {
        Baseline known = this;
        for (LocalDate date : calendar.exceptions().keySet()) {
            if (event.exception(date).isEmpty()) {
                known = new Baseline(
                        known.crm.with(date, Optional.empty()), known.calendar.with(date, Optional.empty()));
            }
        }
        return known;
    }

    /** The provider's own form of what was sent is no edit (R12). */
    private static Details inTheFormOf(Details found, Details sent) {
        Details form = sent;
        for (Aspect aspect : Details.aspects(sent, found)) {
            if (sent.looksLike(aspect, found)) {
                form = form.with(aspect, found);
            }
        }
        return form;
    }

    /**
     * This baseline in the form that the provider gave to what was written: aspects under dispute keep theirs.
     *
     * @param returned the event as the provider returned it
     */
    Baseline inFormOf(Details returned, Set<Aspect> disputed) {
        Details form = calendar;
        for (Aspect aspect : Details.aspects(calendar, returned)) {
            if (!disputed.contains(aspect)) {
                form = form.with(aspect, returned);
            }
        }
        return new Baseline(crm, form);
    }
}
