package io.syncline.calendar;

import static io.syncline.calendar.SyncScene.DANA;
import static io.syncline.calendar.SyncScene.ORG;
import static io.syncline.calendar.SyncScene.TESS;
import static io.syncline.calendar.SyncScene.details;
import static io.syncline.calendar.SyncScene.series;
import static io.syncline.calendar.SyncScene.titled;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.Job.Stage;
import io.syncline.connection.ConnectionId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JobTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final LocalDate SECOND = LocalDate.parse("2026-12-01");
    private static final CalendarRef CALENDAR =
            new CalendarRef(new ConnectionId("c_0f"), new CalendarId("tess@fieldworks.example"));

    private static Job job(Details details) {
        return new Job(ORG, new JobId("J-1"), details, Set.of(TESS), Set.of(CALENDAR), Stage.OPEN, NOW, 3, 7);
    }

    /** A series of which one date has a title of its own, one is cancelled, and one is moved. */
    private static Details weekly() {
        Details plain = series("Inspection", "2026-11-24T09:00", "FREQ=WEEKLY;BYDAY=TU;COUNT=6");
        Details second = plain.regular(SECOND);
        Details fourth = plain.regular(SECOND.plusWeeks(2));
        return plain.with(SECOND, Optional.of(Occurrence.Changed.between(second, titled(second, "Last look"))))
                .with(SECOND.plusWeeks(1), Optional.of(new Occurrence.Cancelled()))
                .with(
                        SECOND.plusWeeks(2),
                        Optional.of(Occurrence.Changed.between(
                                fourth,
                                fourth.at(details("x", "2026-12-16T09:00").when()))));
    }

    @Test
    void R08_only_a_completed_job_has_a_mark_before_its_title() {
        Job job = job(details("Replace boiler"));
        assertThat(job.entry()).isEqualTo(job.details());
        assertThat(job.at(Stage.CANCELLED, NOW).entry()).isEqualTo(job.details());
        assertThat(job.at(Stage.COMPLETED, NOW).entry()).isEqualTo(details("✓ Replace boiler"));
    }

    @Test
    void R08_R21_an_occurrence_with_a_title_of_its_own_has_the_mark_of_a_completed_series_too() {
        Details entry = job(weekly()).at(Stage.COMPLETED, NOW).entry();
        assertThat(entry.title()).isEqualTo("✓ Inspection");
        assertThat(entry.actual(SECOND).orElseThrow().title()).isEqualTo("✓ Last look");
        assertThat(entry.actual(SECOND.plusWeeks(1))).isEmpty();
        assertThat(entry.actual(SECOND.plusWeeks(2)).orElseThrow().title()).isEqualTo("✓ Inspection");
    }

    static Stream<Job> jobs() {
        return Stream.of(
                job(details("Replace boiler")),
                job(weekly()),
                job(details("Replace boiler")).at(Stage.COMPLETED, NOW),
                job(weekly()).at(Stage.COMPLETED, NOW));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void R08_a_job_that_takes_its_own_entry_back_is_as_it_was(Job job) {
        assertThat(job.withEntry(job.entry(), NOW)).isEqualTo(job);
    }

    @Test
    void R08_a_completed_job_that_its_owner_renames_without_the_mark_has_it_once() {
        Job job = job(details("Replace boiler")).at(Stage.COMPLETED, NOW);
        assertThat(job.withEntry(details("Boiler"), NOW).entry()).isEqualTo(details("✓ Boiler"));
        assertThat(job.withEntry(details("✓Boiler"), NOW).entry()).isEqualTo(details("✓ Boiler"));
    }

    @Test
    void R08_the_mark_of_a_job_that_was_open_again_by_the_time_that_its_entry_came_back_is_no_title() {
        Job open = job(details("Replace boiler"));
        assertThat(open.withEntry(details("✓ Replace boiler, 2nd floor"), NOW).details())
                .isEqualTo(details("Replace boiler, 2nd floor"));
    }

    @Test
    void R21_an_exception_that_is_none_is_no_part_of_a_job() {
        Details never = weekly().with(SECOND.plusDays(1), Optional.of(new Occurrence.Cancelled()));
        assertThat(job(never).details()).isEqualTo(weekly());
    }

    @Test
    void R13_storing_a_job_that_differs_in_nothing_but_its_numbers_and_times_would_change_nothing() {
        Job job = job(weekly());
        Job later =
                new Job(ORG, job.id(), weekly(), Set.of(TESS), Set.of(CALENDAR), Stage.OPEN, NOW.plusSeconds(1), 4, 8);
        assertThat(later.saysTheSameAs(job)).isTrue();
    }

    static Stream<Job> changedJobs() {
        Job job = job(weekly());
        return Stream.of(
                job.with(titled(weekly(), "Other"), NOW),
                job.with(weekly().with(SECOND, Optional.empty()), NOW),
                job.assignedTo(Set.of(TESS, DANA), NOW),
                job.assignedTo(Set.of(), NOW),
                job.in(Set.of()),
                job.at(Stage.COMPLETED, NOW),
                job.at(Stage.CANCELLED, NOW));
    }

    @ParameterizedTest
    @MethodSource("changedJobs")
    void R13_a_job_that_differs_in_anything_that_a_calendar_shows_does_not_say_the_same(Job changed) {
        assertThat(changed.saysTheSameAs(job(weekly()))).isFalse();
    }

    @Test
    void R08_a_job_is_for_its_assignees_and_for_nobody_once_it_is_cancelled() {
        Job job = job(details("Replace boiler"));
        assertThat(job.isFor(TESS)).isTrue();
        assertThat(job.isFor(DANA)).isFalse();
        assertThat(job.at(Stage.COMPLETED, NOW).isFor(TESS)).isTrue();
        assertThat(job.at(Stage.CANCELLED, NOW).isFor(TESS)).isFalse();
    }
}
