package io.syncline.calendar;

import static io.syncline.calendar.SyncScene.ORG;
import static io.syncline.calendar.SyncScene.TESS;
import static io.syncline.calendar.SyncScene.details;
import static io.syncline.calendar.SyncScene.located;
import static io.syncline.calendar.SyncScene.series;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.sync.RemoteFailure;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What went wrong once: one test each. */
class RegressionsTest {

    private static final JobId JOB = new JobId("J-1");

    private final SyncScene scene = new SyncScene();
    private final CalendarRef tess = scene.connect(TESS);

    private void put(String title, long sequence) {
        PutJob.Wish wish = new PutJob.Wish(details(title), false, Set.of(TESS), false, OptionalLong.of(sequence));
        scene.putJob.run(ORG, JOB, wish, OptionalLong.empty());
    }

    private List<String> sentences() {
        return scene.explanations.find(ORG, tess, JOB, 100).stream()
                .map(Explanation::sentence)
                .toList();
    }

    @Test
    void R08_F23_a_later_message_that_says_the_same_again_overtakes_the_one_before_all_the_same() {
        put("First", 5);
        put("First", 7);
        put("In between", 6);
        assertThat(scene.job("J-1").details().title()).isEqualTo("First");
    }

    @Test
    void R08_F23_a_later_cancellation_of_a_cancelled_job_overtakes_what_was_said_before_it() {
        put("First", 4);
        scene.cancelJob.run(ORG, JOB, OptionalLong.of(5));
        scene.cancelJob.run(ORG, JOB, OptionalLong.of(8));
        put("First", 7);
        assertThat(scene.job("J-1").cancelled()).isTrue();
    }

    @Test
    void R08_a_title_of_the_crm_that_begins_with_our_mark_is_the_same_before_and_after_an_edit_in_the_calendar() {
        put("✓ list for boiler", 1);
        scene.settle(tess);
        assertThat(scene.job("J-1").details().title()).isEqualTo("list for boiler");
        scene.provider.userEdits(tess, scene.onlyEvent(tess).id(), old -> located(old, "Roof"));
        scene.settle(tess);
        assertThat(scene.job("J-1").details().title()).isEqualTo("list for boiler");
    }

    @Test
    void R17_a_deletion_that_is_decided_again_because_somebody_was_faster_counts_once() {
        for (int i = 0; i < 4; i++) {
            scene.put("J-" + i, details("Job " + i), TESS);
        }
        scene.settle(tess);
        for (int i = 0; i < 4; i++) {
            scene.cancelJob.run(ORG, new JobId("J-" + i));
        }
        scene.rows.beforeEachCommit(() -> {
            scene.rows.beforeEachCommit(() -> {});
            for (int i = 0; i < 4; i++) {
                RowChange same = new RowChange.PutLink(scene.link(tess, "J-" + i));
                scene.items.commit(ORG, tess, List.of(new Commit("J-" + i, List.of(same))));
            }
        });
        scene.settle(tess);
        assertThat(scene.state(tess).review()).isEmpty();
        assertThat(scene.provider.events(tess)).isEmpty();
    }

    @Test
    void R24_a_change_that_was_written_is_told_once() {
        scene.put("J-1", details("First"), TESS);
        scene.settle(tess);
        scene.put("J-1", details("Second"), TESS);
        scene.settle(tess);
        assertThat(sentences())
                .containsExactly(
                        "Changed in the CRM and written into the calendar: title.", "Written into the calendar.");
    }

    @Test
    void R24_a_change_whose_write_failed_is_not_told_as_written() {
        scene.put("J-1", details("First"), TESS);
        scene.settle(tess);
        scene.put("J-1", details("Second"), TESS);
        scene.provider.failNext(new RemoteFailure.Unavailable("503"));
        scene.run(tess);
        assertThat(sentences()).containsExactly("Written into the calendar.");
    }

    private static When inZone(Details series, String zone) {
        When.Timed first = (When.Timed) series.when().first();
        return new When.Repeating(
                first.in(ZoneId.of(zone)), series.when().recurrence().orElseThrow());
    }

    @Test
    void R22_F18_a_series_in_a_zone_without_summer_time_does_not_look_like_one_that_has_it() {
        Details weekly = series("Inspection", "2026-11-24T09:00", "FREQ=WEEKLY;BYDAY=TU");
        assertThat(weekly.looksLike(weekly.at(inZone(weekly, "Africa/Lagos")))).isFalse();
        assertThat(weekly.looksLike(weekly.at(inZone(weekly, "Europe/Berlin")))).isTrue();
    }

    @Test
    void R22_F26_a_zone_that_the_owner_changed_while_the_answer_of_a_creation_was_lost_reaches_the_job() {
        Details weekly = series("Inspection", "2026-11-24T09:00", "FREQ=WEEKLY;BYDAY=TU");
        scene.put("J-1", weekly, TESS);
        scene.provider.loseNextAnswer();
        scene.run(tess);
        scene.provider.userEdits(tess, scene.onlyEvent(tess).id(), old -> old.at(inZone(weekly, "Africa/Lagos")));
        scene.settle(tess);
        assertThat(scene.job("J-1").details().when()).isEqualTo(inZone(weekly, "Africa/Lagos"));
    }
}
