package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Calendar states that are gone when the test ends. */
public final class InMemorySyncedCalendars implements SyncedCalendars, PushReports {

    /** How long a wake-up may take before the planner believes that it was lost. */
    private static final Duration LOST_AFTER = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<Due, Row> rows = new HashMap<>();
    private long claims;

    public InMemorySyncedCalendars(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Optional<SyncedCalendar> find(OrganisationId organisation, CalendarRef ref) {
        return row(organisation, ref).map(Row::state);
    }

    @Override
    public synchronized List<SyncedCalendar> find(OrganisationId organisation, Collection<CalendarRef> refs) {
        return refs.stream()
                .distinct()
                .flatMap(ref -> find(organisation, ref).stream())
                .toList();
    }

    @Override
    public synchronized void choose(SyncedCalendar fresh) {
        Due key = new Due(fresh.organisation(), fresh.ref());
        Row before = rows.get(key);
        if (before == null) {
            SyncedCalendar state = chosen(fresh, fresh);
            rows.put(key, new Row(state, 1, soonest(state), Optional.empty()));
            return;
        }
        SyncedCalendar state = chosen(before.state, fresh);
        rows.put(key, new Row(state, before.choices + 1, soonest(state), before.hold));
    }

    @Override
    public synchronized Optional<Request> request(OrganisationId organisation, CalendarRef ref) {
        Row before = rows.get(new Due(organisation, ref));
        if (before == null) {
            return Optional.empty();
        }
        boolean becomesDirty = !before.state.isDirty();
        SyncedCalendar state = withRequested(before.state, before.state.requested() + 1);
        Instant soon = clock.instant().plus(LOST_AFTER);
        Instant dueAt = becomesDirty ? soon : before.dueAt;
        rows.put(new Due(organisation, ref), new Row(state, before.choices, dueAt, before.hold));
        return Optional.of(new Request(state.requested(), becomesDirty));
    }

    @Override
    public synchronized Optional<Claim> claim(OrganisationId organisation, CalendarRef ref, Duration life) {
        Row before = rows.get(new Due(organisation, ref));
        if (before == null
                || before.hold
                        .filter(hold -> hold.until.isAfter(clock.instant()))
                        .isPresent()) {
            return Optional.empty();
        }
        Hold hold = new Hold("claim-" + ++claims, clock.instant().plus(life), before.choices);
        rows.put(new Due(organisation, ref), new Row(before.state, before.choices, hold.until, Optional.of(hold)));
        return Optional.of(new Claim(hold.token, before.state));
    }

    @Override
    public synchronized boolean advance(Claim claim, SyncedCalendar calendar, Duration life) {
        Row before = held(claim);
        if (before == null) {
            return false;
        }
        Hold hold = new Hold(claim.token(), clock.instant().plus(life), before.hold.orElseThrow().choices);
        rows.put(
                keyOf(claim), new Row(advanced(before.state, calendar), before.choices, hold.until, Optional.of(hold)));
        return true;
    }

    @Override
    public synchronized Optional<SyncedCalendar> release(Claim claim, SyncedCalendar calendar) {
        Row before = held(claim);
        if (before == null) {
            return Optional.empty();
        }
        boolean chosenMeanwhile = before.choices != before.hold.orElseThrow().choices;
        SyncedCalendar state =
                before.state.released(calendar.afterReports(claim.calendar(), before.state), chosenMeanwhile);
        rows.put(keyOf(claim), new Row(state, before.choices, dueAt(state), Optional.empty()));
        return Optional.of(state);
    }

    @Override
    public synchronized boolean decide(
            OrganisationId organisation,
            CalendarRef ref,
            String reviewId,
            Review.Answer answer,
            UserId by,
            Instant at) {
        Row row = rows.get(new Due(organisation, ref));
        Optional<Review> open = Optional.ofNullable(row)
                .flatMap(found -> found.state.review())
                .filter(review -> review.isOpen() && review.id().equals(reviewId));
        open.ifPresent(review -> rows.put(
                new Due(organisation, ref),
                new Row(
                        row.state.reviewed(Optional.of(review.decided(answer, by, at))),
                        row.choices,
                        row.dueAt,
                        row.hold)));
        return open.isPresent();
    }

    @Override
    public synchronized void lost(OrganisationId organisation, CalendarRef ref, ChannelId channel, String reason) {
        report(organisation, ref, channel, push -> push.lost(reason, clock.instant()));
    }

    @Override
    public synchronized void toBeRenewed(OrganisationId organisation, CalendarRef ref, ChannelId channel) {
        report(organisation, ref, channel, push -> push.dueAt(clock.instant()));
    }

    private void report(OrganisationId organisation, CalendarRef ref, ChannelId channel, UnaryOperator<Push> report) {
        rows.computeIfPresent(
                new Due(organisation, ref),
                (_, row) -> row.state
                        .push()
                        .filter(push -> push.isOver(channel))
                        .map(push -> new Row(row.state.hearing(report.apply(push)), row.choices, row.dueAt, row.hold))
                        .orElse(row));
    }

    @Override
    public synchronized List<Due> due(Instant now, int atMost) {
        return rows.entrySet().stream()
                .filter(entry -> entry.getValue().state.mode() != SyncedCalendar.Mode.OFF)
                .filter(entry -> !entry.getValue().dueAt.isAfter(now))
                .sorted(Comparator.comparing(entry -> entry.getValue().dueAt))
                .map(Map.Entry::getKey)
                .limit(atMost)
                .toList();
    }

    private Optional<Row> row(OrganisationId organisation, CalendarRef ref) {
        return Optional.ofNullable(rows.get(new Due(organisation, ref)));
    }

    private Row held(Claim claim) {
        Row row = rows.get(keyOf(claim));
        boolean held = row != null
                && row.hold.filter(hold -> hold.token.equals(claim.token())).isPresent();
        return held ? row : null;
    }

    private static Due keyOf(Claim claim) {
        return new Due(claim.calendar().organisation(), claim.calendar().ref());
    }

    /** Work that came meanwhile is due at once; work that could not be done is due when its run said so. */
    private Instant dueAt(SyncedCalendar state) {
        return state.isDirty() && state.problem().isEmpty() ? soonest(state) : state.nextDueAt();
    }

    private Instant soonest(SyncedCalendar state) {
        Instant soon = clock.instant().plus(LOST_AFTER);
        return state.nextDueAt().isAfter(soon) ? soon : state.nextDueAt();
    }

    private static SyncedCalendar chosen(SyncedCalendar before, SyncedCalendar fresh) {
        return new SyncedCalendar(
                fresh.organisation(),
                fresh.ref(),
                fresh.provider(),
                fresh.owner(),
                fresh.name(),
                fresh.mode(),
                true,
                before.requested(),
                before.synced(),
                before.cursor(),
                before.listing(),
                before.progress(),
                before.lastRun(),
                before.totals(),
                fresh.nextDueAt(),
                before.lastVerifiedAt(),
                fresh.problem(),
                fresh.attempts(),
                before.push(),
                before.plan(),
                before.review());
    }

    private static SyncedCalendar withRequested(SyncedCalendar before, long requested) {
        return new SyncedCalendar(
                before.organisation(),
                before.ref(),
                before.provider(),
                before.owner(),
                before.name(),
                before.mode(),
                before.sweep(),
                requested,
                before.synced(),
                before.cursor(),
                before.listing(),
                before.progress(),
                before.lastRun(),
                before.totals(),
                before.nextDueAt(),
                before.lastVerifiedAt(),
                before.problem(),
                before.attempts(),
                before.push(),
                before.plan(),
                before.review());
    }

    private static SyncedCalendar advanced(SyncedCalendar before, SyncedCalendar run) {
        return new SyncedCalendar(
                before.organisation(),
                before.ref(),
                before.provider(),
                before.owner(),
                before.name(),
                before.mode(),
                before.sweep(),
                before.requested(),
                before.synced(),
                run.cursor(),
                run.listing(),
                run.progress(),
                before.lastRun(),
                before.totals(),
                before.nextDueAt(),
                before.lastVerifiedAt(),
                before.problem(),
                before.attempts(),
                before.push(),
                before.plan(),
                before.review());
    }

    private record Hold(String token, Instant until, long choices) {}

    private record Row(SyncedCalendar state, long choices, Instant dueAt, Optional<Hold> hold) {}
}
