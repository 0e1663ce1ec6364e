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
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How occurrences differ from their series, and where they take place then. */
class OccurrenceTest {

    private static final LocalDate FIRST = LocalDate.parse("2026-11-24");
    private static final LocalDate SECOND = FIRST.plusWeeks(1);
    private static final LocalDate THIRD = FIRST.plusWeeks(2);

    private static Details weekly() {
        return series("Inspection", "2026-11-24T09:00", "FREQ=WEEKLY;BYDAY=TU;COUNT=3");
    }

    /** Another value of every field. */
    private static Details other() {
        return new Details(
                "Other",
                "Bring the keys",
                "Roof",
                details("x", "2026-12-02T15:00").when(),
                Availability.FREE,
                Status.TENTATIVE);
    }

    private static Details with(Optional<Occurrence> own, LocalDate date) {
        return weekly().with(date, own);
    }

    private static Window from(String first, String last) {
        return new Window(Instant.parse(first + "T00:00:00Z"), Instant.parse(last + "T00:00:00Z"));
    }

    @ParameterizedTest
    @EnumSource(Field.class)
    void R21_an_occurrence_keeps_of_its_own_only_the_field_that_differs(Field field) {
        Details regular = weekly().regular(SECOND);
        Details actual = regular.with(field, other());
        Changed changed = Changed.between(regular, actual);
        assertThat(Stream.of(
                                changed.title(),
                                changed.description(),
                                changed.location(),
                                changed.when(),
                                changed.availability(),
                                changed.status())
                        .flatMap(Optional::stream))
                .hasSize(1)
                .first()
                .isEqualTo(other().get(field));
        assertThat(changed.on(regular)).isEqualTo(actual);
    }

    @Test
    void R21_an_occurrence_that_is_as_the_series_says_differs_in_nothing() {
        Details regular = weekly().regular(SECOND);
        assertThat(Changed.between(regular, regular).isNothing()).isTrue();
        assertThat(Changed.between(regular, other()).isNothing()).isFalse();
    }

    @Test
    void R21_what_an_occurrence_has_not_of_its_own_follows_the_series() {
        Details regular = weekly().regular(SECOND);
        Occurrence elsewhere = Changed.between(regular, located(regular, "Roof"));
        Details renamed = with(Optional.of(elsewhere), SECOND).titled("Renamed");
        assertThat(renamed.actual(SECOND)).contains(located(regular, "Roof").titled("Renamed"));
    }

    @Test
    void R02_texts_of_an_occurrence_are_compared_in_normal_form() {
        Details regular = weekly().regular(SECOND);
        Changed spaced = new Changed(
                Optional.of(" Bring\r\nthe key "),
                Optional.of("one \r\ntwo"),
                Optional.of("Roof\u0000"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThat(spaced.on(regular).title()).isEqualTo("Bring the key");
        assertThat(spaced.description()).contains("one\ntwo");
        assertThat(spaced.location()).contains("Roof");
    }

    @Test
    void R21_a_cancelled_occurrence_does_not_take_place_and_the_others_do() {
        Details cancelled = with(Optional.of(new Cancelled()), SECOND);
        assertThat(cancelled.actual(SECOND)).isEmpty();
        assertThat(cancelled.occurrences(from("2026-11-01", "2027-01-01")))
                .extracting(Dated::date)
                .containsExactly(FIRST, THIRD);
    }

    @Test
    void R21_S25_an_occurrence_that_was_moved_across_another_is_known_by_its_original_date() {
        Details regular = weekly().regular(FIRST);
        When later = details("x", "2026-12-02T15:00").when();
        Details moved = with(Optional.of(Changed.between(regular, regular.at(later))), FIRST);
        assertThat(moved.occurrences(from("2026-12-02", "2026-12-03")))
                .containsExactly(new Dated(FIRST, regular.at(later)));
        assertThat(moved.occurrences(from("2026-11-23", "2026-11-26"))).isEmpty();
        assertThat(moved.occurrences(from("2026-11-01", "2027-01-01")))
                .extracting(Dated::date)
                .containsExactly(FIRST, SECOND, THIRD);
    }

    static Stream<When.Single> otherKindsOfTime() {
        return Stream.of(
                new When.AllDay(SECOND.plusDays(1), SECOND.plusDays(3)),
                new When.Timed(
                        LocalDateTime.parse("2026-12-02T23:30"),
                        LocalDateTime.parse("2026-12-03T00:30"),
                        ZoneId.of("America/New_York")),
                new When.Timed(
                        LocalDateTime.parse("2026-12-01T09:00"),
                        LocalDateTime.parse("2026-12-01T09:00"),
                        ZoneId.of("Europe/Zurich")));
    }

    @ParameterizedTest
    @MethodSource("otherKindsOfTime")
    void R21_R22_an_occurrence_may_take_place_in_another_kind_of_time_than_its_series(When.Single other) {
        Details regular = weekly().regular(SECOND);
        Details moved = with(Optional.of(Changed.between(regular, regular.at(other))), SECOND);
        assertThat(moved.actual(SECOND)).contains(regular.at(other));
        assertThat(moved.occurrences(from("2026-11-30", "2026-12-05")))
                .containsExactly(new Dated(SECOND, regular.at(other)));
    }

    @Test
    void R21_an_occurrence_of_a_series_that_began_long_ago_is_dated_without_counting_from_its_beginning() {
        Details endless = series("Round", "2001-01-01T09:00", "FREQ=DAILY");
        assertThat(endless.occurrences(from("2026-11-24", "2026-11-26")))
                .extracting(Dated::date)
                .containsExactly(FIRST, FIRST.plusDays(1));
    }

    @Test
    void R20_an_occurrence_that_lasts_into_the_span_is_part_of_it() {
        Details first = details("Night watch");
        When.Single days = new When.Timed(
                LocalDateTime.parse("2026-11-24T20:00"), LocalDateTime.parse("2026-11-29T06:00"), zone());
        Details watch = first.at(new When.Repeating(days, new Recurrence("FREQ=MONTHLY;COUNT=3")));
        assertThat(watch.occurrences(from("2026-12-28", "2026-12-30")))
                .extracting(Dated::date)
                .containsExactly(LocalDate.parse("2026-12-24"));
    }

    private static ZoneId zone() {
        return SyncScene.ZURICH;
    }

    @Test
    void R21_only_the_texts_of_its_own_of_an_occurrence_are_counted_against_what_a_row_may_hold() {
        Details regular = weekly().regular(SECOND);
        Changed changed = Changed.between(regular, located(titled(regular, "Boiler"), "Roof"));
        assertThat(changed.length()).isEqualTo("Boiler".length() + "Roof".length());
    }
}
