package io.syncline.local.providers.ics;

import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.TimezoneAssignment;
import biweekly.property.DateOrDateTimeProperty;
import biweekly.property.DateStart;
import biweekly.property.TextProperty;
import biweekly.util.ICalDate;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.calendar.WindowsZones;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** Turns the parsed VEVENTs of one calendar into events, series unrolled. */
final class IcsEvents {

    private static final int MOST_OCCURRENCES = 500;
    private static final ZoneId UTC = ZoneId.of("UTC");

    private final ICalendar calendar;
    private final ZoneId zone;
    private final Set<String> overridden = new HashSet<>();

    IcsEvents(ICalendar calendar, ZoneId zone) {
        this.calendar = calendar;
        this.zone = zone;
    }

    List<UserEvent> all() {
        calendar.getEvents().forEach(this::noteOverride);
        var events = new ArrayList<UserEvent>();
        calendar.getEvents().forEach(event -> events.addAll(eventsOf(event)));
        return events;
    }

    private List<UserEvent> eventsOf(VEvent event) {
        var start = event.getDateStart();
        if (start == null || start.getValue() == null) {
            throw new IllegalArgumentException("an event has no DTSTART");
        }
        var first = described(event, when(event, start));
        return event.getRecurrenceRule() == null || event.getRecurrenceId() != null
                ? List.of(first)
                : occurrences(event, start, first);
    }

    private List<UserEvent> occurrences(VEvent event, DateStart start, UserEvent first) {
        var parsedIn = parsedIn(start);
        var dates = event.getDateIterator(TimeZone.getTimeZone(parsedIn));
        var events = new ArrayList<UserEvent>();
        while (dates.hasNext() && events.size() < MOST_OCCURRENCES) {
            var at = dates.next().toInstant();
            if (!overridden.contains(key(event, at))) {
                events.add(first.withWhen(moved(first.when(), at.atZone(parsedIn))));
            }
        }
        return events;
    }

    private static UserEvent.When moved(UserEvent.When when, ZonedDateTime to) {
        return switch (when) {
            case UserEvent.When.Timed(var start, var end, var named) -> {
                var begins = to.withZoneSameLocal(named).toLocalDateTime();
                yield new UserEvent.When.Timed(begins, begins.plus(Duration.between(start, end)), named);
            }
            case UserEvent.When.AllDay(var start, var end) -> {
                var begins = to.toLocalDate();
                yield new UserEvent.When.AllDay(begins, begins.plusDays(end.toEpochDay() - start.toEpochDay()));
            }
        };
    }

    private UserEvent described(VEvent event, UserEvent.When when) {
        return UserEvent.of(text(event.getSummary()), when)
                .withDescription(text(event.getDescription()))
                .withLocation(text(event.getLocation()))
                .withAvailability(
                        text(event.getTransparency()).equalsIgnoreCase("TRANSPARENT")
                                ? UserEvent.Availability.FREE
                                : UserEvent.Availability.BUSY)
                .withPrivate(text(event.getClassification()).matches("(?i)PRIVATE|CONFIDENTIAL"))
                .withStatus(
                        text(event.getStatus()).equalsIgnoreCase("TENTATIVE")
                                ? UserEvent.Status.TENTATIVE
                                : UserEvent.Status.CONFIRMED);
    }

    private UserEvent.When when(VEvent event, DateStart start) {
        var from = start.getValue();
        if (!from.hasTime()) {
            var first = date(from);
            var last = Optional.ofNullable(event.getDateEnd())
                    .map(end -> end.getValue())
                    .map(IcsEvents::date)
                    .filter(end -> end.isAfter(first))
                    .orElse(first.plusDays(1));
            return new UserEvent.When.AllDay(first, last);
        }
        var begins = time(start);
        var named = begins.getZone();
        return new UserEvent.When.Timed(
                begins.toLocalDateTime(),
                end(event, begins).withZoneSameInstant(named).toLocalDateTime(),
                named);
    }

    /** Some programs write an end before the start: such an event has no length. */
    private ZonedDateTime end(VEvent event, ZonedDateTime begins) {
        var end = statedEnd(event, begins);
        return end.isBefore(begins) ? begins : end;
    }

    private ZonedDateTime statedEnd(VEvent event, ZonedDateTime begins) {
        if (event.getDateEnd() != null && event.getDateEnd().getValue() != null) {
            return time(event.getDateEnd());
        }
        return event.getDuration() == null || event.getDuration().getValue() == null
                ? begins
                : begins.plus(Duration.ofMillis(event.getDuration().getValue().toMillis()));
    }

    /** The time of a property in the zone it names, or in the reader's zone. */
    private ZonedDateTime time(DateOrDateTimeProperty property) {
        var wall = property.getValue().toInstant().atZone(parsedIn(property));
        if (isUtc(property)) {
            return wall;
        }
        var assigned = Optional.ofNullable(calendar.getTimezoneInfo().getTimezone(property))
                .map(TimezoneAssignment::getTimeZone)
                .map(TimeZone::getID);
        var named = assigned.or(
                        () -> Optional.ofNullable(property.getParameters().getTimezoneId()))
                .flatMap(WindowsZones::zone);
        return named.map(wall::withZoneSameLocal)
                .orElseGet(() -> assigned.isPresent() ? wall.withZoneSameInstant(zone) : wall.withZoneSameLocal(zone));
    }

    /** In which zone the parser read the digits; where it knew none, it took the machine's. */
    private ZoneId parsedIn(DateOrDateTimeProperty property) {
        if (isUtc(property)) {
            return UTC;
        }
        var assigned = calendar.getTimezoneInfo().getTimezone(property);
        return property.getValue().hasTime() && assigned != null
                ? offsetZone(assigned.getTimeZone(), property)
                : ZoneId.systemDefault();
    }

    private static boolean isUtc(DateOrDateTimeProperty property) {
        var raw = property.getValue().getRawComponents();
        return property.getValue().hasTime() && raw != null && raw.isUtc();
    }

    private static ZoneId offsetZone(TimeZone assigned, DateOrDateTimeProperty property) {
        return WindowsZones.zone(assigned.getID())
                .orElseGet(() -> ZoneOffset.ofTotalSeconds(
                        assigned.getOffset(property.getValue().getTime()) / 1000));
    }

    private void noteOverride(VEvent event) {
        if (event.getRecurrenceId() != null && event.getRecurrenceId().getValue() != null) {
            overridden.add(key(event, event.getRecurrenceId().getValue().toInstant()));
        }
    }

    private static String key(VEvent event, Instant original) {
        return text(event.getUid()) + " " + original;
    }

    private static LocalDate date(ICalDate date) {
        var raw = date.getRawComponents();
        return LocalDate.of(raw.getYear(), raw.getMonth(), raw.getDate());
    }

    private static String text(@Nullable TextProperty property) {
        return property == null || property.getValue() == null ? "" : property.getValue();
    }
}
