package io.syncline.aws.dynamo;

import static io.syncline.aws.dynamo.SeriesSamples.ACME;
import static io.syncline.aws.dynamo.SeriesSamples.NOW;
import static io.syncline.aws.dynamo.SeriesSamples.WORK;
import static io.syncline.aws.dynamo.SeriesSamples.mondays;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.aws.LocalDynamo;
import io.syncline.calendar.Channel;
import io.syncline.calendar.ChannelId;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Plan;
import io.syncline.calendar.Push;
import io.syncline.calendar.Review;
import io.syncline.calendar.Review.Answer;
import io.syncline.calendar.SyncedCalendar;
import io.syncline.calendar.SyncedCalendar.Mode;
import io.syncline.calendar.SyncedCalendar.Outcome;
import io.syncline.calendar.SyncedCalendar.Phase;
import io.syncline.calendar.SyncedCalendar.Progress;
import io.syncline.calendar.SyncedCalendar.Run;
import io.syncline.calendar.SyncedCalendars.Claim;
import io.syncline.connection.Provider;
import io.syncline.identity.UserId;
import io.syncline.sync.Counts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What a run costs that finds nothing, and what its end leaves alone that others did meanwhile. */
class EndOfRunTest {

    private static final Duration LIFE = Duration.ofMinutes(2);
    private static final UserId ANN = new UserId("ann");

    private final InMemoryClock clock = InMemoryClock.atNoon();
    private final AtomicInteger calls = new AtomicInteger();
    private Runnable beforeSecondCall = () -> {};
    private final DynamoDbClient client = LocalDynamo.client(new Counting());
    private final Table table =
            new Table(client, LocalDynamo.syncTable(), Backoff.standard(RandomGenerator.getDefault()));
    private final DynamoCalendarItems items = new DynamoCalendarItems(table, clock);
    private final DynamoSyncedCalendars calendars =
            new DynamoSyncedCalendars(table, clock, RandomGenerator.getDefault());

    @Test
    void a_run_that_finds_nothing_asks_the_table_three_times() {
        calendars.choose(calendar());
        calendars.request(ACME, WORK);
        pausedWith(review("r-0"));
        calls.set(0);
        Claim claim = claim();
        assertThat(calls).hasValue(1);
        assertThat(items.waiting(ACME, WORK, Optional.empty(), 50).jobs()).isEmpty();
        assertThat(calls).hasValue(2);
        assertThat(calendars.release(claim, claim.calendar().healthy(NOW, NOW))).isPresent();
        assertThat(calls).hasValue(3);
    }

    @Test
    void everything_that_a_run_finds_out_is_stored() {
        calendars.choose(calendar());
        Claim claim = claim();
        Push push = new Push(Optional.of(channel("channel-of-test-1")), Optional.of("It was late."), NOW, 3);
        Run run = new Run(NOW, NOW.plusSeconds(9), Outcome.PAUSED, Counts.NONE, Optional.of(NOW.minusSeconds(7_200)));
        SyncedCalendar found = claim.calendar()
                .hearing(push)
                .planned(new Plan(1, 2, 3, 4, NOW))
                .reviewed(Optional.of(review("r-1")))
                .ended(run, 0);
        SyncedCalendar stored = calendars.release(claim, found).orElseThrow();
        assertThat(stored.push()).contains(push);
        assertThat(stored.plan()).isEqualTo(found.plan());
        assertThat(stored.review()).isEqualTo(found.review());
        assertThat(stored.lastRun()).contains(run);
        assertThat(calendars.find(ACME, WORK)).contains(stored);
    }

    @Test
    void how_far_a_run_is_says_nothing_about_push_plan_and_review() {
        calendars.choose(calendar());
        pausedWith(review("r-1"));
        Claim claim = claim();
        SyncedCalendar further = claim.calendar()
                .with(Optional.of(new Progress(Phase.PULL, 3, Optional.empty())))
                .reviewed(Optional.empty())
                .planned(new Plan(1, 2, 3, 4, NOW));
        assertThat(calendars.advance(claim, further, LIFE)).isTrue();
        SyncedCalendar stored = calendars.find(ACME, WORK).orElseThrow();
        assertThat(stored.review()).contains(review("r-1"));
        assertThat(stored.plan()).isEmpty();
        assertThat(stored.progress()).isEqualTo(further.progress());
    }

    @Test
    void R17_a_decision_that_is_made_during_a_run_outlives_its_end() {
        calendars.choose(calendar());
        pausedWith(review("r-1"));
        Claim claim = claim();
        assertThat(calendars.decide(ACME, WORK, "r-1", Answer.APPROVED, ANN, NOW))
                .isTrue();
        assertThat(calendars.release(claim, claim.calendar()).flatMap(SyncedCalendar::review))
                .contains(review("r-1").decided(Answer.APPROVED, ANN, NOW));
        assertThat(claim().calendar().review().filter(Review::isOpen)).isEmpty();
    }

