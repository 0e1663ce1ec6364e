package io.syncline.calendar;

import io.syncline.connection.Connection;
import io.syncline.connection.ListConnections;
import io.syncline.identity.Caller;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How every chosen calendar that a caller may see stands. */
public final class ReportSync {

    private final ListConnections listConnections;
    private final SyncedCalendars calendars;
    private final CalendarItems items;

    public ReportSync(ListConnections listConnections, SyncedCalendars calendars, CalendarItems items) {
        this.listConnections = listConnections;
        this.calendars = calendars;
        this.items = items;
    }

    /** How a calendar stands. */
    public enum Standing {
        NEVER,
        QUEUED,
        RUNNING,
        IN_STEP,
        DELAYED,
        NEEDS_RECONNECT,
        FAILED;

        /** The word for JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A calendar's report.
     *
     * @param conflicts how many wait for somebody
     * @param waiting how many jobs the next run will look at
     */
    public record Report(
            Connection connection, SyncedCalendar calendar, Standing standing, long conflicts, long waiting) {}

    /** A report per calendar, by the connections' age. */
    public List<Report> run(Caller caller) {
        Map<CalendarRef, Connection> chosen = new HashMap<>();
        for (Connection connection : listConnections.run(caller)) {
            CalendarRef.chosenOf(connection).ifPresent(ref -> chosen.put(ref, connection));
        }
        List<Report> reports = new ArrayList<>();
        for (SyncedCalendar calendar : calendars.find(caller.organisation(), chosen.keySet())) {
            Connection connection = chosen.get(calendar.ref());
            if (connection != null) {
                reports.add(report(connection, calendar));
            }
        }
        reports.sort(Comparator.comparing((Report report) -> report.connection().connectedAt())
                .reversed());
        return reports;
    }

    private Report report(Connection connection, SyncedCalendar calendar) {
        long conflicts = items.disputed(calendar.organisation(), calendar.ref()).stream()
                .mapToLong(Link::conflicts)
                .sum();
        long waiting = items.waiting(calendar.organisation(), calendar.ref());
        return new Report(connection, calendar, standing(connection, calendar), conflicts, waiting);
    }

    private static Standing standing(Connection connection, SyncedCalendar calendar) {
        if (connection.whatIsWrong().isPresent()) {
            return Standing.NEEDS_RECONNECT;
        }
        if (calendar.progress().isPresent()) {
            return Standing.RUNNING;
        }
        if (calendar.problem().isPresent()) {
            boolean failed = calendar.lastRun()
                    .filter(run -> run.outcome() == SyncedCalendar.Outcome.FAILED)
                    .isPresent();
            return failed ? Standing.FAILED : Standing.DELAYED;
        }
        if (calendar.isDirty()) {
            return Standing.QUEUED;
        }
        return calendar.lastRun().isPresent() ? Standing.IN_STEP : Standing.NEVER;
    }
}
