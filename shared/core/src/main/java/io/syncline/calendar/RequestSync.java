package io.syncline.calendar;

import io.syncline.identity.OrganisationId;

/** Asks for a run of a calendar. Only the first request after a finished run sends a message. */
public final class RequestSync {

    private final SyncedCalendars calendars;
    private final WakeUps wakeUps;

    public RequestSync(SyncedCalendars calendars, WakeUps wakeUps) {
        this.calendars = calendars;
        this.wakeUps = wakeUps;
    }

    /** Marks the calendar as due now and wakes a worker even where one should be on its way already. */
    public void runNow(OrganisationId organisation, CalendarRef calendar) {
        calendars
                .request(organisation, calendar)
                .ifPresent(request -> wakeUps.wake(organisation, calendar, request.requested()));
    }

    /** Marks the calendar as due now; one that is unknown or off is left alone. */
    public void run(OrganisationId organisation, CalendarRef calendar) {
        calendars
                .request(organisation, calendar)
                .filter(SyncedCalendars.Request::becameDirty)
                .ifPresent(request -> wakeUps.wake(organisation, calendar, request.requested()));
    }
}
