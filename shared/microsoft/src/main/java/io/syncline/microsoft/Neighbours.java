package io.syncline.microsoft;

import io.syncline.calendar.Details;
import io.syncline.calendar.When;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The days on which the occurrences of a series take place, each between its neighbours: Exchange moves none onto or
 * past another ({@code ErrorOccurrenceCrossingBoundary}).
 *
 * @param series details of a series
 */
record Neighbours(Details series) {

    private static final int YEARS = 10;

    /** The day on which the occurrence of a date takes place, unless it is cancelled. */
    Optional<LocalDate> day(LocalDate date) {
        return series.actual(date).map(actual -> day(actual.when().first()));
    }

    private LocalDate day(When.Single when) {
        return when instanceof When.Timed timed && series.when().first() instanceof When.Timed first
                ? LocalDate.ofInstant(timed.start(), first.zone())
                : when.date();
    }

    /** The day of the occurrence before it. */
    LocalDate before(LocalDate date) {
        return dates(series.when().first().date(), date).reversed().stream()
                .flatMap(other -> day(other).stream())
                .findFirst()
                .orElse(LocalDate.MIN);
    }

    /** The day of the occurrence behind it. */
    LocalDate after(LocalDate date) {
        return dates(date.plusDays(1), date.plusYears(YEARS)).stream()
                .flatMap(other -> day(other).stream())
                .findFirst()
                .orElse(LocalDate.MAX);
    }

    private List<LocalDate> dates(LocalDate from, LocalDate before) {
        return series.when()
                .recurrence()
                .map(rule -> rule.dates(series.when().first().date(), from, before))
                .orElse(List.of());
    }

    /** Whether the occurrence of a date takes place where Exchange lets it. */
    boolean allow(LocalDate date) {
        return day(date)
                .filter(day -> !day.isAfter(before(date)) || !day.isBefore(after(date)))
                .isEmpty();
    }
}
