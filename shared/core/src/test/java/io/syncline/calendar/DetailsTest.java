package io.syncline.calendar;

import static io.syncline.calendar.SyncScene.details;
import static io.syncline.calendar.SyncScene.located;
import static io.syncline.calendar.SyncScene.series;
import static io.syncline.calendar.SyncScene.titled;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.Occurrence.Cancelled;
import io.syncline.calendar.Occurrence.Changed;
import io.syncline.calendar.Occurrence.Dated;
import io.syncline.sync.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a job and its event have in common, and how it is compared. */
class DetailsTest {

    private static final LocalDate FIRST = LocalDate.parse("2026-11-24");
    private static final LocalDate SECOND = FIRST.plusWeeks(1);
    private static final LocalDate THIRD = FIRST.plusWeeks(2);

    private static Details weekly() {
        return series("Inspection", "2026-11-24T09:00", "FREQ=WEEKLY;BYDAY=TU;COUNT=3");
    }

    private static Details other() {
        return new Details(
                "Other",
                "Bring the keys",
                "Roof",
                details("x", "2026-12-02T15:00").when(),
                Availability.FREE,
                Status.TENTATIVE);
    }

    private static Details changed(Details series, LocalDate date, UnaryOperator<Details> edit) {
        Details regular = series.regular(date);
        return series.with(date, Optional.of(Changed.between(regular, edit.apply(regular))));
    }

    private static Details cancelled(Details series, LocalDate date) {
        return series.with(date, Optional.of(new Cancelled()));
    }

    @ParameterizedTest
    @EnumSource(Field.class)
    void R02_a_field_that_is_taken_from_others_is_theirs_and_all_else_stays(Field field) {
        Details mixed = details("Replace boiler").with(field, other());
        assertThat(Arrays.stream(Field.values()).filter(one -> mixed.agreesOn(one, other())))
                .containsExactly(field);
        assertThat(Arrays.stream(Field.values()).filter(one -> !mixed.agreesOn(one, details("Replace boiler"))))
                .containsExactly(field);
    }

    @ParameterizedTest
    @EnumSource(Field.class)
    void R21_F17_taking_any_field_but_the_rule_from_others_keeps_the_exceptions(Field field) {
        Details series = cancelled(weekly(), SECOND);
        Details source = other().at(weekly().when());
        assertThat(series.with(field, source).exceptions()).containsOnlyKeys(SECOND);
    }

    @Test
    void R21_what_happens_once_has_no_exceptions() {
        SortedMap<LocalDate, Occurrence> exceptions = new TreeMap<>();
        exceptions.put(FIRST, new Cancelled());
        assertThat(details("Replace boiler").with(exceptions)).isEqualTo(details("Replace boiler"));
        assertThat(cancelled(weekly(), SECOND).at(details("x").when()).exceptions())
                .isEmpty();
    }

    @Test
    void R21_an_exception_is_put_replaced_and_taken_away_by_its_original_date() {
        Details once = cancelled(weekly(), SECOND);
        Details replaced = changed(once, SECOND, old -> titled(old, "Last look"));
        assertThat(replaced.exceptions()).hasSize(1);
        assertThat(replaced.actual(SECOND).orElseThrow().title()).isEqualTo("Last look");
        assertThat(replaced.with(SECOND, Optional.empty())).isEqualTo(weekly());
    }

    @Test
    void R21_R04_an_occurrence_is_taken_from_others_without_the_rest() {
        Details theirs = cancelled(changed(weekly(), SECOND, old -> located(old, "Roof")), THIRD);
        Aspect second = SyncScene.of(SECOND.toString());
        Details mine = titled(weekly(), "Mine").with(second, theirs);
        assertThat(mine.agreesOn(second, theirs)).isTrue();
        assertThat(mine.exceptions()).containsOnlyKeys(SECOND);
        assertThat(mine.title()).isEqualTo("Mine");
        assertThat(mine.with(second, weekly()).exceptions()).isEmpty();
    }

    @Test
    void R21_R04_what_is_compared_is_every_field_and_every_date_on_which_either_side_has_an_exception() {
        assertThat(Details.aspects(cancelled(weekly(), THIRD), cancelled(weekly(), SECOND), details("Once")))
                .extracting(Aspect::word)
                .containsExactly(
                        "title",
                        "description",
                        "location",
                        "when",
                        "availability",
                        "status",
                        "occurrence:2026-12-01",
                        "occurrence:2026-12-08");
    }

