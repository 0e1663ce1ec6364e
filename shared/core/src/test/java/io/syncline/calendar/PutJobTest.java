package io.syncline.calendar;

import static io.syncline.calendar.SyncScene.DANA;
import static io.syncline.calendar.SyncScene.ORG;
import static io.syncline.calendar.SyncScene.TESS;
import static io.syncline.calendar.SyncScene.details;
import static io.syncline.calendar.SyncScene.series;
import static io.syncline.calendar.SyncScene.titled;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.CancelJob.Cancellation;
import io.syncline.calendar.Job.Stage;
import io.syncline.calendar.PutJob.Put;
import io.syncline.connection.ConnectionState;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.sync.Window;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the CRM says of a job: late, twice, on an older version, and while somebody else changes the job. */
class PutJobTest {

    private static final JobId JOB = new JobId("J-1");

    private final SyncScene scene = new SyncScene();
    private final CalendarRef tess = scene.connect(TESS);

    private static PutJob.Wish numbered(String title, long sequence) {
        return new PutJob.Wish(details(title), false, Set.of(TESS), false, OptionalLong.of(sequence));
    }

    private static PutJob.Wish unnumbered(String title) {
        return new PutJob.Wish(details(title), Set.of(TESS));
    }

    private Put put(PutJob.Wish wish) {
        return scene.putJob.run(ORG, JOB, wish, OptionalLong.empty());
    }

    private Put putOn(long version, PutJob.Wish wish) {
        return scene.putJob.run(ORG, JOB, wish, OptionalLong.of(version));
    }

    private String title() {
        return scene.job("J-1").details().title();
    }

    @Test
    void R08_F23_a_message_with_a_higher_number_than_the_last_one_is_taken() {
        assertThat(put(numbered("First", 3))).isInstanceOf(Put.Created.class);
        assertThat(put(numbered("Second", 4))).isInstanceOf(Put.Changed.class);
        assertThat(title()).isEqualTo("Second");
        assertThat(scene.job("J-1").sequence()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 16, 17})
    void R08_F23_a_message_that_was_overtaken_or_comes_twice_changes_nothing(long late) {
        put(numbered("Latest", 17));
        Job before = scene.job("J-1");
        scene.settle(tess);
        scene.wakeUps.take();
        assertThat(put(numbered("Late", late))).isEqualTo(new Put.Outdated(before));
        assertThat(scene.job("J-1")).isEqualTo(before);
        assertThat(scene.items.countWaiting(ORG, tess)).isZero();
        assertThat(scene.wakeUps.sent()).isEmpty();
    }

    @Test
    void R08_F23_a_change_without_a_number_is_taken_and_does_not_make_an_old_message_new() {
        put(numbered("Third", 3));
        assertThat(put(unnumbered("By hand"))).isInstanceOf(Put.Changed.class);
        assertThat(put(numbered("Second", 2))).isInstanceOf(Put.Outdated.class);
        assertThat(title()).isEqualTo("By hand");
        assertThat(put(numbered("Fourth", 4))).isInstanceOf(Put.Changed.class);
        assertThat(title()).isEqualTo("Fourth");
    }

    @Test
    void R08_F23_an_edit_in_the_calendar_leaves_the_number_of_the_crm_alone() {
        put(numbered("Fifth", 5));
        scene.settle(tess);
        scene.provider.userEdits(tess, scene.onlyEvent(tess).id(), old -> titled(old, "From the phone"));
        scene.settle(tess);
        assertThat(put(numbered("Fourth", 4))).isInstanceOf(Put.Outdated.class);
        assertThat(title()).isEqualTo("From the phone");
    }

    @Test
    void R08_F23_a_cancellation_that_was_overtaken_cancels_nothing_and_an_old_change_does_not_undo_a_later_one() {
        put(numbered("Fifth", 5));
        assertThat(scene.cancelJob.run(ORG, JOB, OptionalLong.of(5))).isEqualTo(Cancellation.OUTDATED);
        assertThat(scene.job("J-1").cancelled()).isFalse();
        assertThat(scene.cancelJob.run(ORG, JOB, OptionalLong.of(7))).isEqualTo(Cancellation.CANCELLED);
        assertThat(put(numbered("Sixth", 6))).isInstanceOf(Put.Outdated.class);
        assertThat(scene.job("J-1").cancelled()).isTrue();
        assertThat(put(numbered("Eighth", 8))).isInstanceOf(Put.Changed.class);
        assertThat(scene.job("J-1").cancelled()).isFalse();
    }

