package io.syncline.calendar;

import java.time.Instant;

/**
 * An event of somebody's calendar that is no job: seen, shown as taken time, never written (R09).
 *
 * @param title empty when it is hidden: what is private is not kept at all
 */
public record ImportedEvent(
        EventId id, String title, When when, Availability availability, Status status, boolean hidden) {

    /** What is kept of an event. */
    public static ImportedEvent of(RemoteEvent event) {
        Details details = event.details();
        String title = event.hidden() ? "" : details.title();
        return new ImportedEvent(
                event.id(), title, details.when(), details.availability(), details.status(), event.hidden());
    }

    /** When it is over, for rows that vanish some time after. */
    public Instant end() {
        return when.end();
    }
}
