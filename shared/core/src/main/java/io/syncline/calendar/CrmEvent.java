package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the CRM is told over the event bus; {@code docs/events.md} has a JSON Schema of each. It is owed from the moment
 * that the change is stored, and is delivered at least once: {@link #id()} is the same every time.
 */
public sealed interface CrmEvent {

    /** The same for every delivery of the same event. */
    String id();

    OrganisationId organisation();

    Instant at();

    /**
     * A job was changed in a calendar.
     *
     * @param changed the words of the aspects that the calendar changed
     * @param by whose calendar it was
     * @param details the job as it is now
     */
    record JobRescheduled(
            String id,
            OrganisationId organisation,
            Instant at,
            JobId job,
            long version,
            List<String> changed,
            Details details,
            UserId by)
            implements CrmEvent {}

    /** A job's event was deleted in a calendar; the job stays (R07). */
    record JobRemovedFromCalendar(String id, OrganisationId organisation, Instant at, JobId job, UserId by)
            implements CrmEvent {}

    /**
     * Both sides changed the same thing, or one edited what the other deleted (R04, R06).
     *
     * @param aspect what the conflict is about; empty where one side deleted it
     */
    record ConflictOpened(
            String id,
            OrganisationId organisation,
            Instant at,
            ConflictId conflict,
            JobId job,
            UserId by,
            Optional<String> aspect)
            implements CrmEvent {}

    /**
     * A conflict is over.
     *
     * @param outcome {@code crm}, {@code calendar}, {@code value}, or {@code agreed} where both sides came to say the
     *     same
     * @param by who decided, where somebody did
     */
    record ConflictResolved(
            String id,
            OrganisationId organisation,
            Instant at,
            ConflictId conflict,
            JobId job,
            String outcome,
            Optional<UserId> by)
            implements CrmEvent {}

    /**
     * A job cannot be written into a calendar, or a calendar cannot be kept in step, until somebody acts.
     *
     * @param job empty where it concerns the whole calendar
     * @param reason one sentence for a person
     */
    record SyncFailed(
            String id, OrganisationId organisation, Instant at, Optional<JobId> job, UserId owner, String reason)
            implements CrmEvent {}

    /**
     * Somebody changed "this and all following" of a series in a calendar: the job ends earlier, and a new one goes on
     * (R21).
     *
     * @param job the new job
     * @param continues the job that it goes on from
     */
    record JobContinued(
            String id, OrganisationId organisation, Instant at, JobId job, JobId continues, Details details, UserId by)
            implements CrmEvent {}
}