    @Test
    void R13_saying_the_same_again_stores_nothing_and_wakes_nobody() {
        put(unnumbered("Replace boiler"));
        scene.settle(tess);
        long rows = scene.rows.writes();
        scene.wakeUps.take();
        assertThat(put(unnumbered(" Replace boiler\r\n"))).isEqualTo(new Put.Unchanged(scene.job("J-1")));
        assertThat(scene.rows.writes()).isEqualTo(rows);
        assertThat(scene.wakeUps.sent()).isEmpty();
    }

    @Test
    void R01_a_change_that_was_made_on_the_version_on_record_is_stored() {
        assertThat(putOn(0, unnumbered("First"))).isInstanceOf(Put.Created.class);
        assertThat(putOn(1, unnumbered("Second"))).isInstanceOf(Put.Changed.class);
        assertThat(scene.job("J-1").version()).isEqualTo(2);
    }

    @Test
    void R01_a_change_that_was_made_on_another_version_is_told_how_the_job_is_now() {
        put(unnumbered("First"));
        put(unnumbered("Second"));
        Job current = scene.job("J-1");
        assertThat(putOn(1, unnumbered("Third"))).isEqualTo(new Put.ChangedMeanwhile(Optional.of(current)));
        assertThat(putOn(0, unnumbered("Third"))).isEqualTo(new Put.ChangedMeanwhile(Optional.of(current)));
        assertThat(scene.job("J-1")).isEqualTo(current);
    }

    @Test
    void R01_a_change_of_a_job_that_is_not_there_is_told_so() {
        assertThat(putOn(1, unnumbered("First"))).isEqualTo(new Put.ChangedMeanwhile(Optional.empty()));
        assertThat(scene.jobs.find(ORG, JOB)).isEmpty();
    }

    @Test
    void R21_F17_exceptions_on_record_stay_where_the_crm_says_nothing_of_them() {
        Details weekly = series("Inspection", "2026-11-24T09:00", "FREQ=WEEKLY;BYDAY=TU;COUNT=6");
        LocalDate second = LocalDate.parse("2026-12-01");
        Details cancelled = weekly.with(second, Optional.of(new Occurrence.Cancelled()));
        put(new PutJob.Wish(cancelled, Set.of(TESS)));
        put(new PutJob.Wish(weekly.titled("Renamed"), true, Set.of(TESS), false, OptionalLong.empty()));
        assertThat(scene.job("J-1").details()).isEqualTo(cancelled.titled("Renamed"));
        put(new PutJob.Wish(weekly.titled("Renamed"), Set.of(TESS)));
        assertThat(scene.job("J-1").details().exceptions()).isEmpty();
    }

    @Test
    void R08_a_job_is_completed_and_opened_again_by_what_the_crm_says() {
        put(unnumbered("Replace boiler"));
        PutJob.Wish done = new PutJob.Wish(details("Replace boiler"), false, Set.of(TESS), true, OptionalLong.empty());
        assertThat(put(done)).isInstanceOf(Put.Changed.class);
        assertThat(scene.job("J-1").stage()).isEqualTo(Stage.COMPLETED);
        assertThat(put(unnumbered("Replace boiler"))).isInstanceOf(Put.Changed.class);
        assertThat(scene.job("J-1").stage()).isEqualTo(Stage.OPEN);
    }

    @Test
    void R26_a_job_has_its_place_in_a_calendar_that_waits_to_be_reconnected() {
        scene.change(
                tess,
                one -> one.with(
                        new ConnectionState.NeedsReconnect("Connect again.", scene.clock.instant(), Optional.empty())));
        put(unnumbered("Replace boiler"));
        assertThat(scene.job("J-1").calendars()).containsExactly(tess);
    }

    @Test
    void R08_a_job_of_somebody_whose_account_was_disconnected_has_no_calendar() {
        scene.change(tess, one -> one.with(new ConnectionState.Disconnected(scene.clock.instant())));
        put(unnumbered("Replace boiler"));
        assertThat(scene.job("J-1").calendars()).isEmpty();
    }

    @Test
    void R08_a_job_that_is_given_to_somebody_else_keeps_the_calendar_that_it_has_to_leave() {
        CalendarRef dana = scene.connect(DANA);
        put(unnumbered("Replace boiler"));
        put(new PutJob.Wish(details("Replace boiler"), Set.of(DANA)));
        assertThat(scene.job("J-1").calendars()).containsExactlyInAnyOrder(tess, dana);
        assertThat(scene.job("J-1").isFor(TESS)).isFalse();
    }

