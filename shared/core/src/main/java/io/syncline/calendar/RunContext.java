package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import io.syncline.token.Secret;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * What all batches of a run share. The token may be another one in the next batch.
 *
 * @param run names the run in explanations
 */
record RunContext(
        CalendarItems items,
        Jobs jobs,
        RemoteCalendars remote,
        Secret token,
        SyncedCalendar calendar,
        RequestSync requestSync,
        Supplier<SyncPolicy> policy,
        Deletions deletions,
        Outbox outbox,
        String run,
        Instant now) {

    OrganisationId organisation() {
        return calendar.organisation();
    }

    CalendarRef ref() {
        return calendar.ref();
    }

    Reconciliation reconciliation() {
        boolean leaving = calendar.mode() == SyncedCalendar.Mode.LEAVING;
        return new Reconciliation(ref(), leaving, policy.get(), deletions.answer(), now);
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
