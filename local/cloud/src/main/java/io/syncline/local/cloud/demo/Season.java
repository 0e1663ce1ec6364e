package io.syncline.local.cloud.demo;

import io.syncline.calendar.Details;
import io.syncline.calendar.Occurrence;
import io.syncline.sync.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The days in which both sides have to show the same. What counts is the date on the wall of an entry's own zone.
 *
 * @param before exclusive
 */
record Season(LocalDate from, LocalDate before) {

    /** Everything that the demo's people plan lies well inside of what is kept in step (R20). */
    static Season around(LocalDate today) {
        return new Season(today.minusDays(29), today.plusDays(362));
    }

    /** The first instant that can belong to it in any zone. */
    Instant start() {
        return from.minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The first instant that cannot belong to it in any zone. */
    Instant end() {
        return before.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** What takes place of an entry: itself, or the occurrences of a series as they are after all changes. */
    List<Details> occurrences(Details entry) {
        return within(entry.occurrences(new Window(start(), end())).stream()
                .map(Occurrence.Dated::details)
                .toList());
    }

    /** Those of some occurrences that belong to it, in their order. */
    List<Details> within(Collection<Details> occurrences) {
        return occurrences.stream()
                .filter(one -> holds(one.when().first().date()))
                .sorted(Comparator.comparing((Details one) -> one.when().start()))
                .toList();
    }

    private boolean holds(LocalDate date) {
        return !date.isBefore(from) && date.isBefore(before);
    }
}
