package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The state row of each calendar: who asked for runs, who runs, and how far they came. */
public interface SyncedCalendars {

    Optional<SyncedCalendar> find(OrganisationId organisation, CalendarRef ref);

    /** These calendars; an unknown one is missing from the answer. */
    List<SyncedCalendar> find(OrganisationId organisation, Collection<CalendarRef> refs);

    /**
     * Sets the mode of a calendar and has its next run sweep; a calendar that is new begins with nothing synced, one
     * that was here before keeps its cursor and links.
     */
    void choose(SyncedCalendar fresh);

    /**
     * Bumps {@code requested}.
     *
     * @return the state before and after; nothing where the calendar is unknown
     */
    Optional<Request> request(OrganisationId organisation, CalendarRef ref);

    /**
     * Takes the calendar for one run: one run at a time (R19).
     *
     * @return what was claimed, or nothing while another run holds it or where it is unknown
     */
    Optional<Claim> claim(OrganisationId organisation, CalendarRef ref, Duration life);

    /**
     * Stores how far the run is: progress, cursor and listing, and extends the claim.
     *
     * @return whether the claim was still held; if not, nothing was stored
     */
    boolean advance(Claim claim, SyncedCalendar calendar, Duration life);

    /**
     * Ends the run: stores the calendar, with {@code synced} as given, and gives the claim back.
     *
     * @return the stored state with the {@code requested} of now, or nothing where the claim was lost
     */
    Optional<SyncedCalendar> release(Claim claim, SyncedCalendar calendar);

    /**
     * Stores what somebody decided about the deletions that a calendar waits with (R17); a run that is under way does
     * not undo it.
     *
     * @return whether the review is there and was open; if not, nothing was stored
     */
    boolean decide(
            OrganisationId organisation, CalendarRef ref, String reviewId, Review.Answer answer, UserId by, Instant at);

    /** Calendars of all organisations that are due, at most as many as asked for, the longest due first. */
    List<Due> due(Instant now, int atMost);

    /** A calendar that is held for one run. {@code token} is random, so that only its holder can release it. */
    record Claim(String token, SyncedCalendar calendar) {}

    /**
     * The effect of a request.
     *
     * @param becameDirty whether nothing was asked for before: a wake-up is owed
     */
    record Request(long requested, boolean becameDirty) {}

    /** A calendar whose time has come. */
    record Due(OrganisationId organisation, CalendarRef ref) {}
}
