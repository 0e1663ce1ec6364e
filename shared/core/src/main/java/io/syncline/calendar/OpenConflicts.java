package io.syncline.calendar;

import io.syncline.calendar.SyncedCalendar.Mode;
import io.syncline.connection.Connection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The links of an account that wait for somebody's decision: those of its calendar, and those of one that was left for
 * another and still holds an event that its owner changed (R06). What was stopped altogether waits for nobody.
 */
final class OpenConflicts {

    private final CalendarItems items;
    private final SyncedCalendars calendars;

    OpenConflicts(CalendarItems items, SyncedCalendars calendars) {
        this.items = items;
        this.calendars = calendars;
    }

    /** By calendar and job. */
    List<Link> of(Connection connection) {
        List<Link> all = items.disputed(connection.organisation(), connection.id());
        Set<CalendarRef> kept =
                all.isEmpty() ? Set.of() : kept(connection, all.stream().map(Link::calendar));
        return all.stream()
                .filter(link -> kept.contains(link.calendar()))
                .sorted(Comparator.comparing(
                                (Link link) -> link.calendar().calendar().value())
                        .thenComparing(link -> link.job().value()))
                .toList();
    }

    private Set<CalendarRef> kept(Connection connection, Stream<CalendarRef> refs) {
        return calendars.find(connection.organisation(), refs.collect(Collectors.toSet())).stream()
                .filter(calendar -> calendar.mode() != Mode.OFF)
                .map(SyncedCalendar::ref)
                .collect(Collectors.toSet());
    }
}