    @Test
    void R17_a_decision_between_two_attempts_to_end_a_run_outlives_it() {
        calendars.choose(calendar());
        pausedWith(review("r-1"));
        Claim claim = claim();
        calendars.request(ACME, WORK);
        calls.set(0);
        beforeSecondCall = () -> assertThat(decideElsewhere()).isTrue();
        SyncedCalendar stored = calendars.release(claim, claim.calendar()).orElseThrow();
        assertThat(calls).hasValue(3);
        assertThat(stored.isDirty()).isTrue();
        assertThat(stored.review()).contains(review("r-1").decided(Answer.APPROVED, ANN, NOW));
    }

    @Test
    void a_run_that_is_asked_for_during_a_run_costs_its_end_one_request_more_and_stands() {
        calendars.choose(calendar());
        Claim claim = claim();
        calendars.request(ACME, WORK);
        calls.set(0);
        assertThat(calendars.release(claim, claim.calendar()).orElseThrow().isDirty())
                .isTrue();
        assertThat(calls).hasValue(2);
    }

    @Test
    void R17_a_review_is_decided_once_and_only_the_one_that_was_looked_at() {
        calendars.choose(calendar());
        assertThat(calendars.decide(ACME, WORK, "r-1", Answer.REFUSED, ANN, NOW))
                .isFalse();
        pausedWith(review("r-1"));
        assertThat(calendars.decide(ACME, WORK, "r-2", Answer.REFUSED, ANN, NOW))
                .isFalse();
        assertThat(calendars.decide(ACME, WORK, "r-1", Answer.REFUSED, ANN, NOW))
                .isTrue();
        assertThat(calendars.decide(ACME, WORK, "r-1", Answer.APPROVED, ANN, NOW.plusSeconds(1)))
                .isFalse();
        assertThat(calendars.find(ACME, WORK).flatMap(SyncedCalendar::review))
                .contains(review("r-1").decided(Answer.REFUSED, ANN, NOW));
    }

    @Test
    void R17_a_run_that_is_done_with_a_review_takes_it_off() {
        calendars.choose(calendar());
        pausedWith(review("r-1"));
        calendars.decide(ACME, WORK, "r-1", Answer.APPROVED, ANN, NOW);
        Claim claim = claim();
        assertThat(calendars
                        .release(claim, claim.calendar().reviewed(Optional.empty()))
                        .orElseThrow()
                        .review())
                .isEmpty();
    }

    @Test
    void a_choice_that_is_made_during_a_run_costs_its_end_one_request_more_and_stands() {
        calendars.choose(calendar());
        Claim claim = claim();
        calendars.choose(calendar().in(Mode.LEAVING));
        calls.set(0);
        SyncedCalendar stored = calendars.release(claim, claim.calendar()).orElseThrow();
        assertThat(calls).hasValue(2);
        assertThat(stored.mode()).isEqualTo(Mode.LEAVING);
        assertThat(stored.sweep()).isTrue();
    }

    @Test
    void R19_a_run_that_lost_its_claim_ends_nothing() {
        calendars.choose(calendar());
        Claim lost = claim();
        clock.goOn(LIFE);
        Claim other = claim();
        assertThat(calendars.release(lost, lost.calendar().swept(false))).isEmpty();
        assertThat(calendars.release(other, other.calendar())).isPresent();
        assertThat(calendars.release(other, other.calendar())).isEmpty();
    }

    private boolean decideElsewhere() {
        Table other = new Table(LocalDynamo.client(), table.name(), table.backoff());
        return new DynamoSyncedCalendars(other, clock, RandomGenerator.getDefault())
                .decide(ACME, WORK, "r-1", Answer.APPROVED, ANN, NOW);
    }

    private void pausedWith(Review review) {
        Claim claim = claim();
        calendars.release(claim, claim.calendar().reviewed(Optional.of(review)));
    }

    private Claim claim() {
        return calendars.claim(ACME, WORK, LIFE).orElseThrow();
    }

    private static Review review(String id) {
        Review.Example example = new Review.Example(new JobId("job-1"), "Boiler", mondays("2026-11-23"));
        return new Review(id, Review.Kind.IN_CALENDAR, NOW, 9, 30, List.of(example), Optional.empty());
    }

    private static Channel channel(String id) {
        return new Channel(new ChannelId(id), "remote", NOW.plusSeconds(100), NOW.plusSeconds(80));
    }

    private static SyncedCalendar calendar() {
        return new SyncedCalendar(
                ACME,
                WORK,
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
                NOW,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private final class Counting implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            if (calls.incrementAndGet() == 2) {
                beforeSecondCall.run();
            }
        }
    }
}
