package io.syncline.calendar;

import static io.syncline.calendar.SyncScene.ORG;
import static io.syncline.calendar.SyncScene.TESS;
import static io.syncline.calendar.SyncScene.details;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.sync.RemoteFailure;
import io.syncline.token.Secret;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a run goes on after one that stopped without a word: item by item, and without the one that stops it. */
class CautionTest {

    /** Nothing that the run could catch. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final SyncScene scene = new SyncScene();
    private final CalendarRef tess = scene.connect(TESS);

    private RunContext context() {
        return new RunContext(
                scene.items,
                scene.jobs,
                scene.provider,
                Secret.of("access"),
                scene.state(tess),
                scene.requestSync,
                () -> SyncPolicy.DEFAULT,
                new Deletions("run-1", scene.state(tess), () -> 0),
                new Outbox(scene.bus, scene.items, ORG, tess),
                "run-1",
                scene.clock.instant());
    }

    private List<Work> jobs(String... ids) {
        return Arrays.stream(ids)
                .map(id -> Work.noted(new Pending(
                        new JobId(id), scene.put(id, details("Job " + id), TESS).version())))
                .toList();
    }

    private void attempted(String job, int times) {
        for (int i = 0; i < times; i++) {
            scene.items.countAttempt(ORG, tess, job);
        }
    }

    private List<String> titles() {
        return scene.provider.events(tess).stream()
                .map(event -> event.details().title())
                .toList();
    }

    /** The provider's answer to one job kills whoever asks. */
    private void kills(String title) {
        scene.provider.rewritesTextAs(sent -> {
            if (sent.title().equals(title)) {
                throw new Killed();
            }
            return sent;
        });
    }

    @Test
    void R18_only_the_first_batch_after_a_crash_is_dealt_with_in_this_way() {
        Caution caution = new Caution(scene.items, true);
        assertThat(caution.isDue()).isTrue();
        BatchResult result = caution.process(context(), jobs("J-1", "J-2"));
        assertThat(caution.isDue()).isFalse();
        assertThat(result.counts().pushed()).isEqualTo(2);
        assertThat(result.open()).isZero();
        assertThat(new Caution(scene.items, false).isDue()).isFalse();
    }

    @Test
    void R18_F25_an_attempt_is_counted_before_it_is_made() {
        List<Work> work = jobs("J-1", "J-2");
        kills("Job J-1");
        Caution caution = new Caution(scene.items, true);
        assertThatThrownBy(() -> caution.process(context(), work)).isInstanceOf(Killed.class);
        assertThat(scene.items.countAttempt(ORG, tess, "J-1")).isEqualTo(2);
        assertThat(scene.items.countAttempt(ORG, tess, "J-2")).isEqualTo(1);
    }

    @Test
    void R18_F25_an_item_may_stop_the_worker_five_times_and_is_tried_until_then() {
        List<Work> work = jobs("J-1");
        attempted("J-1", 4);
        new Caution(scene.items, true).process(context(), work);
        assertThat(titles()).containsExactly("Job J-1");
        assertThat(scene.link(tess, "J-1").refusal()).isEmpty();
    }

    @Test
    void R18_F25_an_item_that_stopped_the_worker_five_times_is_parked_and_the_others_go_on() {
        List<Work> work = jobs("J-1", "J-2", "J-3");
        attempted("J-2", 5);
        BatchResult result = new Caution(scene.items, true).process(context(), work);
        assertThat(titles()).containsExactly("Job J-1", "Job J-3");
        assertThat(scene.link(tess, "J-2").refusal().orElseThrow()).startsWith("It stopped the sync 5 times.");
        assertThat(result.counts().failed()).isEqualTo(1);
        assertThat(result.open()).isZero();
        assertThat(scene.items.countWaiting(ORG, tess)).isZero();
        assertThat(scene.rulesOf(tess, "J-2")).containsExactly("R18");
    }

    @Test
    void R18_a_provider_that_cannot_be_asked_ends_the_batch_and_what_was_done_counts() {
        List<Work> work = jobs("J-1", "J-2", "J-3");
        scene.provider.beforeEachWrite(() -> {
            if (scene.provider.writes() == 1) {
                scene.provider.failNext(new RemoteFailure.Throttled(Optional.empty()));
            }
        });
        BatchResult result = new Caution(scene.items, true).process(context(), work);
        assertThat(result.counts().pushed()).isEqualTo(1);
        assertThat(result.stop()).contains(new RemoteFailure.Throttled(Optional.empty()));
        assertThat(result.open()).isEqualTo(1);
        assertThat(titles()).containsExactly("Job J-1");
        assertThat(scene.items.countWaiting(ORG, tess)).isEqualTo(2);
    }

    @Test
    void R17_R18_deletions_count_together_although_they_are_dealt_with_one_by_one() {
        String[] ids = {"J-1", "J-2", "J-3", "J-4", "J-5", "J-6", "J-7"};
        jobs(ids);
        scene.settle(tess);
        List<Work> work = Arrays.stream(ids)
                .map(id -> {
                    scene.cancelJob.run(ORG, new JobId(id));
                    return Work.noted(new Pending(new JobId(id), scene.job(id).version()));
                })
                .toList();
        BatchResult result = new Caution(scene.items, true).process(context(), work);
        assertThat(result.review()).map(Review::deletions).contains(6L);
        assertThat(titles()).hasSize(2);
    }

    @Test
    void R18_F25_a_job_that_kills_the_worker_again_and_again_is_parked_by_itself_and_the_others_get_through() {
        jobs("J-1", "J-2", "J-3");
        kills("Job J-2");
        int deaths = 0;
        for (int run = 0; run < 20; run++) {
            try {
                scene.run(tess);
            } catch (Killed died) {
                deaths++;
                scene.pass(Duration.ofMinutes(3));
            }
        }
        assertThat(deaths).isEqualTo(6); // in a batch once, and five times alone
        assertThat(titles()).containsExactlyInAnyOrder("Job J-1", "Job J-3");
        assertThat(scene.link(tess, "J-2").refusal()).isPresent();
        assertThat(scene.state(tess).problem()).isEmpty();
    }

    @Test
    void R18_a_job_that_was_parked_is_tried_again_once_it_is_changed() {
        jobs("J-1");
        attempted("J-1", 5);
        new Caution(scene.items, true).process(context(), List.of(Work.noted(new Pending(new JobId("J-1"), 1))));
        assertThat(titles()).isEmpty();
        scene.put("J-1", details("Harmless"), TESS);
        scene.settle(tess);
        assertThat(titles()).containsExactly("Harmless");
        assertThat(scene.link(tess, "J-1").refusal()).isEmpty();
    }
}
