package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Calendars where somebody else is faster with a decision. */
record SlowCalendars(SyncedCalendars calendars, Runnable faster) implements SyncedCalendars {

    @Override
    public boolean decide(
            OrganisationId organisation, CalendarRef ref, String id, Review.Answer answer, UserId by, Instant at) {
        faster.run();
        return calendars.decide(organisation, ref, id, answer, by, at);
    }

    @Override
    public Optional<SyncedCalendar> find(OrganisationId organisation, CalendarRef ref) {
        return calendars.find(organisation, ref);
    }

    @Override
    public List<SyncedCalendar> find(OrganisationId organisation, Collection<CalendarRef> refs) {
        return calendars.find(organisation, refs);
    }

    @Override
    public void choose(SyncedCalendar fresh) {
        calendars.choose(fresh);
    }

    @Override
    public Optional<Request> request(OrganisationId organisation, CalendarRef ref) {
        return calendars.request(organisation, ref);
    }

    @Override
    public Optional<Claim> claim(OrganisationId organisation, CalendarRef ref, Duration life) {
        return calendars.claim(organisation, ref, life);
    }

    @Override
    public boolean advance(Claim claim, SyncedCalendar calendar, Duration life) {
        return calendars.advance(claim, calendar, life);
    }

    @Override
    public Optional<SyncedCalendar> release(Claim claim, SyncedCalendar calendar) {
        return calendars.release(claim, calendar);
    }

    @Override
    public List<Due> due(Instant now, int atMost) {
        return calendars.due(now, atMost);
    }
}
