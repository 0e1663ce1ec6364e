package io.syncline.calendar;

import io.syncline.calendar.Job.Stage;
import io.syncline.connection.Connection;
import io.syncline.connection.Connections;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Takes over what the CRM says of a job: assigned, changed or given to others (R08). Saying the same again changes
 * nothing.
 */
public final class PutJob {

    private static final int STORE_TRIES = 5;

    private final Jobs jobs;
    private final Connections connections;
    private final RequestSync requestSync;
    private final InstantSource clock;

    public PutJob(Jobs jobs, Connections connections, RequestSync requestSync, InstantSource clock) {
        this.jobs = jobs;
        this.connections = connections;
        this.requestSync = requestSync;
        this.clock = clock;
    }

    /** How putting can end. */
    public sealed interface Put {

        record Created(Job job) implements Put {}

        record Changed(Job job) implements Put {}

        record Unchanged(Job job) implements Put {}

        /** The job was changed later already: this message was overtaken, and changes nothing. */
        record Outdated(Job job) implements Put {}

        /** The job has another version than the change was made on. */
        record ChangedMeanwhile(Optional<Job> current) implements Put {}
    }

    /**
     * What the CRM says of a job.
     *
     * @param details with exceptions, or without where those on record are to stay
     * @param keepsExceptions whether the exceptions on record stay as they are
     * @param completed whether it is done; its event stays, marked
     * @param sequence the CRM's number of this change, where it numbers them: an older one changes nothing
     */
    public record Wish(
            Details details, boolean keepsExceptions, Set<UserId> assignees, boolean completed, OptionalLong sequence) {

        /** A wish without any of the rarer things. */
        public Wish(Details details, Set<UserId> assignees) {
            this(details, false, assignees, false, OptionalLong.empty());
        }
    }

    /**
     * Stores the job and has its calendars run.
     *
     * @param expected the version that the change was made on, where the CRM says so
     */
    public Put run(OrganisationId organisation, JobId id, Wish wish, OptionalLong expected) {
        for (int attempt = 0; attempt < STORE_TRIES; attempt++) {
            Optional<Job> before = jobs.find(organisation, id);
            if (expected.isPresent() && before.map(Job::version).orElse(0L) != expected.getAsLong()) {
                return new Put.ChangedMeanwhile(before);
            }
            if (before.filter(job -> isOvertaken(wish, job)).isPresent()) {
                return new Put.Outdated(before.get());
            }
            Job next = next(organisation, id, wish, before);
            if (before.filter(next::saysTheSameAs)
                    .filter(job -> job.sequence() == next.sequence()) // a later number is remembered all the same
                    .isPresent()) {
                return new Put.Unchanged(before.get());
            }
            Optional<Job> stored = jobs.save(next);
            if (stored.isPresent()) {
                wake(withChoicesMadeMeanwhile(stored.get()));
                return before.isPresent() ? new Put.Changed(stored.get()) : new Put.Created(stored.get());
            }
        }
        return new Put.ChangedMeanwhile(jobs.find(organisation, id));
    }

    private static boolean isOvertaken(Wish wish, Job job) {
        return wish.sequence().isPresent() && wish.sequence().getAsLong() <= job.sequence();
    }

    private Job next(OrganisationId organisation, JobId id, Wish wish, Optional<Job> before) {
        Set<CalendarRef> calendars = new HashSet<>(before.map(Job::calendars).orElse(Set.of()));
        wish.assignees().forEach(assignee -> calendars.addAll(calendarsOf(organisation, assignee)));
        Details details = before.filter(_ -> wish.keepsExceptions())
                .map(job -> wish.details().with(job.details().exceptions()))
                .orElse(wish.details());
        return new Job(
                organisation,
                id,
                details.retitled(Job::unmarked), // the mark is ours: it says that the job is completed
                wish.assignees(),
                calendars,
                wish.completed() ? Stage.COMPLETED : Stage.OPEN,
                clock.instant(),
                wish.sequence().orElse(before.map(Job::sequence).orElse(0L)),
                before.map(Job::version).orElse(0L));
    }

    /** A connection that waits to be reconnected keeps its place: the job goes there once it is back (R26). */
    private Set<CalendarRef> calendarsOf(OrganisationId organisation, UserId assignee) {
        Set<CalendarRef> refs = new HashSet<>();
        for (Connection connection : connections.ofOwner(organisation, assignee)) {
            if (!connection.isDisconnected()) {
                CalendarRef.chosenOf(connection).ifPresent(refs::add);
            }
        }
        return refs;
    }

    /** A calendar that was chosen between reading the connections and storing the job would never hear of it. */
    private Job withChoicesMadeMeanwhile(Job stored) {
        Set<CalendarRef> calendars = new HashSet<>(stored.calendars());
        stored.assignees().forEach(assignee -> calendars.addAll(calendarsOf(stored.organisation(), assignee)));
        return calendars.equals(stored.calendars())
                ? stored
                : jobs.save(stored.in(calendars)).orElse(stored);
    }

    private void wake(Job job) {
        job.calendars().forEach(calendar -> requestSync.run(job.organisation(), calendar));
    }
}
