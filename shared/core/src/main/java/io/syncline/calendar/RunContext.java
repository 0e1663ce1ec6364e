package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import io.syncline.token.Secret;
import java.time.Instant;
import java.util.List;

/** What all batches of a run share. The token may be another one in the next batch. */
record RunContext(
        CalendarItems items,
        Jobs jobs,
        RemoteCalendars remote,
        Secret token,
        SyncedCalendar calendar,
        RequestSync requestSync,
        Instant now) {

    OrganisationId organisation() {
        return calendar.organisation();
    }

    CalendarRef ref() {
        return calendar.ref();
    }

    Reconciliation reconciliation() {
        return new Reconciliation(ref(), calendar.mode() == SyncedCalendar.Mode.LEAVING, now);
    }

    /** Whether the job shall stand in this calendar. */
    boolean wants(Job job) {
        return calendar.mode() == SyncedCalendar.Mode.JOBS && job.isFor(calendar.owner());
    }

    EventKey key(JobId job) {
        return new EventKey(organisation(), job, ref());
    }

    List<WriteAnswer> write(List<RemoteWrite> writes) {
        return writes.isEmpty() ? List.of() : remote.write(token, ref(), writes);
    }

    Lookup find(EventId event) {
        return remote.find(token, ref(), event);
    }

    Lookup find(JobId job) {
        return remote.find(token, key(job));
    }

    KnownEvent known(RemoteEvent event, JobId job) {
        return KnownEvent.ofJob(event, job, calendar.listingNumber());
    }
}