    @Test
    void R01_a_change_that_meets_another_one_is_made_on_top_of_it() {
        put(numbered("First", 1));
        FasterJobs jobs = new FasterJobs(scene.jobs, 1, () -> put(numbered("Faster", 2)));
        PutJob slow = new PutJob(jobs, scene.connections, scene.requestSync, scene.clock);
        assertThat(slow.run(ORG, JOB, numbered("Later", 3), OptionalLong.empty()))
                .isInstanceOf(Put.Changed.class);
        assertThat(title()).isEqualTo("Later");
        assertThat(scene.job("J-1").version()).isEqualTo(3);
    }

    @Test
    void R01_a_change_that_meets_a_later_one_is_overtaken_by_it() {
        put(numbered("First", 1));
        FasterJobs jobs = new FasterJobs(scene.jobs, 1, () -> put(numbered("Faster and later", 3)));
        PutJob slow = new PutJob(jobs, scene.connections, scene.requestSync, scene.clock);
        assertThat(slow.run(ORG, JOB, numbered("Earlier", 2), OptionalLong.empty()))
                .isInstanceOf(Put.Outdated.class);
        assertThat(title()).isEqualTo("Faster and later");
    }

    @Test
    void R01_a_change_on_a_certain_version_that_meets_another_one_is_not_made() {
        put(unnumbered("First"));
        FasterJobs jobs = new FasterJobs(scene.jobs, 1, () -> put(unnumbered("Faster")));
        PutJob slow = new PutJob(jobs, scene.connections, scene.requestSync, scene.clock);
        assertThat(slow.run(ORG, JOB, unnumbered("Slow"), OptionalLong.of(1)))
                .isEqualTo(new Put.ChangedMeanwhile(Optional.of(scene.job("J-1"))));
        assertThat(title()).isEqualTo("Faster");
    }

    @Test
    void R01_a_job_that_keeps_changing_is_given_back_to_whoever_wants_to_change_it() {
        put(unnumbered("First"));
        int[] edits = {0};
        FasterJobs jobs = new FasterJobs(scene.jobs, 99, () -> put(unnumbered("Edit " + ++edits[0])));
        PutJob slow = new PutJob(jobs, scene.connections, scene.requestSync, scene.clock);
        assertThat(slow.run(ORG, JOB, unnumbered("Slow"), OptionalLong.empty()))
                .isEqualTo(new Put.ChangedMeanwhile(Optional.of(scene.job("J-1"))));
        assertThat(title()).isEqualTo("Edit " + edits[0]);
    }

    @Test
    void R08_a_calendar_that_is_chosen_while_the_job_is_stored_hears_of_it() {
        FasterJobs jobs = new FasterJobs(scene.jobs, 1, () -> scene.connect(DANA));
        PutJob slow = new PutJob(jobs, scene.connections, scene.requestSync, scene.clock);
        slow.run(ORG, JOB, new PutJob.Wish(details("Replace boiler"), Set.of(DANA)), OptionalLong.empty());
        CalendarRef dana = CalendarRef.chosenOf(
                        scene.connections.ofOwner(ORG, DANA).getFirst())
                .orElseThrow();
        assertThat(scene.job("J-1").calendars()).containsExactly(dana);
        scene.settle(dana);
        assertThat(scene.onlyEvent(dana).details().title()).isEqualTo("Replace boiler");
    }

    @Test
    void R08_a_job_for_nobody_is_stored_and_waits() {
        put(new PutJob.Wish(details("Replace boiler"), Set.of(new UserId("nobody"))));
        assertThat(scene.job("J-1").calendars()).isEmpty();
        assertThat(scene.job("J-1").isFor(new UserId("nobody"))).isTrue();
    }

    /** Jobs of which somebody faster changes one just before it is stored, as often as said. */
    private static final class FasterJobs implements Jobs {

        private final Jobs jobs;
        private final Runnable faster;
        private int left;

        FasterJobs(Jobs jobs, int times, Runnable faster) {
            this.jobs = jobs;
            this.faster = faster;
            this.left = times;
        }

        @Override
        public Optional<Job> find(OrganisationId organisation, JobId id) {
            return jobs.find(organisation, id);
        }

        @Override
        public Map<JobId, Job> find(OrganisationId organisation, Collection<JobId> ids) {
            return jobs.find(organisation, ids);
        }

        @Override
        public JobPage touching(OrganisationId organisation, Window window, Optional<String> page, int atMost) {
            return jobs.touching(organisation, window, page, atMost);
        }

        @Override
        public Optional<Job> save(Job job) {
            if (left-- > 0) {
                faster.run();
            }
            return jobs.save(job);
        }
    }
}
