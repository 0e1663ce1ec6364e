package io.syncline.calendar;

import io.syncline.identity.OrganisationId;

/** Messages that wake a worker for a calendar. One that is lost costs a poll interval and never data. */
public interface WakeUps {

    /**
     * Asks for a run.
     *
     * @param requested the calendar's counter, so that the same request wakes once
     */
    void wake(OrganisationId organisation, CalendarRef calendar, long requested);
}