    @Test
    void F17_exceptions_on_dates_that_the_rule_does_not_name_are_pruned() {
        Details series = cancelled(cancelled(weekly(), SECOND), SECOND.plusDays(1));
        assertThat(series.pruned()).isEqualTo(cancelled(weekly(), SECOND));
        When shorter = new When.Repeating(weekly().when().first(), new Recurrence("FREQ=WEEKLY;BYDAY=TU;COUNT=1"));
        assertThat(series.at(shorter).pruned().exceptions()).isEmpty();
    }

    @Test
    void F17_a_date_before_the_series_begins_is_no_date_of_it() {
        assertThat(cancelled(weekly(), FIRST.minusWeeks(1)).pruned()).isEqualTo(weekly());
    }

    @Test
    void F17_the_first_date_of_a_series_has_its_exception_although_the_rule_does_not_name_it() {
        Details series = cancelled(series("Inspection", "2026-11-24T09:00", "FREQ=WEEKLY;BYDAY=WE;COUNT=3"), FIRST);
        assertThat(series.pruned()).isEqualTo(series);
    }

    @Test
    void R21_what_came_to_be_as_the_series_says_is_pruned_and_the_rest_of_that_exception_stays() {
        Details series = changed(weekly(), SECOND, old -> located(titled(old, "Last look"), "Roof"));
        Details renamed = series.titled("Last look").pruned();
        Changed left = (Changed) renamed.exception(SECOND).orElseThrow();
        assertThat(left.title()).isEmpty();
        assertThat(left.location()).contains("Roof");
        assertThat(located(series.titled("Last look"), "Roof").pruned().exceptions())
                .isEmpty();
    }

    @Test
    void R21_a_cancelled_occurrence_is_different_from_any_series() {
        Details series = cancelled(weekly(), SECOND);
        assertThat(series.titled("Renamed").pruned().exceptions()).containsOnlyKeys(SECOND);
    }

    @Test
    void R21_a_pruned_series_is_pruned_for_good() {
        Details series = changed(cancelled(weekly(), SECOND), THIRD, old -> titled(old, "Last look"));
        assertThat(series.pruned()).isSameAs(series);
    }

    @ParameterizedTest
    @CsvSource({"200, 10, false", "201, 10, true", "30, 1000, false", "31, 1000, true"})
    void R21_more_or_longer_exceptions_than_a_row_may_hold_are_excessive(int dates, int length, boolean excessive) {
        Details daily = series("Round", "2026-11-24T09:00", "FREQ=DAILY");
        for (int day = 0; day < dates; day++) {
            daily = changed(daily, FIRST.plusDays(day), old -> titled(old, "x".repeat(length)));
        }
        assertThat(daily.isExcessive()).isEqualTo(excessive);
    }

