package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A piece of work of the CRM.
 *
 * @param calendars the calendars that it stands in or is on its way to or from
 * @param stage how far it is in its life (R08)
 * @param changedAt when either side last changed it
 * @param sequence the CRM's own number of its latest change, 0 where it sends none: an older change that comes late is
 *     dropped
 * @param version grows by one with every stored change of either side; 0 before the first
 */
public record Job(
        OrganisationId organisation,
        JobId id,
        Details details,
        Set<UserId> assignees,
        Set<CalendarRef> calendars,
        Stage stage,
        Instant changedAt,
        long sequence,
        long version) {

    /** What stands before the title of a completed job in a calendar. */
    static final String DONE = "✓ ";

    public Job {
        assignees = inOrder(assignees, Comparator.comparing(UserId::value));
        calendars = inOrder(calendars, Comparator.comparing(CalendarRef::toString));
        details = details.pruned();
    }

    /** What follows from a job happens in the same order in every process: a generated history replays by its seed. */
    private static <T> Set<T> inOrder(Set<T> some, Comparator<T> order) {
        return Collections.unmodifiableSet(
                new LinkedHashSet<>(some.stream().sorted(order).toList()));
    }

    /** How far a job is. */
    public enum Stage {
        OPEN,
        /** Its event stays, with a mark before its title. */
        COMPLETED,
        /** It is kept for its history and stands in no calendar. */
        CANCELLED
    }

    /** Whether it stands in no calendar any more. */
    public boolean cancelled() {
        return stage == Stage.CANCELLED;
    }

    /** Whether it should stand in the calendar of this person. */
    public boolean isFor(UserId person) {
        return !cancelled() && assignees.contains(person);
    }

    /** The job as it is to stand in a calendar. */
    public Details entry() {
        return stage == Stage.COMPLETED ? details.retitled(title -> DONE + title) : details;
    }

    /** This job after its entry was changed in a calendar; the mark of a completed one, now or before, is no part of its title. */
    public Job withEntry(Details entry, Instant now) {
        return with(entry.retitled(Job::unmarked), now);
    }

    /** A title without the mark of a completed job. */
    static String unmarked(String title) {
        return title.startsWith(DONE.strip()) ? title.substring(DONE.strip().length()) : title;
    }

    public Job with(Details next, Instant now) {
        return new Job(organisation, id, next, assignees, calendars, stage, now, sequence, version);
    }

    public Job in(Set<CalendarRef> next) {
        return new Job(organisation, id, details, assignees, next, stage, changedAt, sequence, version);
    }

    /** This job at another stage. */
    public Job at(Stage next, Instant now) {
        return new Job(organisation, id, details, assignees, calendars, next, now, sequence, version);
    }

    /** This job for others. */
    public Job assignedTo(Set<UserId> next, Instant now) {
        return new Job(organisation, id, details, next, calendars, stage, now, sequence, version);
    }

    /** This job after the CRM's change with this number. */
    public Job numbered(long next) {
        return new Job(organisation, id, details, assignees, calendars, stage, changedAt, next, version);
    }

    /** Whether storing this one instead of the other would change nothing. */
    boolean saysTheSameAs(Job other) {
        return details.equals(other.details)
                && assignees.equals(other.assignees)
                && calendars.equals(other.calendars)
                && stage == other.stage;
    }
}
