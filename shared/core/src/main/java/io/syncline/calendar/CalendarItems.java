package io.syncline.calendar;

import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.sync.Window;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a calendar's partition holds: links, known events and the notes of jobs that wait. */
public interface CalendarItems {

    /** What waits for the next run: jobs and events for the CRM, at most as many as asked for, jobs by their ids. */
    Waiting waiting(OrganisationId organisation, CalendarRef calendar, Optional<JobId> after, int atMost);

    /** How many jobs wait for the next run. */
    long countWaiting(OrganisationId organisation, CalendarRef calendar);

    /** How many jobs are linked in the calendar, in whatever state. */
    long countLinks(OrganisationId organisation, CalendarRef calendar);

    /**
     * Counts an attempt to deal with an item that may be what stops the worker (R18). Counted before the attempt, and
     * forgotten after a day.
     *
     * @return how many there were, this one included
     */
    int countAttempt(OrganisationId organisation, CalendarRef calendar, String item);

    /** The links of these jobs; a job without one is missing from the answer. */
    Map<JobId, Link> links(OrganisationId organisation, CalendarRef calendar, Collection<JobId> jobs);

    /** A page of all links, in the order of their jobs. */
    LinkPage allLinks(OrganisationId organisation, CalendarRef calendar, Optional<JobId> after, int atMost);

    /** The links of an account's calendars with open conflicts, found by an index (links without any cost nothing). */
    List<Link> disputed(OrganisationId organisation, ConnectionId connection);

    /** What is known of these events; an unknown one is missing from the answer. */
    Map<EventId, KnownEvent> known(OrganisationId organisation, CalendarRef calendar, Collection<EventId> events);

    /**
     * A page of known events that the numbered full listing did not see.
     *
     * @param window nobody's events outside of it are left out
     */
    KnownPage unseen(
            OrganisationId organisation, CalendarRef calendar, long listing, Window window, Optional<EventId> after);

    /** The events of a calendar that are nobody's job and touch the window. */
    List<ImportedEvent> imported(OrganisationId organisation, CalendarRef calendar, Window window);

    /**
     * Stores each commit as a whole, together with others where that is cheaper.
     *
     * @return the keys of the commits that failed because of a condition
     */
    Set<String> commit(OrganisationId organisation, CalendarRef calendar, List<Commit> commits);

    /**
     * What waits.
     *
     * @param owed what the CRM was not told yet
     * @param last where to go on after, or nothing when these were all
     */
    record Waiting(List<Pending> jobs, List<CrmEvent> owed, Optional<JobId> last) {
        public Waiting {
            jobs = List.copyOf(jobs);
            owed = List.copyOf(owed);
        }
    }

    /**
     * A page.
     *
     * @param last where to go on after, or nothing when this was the last page
     */
    record LinkPage(List<Link> links, Optional<JobId> last) {}

    /**
     * A page.
     *
     * @param last where to go on after, or nothing when this was the last page
     */
    record KnownPage(List<KnownEvent> events, Optional<EventId> last) {}
}