    /** Series over an edge of summer time: rule, first time, date looked at, and the instants on that date. */
    @ParameterizedTest
    @CsvSource({
        // the same hour on the wall, in winter and in summer
        "Europe/Zurich, 2027-03-21T09:00, 2027-03-21T10:00, 2027-03-28, 2027-03-28T07:00:00Z, 2027-03-28T08:00:00Z",
        "Europe/Zurich, 2026-10-18T09:00, 2026-10-18T10:00, 2026-10-25, 2026-10-25T08:00:00Z, 2026-10-25T09:00:00Z",
        "America/New_York, 2027-03-07T09:00, 2027-03-07T10:00, 2027-03-14, 2027-03-14T13:00:00Z, 2027-03-14T14:00:00Z",
        // half an hour of summer time
        "Australia/Lord_Howe, 2026-09-27T09:00, 2026-09-27T10:00, 2026-10-04, 2026-10-03T22:00:00Z, 2026-10-03T23:00:00Z",
        // a time that the wall skips is moved past the gap
        "Europe/Zurich, 2027-03-21T02:30, 2027-03-21T04:30, 2027-03-28, 2027-03-28T01:30:00Z, 2027-03-28T02:30:00Z",
        // a gap between start and end takes an hour off, an overlap adds one
        "Europe/Zurich, 2027-03-21T01:00, 2027-03-21T04:00, 2027-03-28, 2027-03-28T00:00:00Z, 2027-03-28T02:00:00Z",
        "Europe/Zurich, 2026-10-18T01:00, 2026-10-18T04:00, 2026-10-25, 2026-10-24T23:00:00Z, 2026-10-25T03:00:00Z",
        // a start that the gap moves behind the end leaves no time at all, and no negative one
        "Europe/Zurich, 2027-03-21T02:30, 2027-03-21T03:00, 2027-03-28, 2027-03-28T01:30:00Z, 2027-03-28T01:30:00Z",
        // a time that comes twice is the earlier one
        "Europe/Zurich, 2026-10-18T02:30, 2026-10-18T03:30, 2026-10-25, 2026-10-25T00:30:00Z, 2026-10-25T02:30:00Z",
        // the day itself begins an hour late
        "Africa/Cairo, 2026-04-17T00:00, 2026-04-17T02:00, 2026-04-24, 2026-04-23T22:00:00Z, 2026-04-23T23:00:00Z"
    })
    void R22_F18_S26_an_occurrence_at_an_edge_of_summer_time_has_its_wall_time_and_a_defined_length(
            ZoneId zone, LocalDateTime from, LocalDateTime to, LocalDate date, Instant start, Instant end) {
        When weekly = new When.Repeating(new When.Timed(from, to, zone), new Recurrence("FREQ=WEEKLY"));
        When then = details("Round").at(weekly).actual(date).orElseThrow().when();
        assertThat(then.start()).isEqualTo(start);
        assertThat(then.end()).isEqualTo(end);
    }

    @Test
    void R22_F18_a_wall_time_that_is_skipped_and_the_one_that_stands_for_it_are_the_same_time() {
        LocalDate edge = LocalDate.parse("2027-03-28");
        assertThat(new When.Timed(edge.atTime(2, 30), edge.atTime(2, 45), SyncScene.ZURICH))
                .isEqualTo(new When.Timed(edge.atTime(3, 30), edge.atTime(3, 45), SyncScene.ZURICH));
    }

    @Test
    void R22_F18_an_occurrence_without_any_length_left_is_listed_all_the_same() {
        LocalDateTime from = LocalDateTime.parse("2027-03-27T02:30");
        When daily = new When.Repeating(
                new When.Timed(from, from.plusMinutes(30), SyncScene.ZURICH), new Recurrence("FREQ=DAILY;COUNT=3"));
        Window day = new Window(Instant.parse("2027-03-28T00:00:00Z"), Instant.parse("2027-03-28T12:00:00Z"));
        assertThat(details("Round").at(daily).occurrences(day))
                .extracting(Dated::date)
                .containsExactly(LocalDate.parse("2027-03-28"));
    }

    @ParameterizedTest
    @CsvSource({
        "Pacific/Kiritimati, 2026-11-23T10:00:00Z, 2026-11-23T11:00:00Z",
        "Pacific/Pago_Pago, 2026-11-25T10:30:00Z, 2026-11-25T11:00:00Z"
    })
    void R22_a_date_in_a_zone_far_from_everybody_is_found_by_its_instants(ZoneId zone, Instant from, Instant to) {
        boolean early = zone.getId().endsWith("Kiritimati");
        LocalDateTime start = FIRST.atTime(early ? 0 : 23, 30);
        When daily = new When.Repeating(
                new When.Timed(start.minusDays(9), start.minusDays(9).plusMinutes(15), zone),
                new Recurrence("FREQ=DAILY;INTERVAL=9"));
        assertThat(details("Round").at(daily).occurrences(new Window(from, to)))
                .extracting(Dated::date)
                .containsExactly(FIRST);
    }

    @Test
    void F19_S27_an_all_day_series_stays_on_its_dates_over_an_edge_of_summer_time() {
        LocalDate saturday = LocalDate.parse("2027-03-27");
        When daily = new When.Repeating(
                new When.AllDay(saturday, saturday.plusDays(1)), new Recurrence("FREQ=DAILY;COUNT=3"));
        Window all = new Window(Instant.parse("2027-03-01T00:00:00Z"), Instant.parse("2027-04-30T00:00:00Z"));
        assertThat(details("Stocktaking").at(daily).occurrences(all))
                .extracting(dated -> dated.details().when())
                .containsExactly(
                        new When.AllDay(saturday, saturday.plusDays(1)),
                        new When.AllDay(saturday.plusDays(1), saturday.plusDays(2)),
                        new When.AllDay(saturday.plusDays(2), saturday.plusDays(3)));
    }

