package io.syncline.calendar;

import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.ListConnections;
import io.syncline.identity.Caller;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How every chosen calendar that a caller may see stands. */
public final class ReportSync {

    private final ListConnections listConnections;
    private final SyncedCalendars calendars;
    private final CalendarItems items;
    private final OpenConflicts openConflicts;
    private final InstantSource clock;

    public ReportSync(
            ListConnections listConnections, SyncedCalendars calendars, CalendarItems items, InstantSource clock) {
        this.listConnections = listConnections;
        this.calendars = calendars;
        this.items = items;
        this.openConflicts = new OpenConflicts(items, calendars);
        this.clock = clock;
    }

    /** How a calendar stands. */
    public enum Standing {
        NEVER,
        QUEUED,
        RUNNING,
        IN_STEP,
        DELAYED,
        /** It waits until somebody has looked at what it would delete (R17). */
        PAUSED,
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
     * @param twoWay whether it carries jobs; otherwise its events are only seen
     * @param pushHealthy whether the provider tells at once what changed (R25)
     * @param remedy the one thing to do
     * @param conflicts how many wait for somebody
     * @param waiting how many jobs the next run will look at
     */
    public record Report(
            Connection connection,
            SyncedCalendar calendar,
            Standing standing,
            boolean twoWay,
            boolean pushHealthy,
            Remedy remedy,
            long conflicts,
            long waiting) {

        /** The deletions that wait for a decision. */
        public Optional<ReviewId> review() {
            return calendar.review().filter(Review::isOpen).map(open -> new ReviewId(calendar.ref(), open.id()));
        }
    }

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
        long conflicts =
                openConflicts.of(connection).stream().mapToLong(Link::conflicts).sum();
        long waiting = items.countWaiting(calendar.organisation(), calendar.ref());
        return new Report(
                connection,
                calendar,
                standing(connection, calendar),
                calendar.mode() != SyncedCalendar.Mode.READS,
                calendar.push()
                        .filter(push -> push.isHealthyAt(clock.instant()))
                        .isPresent(),
                remedy(connection, calendar, conflicts),
                conflicts,
                waiting);
    }

    private static Standing standing(Connection connection, SyncedCalendar calendar) {
        if (connection.whatIsWrong().isPresent()) {
            return Standing.NEEDS_RECONNECT;
        }
        if (calendar.progress().isPresent()) {
            return Standing.RUNNING;
        }
        if (isPaused(calendar)) {
            return Standing.PAUSED;
        }
        if (calendar.problem().isPresent()) {
            return hasFailed(calendar) ? Standing.FAILED : Standing.DELAYED;
        }
        if (calendar.isDirty()) {
            return Standing.QUEUED;
        }
        return calendar.lastRun().isPresent() ? Standing.IN_STEP : Standing.NEVER;
    }

    private static boolean isPaused(SyncedCalendar calendar) {
        return calendar.mode() == SyncedCalendar.Mode.JOBS
                && calendar.review().filter(Review::isOpen).isPresent();
    }

    private static boolean hasFailed(SyncedCalendar calendar) {
        return calendar.lastRun()
                .filter(run -> run.outcome() == SyncedCalendar.Outcome.FAILED)
                .isPresent();
    }

    private static Remedy remedy(Connection connection, SyncedCalendar calendar, long conflicts) {
        return ofConnection(connection)
                .or(() -> calendar.review()
                        .filter(Review::isOpen)
                        .map(review -> Remedy.of(
                                Remedy.Kind.REVIEW,
                                "Look at the deletions",
                                new ReviewId(calendar.ref(), review.id()).text())))
                .or(() -> calendar.problem()
                        .map(_ -> hasFailed(calendar)
                                ? Remedy.of(Remedy.Kind.CHOOSE_CALENDAR, "Choose another calendar")
                                : Remedy.WAIT))
                .orElseGet(() -> conflicts > 0 ? Remedy.of(Remedy.Kind.RESOLVE, "Decide the conflicts") : Remedy.NONE);
    }

    /** What its owner, or an administrator, can do about a connection that keeps its calendar out of step. */
    static Optional<Remedy> ofConnection(Connection connection) {
        String account = connection.account().email();
        return switch (connection.state()) {
            case ConnectionState.NeedsReconnect _ ->
                Optional.of(Remedy.of(Remedy.Kind.RECONNECT, "Connect " + account + " again"));
            case ConnectionState.NeedsAdministrator _ ->
                Optional.of(Remedy.of(Remedy.Kind.ASK_ADMINISTRATOR, "Ask an administrator of " + account));
            case ConnectionState.Disconnected _ -> Optional.empty();
            case ConnectionState.Active _ ->
                connection.syncsCalendars()
                        ? Optional.empty()
                        : Optional.of(Remedy.of(Remedy.Kind.ALLOW_CALENDAR, "Allow calendars for " + account));
        };
    }
}
