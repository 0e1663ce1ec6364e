package io.syncline.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.calendar.Jobs.JobPage;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.sync.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Jobs} does. */
public abstract class JobsContract {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final OrganisationId OTHER = new OrganisationId("other");
    private static final CalendarRef WORK = new CalendarRef(new ConnectionId("c_1"), new CalendarId("Work@x"));
    private static final CalendarRef HOME = new CalendarRef(new ConnectionId("c_2"), new CalendarId("work@x"));
    private static final Window NOVEMBER = window("2026-11-01", "2026-12-01");

    protected abstract Jobs jobs();

    protected abstract CalendarItems items();

    @Test
    void a_saved_job_is_found_with_its_next_version() {
        Jobs jobs = jobs();
        Job stored = jobs.save(job(ACME, "job-1", "2026-11-23T09:00", "2026-11-23T10:00"))
                .orElseThrow();
        assertThat(stored.version()).isEqualTo(1);
        assertThat(jobs.find(ACME, stored.id())).contains(stored);
        assertThat(jobs.find(ACME, List.of(stored.id(), new JobId("unknown"))))
                .containsOnlyKeys(stored.id())
                .containsValue(stored);
    }

    @Test
    void an_all_day_job_survives_storage() {
        Jobs jobs = jobs();
        When days = new When.AllDay(LocalDate.parse("2026-11-23"), LocalDate.parse("2026-11-25"));
        Job stored = jobs.save(job(ACME, "job-1", days)).orElseThrow();
        assertThat(jobs.find(ACME, stored.id())).contains(stored);
    }

    @Test
    void R21_a_series_survives_storage_with_its_exceptions_stage_and_number() {
        Jobs jobs = jobs();
        When.Single first = (When.Single) timed("2026-11-23T09:00", "2026-11-23T10:00");
        Details series = job(ACME, "job-1", first)
                .details()
                .at(new When.Repeating(first, new Recurrence("FREQ=WEEKLY;BYDAY=MO;UNTIL=20270331")))
                .with(LocalDate.parse("2026-11-30"), Optional.of(new Occurrence.Cancelled()))
                .with(
                        LocalDate.parse("2026-12-07"),
                        Optional.of(new Occurrence.Changed(
                                Optional.of("Other"),
                                Optional.empty(),
                                Optional.of("Back door"),
                                Optional.of((When.Single) timed("2026-12-08T09:00", "2026-12-08T09:00")),
                                Optional.of(Availability.FREE),
                                Optional.of(Status.TENTATIVE))));
        Job stored = jobs.save(job(ACME, "job-1", first)
                        .with(series, Instant.parse("2026-11-22T13:00:00Z"))
                        .at(Job.Stage.COMPLETED, Instant.parse("2026-11-22T14:00:00Z"))
                        .numbered(Long.MAX_VALUE))
                .orElseThrow();
        assertThat(stored.details()).isEqualTo(series);
        assertThat(stored.stage()).isEqualTo(Job.Stage.COMPLETED);
        assertThat(stored.sequence()).isEqualTo(Long.MAX_VALUE);
        assertThat(jobs.find(ACME, stored.id())).contains(stored);
    }

