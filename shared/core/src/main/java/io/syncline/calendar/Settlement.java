package io.syncline.calendar;

import io.syncline.calendar.Conflict.Choice;
import io.syncline.calendar.Job.Stage;
import io.syncline.calendar.LinkState.CancelledAndEdited;
import io.syncline.calendar.LinkState.EditedAndDeleted;
import io.syncline.calendar.LinkState.Linked;
import io.syncline.identity.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a decision about a conflict changes: the link, and the job where the calendar's side, or a third value, stands.
 * The next run carries it into the calendar by itself, because the baseline says which side is to follow (R01, R05).
 *
 * @param job the job as it is to be, where it changes
 * @param changed the words of what changes of the job's entry
 */
record Settlement(Link link, Optional<Job> job, List<String> changed) {

    private static final Aspect WHEN = new Aspect.OfField(Field.WHEN);

    /** Both sides changed it, and the calendar's change stands. */
    private static final SyncPolicy CALENDAR_STANDS = new SyncPolicy(Map.of(), SyncPolicy.OnConflict.CALENDAR);

    /**
     * Settles a conflict.
     *
     * @throws IllegalStateException where there is none (any more)
     */
    static Settlement of(Conflict conflict, Link link, Job job, Decided decided) {
        return switch (link.state()) {
            case Linked linked -> ofDispute(conflict.id().aspect().orElseThrow(), link, linked, job, decided);
            case EditedAndDeleted deleted -> ofDeleted(link, deleted, job, decided);
            case CancelledAndEdited edited -> ofCancelled(link, edited, job, decided);
            case LinkState.Creating _, LinkState.Deleting _, LinkState.Removed _, LinkState.Kept _ ->
                throw new IllegalStateException("There is no conflict to settle");
        };
    }

    /**
     * What was decided.
     *
     * @param value the job's entry with the third value, where one was chosen
     * @param owner whose calendar it is
     */
    record Decided(Choice choice, Optional<Details> value, UserId owner, Instant at) {}

    /**
     * The calendar's value counts as known to both sides from now on. A job that says something else has changed since,
     * and its value flows; one that takes the calendar's value agrees.
     */
    private static Settlement ofDispute(Aspect aspect, Link link, Linked linked, Job job, Decided decided) {
        Dispute dispute = Optional.ofNullable(link.disputes().get(aspect)).orElseThrow();
        Details source = switch (decided.choice()) {
            case CRM -> job.entry();
            case VALUE -> decided.value().orElseThrow();
            case CALENDAR -> inJobsZone(aspect, linked, dispute, job);
        };
        List<LocalDate> unseen = unseenEdits(link, linked.baseline(), dispute.calendar());
        Details entry = job.entry().with(aspect, source);
        if (aspect.equals(WHEN)) {
            entry = withUnseenEdits(entry, unseen, dispute.calendar());
        }
        Job next = job.withEntry(entry, decided.at());
        boolean changes = !next.saysTheSameAs(job);
        Details crm = decided.choice() == Choice.CALENDAR ? entry : dispute.calendar(); // a mark is still to be written
        Baseline baseline = linked.baseline().with(aspect, crm, dispute.calendar());
        if (aspect.equals(WHEN)) {
            baseline = knowing(unseen, dispute.calendar(), baseline, entry);
        }
        Map<Aspect, Dispute> rest = new HashMap<>(link.disputes());
        rest.remove(aspect);
        Link settled = link.with(new Linked(linked.event(), linked.version(), baseline.pruned()))
                .with(rest)
                .accepted();
        return new Settlement(
                settled, Optional.of(next).filter(_ -> changes), changes ? List.of(aspect.word()) : List.of());
    }

    /** Dates whose occurrences were edited in the calendar and could be carried nowhere while the rule was disputed. */
    private static List<LocalDate> unseenEdits(Link link, Baseline baseline, Details calendar) {
        return calendar.exceptions().keySet().stream()
                .filter(date -> !calendar.agreesOn(new Aspect.OfOccurrence(date), baseline.calendar()))
                .filter(date -> !link.disputes().containsKey(new Aspect.OfOccurrence(date)))
                .toList();
    }

