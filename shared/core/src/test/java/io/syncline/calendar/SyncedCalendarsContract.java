package io.syncline.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.calendar.SyncedCalendar.FullListing;
import io.syncline.calendar.SyncedCalendar.Mode;
import io.syncline.calendar.SyncedCalendar.Outcome;
import io.syncline.calendar.SyncedCalendar.Phase;
import io.syncline.calendar.SyncedCalendar.Progress;
import io.syncline.calendar.SyncedCalendar.Run;
import io.syncline.calendar.SyncedCalendars.Claim;
import io.syncline.calendar.SyncedCalendars.Due;
import io.syncline.calendar.SyncedCalendars.Request;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.sync.Counts;
import io.syncline.sync.Cursor;
import io.syncline.sync.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link SyncedCalendars} does. */
public abstract class SyncedCalendarsContract {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final CalendarRef WORK = new CalendarRef(new ConnectionId("c_1"), new CalendarId("Work@x"));
    private static final CalendarRef HOME = new CalendarRef(new ConnectionId("c_1"), new CalendarId("work@x"));
    private static final Duration LIFE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMinutes(5);

    protected final InMemoryClock clock = InMemoryClock.atNoon();

    protected abstract SyncedCalendars calendars();

    @Test
    void a_chosen_calendar_sweeps_with_its_next_run() {
        SyncedCalendars calendars = calendars();
        calendars.choose(fresh(WORK));
        SyncedCalendar stored = calendars.find(ACME, WORK).orElseThrow();
        assertThat(stored).isEqualTo(sweeping(fresh(WORK)));
        assertThat(calendars.find(ACME, HOME)).isEmpty();
        assertThat(calendars.find(ACME, List.of(WORK, HOME))).containsExactly(stored);
        assertThat(calendars.find(new OrganisationId("other"), WORK)).isEmpty();
    }

    @Test
    void a_calendar_chosen_again_keeps_its_cursor_and_counters() {
        SyncedCalendars calendars = calendars();
        calendars.choose(fresh(WORK));
        calendars.request(ACME, WORK);
        Claim claim = calendars.claim(ACME, WORK, LIFE).orElseThrow();
        calendars.release(claim, completed(claim.calendar()).in(Mode.OFF));
        calendars.choose(fresh(WORK));
        SyncedCalendar again = calendars.find(ACME, WORK).orElseThrow();
        assertThat(again.mode()).isEqualTo(Mode.JOBS);
        assertThat(again.sweep()).isTrue();
        assertThat(again.cursor()).contains(new Cursor("next"));
        assertThat(again.requested()).isEqualTo(1);
        assertThat(again.synced()).isEqualTo(1);
        assertThat(again.lastRun()).isPresent();
    }

    @Test
    void only_the_first_request_makes_a_clean_calendar_dirty() {
        SyncedCalendars calendars = calendars();
        calendars.choose(fresh(WORK));
        assertThat(calendars.request(ACME, WORK)).contains(new Request(1, true));
        assertThat(calendars.request(ACME, WORK)).contains(new Request(2, false));
        assertThat(calendars.request(ACME, HOME)).isEmpty();
        assertThat(calendars.find(ACME, HOME)).isEmpty();
    }

