package io.syncline.calendar;

import java.util.Set;

/**
 * What both sides last agreed on, each in its own form: a provider that rewrites text does not look like an edit
 * (R01, R12).
 *
 * @param crm the job's fields then
 * @param calendar the event's fields then, as the provider returned them
 */
public record Baseline(Details crm, Details calendar) {

    /** This baseline with one field as it is in others. */
    Baseline with(Field field, Details crmSource, Details calendarSource) {
        return new Baseline(crm.with(field, crmSource), calendar.with(field, calendarSource));
    }

    /**
     * This baseline in the form that the provider gave to what was written: fields under dispute keep theirs.
     *
     * @param returned the event as the provider returned it
     */
    Baseline inFormOf(Details returned, Set<Field> disputed) {
        Details form = calendar;
        for (Field field : Field.values()) {
            if (!disputed.contains(field)) {
                form = form.with(field, returned);
            }
        }
        return new Baseline(crm, form);
    }
}
