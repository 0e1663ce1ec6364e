package io.syncline.calendar;

import static io.syncline.calendar.SyncScene.series;
import static io.syncline.calendar.SyncScene.titled;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.Merge.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of each aspect; the rules' own tests show the rest through whole runs. */
class MergeTest {

    private static final LocalDate SECOND = LocalDate.parse("2026-12-01");
    private static final Aspect OCCURRENCE = new Aspect.OfOccurrence(SECOND);
    private static final Details SERIES = series("Inspection", "2026-11-24T09:00", "FREQ=WEEKLY;BYDAY=TU;COUNT=4");
    private static final Details EDITED = SERIES.with(
            SECOND,
            Optional.of(
                    Occurrence.Changed.between(SERIES.regular(SECOND), titled(SERIES.regular(SECOND), "Only this"))));

    private static Merge merge(Details job, Details event, Baseline baseline) {
        RemoteEvent seen = new RemoteEvent(new EventId("e"), new EventVersion("v"), event, false, Optional.empty());
        return Merge.of(new Merge.Question(
                baseline, job, Instant.EPOCH, false, seen, Map.of(), SyncPolicy.DEFAULT, Instant.EPOCH));
    }

    @Test
    void R21_F17_an_exception_that_only_the_job_kept_while_the_calendars_rule_left_out_its_date_is_written_again() {
        Merge merge = merge(EDITED, SERIES, new Baseline(EDITED, SERIES));

        assertThat(merge.verdicts()).containsEntry(OCCURRENCE, Verdict.WRITTEN_AGAIN);
        assertThat(merge.event()).isEqualTo(EDITED);
        assertThat(merge.job()).isEqualTo(EDITED);
        assertThat(merge.agreed()).isEqualTo(new Baseline(EDITED, EDITED));
    }

    @Test
    void R13_an_exception_that_both_sides_know_is_left_alone() {
        Merge merge = merge(EDITED, EDITED, new Baseline(EDITED, EDITED));

        assertThat(merge.verdicts()).isEmpty();
        assertThat(merge.event()).isEqualTo(EDITED);
    }
}
