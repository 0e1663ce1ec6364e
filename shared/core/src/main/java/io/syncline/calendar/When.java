package io.syncline.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** When something happens, as one field (R02). The end is exclusive. */
public sealed interface When {

    /** The first instant; an all-day one is placed in UTC, for ordering only. */
    Instant start();

    /** The first instant after it; an all-day one is placed in UTC, for ordering only. */
    Instant end();

    /** Wall time in a zone. A zero length is allowed. */
    record Timed(LocalDateTime from, LocalDateTime to, ZoneId zone) implements When {

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

        /** The same instants on another zone's wall. */
        public Timed in(ZoneId other) {
            return new Timed(LocalDateTime.ofInstant(start(), other), LocalDateTime.ofInstant(end(), other), other);
        }
    }

    /** Whole days, the same dates wherever one is. */
    record AllDay(LocalDate from, LocalDate to) implements When {

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
    }
}
