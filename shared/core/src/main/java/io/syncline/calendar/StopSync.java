package io.syncline.calendar;

import io.syncline.identity.OrganisationId;

/** Leaves a calendar alone from now on; its events stay where they are. */
public final class StopSync {

    private final SyncedCalendars calendars;

    public StopSync(SyncedCalendars calendars) {
        this.calendars = calendars;
    }

    /** Turns the calendar off; one that is unknown is fine. */
    public void run(OrganisationId organisation, CalendarRef ref) {
        calendars.find(organisation, ref).ifPresent(calendar -> calendars.choose(calendar.in(SyncedCalendar.Mode.OFF)));
    }
}
