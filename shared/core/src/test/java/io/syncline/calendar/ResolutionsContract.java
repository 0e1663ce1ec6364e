package io.syncline.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.calendar.Conflict.Choice;
import io.syncline.calendar.Conflict.Kind;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link Resolutions} does; decisions are added by commits. */
public abstract class ResolutionsContract {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final CalendarRef WORK = new CalendarRef(new ConnectionId("c_1"), new CalendarId("Work@x"));
    private static final CalendarRef WORK_IN_SMALL = new CalendarRef(new ConnectionId("c_1"), new CalendarId("work@x"));
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Aspect TITLE = new Aspect.OfField(Field.TITLE);

    protected final InMemoryClock clock = InMemoryClock.atNoon();

    protected abstract Resolutions resolutions();

    protected abstract CalendarItems items();

    @Test
    void R05_every_decision_is_found_again_as_it_was() {
        CalendarItems items = items();
        Aspect occurrence = new Aspect.OfOccurrence(LocalDate.parse("2026-12-01"));
        List<ResolvedConflict> all = List.of(
                resolved("job-1", Optional.of(TITLE), Kind.CHANGED_TWICE, Choice.VALUE, Optional.of(details("Third"))),
                resolved(
                        "job-1", Optional.of(occurrence), Kind.CHANGED_TWICE, Choice.CRM, Optional.of(details("Ours"))),
                resolved("job-2", Optional.empty(), Kind.DELETED_IN_CALENDAR, Choice.CALENDAR, Optional.empty()),
                resolved("job-3", Optional.empty(), Kind.CANCELLED_IN_CRM, Choice.CRM, Optional.empty()));
        all.forEach(one -> remember(items, one));
        for (ResolvedConflict one : all) {
            assertThat(resolutions().find(ACME, one.conflict().id())).contains(one);
        }
        assertThat(resolutions().list(ACME, WORK)).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void R05_a_later_decision_about_the_same_conflict_replaces_the_earlier_one() {
        CalendarItems items = items();
        ResolvedConflict first =
                resolved("job-1", Optional.of(TITLE), Kind.CHANGED_TWICE, Choice.CRM, Optional.of(details("Ours")));
        ResolvedConflict second =
                new ResolvedConflict(first.conflict(), Choice.CALENDAR, first.value(), first.by(), NOW.plusSeconds(60));
        remember(items, first);
        remember(items, second);
        assertThat(resolutions().find(ACME, first.conflict().id())).contains(second);
        assertThat(resolutions().list(ACME, WORK)).containsExactly(second);
    }

    @Test
    void R05_decisions_come_the_latest_first_and_belong_to_one_calendar() {
        CalendarItems items = items();
        List<ResolvedConflict> all = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            ResolvedConflict one = resolved(
                    "job-" + (3 * number) % 5, Optional.of(TITLE), Kind.CHANGED_TWICE, Choice.CRM, Optional.empty());
            ResolvedConflict at =
                    new ResolvedConflict(one.conflict(), one.choice(), one.value(), one.by(), NOW.plusSeconds(number));
            remember(items, at);
            all.add(at);
        }
        assertThat(resolutions().list(ACME, WORK)).isEqualTo(all.reversed());
        assertThat(resolutions().list(ACME, WORK_IN_SMALL)).isEmpty();
        assertThat(resolutions().list(new OrganisationId("other"), WORK)).isEmpty();
        ConflictId elsewhere = new ConflictId(WORK_IN_SMALL, new JobId("job-1"), Optional.of(TITLE));
        assertThat(resolutions().find(ACME, elsewhere)).isEmpty();
    }

    @Test
    void R05_decisions_are_remembered_for_30_days() {
        CalendarItems items = items();
        ResolvedConflict one = resolved("job-1", Optional.of(TITLE), Kind.CHANGED_TWICE, Choice.CRM, Optional.empty());
        remember(items, one);
        clock.goOn(Duration.ofDays(29));
        assertThat(resolutions().list(ACME, WORK)).containsExactly(one);
        clock.goOn(Duration.ofDays(2));
        assertThat(resolutions().list(ACME, WORK)).isEmpty();
        assertThat(resolutions().find(ACME, one.conflict().id())).isEmpty();
    }

    @Test
    void R05_a_decision_whose_change_was_not_stored_is_none() {
        CalendarItems items = items();
        Link link = Link.creating(WORK, new JobId("job-1"), details("Boiler"));
        items.commit(ACME, WORK, List.of(new Commit("first", List.of(new RowChange.PutLink(link)))));
        ResolvedConflict late = resolved("job-1", Optional.of(TITLE), Kind.CHANGED_TWICE, Choice.CRM, Optional.empty());
        items.commit(
                ACME,
                WORK,
                List.of(new Commit(
                        "late", List.of(new RowChange.PutLink(link), new RowChange.RememberResolved(late)))));
        assertThat(resolutions().list(ACME, WORK)).isEmpty();
        assertThat(items.countWaiting(ACME, WORK)).isZero();
    }

    private static void remember(CalendarItems items, ResolvedConflict resolved) {
        RowChange row = new RowChange.RememberResolved(resolved);
        assertThat(items.commit(ACME, WORK, List.of(new Commit("resolved", List.of(row)))))
                .isEmpty();
    }

    private static ResolvedConflict resolved(
            String job, Optional<Aspect> about, Kind kind, Choice choice, Optional<Details> value) {
        Details series = details("Series")
                .at(new When.Repeating(details("").when().first(), new Recurrence("FREQ=WEEKLY;BYDAY=TU")))
                .with(LocalDate.parse("2026-12-01"), Optional.of(new Occurrence.Cancelled()));
        Conflict conflict = new Conflict(
                new ConflictId(WORK, new JobId(job), about),
                kind,
                "Boiler",
                new Baseline(details("base"), series),
                kind == Kind.CANCELLED_IN_CRM ? Optional.empty() : Optional.of(details("crm")),
                kind == Kind.DELETED_IN_CALENDAR ? Optional.empty() : Optional.of(series),
                kind == Kind.CANCELLED_IN_CRM ? Optional.empty() : Optional.of(NOW.minusSeconds(5)),
                NOW);
        return new ResolvedConflict(conflict, choice, value, new UserId("dana"), NOW.plusSeconds(30));
    }

    private static Details details(String title) {
        When when = new When.AllDay(LocalDate.parse("2026-11-24"), LocalDate.parse("2026-11-25"));
        return new Details(title, "A line", "", when, Availability.FREE, Status.TENTATIVE);
    }
}
