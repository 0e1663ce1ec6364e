package io.syncline.google;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.Recurrence;
import io.syncline.calendar.When;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleLinesTest {
    private static final When.Single DAYS =
            new When.AllDay(LocalDate.parse("2026-12-01"), LocalDate.parse("2026-12-02"));

    @ParameterizedTest
    @CsvSource({
        // zone, first start, UNTIL, last date that may have an occurrence
        "Europe/Zurich, 2026-12-01T09:00, 20261222T080000Z, 20261222",
        "Europe/Zurich, 2026-12-01T09:00, 20261222T075959Z, 20261221",
        "Europe/Zurich, 2026-12-01T09:00, 20261222T225959Z, 20261222",
        "Europe/Zurich, 2026-12-01T00:30, 20261222T233000Z, 20261223",
        "Pacific/Auckland, 2026-12-01T09:00, 20261221T200000Z, 20261222",
        "America/New_York, 2026-12-01T22:00, 20261223T030000Z, 20261222",
        "America/New_York, 2026-12-01T22:00, 20261223T025959Z, 20261221",
        "Europe/Zurich, 2026-06-02T09:00, 20261201T075959Z, 20261130",
        "Europe/Zurich, 2026-06-02T09:00, 20261201T080000Z, 20261201",
        "Europe/Zurich, 2026-12-01T09:00, 20261222T090000, 20261222",
        "Europe/Zurich, 2026-12-01T09:00, 20261222T085959, 20261221",
        "Europe/Zurich, 2026-12-01T09:00, 20261222, 20261222"
    })
    void R22_F18_the_end_of_a_rule_is_the_last_date_on_the_wall(
            String zone, LocalDateTime start, String until, String last) {
        assertThat(read(timed(start, zone), "RRULE:FREQ=DAILY;UNTIL=" + until).rule())
                .contains(new Recurrence("FREQ=DAILY;UNTIL=" + last));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Zurich",
                "America/New_York",
                "Pacific/Auckland",
                "Pacific/Kiritimati",
                "Asia/Kolkata",
                "America/Santiago",
                "Africa/Cairo",
                "UTC"
            })
    void R12_R21_every_end_that_is_written_is_read_back_the_same(String zone) {
        for (String start : List.of("2026-01-01T00:00", "2026-01-01T23:59", "2026-01-01T02:30", "2026-01-01T12:00")) {
            When.Single first = timed(LocalDateTime.parse(start), zone);
            for (LocalDate last = LocalDate.parse("2026-01-01"); last.getYear() == 2026; last = last.plusDays(1)) {
                Recurrence rule = new Recurrence("FREQ=DAILY").endingOn(last);
                List<String> written = RuleLines.written(new When.Repeating(first, rule), List.of());

                assertThat(RuleLines.read(written, first).rule()).contains(rule);
            }
        }
    }

    @Test
    void an_end_is_an_instant_of_a_timed_series_and_a_date_of_whole_days() {
        Recurrence rule = new Recurrence("FREQ=DAILY;UNTIL=20261222");

        assertThat(RuleLines.written(
                        new When.Repeating(timed(LocalDateTime.parse("2026-12-01T09:00"), "Europe/Zurich"), rule),
                        List.of()))
                .containsExactly("RRULE:FREQ=DAILY;UNTIL=20261222T225959Z");
        assertThat(RuleLines.written(new When.Repeating(DAYS, rule), List.of(LocalDate.parse("2026-12-08"))))
                .containsExactly("RRULE:FREQ=DAILY;UNTIL=20261222", "EXDATE;VALUE=DATE:20261208");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EXDATE:20261208T080000Z|2026-12-08",
                "EXDATE;TZID=Europe/Zurich:20261208T090000|2026-12-08",
                "EXDATE;TZID=America/New_York:20261208T030000|2026-12-08",
                "EXDATE:20261208T090000|2026-12-08",
                "exdate:20261208T080000Z|2026-12-08",
                "EXDATE:20261208T083000Z|",
                "EXDATE;VALUE=DATE:20261208|"
            })
    void R21_a_date_is_left_out_by_the_very_start_of_its_occurrence(String line, LocalDate date) {
        RuleLines lines =
                read(timed(LocalDateTime.parse("2026-12-01T09:00"), "Europe/Zurich"), "RRULE:FREQ=DAILY", line);

        assertThat(lines.excluded()).isEqualTo(date == null ? Set.of() : Set.of(date));
        assertThat(lines.beyond()).isEmpty();
    }

    @Test
    void R21_whole_days_are_left_out_by_their_dates() {
        assertThat(read(DAYS, "RRULE:FREQ=DAILY", "EXDATE;VALUE=DATE:20261208,20261209", "EXDATE:20261210T000000Z")
                        .excluded())
                .containsExactlyInAnyOrder(
                        LocalDate.parse("2026-12-08"), LocalDate.parse("2026-12-09"), LocalDate.parse("2026-12-10"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RRULE:FREQ=WEEKLY;BYDAY=WE",
                "RRULE:FREQ=DAILY;UNTIL=20261130",
                "RRULE:FREQ=MINUTELY",
                "RRULE:",
                "RRULE",
                "",
                "RDATE;VALUE=DATE:20261208",
                "RRULE:FREQ=DAILY;UNTIL=tomorrow",
                "RRULE:FREQ=DAILY;INTERVAL=1001",
                "RRULE:FREQ=DAILY;COUNT=5;UNTIL=20261222"
            })
    void T27_what_cannot_be_kept_in_step_says_why(String line) {
        RuleLines lines = read(DAYS, line);

        assertThat(lines.beyond())
                .hasValueSatisfying(reason -> assertThat(reason).isNotBlank().hasSizeLessThan(300));
    }

    @Test
    void T27_dates_that_are_no_dates_say_so() {
        assertThat(read(DAYS, "RRULE:FREQ=DAILY", "EXDATE:soon").beyond()).isPresent();
        assertThat(read(
                                timed(LocalDateTime.parse("2026-12-01T09:00"), "Europe/Zurich"),
                                "RRULE:FREQ=DAILY",
                                "EXDATE;TZID=Mars/Olympus:20261208T090000")
                        .beyond())
                .isPresent();
    }

    @Test
    void a_rule_names_its_first_date_where_that_is_one_of_its_dates() {
        assertThat(namesItsFirst("FREQ=WEEKLY;BYDAY=TU;COUNT=10")).isTrue();
        assertThat(namesItsFirst("FREQ=MONTHLY;BYMONTHDAY=1;UNTIL=20270201")).isTrue();
        assertThat(namesItsFirst("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=10")).isFalse();
        assertThat(namesItsFirst("FREQ=MONTHLY;BYDAY=-1TU")).isFalse();
    }

    private static boolean namesItsFirst(String rule) {
        return RuleLines.namesItsFirst(new When.Repeating(DAYS, new Recurrence(rule)));
    }

    private static RuleLines read(When.Single first, String... lines) {
        return RuleLines.read(List.of(lines), first);
    }

    private static When.Single timed(LocalDateTime start, String zone) {
        return new When.Timed(start, start.plusHours(1), ZoneId.of(zone));
    }
}