    /** They are the job's where the decided rule names them. */
    private static Details withUnseenEdits(Details entry, List<LocalDate> unseen, Details calendar) {
        Details next = entry;
        for (LocalDate date : unseen) {
            if (entry.when().hasOn(date)) {
                next = next.with(date, calendar.exception(date));
            }
        }
        return next;
    }

    /** Those on dates that the decided rule does not name were given up with the decision; the others are agreed on. */
    private static Baseline knowing(List<LocalDate> unseen, Details calendar, Baseline baseline, Details entry) {
        Baseline next = baseline;
        for (LocalDate date : unseen) {
            Aspect occurrence = new Aspect.OfOccurrence(date);
            next = next.with(occurrence, entry.when().hasOn(date) ? entry : calendar, calendar);
        }
        return next;
    }

    /** The calendar's value; where only the hour moved, in the zone that the job has (R22). */
    private static Details inJobsZone(Aspect aspect, Linked linked, Dispute dispute, Job job) {
        if (!aspect.equals(WHEN)) {
            return dispute.calendar();
        }
        Baseline baseline = linked.baseline();
        if (dispute.calendar().agreesOn(WHEN, baseline.calendar())) {
            return baseline.crm(); // only occurrences were edited there: the job goes back to what both agreed on
        }
        RemoteEvent event = new RemoteEvent(
                linked.event(),
                linked.version(),
                baseline.calendar().with(aspect, dispute.calendar()),
                false,
                Optional.empty());
        Details entry = baseline.crm().with(aspect, job.entry());
        return Merge.of(question(baseline, entry, job, event)).job();
    }

    private static Merge.Question question(Baseline baseline, Details entry, Job job, RemoteEvent event) {
        return new Merge.Question(
                baseline, entry, job.changedAt(), false, event, Map.of(), CALENDAR_STANDS, job.changedAt());
    }

    private static Settlement ofDeleted(Link link, EditedAndDeleted deleted, Job job, Decided decided) {
        LinkState state = decided.choice() == Choice.CRM
                ? new LinkState.Creating(job.entry())
                : new LinkState.Removed(deleted.baseline(), decided.at());
        return new Settlement(link.with(state).accepted(), Optional.empty(), List.of());
    }

    /** Taken off after all, or a job again, for the calendar's owner, with what was changed there. */
    private static Settlement ofCancelled(Link link, CancelledAndEdited edited, Job job, Decided decided) {
        RemoteEvent event = edited.edited();
        if (decided.choice() == Choice.CRM) {
            LinkState deleting =
                    new LinkState.Deleting(event.id(), event.version(), overruled(edited.baseline(), event.details()));
            return new Settlement(link.with(deleting).accepted(), Optional.empty(), List.of());
        }
        Merge merge = Merge.of(question(edited.baseline(), job.entry(), job, event));
        Link linked = link.linkedTo(event, merge.unwritten()).accepted();
        Job reopened = reopened(job, link.calendar(), decided).withEntry(merge.job(), decided.at());
        List<String> changed = Details.aspects(job.entry(), reopened.entry()).stream()
                .filter(aspect -> !job.entry().agreesOn(aspect, reopened.entry()))
                .map(Aspect::word)
                .toList();
        return new Settlement(linked, Optional.of(reopened), changed);
    }

    /** What was changed there counts as known to both sides: should the job be wanted again by now, its own values flow. */
    private static Baseline overruled(Baseline baseline, Details event) {
        Baseline seen = baseline;
        for (Aspect aspect : Details.aspects(baseline.calendar(), event)) {
            if (!event.agreesOn(aspect, baseline.calendar())) {
                seen = seen.with(aspect, event, event);
            }
        }
        return seen;
    }

    private static Job reopened(Job job, CalendarRef calendar, Decided decided) {
        Set<UserId> people = new HashSet<>(job.cancelled() ? Set.of() : job.assignees());
        people.add(decided.owner());
        Set<CalendarRef> calendars = new HashSet<>(job.calendars());
        calendars.add(calendar);
        Job open = job.cancelled() ? job.at(Stage.OPEN, decided.at()) : job;
        return open.assignedTo(people, decided.at()).in(calendars);
    }
}
