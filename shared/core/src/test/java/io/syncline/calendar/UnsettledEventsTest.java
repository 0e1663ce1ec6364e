package io.syncline.calendar;

import static io.syncline.calendar.SyncScene.ORG;
import static io.syncline.calendar.SyncScene.TESS;
import static io.syncline.calendar.SyncScene.details;
import static io.syncline.calendar.SyncScene.located;
import static io.syncline.calendar.SyncScene.series;
import static io.syncline.calendar.SyncScene.titled;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.SyncPolicy.OnConflict;
import io.syncline.calendar.SyncPolicy.Ownership;
import io.syncline.sync.RemoteFailure;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker left half done: whose an event is is known, and that it was not dealt with to the end. */
class UnsettledEventsTest {

    /** Nothing that the run could catch. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final SyncScene scene = new SyncScene();
    private final CalendarRef tess = scene.connect(TESS);

    /** The worker dies at the next call that writes to the provider, before anything is written. */
    private void diesBeforeItWrites() {
        scene.provider.beforeEachWrite(() -> {
            scene.provider.beforeEachWrite(() -> {});
            throw new Killed();
        });
        dies();
    }

    /** The worker dies at its next commit but so many. */
    private void diesAtCommit(int number) {
        int[] left = {number};
        scene.rows.beforeEachCommit(() -> {
            if (left[0]-- == 0) {
                scene.rows.beforeEachCommit(() -> {});
                throw new Killed();
            }
        });
        dies();
    }

    private void dies() {
        boolean died = false;
        try {
            scene.run(tess);
        } catch (Killed killed) {
            died = true;
        }
        assertThat(died).isTrue();
        scene.pass(Duration.ofMinutes(3)); // its claim runs out
    }

    private KnownEvent known() {
        EventId id = scene.onlyEvent(tess).id();
        return scene.items.known(ORG, tess, List.of(id)).get(id);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void R12_R15_an_unsettled_event_is_looked_at_again_although_its_version_comes_back(boolean full) {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        RemoteEvent event = scene.onlyEvent(tess);
        List<RemoteChange> same = List.of(new RemoteChange.Present(event));
        KnownEvent settled = known();
        assertThat(Sorted.of(same, Map.of(event.id(), settled), 1, full).work()).isEmpty();
        assertThat(Sorted.of(same, Map.of(event.id(), settled.unsettled()), 1, full)
                        .work())
                .containsExactly(Work.sighted(new JobId("J-1"), new Sighting.Seen(event)));
    }

    @Test
    void R03_F11_S13_what_is_to_be_put_back_is_put_back_although_the_worker_died_between_the_job_and_the_event() {
        scene.policies.save(ORG, new SyncPolicy(Map.of(Field.TITLE, Ownership.CRM), OnConflict.ASK));
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        scene.provider.userEdits(
                tess, scene.onlyEvent(tess).id(), old -> located(titled(old, "From the phone"), "Roof"));
        diesBeforeItWrites();
        assertThat(scene.job("J-1").details()).isEqualTo(located(details("Replace boiler"), "Roof"));
        assertThat(scene.onlyEvent(tess).details().title()).isEqualTo("From the phone");
        assertThat(known().version()).isNotEqualTo(scene.onlyEvent(tess).version());
        scene.settle(tess);
        assertThat(scene.onlyEvent(tess).details()).isEqualTo(located(details("Replace boiler"), "Roof"));
        assertThat(known().version()).isEqualTo(scene.onlyEvent(tess).version());
    }

    /** Found by the generated history 1625. */
    @Test
    void
            R10_F11_F26_history_1625_an_event_whose_creation_got_lost_is_its_jobs_from_the_moment_that_the_job_takes_from_it() {
        scene.put("J-1", details("As it was sent"), TESS);
        scene.provider.loseNextAnswer();
        scene.run(tess);
        assertThat(known().owner()).isEmpty();
        scene.provider.userEdits(tess, scene.onlyEvent(tess).id(), old -> titled(old, "From the phone"));
        scene.put("J-1", located(details("As it was sent"), "Roof"), TESS);
        diesAtCommit(1); // after the job took from the event
        assertThat(scene.job("J-1").details().title()).isEqualTo("From the phone");
        assertThat(known().owner()).contains(new JobId("J-1"));
        scene.provider.userEdits(
                tess,
                scene.onlyEvent(tess).id(),
                old -> old.at(details("x", "2026-11-26T07:00").when()));
        scene.settle(tess);
        Details both = located(details("From the phone", "2026-11-26T07:00"), "Roof");
        assertThat(scene.job("J-1").details()).isEqualTo(both);
        assertThat(scene.onlyEvent(tess).details()).isEqualTo(both);
    }

    @Test
    void R21_T25_a_series_that_was_split_before_its_creation_was_known_is_followed_by_a_job_all_the_same() {
        scene.put("J-1", series("Inspection", "2026-11-24T09:00", "FREQ=WEEKLY;BYDAY=TU;COUNT=6"), TESS);
        scene.provider.loseNextAnswer();
        scene.run(tess);
        scene.provider.userSplits(
                tess, scene.onlyEvent(tess).id(), LocalDate.parse("2026-12-08"), old -> titled(old, "From now on"));
        scene.provider.failNext(new RemoteFailure.Unavailable("503"));
        scene.run(tess);
        assertThat(scene.link(tess, "J-1").state()).isInstanceOf(LinkState.Creating.class);
        scene.settle(tess);
        assertThat(scene.provider.events(tess)).hasSize(2);
        assertThat(scene.job("J-1:2026-12-08").details().title()).isEqualTo("From now on");
        assertThat(scene.job("J-1").details().when().recurrence().flatMap(Recurrence::until))
                .isEqualTo(Optional.of(LocalDate.parse("2026-12-07")));
    }
}
