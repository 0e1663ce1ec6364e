package io.syncline.calendar;

import io.syncline.calendar.SyncedCalendars.Due;
import java.time.InstantSource;
import java.util.List;

/**
 * Wakes every calendar whose time has come: the poll behind everything else, and what finds a calendar whose message
 * was lost. Runs on a schedule.
 */
public final class PlanSync {

    /** As many as one invocation gets through easily; the rest is due again in the next one. */
    private static final int AT_MOST = 500;

    private final SyncedCalendars calendars;
    private final RequestSync requestSync;
    private final InstantSource clock;

    public PlanSync(SyncedCalendars calendars, WakeUps wakeUps, InstantSource clock) {
        this.calendars = calendars;
        this.requestSync = new RequestSync(calendars, wakeUps);
        this.clock = clock;
    }

    /**
     * Wakes what is due.
     *
     * @return how many calendars were woken
     */
    public int run() {
        List<Due> due = calendars.due(clock.instant(), AT_MOST);
        due.forEach(calendar -> requestSync.runNow(calendar.organisation(), calendar.ref()));
        return due.size();
    }
}