    @Test
    void R20_what_happens_once_takes_place_where_it_touches_the_span_and_nowhere_else() {
        Window around = new Window(Instant.parse("2026-11-24T09:00:00Z"), Instant.parse("2026-11-24T12:00:00Z"));
        Window after = new Window(Instant.parse("2026-11-24T10:00:00Z"), Instant.parse("2026-11-24T12:00:00Z"));
        assertThat(details("Once").occurrences(around)).containsExactly(new Dated(FIRST, details("Once")));
        assertThat(details("Once").occurrences(after)).isEmpty();
    }

    static Stream<Details> alike() {
        Details spaced = new Details(
                "Replace  boiler",
                "Bring\n\nthe ladder",
                "Bahnhofstrasse 1,\tZürich",
                details("x").when(),
                Availability.BUSY,
                Status.CONFIRMED);
        When.Timed zurich = (When.Timed) details("x").when();
        return Stream.of(
                details("Replace boiler"),
                spaced,
                details("Replaceboiler"),
                details("Replace boiler").at(zurich.in(ZoneId.of("Europe/Berlin"))),
                details("Replace boiler").with(Field.STATUS, other()));
    }

    @ParameterizedTest
    @MethodSource("alike")
    void R10_F14_an_entry_that_a_provider_wrote_in_its_own_way_looks_like_what_was_sent(Details returned) {
        assertThat(details("Replace boiler").looksLike(returned)).isTrue();
        assertThat(returned.looksLike(details("Replace boiler"))).isTrue();
    }

    static Stream<Details> edited() {
        Details sent = details("Replace boiler");
        return Stream.of(
                sent.titled("Replace boilers"),
                sent.with(Field.DESCRIPTION, other()),
                sent.with(Field.LOCATION, other()),
                sent.with(Field.AVAILABILITY, other()),
                sent.at(details("x", "2026-11-24T09:01").when()),
                sent.at(new When.Timed(
                        LocalDateTime.parse("2026-11-24T09:00"),
                        LocalDateTime.parse("2026-11-24T11:01"),
                        SyncScene.ZURICH)),
                sent.at(new When.AllDay(FIRST, FIRST.plusDays(1))),
                sent.at(new When.Repeating(sent.when().first(), new Recurrence("FREQ=DAILY"))));
    }

    @ParameterizedTest
    @MethodSource("edited")
    void R10_an_entry_that_its_owner_changed_does_not_look_like_what_was_sent(Details edited) {
        assertThat(details("Replace boiler").looksLike(edited)).isFalse();
        assertThat(edited.looksLike(details("Replace boiler"))).isFalse();
    }

    @Test
    void R10_an_all_day_entry_does_not_look_like_the_same_hours_with_a_time() {
        Details day = details("Stocktaking").at(new When.AllDay(FIRST, FIRST.plusDays(1)));
        Details hours =
                day.at(new When.Timed(FIRST.atStartOfDay(), FIRST.plusDays(1).atStartOfDay(), ZoneId.of("UTC")));
        assertThat(day.looksLike(hours)).isFalse();
    }

    @Test
    void R10_R21_a_series_looks_like_another_only_where_every_exception_does() {
        Details sent = cancelled(changed(weekly(), SECOND, old -> titled(old, "Last look")), THIRD);
        assertThat(sent.looksLike(changed(sent, SECOND, old -> titled(old, "Last  look"))))
                .isTrue();
        List<Details> others = List.of(
                weekly(),
                sent.with(THIRD, Optional.empty()),
                cancelled(sent, SECOND),
                changed(sent, SECOND, old -> titled(old, "Another look")),
                changed(sent, THIRD, old -> titled(old, "Last look")),
                cancelled(sent, FIRST));
        assertThat(others).noneMatch(sent::looksLike).noneMatch(other -> other.looksLike(sent));
    }
}
