package io.syncline.local.providers.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * One occurrence of a series as its rule gives it.
 *
 * @param original which one it is, whatever becomes of it: its start; of an all-day series midnight UTC of its day
 * @param start the wall time of its start in the series' zone
 * @param end the wall time of its end there
 * @param span the time it covers
 */
public record Occurrence(Instant original, LocalDateTime start, LocalDateTime end, Span span) {

    /** The day by which its owner knows it. */
    public LocalDate date() {
        return start.toLocalDate();
    }
}
