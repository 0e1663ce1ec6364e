package io.syncline.google;

import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventDateTime;
import io.syncline.calendar.When;
import io.syncline.calendar.When.AllDay;
import io.syncline.calendar.When.Timed;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When an event of Google happens (R22).
 *
 * <p>The start decides between timed and all-day. Its zone is the wall that the times are read from; the calendar's
 * zone stands in where it has none, and the offset of the time itself where its zone is unknown or there is no other.
 * An hour that the zone's wall shows twice is told apart by a fixed offset. An end that is missing, of the other kind,
 * or before the start counts as the shortest possible one.
 */
final class EventTimes {
    private EventTimes() {}

    /** Nothing where the event has no start: it happens at no time. */
    static Optional<When.Single> of(Event event, Supplier<Optional<ZoneId>> calendarZone) {
        EventDateTime start = event.getStart();
        if (start == null) {
            return Optional.empty();
        }
        Optional<EventDateTime> end = Optional.ofNullable(event.getEnd());
        if (start.getDate() != null) {
            return Optional.of(allDay(start.getDate(), end.map(EventDateTime::getDate)));
        }
        return Optional.ofNullable(start.getDateTime())
                .map(from -> timed(from, end.map(EventDateTime::getDateTime), zone(start, from, calendarZone)));
    }

    /**
     * The first time of a series. Its wall goes on into other weeks, so it keeps its zone even in an hour that this wall
     * shows twice.
     */
    static Optional<When.Single> firstOf(Event series, Supplier<Optional<ZoneId>> calendarZone) {
        EventDateTime start = series.getStart();
        if (start == null || start.getDate() != null || start.getDateTime() == null) {
            return of(series, calendarZone);
        }
        ZoneId zone = zone(start, start.getDateTime(), calendarZone);
        return of(series, calendarZone).map(single -> onSeriesWall(single.start(), single.end(), zone));
    }

    private static Timed onSeriesWall(Instant from, Instant to, ZoneId zone) {
        LocalDateTime start = LocalDateTime.ofInstant(from, zone);
        LocalDateTime end = LocalDateTime.ofInstant(to, zone);
        boolean backwards =
                end.atZone(zone).toInstant().isBefore(start.atZone(zone).toInstant());
        return new Timed(start, backwards ? start : end, zone);
    }

    /** Whether the wall of a series is known: an offset alone does not say what happens when the clocks change. */
    static boolean hasKnownWall(Event series, Supplier<Optional<ZoneId>> calendarZone) {
        EventDateTime start = series.getStart();
        if (start == null || start.getDate() != null) {
            return true;
        }
        Optional<ZoneId> zone = start.getTimeZone() == null ? calendarZone.get() : zoneNamed(start.getTimeZone());
        return zone.isPresent();
    }

    /** The date on the wall of a series on which one of its occurrences would take place if it followed the rule. */
    static Optional<LocalDate> originalDate(Event occurrence, When.Single first) {
        EventDateTime original = occurrence.getOriginalStartTime();
        if (original == null) {
            return Optional.empty();
        }
        if (original.getDate() != null) {
            return Optional.of(date(original.getDate()));
        }
        return Optional.ofNullable(original.getDateTime()).map(time -> switch (first) {
            case Timed timed -> LocalDate.ofInstant(Instant.ofEpochMilli(time.getValue()), timed.zone());
            case AllDay _ -> LocalDate.ofInstant(Instant.ofEpochMilli(time.getValue()), offset(time));
        });
    }

    /** Whether the original start of an occurrence is this one. */
    static boolean originallyStarts(Event occurrence, When.Single ruled) {
        EventDateTime original = occurrence.getOriginalStartTime();
        return switch (ruled) {
            case AllDay _ -> original.getDate() != null;
            case Timed timed ->
                original.getDateTime() != null
                        && timed.start().toEpochMilli()
                                == original.getDateTime().getValue();
        };
    }

    private static When.Single allDay(DateTime start, Optional<DateTime> end) {
        LocalDate from = date(start);
        LocalDate to = end.map(EventTimes::date).filter(from::isBefore).orElseGet(() -> from.plusDays(1));
        return new AllDay(from, to);
    }

    private static When.Single timed(DateTime start, Optional<DateTime> end, ZoneId zone) {
        Instant from = Instant.ofEpochMilli(start.getValue());
        Instant to = end.map(time -> Instant.ofEpochMilli(time.getValue()))
                .filter(from::isBefore)
                .orElse(from);
        Timed wall = onWall(from, to, zone);
        return wall.start().equals(from) && wall.end().equals(to)
                ? wall
                : onWall(from, to, zone.getRules().getOffset(from));
    }

    private static Timed onWall(Instant from, Instant to, ZoneId zone) {
        LocalDateTime start = LocalDateTime.ofInstant(from, zone);
        LocalDateTime end = LocalDateTime.ofInstant(to, zone);
        // In the hour that the wall shows twice the end can seem to come first; a fixed offset has no such hour.
        return end.atZone(zone).toInstant().isBefore(start.atZone(zone).toInstant())
                ? onWall(from, to, zone.getRules().getOffset(from))
                : new Timed(start, end, zone);
    }

    private static ZoneId zone(EventDateTime start, DateTime time, Supplier<Optional<ZoneId>> calendarZone) {
        ZoneId offset = offset(time);
        if (start.getTimeZone() != null) {
            return zoneNamed(start.getTimeZone()).orElse(offset);
        }
        return calendarZone.get().orElse(offset);
    }

    /** No place is further than 18 hours from Greenwich; a time that says so is read from Greenwich's wall. */
    private static ZoneOffset offset(DateTime time) {
        int minutes = time.getTimeZoneShift();
        return Math.abs(minutes) <= 18 * 60 ? ZoneOffset.ofTotalSeconds(minutes * 60) : ZoneOffset.UTC;
    }

    /** The zone that a name means here, if any. */
    static Optional<ZoneId> zoneNamed(@Nullable String name) {
        try {
            return Optional.ofNullable(name).map(ZoneId::of);
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private static LocalDate date(DateTime date) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(date.getValue()), ZoneOffset.UTC);
    }
}
