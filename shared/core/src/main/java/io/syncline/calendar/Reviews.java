package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reviews that were decided, and what it takes to undo them, for 30 days (R17). Open ones stand on their calendar. */
public interface Reviews {

    /** Stores a review that was decided. */
    void save(OrganisationId organisation, Settled review);

    Optional<Settled> find(OrganisationId organisation, CalendarRef calendar, String id);

    /** The reviews of a calendar that were decided in the last 30 days, the latest first. */
    List<Settled> list(OrganisationId organisation, CalendarRef calendar);

    /** A page of what was deleted under a review. */
    List<Deleted> deleted(OrganisationId organisation, CalendarRef calendar, String review, Optional<JobId> after);

    /**
     * A review that was decided.
     *
     * @param undoneAt when it was undone, if it was
     */
    record Settled(CalendarRef calendar, Review review, Optional<Instant> undoneAt) {}

    /**
     * What was deleted under a review.
     *
     * @param details the event as it was
     */
    record Deleted(JobId job, Details details) {}
}
