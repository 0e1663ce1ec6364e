package io.syncline.local.providers.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What rules give.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10">RFC 5545, recurrence rule</a>
 */
class RecurrenceTest {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    @Test
    void R22_wall_time_is_kept_when_the_offset_changes() {
        var series = series("2026-10-19T09:00", "RRULE:FREQ=WEEKLY;COUNT=3");
        assertThat(series.within(Window.OPEN, 10))
                .extracting(occurrence -> occurrence.span().start())
                .containsExactly(
                        Instant.parse("2026-10-19T07:00:00Z"),
                        Instant.parse("2026-10-26T08:00:00Z"),
                        Instant.parse("2026-11-02T08:00:00Z"));
    }

    @Test
    void R22_a_time_that_does_not_exist_on_one_day_is_still_one_occurrence_and_is_found_again() {
        var series = series("2027-03-27T02:30", "RRULE:FREQ=DAILY;COUNT=3");
        var all = series.within(Window.OPEN, 10);
        assertThat(all).hasSize(3);
        assertThat(all.get(1).span().start()).isEqualTo("2027-03-28T01:30:00Z");
        assertThat(series.at(all.get(1).original())).contains(all.get(1));
    }

    @Test
    void R22_a_time_that_exists_twice_is_one_occurrence() {
        var series = series("2026-10-24T02:30", "RRULE:FREQ=DAILY;COUNT=3");
        assertThat(series.within(Window.OPEN, 10))
                .extracting(occurrence -> occurrence.span().start())
                .containsExactly(
                        Instant.parse("2026-10-24T00:30:00Z"),
                        Instant.parse("2026-10-25T00:30:00Z"),
                        Instant.parse("2026-10-26T01:30:00Z"));
    }

    @Test
    void lines_add_and_take_out() {
        var series = series(
                "2026-11-25T09:00",
                "RRULE:FREQ=DAILY;COUNT=3",
                "EXDATE;TZID=Europe/Zurich:20261126T090000",
                "RDATE:20261201T080000Z,20261202T080000Z",
                "EXRULE:FREQ=WEEKLY;BYDAY=WE");
        assertThat(series.within(Window.OPEN, 10))
                .extracting(Occurrence::date)
                .containsExactly(LocalDate.of(2026, 11, 27), LocalDate.of(2026, 12, 1));
    }

    @Test
    void an_end_counts_in_the_zone_of_the_series() {
        assertThat(series("2026-11-25T09:00", "RRULE:FREQ=DAILY;UNTIL=20261127T080000Z")
                        .within(Window.OPEN, 10))
                .hasSize(3);
        assertThat(series("2026-11-25T09:00", "RRULE:FREQ=DAILY;UNTIL=20261127T075959Z")
                        .within(Window.OPEN, 10))
                .hasSize(2);
        assertThat(series("2026-11-25T09:00", "RRULE:FREQ=DAILY;UNTIL=20261127").within(Window.OPEN, 10))
                .hasSize(3);
    }

    @Test
    void a_window_far_away_finds_its_occurrences() {
        var series = series("1990-01-01T09:00", "RRULE:FREQ=WEEKLY");
        var window = window("2026-11-22T00:00:00Z", "2026-12-01T00:00:00Z");
        assertThat(series.within(window, 10))
                .extracting(Occurrence::date)
                .containsExactly(LocalDate.of(2026, 11, 23), LocalDate.of(2026, 11, 30));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=SECONDLY",
                "FREQ=SECONDLY;COUNT=2000000000",
                "FREQ=MINUTELY;BYSECOND=59;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=DAILY;INTERVAL=2147483647",
                "FREQ=YEARLY;INTERVAL=9999999",
                "FREQ=DAILY;COUNT=2147483647"
            })
    void a_rule_that_never_ends_or_never_matches_is_bounded(String rule) {
        var series = series("1990-01-01T09:00", "RRULE:" + rule);
        assertThat(series.within(window("2026-11-22T00:00:00Z", "2027-11-22T00:00:00Z"), Recurrence.MOST))
                .hasSizeLessThanOrEqualTo(Recurrence.MOST);
        assertThat(series.within(Window.OPEN, Recurrence.MOST)).hasSizeLessThanOrEqualTo(Recurrence.MOST);
    }

    @Test
    void neighbours_are_found_over_long_gaps() {
        var series = series("2024-02-29T09:00", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29");
        var second = series.on(LocalDate.of(2028, 2, 29)).orElseThrow();
        assertThat(series.before(second)).map(Occurrence::date).contains(LocalDate.of(2024, 2, 29));
        assertThat(series.after(second)).map(Occurrence::date).contains(LocalDate.of(2032, 2, 29));
        assertThat(series.before(series.first().orElseThrow())).isEmpty();
    }

    @Test
    void T25_a_cut_leaves_two_series_that_together_are_the_old_one() {
        var series = series("2026-11-25T09:00", "RRULE:FREQ=DAILY;COUNT=5", "RDATE:20261224T080000Z");
        var cut = series.on(LocalDate.of(2026, 11, 27)).orElseThrow();
        assertThat(series.linesBefore(cut)).containsExactly("RRULE:FREQ=DAILY;UNTIL=20261127T075959Z");
        assertThat(series.linesFrom(cut)).containsExactly("RRULE:FREQ=DAILY;COUNT=3", "RDATE:20261224T080000Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RRULE:FREQ=NEVER",
                "DTSTART:20261125T090000",
                "FREQ=DAILY",
                "RRULE:",
                "RDATE:soon",
                "EXDATE:20261125"
            })
    void lines_that_are_none_are_refused(String line) {
        assertThatThrownBy(() -> series("2026-11-25T09:00", line)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void T28_a_series_of_days_goes_by_its_dates() {
        var series = Recurrence.allDay(
                List.of("RRULE:FREQ=MONTHLY;BYMONTHDAY=31", "EXDATE;VALUE=DATE:20270131"),
                LocalDate.of(2026, 12, 31),
                LocalDate.of(2027, 1, 1),
                ZURICH);
        assertThat(series.within(Window.OPEN, 2))
                .extracting(Occurrence::original)
                .containsExactly(Instant.parse("2026-12-31T00:00:00Z"), Instant.parse("2027-03-31T00:00:00Z"));
    }

    private static Recurrence series(String start, String... lines) {
        var from = LocalDateTime.parse(start);
        return Recurrence.timed(List.of(lines), from, from.plusHours(1), ZURICH);
    }

    private static Window window(String from, String to) {
        return new Window(Optional.of(Instant.parse(from)), Optional.of(Instant.parse(to)));
    }
}
