package io.syncline.calendar;

import io.syncline.connection.Connection;
import io.syncline.connection.ListConnections;
import io.syncline.identity.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The deletions that wait for a decision, and those that were decided in the last 30 days (R17). */
public final class ListReviews {

    private final ListConnections listConnections;
    private final SyncedCalendars calendars;
    private final Reviews reviews;

    public ListReviews(ListConnections listConnections, SyncedCalendars calendars, Reviews reviews) {
        this.listConnections = listConnections;
        this.calendars = calendars;
        this.reviews = reviews;
    }

    /** Of the calendars that the caller may decide about: open ones first, then the latest first. */
    public List<ReviewReport> run(Caller caller) {
        Map<CalendarRef, Connection> chosen = new HashMap<>();
        for (Connection connection : listConnections.runForCalendars(caller)) {
            CalendarRef.chosenOf(connection).ifPresent(ref -> chosen.put(ref, connection));
        }
        List<ReviewReport> reports = new ArrayList<>();
        Set<ReviewId> seen = new HashSet<>();
        chosen.forEach((ref, connection) -> reviews.list(connection.organisation(), ref).stream()
                .map(settled -> ReviewReport.of(connection, settled))
                .filter(report -> seen.add(report.id()))
                .forEach(reports::add));
        for (SyncedCalendar calendar : calendars.find(caller.organisation(), chosen.keySet())) {
            Optional.ofNullable(chosen.get(calendar.ref()))
                    .flatMap(connection ->
                            calendar.review().map(review -> ReviewReport.of(connection, calendar, review)))
                    .filter(report -> seen.add(report.id()))
                    .ifPresent(reports::add);
        }
        reports.sort(
                Comparator.comparing((ReviewReport report) -> !report.review().isOpen())
                        .thenComparing(ListReviews::latest, Comparator.reverseOrder()));
        return reports;
    }

    private static Instant latest(ReviewReport report) {
        return report.review()
                .decision()
                .map(Review.Decided::at)
                .orElse(report.review().openedAt());
    }
}
