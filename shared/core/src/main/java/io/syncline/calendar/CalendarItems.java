package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import io.syncline.sync.Window;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a calendar's partition holds: links, known events and the notes of jobs that wait. */
public interface CalendarItems {

    /** Jobs that wait for the next run, at most as many as asked for, in no order. */
    List<Pending> pending(OrganisationId organisation, CalendarRef calendar, int atMost);

    /** How many jobs wait for the next run. */
    long waiting(OrganisationId organisation, CalendarRef calendar);

    /** The links of these jobs; a job without one is missing from the answer. */
    Map<JobId, Link> links(OrganisationId organisation, CalendarRef calendar, Collection<JobId> jobs);

    /** A page of all links, in the order of their jobs. */
    LinkPage allLinks(OrganisationId organisation, CalendarRef calendar, Optional<JobId> after, int atMost);

    /** The links with open conflicts, found by an index (links without any cost nothing). */
    List<Link> disputed(OrganisationId organisation, CalendarRef calendar);

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
