package io.syncline.calendar;

import static io.syncline.calendar.SyncScene.ORG;
import static io.syncline.calendar.SyncScene.TESS;
import static io.syncline.calendar.SyncScene.details;
import static io.syncline.calendar.SyncScene.titled;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.SyncPolicy.OnConflict;
import io.syncline.calendar.SyncPolicy.Ownership;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Something without a person behind it writes against us: it is stopped, reported, and not stopped for ever. */
class CirclesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private final SyncScene scene = new SyncScene();
    private final CalendarRef tess = scene.connect(TESS);

    /** A job whose title is the CRM's, and stands in the calendar. */
    private void jobWhoseTitleIsTheCrms() {
        scene.policies.save(ORG, new SyncPolicy(Map.of(Field.TITLE, Ownership.CRM), OnConflict.ASK));
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
    }

    private void somethingRenamesIt() {
        scene.provider.userEdits(tess, scene.onlyEvent(tess).id(), old -> titled(old, "Renamed by a robot"));
        scene.settle(tess);
    }

    private String title() {
        return scene.onlyEvent(tess).details().title();
    }

    private void stopped() {
        jobWhoseTitleIsTheCrms();
        for (int times = 0; times < 4; times++) {
            somethingRenamesIt();
            scene.pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void R12_F13_what_is_changed_back_three_times_is_put_back_each_time() {
        jobWhoseTitleIsTheCrms();
        for (int times = 0; times < 3; times++) {
            somethingRenamesIt();
            assertThat(title()).isEqualTo("Replace boiler");
        }
        assertThat(scene.link(tess, "J-1").refusal()).isEmpty();
    }

    @Test
    void R12_F13_what_is_changed_back_a_fourth_time_is_stopped_and_reported() {
        stopped();
        assertThat(title()).isEqualTo("Renamed by a robot");
        assertThat(scene.job("J-1").details().title()).isEqualTo("Replace boiler");
        assertThat(scene.link(tess, "J-1").refusal().orElseThrow()).startsWith("Something changes it back");
        assertThat(scene.rulesOf(tess, "J-1").getFirst()).isEqualTo("R18");
        assertThat(scene.bus.sent(CrmEvent.SyncFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.job()).contains(new JobId("J-1")));
    }

    @Test
    void R12_F13_what_was_stopped_stays_so_and_is_reported_once_however_long_it_goes_on() {
        stopped();
        int writes = scene.provider.writes();
        for (int times = 0; times < 10; times++) {
            somethingRenamesIt();
        }
        assertThat(scene.provider.writes()).isEqualTo(writes);
        assertThat(scene.bus.sent(CrmEvent.SyncFailed.class)).hasSize(1);
    }

    @Test
    void R12_F13_an_hour_later_it_is_written_again() {
        stopped();
        scene.pass(Duration.ofHours(1));
        somethingRenamesIt();
        assertThat(title()).isEqualTo("Replace boiler");
        assertThat(scene.link(tess, "J-1").refusal()).isEmpty();
    }

    @Test
    void R12_F13_a_change_of_the_job_is_written_at_once() {
        stopped();
        scene.put("J-1", details("Replace pump"), TESS);
        scene.settle(tess);
        assertThat(title()).isEqualTo("Replace pump");
        assertThat(scene.link(tess, "J-1").refusal()).isEmpty();
    }

    @Test
    void R12_F13_other_jobs_of_the_calendar_go_on() {
        stopped();
        scene.put("J-2", details("Paint fence"), TESS);
        scene.settle(tess);
        assertThat(scene.link(tess, "J-2").state()).isInstanceOf(LinkState.Linked.class);
        assertThat(scene.state(tess).problem()).isEmpty();
    }

    @Test
    void R12_F13_an_edit_of_the_owner_that_is_put_back_once_a_day_is_no_circle() {
        jobWhoseTitleIsTheCrms();
        for (int day = 0; day < 8; day++) {
            somethingRenamesIt();
            assertThat(title()).isEqualTo("Replace boiler");
            scene.pass(Duration.ofDays(1));
            scene.vaultStaysFresh();
        }
    }

    @Test
    void R12_only_the_same_version_of_a_job_written_within_an_hour_of_the_last_time_counts() {
        Link.Writes first = Link.Writes.NONE.plus(1, NOW);
        assertThat(first.again()).isZero();
        Link.Writes second = first.plus(1, NOW.plus(Duration.ofMinutes(59)));
        assertThat(second.again()).isEqualTo(1);
        assertThat(second.plus(1, NOW.plus(Duration.ofMinutes(118))).again()).isEqualTo(2);
        assertThat(second.plus(1, NOW.plus(Duration.ofMinutes(119))).again()).isZero();
        assertThat(second.plus(2, NOW.plus(Duration.ofMinutes(60))).again()).isZero();
    }

    @Test
    void R12_three_times_more_than_the_first_are_a_circle() {
        Link.Writes writes = Link.Writes.NONE.plus(1, NOW);
        for (int again = 0; again < 3; again++) {
            assertThat(writes.goInCircles()).isFalse();
            writes = writes.plus(1, NOW);
        }
        assertThat(writes.goInCircles()).isTrue();
    }
}
