package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Instant;
import java.util.Set;

/**
 * A piece of work of the CRM.
 *
 * @param calendars the calendars that it stands in or is on its way to or from
 * @param cancelled it is kept for its history and stands in no calendar
 * @param version grows by one with every stored change of either side; 0 before the first
 */
public record Job(
        OrganisationId organisation,
        JobId id,
        Details details,
        Set<UserId> assignees,
        Set<CalendarRef> calendars,
        boolean cancelled,
        Instant changedAt,
        long version) {

    public Job {
        assignees = Set.copyOf(assignees);
        calendars = Set.copyOf(calendars);
    }

    /** Whether it should stand in the calendar of this person. */
    public boolean isFor(UserId person) {
        return !cancelled && assignees.contains(person);
    }

    public Job with(Details next, Instant now) {
        return new Job(organisation, id, next, assignees, calendars, cancelled, now, version);
    }

    public Job in(Set<CalendarRef> next) {
        return new Job(organisation, id, details, assignees, next, cancelled, changedAt, version);
    }

    /** This job, cancelled. */
    Job cancelledAt(Instant now) {
        return new Job(organisation, id, details, assignees, calendars, true, now, version);
    }

    /** Whether storing this one instead of the other would change nothing. */
    boolean saysTheSameAs(Job other) {
        return details.equals(other.details)
                && assignees.equals(other.assignees)
                && calendars.equals(other.calendars)
                && cancelled == other.cancelled;
    }
}
