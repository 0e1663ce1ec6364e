package io.syncline.calendar;

import io.syncline.sync.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** When something happens, as one field (R02). The end is exclusive. */
public sealed interface When {

    /** The first instant; an all-day one is placed in UTC, for ordering only. Of a series: of its first occurrence. */
    Instant start();

    /** The first instant after it; an all-day one is placed in UTC, for ordering only. Of a series: of its first. */
    Instant end();

    /** Whether any of it lies in the window; of a series, any date that its rule names. */
    boolean touches(Window window);

    /** The one time, or the first of a series. */
    Single first();

    /** The rule, where it happens again. */
    default Optional<Recurrence> recurrence() {
        return this instanceof Repeating(Single _, Recurrence rule) ? Optional.of(rule) : Optional.empty();
    }

    /** Whether it is a series whose rule names the date. */
    default boolean hasOn(LocalDate date) {
        return this instanceof Repeating(Single first, Recurrence rule) && rule.hasOn(first.date(), date);
    }

    /** What happens once. */
    sealed interface Single extends When {

        /** The date on the wall of its own zone. */
        LocalDate date();

        /** The same time of day, as long, on another date. */
        Single on(LocalDate date);

        @Override
        default boolean touches(Window window) {
            return window.touches(start(), end());
        }

        @Override
        default Single first() {
            return this;
        }
    }

    /** Wall time in a zone. A zero length is allowed. */
    record Timed(LocalDateTime from, LocalDateTime to, ZoneId zone) implements Single {

        /** A wall time that the zone skips is moved past the gap, as every provider does (R22). */
        public Timed {
            from = from.atZone(zone).toLocalDateTime();
            to = to.atZone(zone).toLocalDateTime();
            if (to.atZone(zone).toInstant().isBefore(from.atZone(zone).toInstant())) {
                throw new IllegalArgumentException("It ends before it starts");
            }
        }

        @Override
        public Instant start() {
            return from.atZone(zone).toInstant();
        }

        @Override
        public Instant end() {
            return to.atZone(zone).toInstant();
        }

        @Override
        public LocalDate date() {
            return from.toLocalDate();
        }

        /** As long on the wall as it was; where the clocks change between start and end, the end is not before it. */
        @Override
        public Timed on(LocalDate date) {
            Period shift = Period.ofDays((int) (date.toEpochDay() - date().toEpochDay()));
            LocalDateTime start = from.plus(shift);
            LocalDateTime end = to.plus(shift);
            boolean backwards =
                    end.atZone(zone).toInstant().isBefore(start.atZone(zone).toInstant());
            return new Timed(start, backwards ? start : end, zone);
        }

        /** The same instants on another zone's wall. */
        public Timed in(ZoneId other) {
            return new Timed(LocalDateTime.ofInstant(start(), other), LocalDateTime.ofInstant(end(), other), other);
        }
    }

    /** Whole days, the same dates wherever one is. */
    record AllDay(LocalDate from, LocalDate to) implements Single {
        public AllDay {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("An all-day entry ends on a later day than it starts");
            }
        }

        @Override
        public Instant start() {
            return from.atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        @Override
        public Instant end() {
            return to.atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        @Override
        public LocalDate date() {
            return from;
        }

        @Override
        public AllDay on(LocalDate date) {
            return new AllDay(date, date.plusDays(to.toEpochDay() - from.toEpochDay()));
        }
    }

    /**
     * A series: the first time, and the rule by which it happens again (R21). Wall times are kept: an occurrence in
     * summer has the same hour as one in winter (R22, F18).
     */
    record Repeating(Single first, Recurrence rule) implements When {

        @Override
        public Instant start() {
            return first.start();
        }

        @Override
        public Instant end() {
            return first.end();
        }

        /** A day of margin on both sides covers every zone; a look too many costs nothing. */
        @Override
        public boolean touches(Window window) {
            long length =
                    1 + java.time.Duration.between(first.start(), first.end()).toDays();
            LocalDate from = LocalDate.ofInstant(window.from(), ZoneOffset.UTC).minusDays(1 + length);
            LocalDate before = LocalDate.ofInstant(window.to(), ZoneOffset.UTC).plusDays(2);
            return rule.dates(first.date(), from, before).stream()
                    .map(first::on)
                    .anyMatch(single -> single.touches(window));
        }
    }
}
