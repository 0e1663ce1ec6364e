package io.syncline.calendar;

import static io.syncline.calendar.SyncScene.DANA;
import static io.syncline.calendar.SyncScene.ORG;
import static io.syncline.calendar.SyncScene.details;
import static io.syncline.calendar.SyncScene.series;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.SyncedCalendar.Outcome;
import io.syncline.sync.Counts;
import io.syncline.sync.RemoteFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the dry run before the first sync counts, and that it does nothing. */
class FirstSyncTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private final SyncScene scene = new SyncScene();
    private final CalendarRef dana = scene.connectAnew(DANA);

    private void own(int events) {
        for (int i = 0; i < events; i++) {
            scene.provider.userPuts(dana, new EventId("own-" + i), details("Own " + i));
        }
    }

    /** A job that stands in the calendar already, from a time before its state was lost or its calendar left. */
    private void standsThere(String job) {
        scene.put(job, details("Job " + job), DANA);
        RemoteEvent event = scene.provider.userPuts(dana, new EventId("event-" + job), details("Job " + job));
        Link link = Link.creating(dana, new JobId(job), event.details())
                .linkedTo(event, new Baseline(event.details(), event.details()));
        scene.items.commit(
                ORG,
                dana,
                List.of(new Commit(
                        job,
                        List.of(
                                new RowChange.PutLink(link),
                                new RowChange.PutEvent(KnownEvent.ofJob(event, new JobId(job), 0))))));
    }

    private Plan plan() {
        return scene.state(dana).plan().orElseThrow();
    }

    @Test
    void R16_S28_everything_is_counted_and_nothing_is_done_where_something_would_be_deleted() {
        own(3);
        scene.put("new-1", details("New"), DANA);
        scene.put("new-2", series("New series", "2026-11-24T09:00", "FREQ=DAILY"), DANA);
        standsThere("changed");
        scene.put("changed", details("Changed meanwhile"), DANA);
        standsThere("same");
        standsThere("cancelled");
        scene.cancelJob.run(ORG, new JobId("cancelled"));
        scene.run(dana);
        assertThat(plan()).isEqualTo(new Plan(2, 1, 1, 3, NOW));
        assertThat(scene.state(dana).lastRun().orElseThrow().outcome()).isEqualTo(Outcome.PAUSED);
        assertThat(scene.provider.writes()).isZero();
        assertThat(scene.state(dana).cursor()).isEmpty();
        assertThat(scene.items.known(ORG, dana, List.of(new EventId("own-0")))).isEmpty();
        Review review = scene.state(dana).review().orElseThrow();
        assertThat(review.kind()).isEqualTo(Review.Kind.FIRST_SYNC);
        assertThat(review.deletions()).isEqualTo(1);
        assertThat(review.linked()).isEqualTo(3);
        assertThat(review.examples()).extracting(Review.Example::title).containsExactly("Job cancelled");
    }

    @Test
    void R16_S28_once_it_is_approved_it_does_what_it_counted() {
        own(3);
        scene.put("new-1", details("New"), DANA);
        standsThere("cancelled");
        scene.cancelJob.run(ORG, new JobId("cancelled"));
        scene.run(dana);
        Plan planned = plan();
        scene.decide(dana, Review.Answer.APPROVED);
        scene.settle(dana);
        Counts done = scene.state(dana).totals();
        assertThat(done.pushed()).isEqualTo(planned.creates() + planned.updates() + planned.deletes());
        assertThat(done.imported()).isEqualTo(planned.imports());
        assertThat(plan()).isEqualTo(planned);
        assertThat(scene.provider.events(dana)).hasSize(4);
    }

    @Test
    void R16_one_deletion_is_enough_to_ask_although_a_later_run_may_do_five() {
        standsThere("cancelled");
        scene.cancelJob.run(ORG, new JobId("cancelled"));
        scene.settle(dana);
        assertThat(scene.state(dana).review()).isPresent();
        assertThat(scene.provider.events(dana)).hasSize(1);
    }

    @Test
    void R16_a_first_sync_whose_deletions_are_refused_leaves_them_and_goes_on() {
        standsThere("cancelled");
        scene.cancelJob.run(ORG, new JobId("cancelled"));
        scene.put("new-1", details("New"), DANA);
        scene.run(dana);
        scene.decide(dana, Review.Answer.REFUSED);
        scene.settle(dana);
        assertThat(scene.provider.events(dana))
                .extracting(event -> event.details().title())
                .containsExactlyInAnyOrder("Job cancelled", "New");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 250})
    void R16_events_on_many_pages_and_more_jobs_than_a_page_has_are_each_counted_once(int page) {
        own(30);
        for (int i = 0; i < 120; i++) {
            scene.put("J-" + i, details("Job " + i), DANA);
        }
        scene.provider.pagesOf(page);
        scene.settle(dana);
        assertThat(plan()).isEqualTo(new Plan(120, 0, 0, 30, NOW));
        assertThat(scene.provider.events(dana)).hasSize(150);
        assertThat(scene.state(dana).totals()).isEqualTo(new Counts(120, 0, 30, 0, 0));
    }

    @Test
    void R16_R20_what_lies_outside_the_window_is_not_counted() {
        scene.put("far", details("Far", "2028-12-01T09:00"), DANA);
        CalendarRef tess = scene.connectAnew(SyncScene.TESS);
        scene.provider.userPuts(tess, new EventId("far"), details("Far", "2028-12-01T09:00"));
        scene.provider.userPuts(tess, new EventId("near"), details("Near"));
        scene.settle(tess);
        assertThat(scene.state(tess).plan()).map(Plan::imports).contains(1L);
    }

    @Test
    void R15_R16_a_listing_that_expires_while_it_is_counted_is_counted_from_its_beginning() {
        own(10);
        scene.provider.pagesOf(4);
        scene.runSync.run(ORG, dana, Long.MAX_VALUE, () -> {
            if (scene.provider.listings() == 2 && scene.state(dana).plan().isEmpty()) {
                scene.provider.expireCursors();
            }
            return Duration.ofMinutes(5);
        });
        assertThat(scene.provider.listings()).isGreaterThan(6); // more than the three of the count and of the sync
        assertThat(plan().imports()).isEqualTo(10);
    }

    @Test
    void R16_F27_where_the_time_is_over_before_all_is_counted_nothing_is_done_and_it_is_counted_anew() {
        own(10);
        scene.put("new-1", details("New"), DANA);
        scene.provider.pagesOf(4);
        scene.runSync.run(
                ORG,
                dana,
                Long.MAX_VALUE,
                () -> scene.provider.listings() < 2 ? Duration.ofMinutes(5) : Duration.ofSeconds(1));
        assertThat(scene.state(dana).plan()).isEmpty();
        assertThat(scene.state(dana).lastRun().orElseThrow().outcome()).isEqualTo(Outcome.CONTINUED);
        assertThat(scene.provider.writes()).isZero();
        scene.settle(dana);
        assertThat(plan()).isEqualTo(new Plan(1, 0, 0, 10, NOW));
    }

    @Test
    void R16_F27_a_provider_that_cannot_be_asked_while_it_is_counted_puts_the_first_sync_off() {
        own(10);
        scene.put("new-1", details("New"), DANA);
        scene.provider.failNext(new RemoteFailure.Throttled(Optional.of(Duration.ofMinutes(3))));
        scene.run(dana);
        assertThat(scene.state(dana).plan()).isEmpty();
        assertThat(scene.state(dana).lastRun().orElseThrow().outcome()).isEqualTo(Outcome.DEFERRED);
        assertThat(scene.provider.writes()).isZero();
        scene.settle(dana);
        assertThat(plan()).isEqualTo(new Plan(1, 0, 0, 10, NOW));
        assertThat(scene.provider.events(dana)).hasSize(11);
    }

    @Test
    void R16_an_empty_calendar_without_jobs_has_an_empty_plan_and_is_in_step() {
        scene.settle(dana);
        assertThat(plan()).isEqualTo(new Plan(0, 0, 0, 0, NOW));
        assertThat(scene.state(dana).lastRun().orElseThrow().outcome()).isEqualTo(Outcome.COMPLETED);
    }

    @Test
    void R16_R13_it_is_counted_once_and_not_with_every_run() {
        own(1);
        scene.settle(dana);
        Plan planned = plan();
        own(3);
        scene.pass(Duration.ofMinutes(6));
        scene.settle(dana);
        assertThat(plan()).isEqualTo(planned);
    }
}