    @Test
    void R21_a_series_is_found_wherever_one_of_its_occurrences_is() {
        Jobs jobs = jobs();
        series(jobs, "goes-on", "2026-01-05T09:00", "FREQ=WEEKLY;BYDAY=MO");
        series(jobs, "over", "2026-01-05T09:00", "FREQ=WEEKLY;BYDAY=MO;COUNT=10");
        series(jobs, "later", "2026-12-07T09:00", "FREQ=WEEKLY;BYDAY=MO");
        series(jobs, "between", "2026-10-15T09:00", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15");
        save(jobs, "single", "2026-11-02T08:00", "2026-11-02T09:00");
        assertThat(ids(jobs.touching(ACME, NOVEMBER, Optional.empty(), 10)))
                .containsExactlyInAnyOrder("goes-on", "single");
        assertThat(ids(jobs.touching(ACME, window("2040-01-01", "2040-02-01"), Optional.empty(), 10)))
                .contains("goes-on", "later")
                .doesNotContain("over", "single");
    }

    @Test
    void R21_a_series_that_became_a_single_job_stands_in_one_place_only() {
        Jobs jobs = jobs();
        Job series = series(jobs, "job-1", "2026-01-05T09:00", "FREQ=WEEKLY;BYDAY=MO");
        Details once = series.details().at(series.details().when().first());
        assertThat(jobs.save(series.with(once, Instant.EPOCH))).isPresent();
        assertThat(jobs.touching(ACME, NOVEMBER, Optional.empty(), 10).jobs()).isEmpty();
        assertThat(ids(jobs.touching(ACME, window("2026-01-01", "2026-02-01"), Optional.empty(), 10)))
                .containsExactly("job-1");
    }

    @Test
    void saving_on_an_old_version_stores_neither_the_job_nor_a_note() {
        Jobs jobs = jobs();
        Job fresh = job(ACME, "job-1", "2026-11-23T09:00", "2026-11-23T10:00");
        Job stored = jobs.save(fresh).orElseThrow();
        assertThat(jobs.save(fresh.in(Set.of(WORK)))).isEmpty();
        assertThat(jobs.find(ACME, stored.id())).contains(stored);
        assertThat(items().waiting(ACME, WORK, Optional.empty(), 10).jobs()).isEmpty();
    }

    @Test
    void saving_leaves_a_note_in_each_calendar_of_the_job() {
        Jobs jobs = jobs();
        Job stored = jobs.save(job(ACME, "job-1", "2026-11-23T09:00", "2026-11-23T10:00")
                        .in(Set.of(WORK, HOME)))
                .orElseThrow();
        assertThat(items().waiting(ACME, WORK, Optional.empty(), 10).jobs())
                .containsExactly(new Pending(stored.id(), 1));
        assertThat(items().waiting(ACME, HOME, Optional.empty(), 10).jobs())
                .containsExactly(new Pending(stored.id(), 1));
        assertThat(items().countWaiting(ACME, WORK)).isEqualTo(1);
    }

    @Test
    void nobody_sees_another_organisation() {
        Jobs jobs = jobs();
        Job ours = jobs.save(job(ACME, "job-1", "2026-11-23T09:00", "2026-11-23T10:00"))
                .orElseThrow();
        jobs.save(job(OTHER, "job-2", "2026-11-23T09:00", "2026-11-23T10:00"));
        assertThat(jobs.touching(ACME, NOVEMBER, Optional.empty(), 10).jobs()).containsExactly(ours);
        assertThat(jobs.find(OTHER, ours.id())).isEmpty();
    }

    @Test
    void jobs_come_by_start_and_only_those_that_touch_the_window() {
        Jobs jobs = jobs();
        save(jobs, "before", "2026-10-31T22:00", "2026-10-31T23:00");
        save(jobs, "into", "2026-10-31T22:30", "2026-11-01T05:00");
        save(jobs, "late", "2026-11-30T22:00", "2026-12-01T02:00");
        save(jobs, "early", "2026-11-01T09:00", "2026-11-01T10:00");
        save(jobs, "after", "2026-12-01T09:00", "2026-12-01T10:00");
        assertThat(ids(jobs.touching(ACME, NOVEMBER, Optional.empty(), 10))).containsExactly("into", "early", "late");
    }

    @Test
    void a_job_that_began_months_ago_and_is_not_over_is_found() {
        Jobs jobs = jobs();
        save(jobs, "site", "2026-03-01T08:00", "2027-03-01T08:00");
        save(jobs, "short", "2026-11-02T08:00", "2026-11-02T09:00");
        save(jobs, "over", "2026-03-01T08:00", "2026-06-01T08:00");
        assertThat(ids(jobs.touching(ACME, NOVEMBER, Optional.empty(), 10))).containsExactly("site", "short");
    }

    @Test
    void turning_pages_shows_every_job_once() {
        Jobs jobs = jobs();
        IntStream.range(0, 23)
                .forEach(number -> save(
                        jobs,
                        "job-" + number,
                        "2026-11-" + (10 + number / 2) + "T09:00",
                        "2026-11-" + (10 + number / 2) + "T10:00"));
        save(jobs, "site", "2026-03-01T08:00", "2027-03-01T08:00");
        List<String> seen = new ArrayList<>();
        Optional<String> page = Optional.empty();
        do {
            JobPage next = jobs.touching(ACME, NOVEMBER, page, 5);
            assertThat(next.jobs()).hasSizeLessThanOrEqualTo(5);
            seen.addAll(ids(next));
            page = next.next();
        } while (page.isPresent());
        assertThat(seen).hasSize(24).doesNotHaveDuplicates().startsWith("site");
    }

    @Test
    void a_page_that_is_none_is_refused() {
        Jobs jobs = jobs();
        for (String page : List.of("nonsense", "", "%%%", "Zm9v")) {
            assertThatThrownBy(() -> jobs.touching(ACME, NOVEMBER, Optional.of(page), 5))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_job_that_was_moved_stands_in_its_new_place_only() {
        Jobs jobs = jobs();
        Job stored = jobs.save(job(ACME, "job-1", "2026-11-23T09:00", "2026-11-23T10:00"))
                .orElseThrow();
        Job moved = jobs.save(
                        stored.with(stored.details().at(timed("2027-01-05T09:00", "2027-01-05T10:00")), Instant.EPOCH))
                .orElseThrow();
        assertThat(jobs.touching(ACME, NOVEMBER, Optional.empty(), 5).jobs()).isEmpty();
        assertThat(jobs.touching(ACME, window("2027-01-01", "2027-02-01"), Optional.empty(), 5)
                        .jobs())
                .containsExactly(moved);
    }

    private static void save(Jobs jobs, String id, String from, String to) {
        jobs.save(job(ACME, id, from, to));
    }

    private static Job series(Jobs jobs, String id, String from, String rule) {
        LocalDateTime start = LocalDateTime.parse(from);
        When.Single first = new When.Timed(start, start.plusHours(1), ZoneId.of("Europe/London"));
        return jobs.save(job(ACME, id, new When.Repeating(first, new Recurrence(rule))))
                .orElseThrow();
    }

    private static List<String> ids(JobPage page) {
        return page.jobs().stream().map(job -> job.id().value()).toList();
    }

    private static Window window(String from, String to) {
        return new Window(Instant.parse(from + "T00:00:00Z"), Instant.parse(to + "T00:00:00Z"));
    }

    private static When timed(String from, String to) {
        return new When.Timed(LocalDateTime.parse(from), LocalDateTime.parse(to), ZoneId.of("Europe/London"));
    }

    private static Job job(OrganisationId organisation, String id, String from, String to) {
        return job(organisation, id, timed(from, to));
    }

    private static Job job(OrganisationId organisation, String id, When when) {
        Details details = new Details("Boiler", "Line one\nLine two", "", when, Availability.BUSY, Status.CONFIRMED);
        return new Job(
                organisation,
                new JobId(id),
                details,
                Set.of(new UserId("tess"), new UserId("ada lovelace")),
                Set.of(),
                Job.Stage.OPEN,
                Instant.parse("2026-11-22T12:00:00.123456Z"),
                0,
                0);
    }
}
