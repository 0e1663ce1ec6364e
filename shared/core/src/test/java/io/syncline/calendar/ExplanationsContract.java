package io.syncline.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.Explanation.Kind;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Explanations} does; lines are added by commits. */
public abstract class ExplanationsContract {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final OrganisationId OTHER = new OrganisationId("other");
    private static final CalendarRef WORK = new CalendarRef(new ConnectionId("c_1"), new CalendarId("Work@x"));
    private static final CalendarRef WORK_IN_SMALL = new CalendarRef(new ConnectionId("c_1"), new CalendarId("work@x"));
    private static final JobId JOB = new JobId("job-1");
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.123456Z");

    protected abstract Explanations explanations();

    protected abstract CalendarItems items();

    @Test
    void R24_lines_come_the_latest_first_and_no_more_than_asked_for() {
        CalendarItems items = items();
        List<Explanation> lines = IntStream.range(0, 30)
                .mapToObj(number -> line(NOW.plusSeconds(number), Kind.WRITTEN, "Line " + number))
                .toList();
        lines.forEach(line -> explain(items, JOB, line));
        assertThat(explanations().find(ACME, WORK, JOB, 100)).isEqualTo(lines.reversed());
        assertThat(explanations().find(ACME, WORK, JOB, 7))
                .isEqualTo(lines.reversed().subList(0, 7));
    }

    @Test
    void R24_lines_of_every_kind_survive_storage() {
        CalendarItems items = items();
        for (Kind kind : Kind.values()) {
            explain(items, JOB, line(NOW, kind, "Einzeiler für Menschen: «" + kind + "» 🔧"));
        }
        assertThat(explanations().find(ACME, WORK, JOB, 100))
                .extracting(Explanation::kind)
                .containsExactlyInAnyOrder(Kind.values());
        assertThat(explanations().find(ACME, WORK, JOB, 100))
                .contains(line(NOW, Kind.ECHOED, "Einzeiler für Menschen: «ECHOED» 🔧"));
    }

    @Test
    void R24_lines_of_one_commit_and_one_instant_are_all_kept() {
        CalendarItems items = items();
        explain(
                items,
                JOB,
                line(NOW, Kind.DECIDED, "One"),
                line(NOW, Kind.DECIDED, "Two"),
                line(NOW, Kind.WRITTEN, "Three"));
        explain(items, JOB, line(NOW, Kind.WRITTEN, "Four"));
        assertThat(explanations().find(ACME, WORK, JOB, 100))
                .extracting(Explanation::sentence)
                .containsExactlyInAnyOrder("One", "Two", "Three", "Four");
    }

    @Test
    void R24_lines_belong_to_one_job_in_one_calendar() {
        CalendarItems items = items();
        explain(items, JOB, line(NOW, Kind.SEEN, "Ours"));
        explain(items, new JobId("job-10"), line(NOW, Kind.SEEN, "Of a job with a longer name"));
        explain(items, new JobId("job-1:2026-12-01"), line(NOW, Kind.SEEN, "Of the job that goes on"));
        assertThat(explanations().find(ACME, WORK, JOB, 100)).hasSize(1);
        assertThat(explanations().find(ACME, WORK_IN_SMALL, JOB, 100)).isEmpty();
        assertThat(explanations().find(OTHER, WORK, JOB, 100)).isEmpty();
    }

    @Test
    void R24_a_line_whose_change_was_not_stored_is_not_told() {
        CalendarItems items = items();
        When when = new When.AllDay(LocalDate.parse("2026-11-24"), LocalDate.parse("2026-11-25"));
        Link link = Link.creating(WORK, JOB, new Details("Boiler", "", "", when, Availability.BUSY, Status.CONFIRMED));
        items.commit(ACME, WORK, List.of(new Commit("first", List.of(new RowChange.PutLink(link)))));
        RowChange told = new RowChange.Explain(JOB, line(NOW, Kind.WRITTEN, "Too late"));
        items.commit(ACME, WORK, List.of(new Commit("stale", List.of(new RowChange.PutLink(link), told))));
        assertThat(explanations().find(ACME, WORK, JOB, 100)).isEmpty();
    }

    @Test
    void R24_explaining_is_not_waiting() {
        CalendarItems items = items();
        explain(items, JOB, line(NOW.minus(Duration.ofDays(1)), Kind.SEEN, "Seen"));
        assertThat(items.countWaiting(ACME, WORK)).isZero();
        assertThat(items.countLinks(ACME, WORK)).isZero();
    }

    private static void explain(CalendarItems items, JobId job, Explanation... lines) {
        List<RowChange> rows = Arrays.stream(lines)
                .<RowChange>map(line -> new RowChange.Explain(job, line))
                .toList();
        assertThat(items.commit(ACME, WORK, List.of(new Commit(job.value(), rows))))
                .isEmpty();
    }

    private static Explanation line(Instant at, Kind kind, String sentence) {
        return new Explanation(at, kind, "R07", sentence, "run-1");
    }
}