    @Test
    void of_many_requests_at_once_each_counts_and_one_makes_it_dirty() throws Exception {
        SyncedCalendars calendars = calendars();
        calendars.choose(fresh(WORK));
        Set<Long> numbers = new TreeSet<>();
        int dirty = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Request>> requests = IntStream.range(0, 20)
                    .mapToObj(_ -> (Callable<Request>)
                            () -> calendars.request(ACME, WORK).orElseThrow())
                    .toList();
            for (Future<Request> answer : threads.invokeAll(requests)) {
                numbers.add(answer.get().requested());
                dirty += answer.get().becameDirty() ? 1 : 0;
            }
        }
        assertThat(numbers).hasSize(20);
        assertThat(dirty).isEqualTo(1);
        assertThat(calendars.find(ACME, WORK).orElseThrow().requested()).isEqualTo(20);
    }

    @Test
    void R19_one_run_at_a_time() {
        SyncedCalendars calendars = calendars();
        calendars.choose(fresh(WORK));
        assertThat(calendars.claim(ACME, HOME, LIFE)).isEmpty();
        Claim claim = calendars.claim(ACME, WORK, LIFE).orElseThrow();
        assertThat(claim.calendar()).isEqualTo(sweeping(fresh(WORK)));
        assertThat(calendars.claim(ACME, WORK, LIFE)).isEmpty();
        calendars.release(claim, claim.calendar());
        assertThat(calendars.claim(ACME, WORK, LIFE)).isPresent();
    }

    @Test
    void R19_a_run_that_was_taken_over_stores_nothing_more() {
        SyncedCalendars calendars = calendars();
        calendars.choose(fresh(WORK));
        Claim stalled = calendars.claim(ACME, WORK, LIFE).orElseThrow();
        clock.goOn(LIFE);
        Claim next = calendars.claim(ACME, WORK, LIFE).orElseThrow();
        SyncedCalendar late = stalled.calendar().at(Optional.of(new Cursor("late")));
        assertThat(calendars.advance(stalled, late, LIFE)).isFalse();
        assertThat(calendars.release(stalled, late)).isEmpty();
        assertThat(calendars.find(ACME, WORK).orElseThrow().cursor()).isEmpty();
        assertThat(calendars.release(next, next.calendar())).isPresent();
        assertThat(calendars.release(next, next.calendar())).isEmpty();
    }

    @Test
    void R19_a_run_that_gives_signs_of_life_is_not_taken_over() {
        SyncedCalendars calendars = calendars();
        calendars.choose(fresh(WORK));
        Claim claim = calendars.claim(ACME, WORK, LIFE).orElseThrow();
        clock.goOn(LIFE.minusSeconds(1));
        assertThat(calendars.advance(claim, claim.calendar(), LIFE)).isTrue();
        clock.goOn(LIFE.minusSeconds(1));
        assertThat(calendars.claim(ACME, WORK, LIFE)).isEmpty();
    }

    @Test
    void how_far_a_run_is_can_be_seen() {
        SyncedCalendars calendars = calendars();
        calendars.choose(fresh(WORK));
        Claim claim = calendars.claim(ACME, WORK, LIFE).orElseThrow();
        FullListing listing =
                new FullListing(1, Window.around(clock.instant()), Optional.of(new Cursor("page 2")), 250, false);
        SyncedCalendar far =
                claim.calendar().listing(listing).with(Optional.of(new Progress(Phase.PULL, 250, Optional.empty())));
        assertThat(calendars.advance(claim, far, LIFE)).isTrue();
        SyncedCalendar seen = calendars.find(ACME, WORK).orElseThrow();
        assertThat(seen.listing()).contains(listing);
        assertThat(seen.progress()).contains(new Progress(Phase.PULL, 250, Optional.empty()));
        Progress counted = new Progress(Phase.PUSH, 5, Optional.of(50L));
        calendars.advance(claim, far.with(Optional.of(counted)), LIFE);
        assertThat(calendars.find(ACME, WORK).orElseThrow().progress()).contains(counted);
    }

    @Test
    void a_finished_run_is_stored_and_the_calendar_is_clean() {
        SyncedCalendars calendars = calendars();
        calendars.choose(fresh(WORK));
        calendars.request(ACME, WORK);
        Claim claim = calendars.claim(ACME, WORK, LIFE).orElseThrow();
        SyncedCalendar end = completed(claim.calendar());
        assertThat(calendars.release(claim, end)).contains(end);
        assertThat(calendars.find(ACME, WORK)).contains(end);
        assertThat(end.isDirty()).isFalse();
        assertThat(end.sweep()).isFalse();
    }

    @Test
    void a_request_during_a_run_leaves_the_calendar_dirty() {
        SyncedCalendars calendars = calendars();
        calendars.choose(fresh(WORK));
        calendars.request(ACME, WORK);
        Claim claim = calendars.claim(ACME, WORK, LIFE).orElseThrow();
        assertThat(calendars.request(ACME, WORK)).contains(new Request(2, false));
        SyncedCalendar stored =
                calendars.release(claim, completed(claim.calendar())).orElseThrow();
        assertThat(stored.requested()).isEqualTo(2);
        assertThat(stored.synced()).isEqualTo(1);
        assertThat(stored.isDirty()).isTrue();
    }

    @Test
    void a_choice_during_a_run_is_not_undone_by_its_end() {
        SyncedCalendars calendars = calendars();
        calendars.choose(fresh(WORK).in(Mode.LEAVING));
        Claim claim = calendars.claim(ACME, WORK, LIFE).orElseThrow();
        calendars.choose(fresh(WORK));
        SyncedCalendar stored = calendars
                .release(claim, completed(claim.calendar()).in(Mode.OFF))
                .orElseThrow();
        assertThat(stored.mode()).isEqualTo(Mode.JOBS);
        assertThat(stored.sweep()).isTrue();
        assertThat(stored.cursor()).contains(new Cursor("next"));
    }

    private Review open(String id) {
        When single = new When.AllDay(LocalDate.parse("2026-11-24"), LocalDate.parse("2026-11-25"));
        When series = new When.Repeating(single.first(), new Recurrence("FREQ=WEEKLY;BYDAY=TU"));
        List<Review.Example> examples = List.of(
                new Review.Example(new JobId("job-1"), "Boiler", single),
                new Review.Example(new JobId("job-2"), "", series));
        return new Review(id, Review.Kind.FROM_CALENDAR, clock.instant(), 12, 40, examples, Optional.empty());
    }

    @Test
    void R16_R17_R25_how_a_calendar_hears_of_changes_its_plan_and_its_review_survive_storage() {
        SyncedCalendars calendars = calendars();
        calendars.choose(fresh(WORK));
        Claim claim = calendars.claim(ACME, WORK, LIFE).orElseThrow();
        Channel channel = new Channel(
                new ChannelId("0123456789-abcdef"),
                "resource+/=é",
                clock.instant().plus(POLL),
                clock.instant());
        SyncedCalendar full = claim.calendar()
                .hearing(new Push(Optional.of(channel), Optional.of("It is late."), clock.instant()))
                .planned(new Plan(1, 2, 3, 4, clock.instant()))
                .reviewed(Optional.of(open("review-1")));
        assertThat(calendars.release(claim, full)).contains(full);
        assertThat(calendars.find(ACME, WORK)).contains(full);
        claim = calendars.claim(ACME, WORK, LIFE).orElseThrow();
        SyncedCalendar less = full.hearing(new Push(Optional.empty(), Optional.empty(), clock.instant()))
                .reviewed(Optional.empty());
        assertThat(calendars.release(claim, less)).contains(less);
        assertThat(calendars.find(ACME, WORK)).contains(less);
    }

    @Test
    void R17_what_somebody_decided_during_a_run_is_not_undone_by_its_end() {
        SyncedCalendars calendars = calendars();
        calendars.choose(fresh(WORK));
        Claim first = calendars.claim(ACME, WORK, LIFE).orElseThrow();
        calendars.release(first, first.calendar().reviewed(Optional.of(open("review-1"))));
        Claim second = calendars.claim(ACME, WORK, LIFE).orElseThrow();
        UserId dana = new UserId("dana");
        assertThat(calendars.decide(ACME, WORK, "review-1", Review.Answer.APPROVED, dana, clock.instant()))
                .isTrue();
        SyncedCalendar stored = calendars.release(second, second.calendar()).orElseThrow();
        Review decided = open("review-1").decided(Review.Answer.APPROVED, dana, clock.instant());
        assertThat(stored.review()).contains(decided);
        assertThat(calendars.find(ACME, WORK).orElseThrow().review()).contains(decided);
    }

    @Test
    void R17_a_review_is_decided_once_and_only_while_it_is_there() {
        SyncedCalendars calendars = calendars();
        UserId dana = new UserId("dana");
        calendars.choose(fresh(WORK));
        assertThat(calendars.decide(ACME, WORK, "review-1", Review.Answer.APPROVED, dana, clock.instant()))
                .isFalse();
        Claim claim = calendars.claim(ACME, WORK, LIFE).orElseThrow();
        calendars.release(claim, claim.calendar().reviewed(Optional.of(open("review-1"))));
        assertThat(calendars.decide(ACME, WORK, "review-2", Review.Answer.APPROVED, dana, clock.instant()))
                .isFalse();
        assertThat(calendars.decide(ACME, HOME, "review-1", Review.Answer.APPROVED, dana, clock.instant()))
                .isFalse();
        assertThat(calendars.decide(ACME, WORK, "review-1", Review.Answer.REFUSED, dana, clock.instant()))
                .isTrue();
        assertThat(calendars.decide(ACME, WORK, "review-1", Review.Answer.APPROVED, dana, clock.instant()))
                .isFalse();
        assertThat(calendars.find(ACME, WORK).orElseThrow().review())
                .contains(open("review-1").decided(Review.Answer.REFUSED, dana, clock.instant()));
    }

    @Test
    void R16_R17_a_calendar_chosen_again_keeps_its_plan_and_what_somebody_has_to_look_at() {
        SyncedCalendars calendars = calendars();
        calendars.choose(fresh(WORK));
        Claim claim = calendars.claim(ACME, WORK, LIFE).orElseThrow();
        calendars.release(
                claim,
                claim.calendar()
                        .planned(new Plan(1, 2, 3, 4, clock.instant()))
                        .reviewed(Optional.of(open("review-1")))
                        .in(Mode.OFF));
        calendars.choose(fresh(WORK));
        SyncedCalendar again = calendars.find(ACME, WORK).orElseThrow();
        assertThat(again.plan()).isPresent();
        assertThat(again.review()).contains(open("review-1"));
    }

    @Test
    void R26_a_run_that_caught_up_with_a_gap_and_one_that_waits_say_so() {
        SyncedCalendars calendars = calendars();
        calendars.choose(fresh(WORK));
        for (Outcome outcome : Outcome.values()) {
            Claim claim = calendars.claim(ACME, WORK, LIFE).orElseThrow();
            Instant now = clock.instant();
            Run run = new Run(now, now, outcome, Counts.NONE, Optional.of(now.minusSeconds(7_200)));
            calendars.release(claim, claim.calendar().ended(run, 0));
            assertThat(calendars.find(ACME, WORK).orElseThrow().lastRun()).contains(run);
        }
    }

    @Test
    void a_problem_and_its_end_survive_storage() {
        SyncedCalendars calendars = calendars();
        calendars.choose(fresh(WORK));
        Claim claim = calendars.claim(ACME, WORK, LIFE).orElseThrow();
        SyncedCalendar troubled = claim.calendar()
                .troubled("Google does not answer.", 1, clock.instant().plusSeconds(30));
        assertThat(calendars.release(claim, troubled)).contains(troubled);
        claim = calendars.claim(ACME, WORK, LIFE).orElseThrow();
        SyncedCalendar healthy =
                claim.calendar().healthy(clock.instant(), clock.instant().plus(POLL));
        assertThat(calendars.release(claim, healthy)).contains(healthy);
    }

    @Test
    void a_clean_calendar_is_due_when_its_poll_is() {
        SyncedCalendars calendars = calendars();
        run(calendars, WORK);
        clock.goOn(POLL.minusSeconds(1));
        assertThat(calendars.due(clock.instant(), 10)).isEmpty();
        clock.goOn(Duration.ofSeconds(1));
        assertThat(calendars.due(clock.instant(), 10)).containsExactly(new Due(ACME, WORK));
    }

    @Test
    void a_calendar_whose_message_was_lost_is_due_a_minute_after_it_became_dirty() {
        SyncedCalendars calendars = calendars();
        run(calendars, WORK);
        calendars.request(ACME, WORK);
        clock.goOn(Duration.ofSeconds(40));
        calendars.request(ACME, WORK);
        assertThat(calendars.due(clock.instant(), 10)).isEmpty();
        clock.goOn(Duration.ofSeconds(20));
        assertThat(calendars.due(clock.instant(), 10)).containsExactly(new Due(ACME, WORK));
    }

    @Test
    void a_new_calendar_whose_first_message_was_lost_is_due_soon() {
        SyncedCalendars calendars = calendars();
        calendars.choose(fresh(WORK));
        clock.goOn(Duration.ofMinutes(1));
        assertThat(calendars.due(clock.instant(), 10)).containsExactly(new Due(ACME, WORK));
    }

    @Test
    void a_calendar_that_is_held_is_due_when_its_holder_is_silent() {
        SyncedCalendars calendars = calendars();
        calendars.choose(fresh(WORK));
        calendars.request(ACME, WORK);
        calendars.claim(ACME, WORK, LIFE);
        clock.goOn(LIFE.minusSeconds(1));
        assertThat(calendars.due(clock.instant(), 10)).isEmpty();
        clock.goOn(Duration.ofSeconds(1));
        assertThat(calendars.due(clock.instant(), 10)).containsExactly(new Due(ACME, WORK));
    }

    @Test
    void work_that_could_not_be_done_waits_as_long_as_its_run_said() {
        SyncedCalendars calendars = calendars();
        calendars.choose(fresh(WORK));
        calendars.request(ACME, WORK);
        Claim claim = calendars.claim(ACME, WORK, LIFE).orElseThrow();
        Instant later = clock.instant().plus(Duration.ofMinutes(10));
        calendars.release(claim, claim.calendar().troubled("Throttled.", 3, later));
        clock.goOn(Duration.ofMinutes(9));
        assertThat(calendars.due(clock.instant(), 10)).isEmpty();
        clock.goOn(Duration.ofMinutes(1));
        assertThat(calendars.due(clock.instant(), 10)).containsExactly(new Due(ACME, WORK));
    }

    @Test
    void a_calendar_that_is_off_is_never_due() {
        SyncedCalendars calendars = calendars();
        calendars.choose(fresh(WORK));
        calendars.choose(fresh(WORK).in(Mode.OFF));
        calendars.request(ACME, WORK);
        clock.goOn(Duration.ofDays(1));
        assertThat(calendars.due(clock.instant(), 10)).isEmpty();
    }

    @Test
    void the_longest_due_come_first_and_no_more_than_asked_for() {
        SyncedCalendars calendars = calendars();
        run(calendars, HOME);
        clock.goOn(Duration.ofSeconds(10));
        run(calendars, WORK);
        clock.goOn(POLL);
        assertThat(calendars.due(clock.instant(), 10)).containsExactly(new Due(ACME, HOME), new Due(ACME, WORK));
        assertThat(calendars.due(clock.instant(), 1)).containsExactly(new Due(ACME, HOME));
    }

    private void run(SyncedCalendars calendars, CalendarRef ref) {
        calendars.choose(fresh(ref));
        calendars.request(ACME, ref);
        Claim claim = calendars.claim(ACME, ref, LIFE).orElseThrow();
        calendars.release(claim, completed(claim.calendar()));
    }

    private SyncedCalendar completed(SyncedCalendar calendar) {
        Instant now = clock.instant();
        Run run = new Run(now, now.plusSeconds(1), Outcome.COMPLETED, new Counts(1, 2, 3, 4, 5), Optional.empty());
        return calendar.at(Optional.of(new Cursor("next")))
                .swept(false)
                .healthy(now, now.plus(POLL))
                .ended(run, calendar.requested());
    }

    private SyncedCalendar fresh(CalendarRef ref) {
        return new SyncedCalendar(
                ACME,
                ref,
                Provider.GOOGLE,
                new UserId("tess"),
                "Work",
                Mode.JOBS,
                false,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Counts.NONE,
                clock.instant().plus(POLL),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static SyncedCalendar sweeping(SyncedCalendar calendar) {
        return new SyncedCalendar(
                calendar.organisation(),
                calendar.ref(),
                calendar.provider(),
                calendar.owner(),
                calendar.name(),
                calendar.mode(),
                true,
                calendar.requested(),
                calendar.synced(),
                calendar.cursor(),
                calendar.listing(),
                calendar.progress(),
                calendar.lastRun(),
                calendar.totals(),
                calendar.nextDueAt(),
                calendar.lastVerifiedAt(),
                calendar.problem(),
                calendar.attempts(),
                calendar.push(),
                calendar.plan(),
                calendar.review());
    }
}
