package io.syncline.calendar;

import io.syncline.connection.Connection;
import io.syncline.connection.ListConnections;
import io.syncline.identity.Caller;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The conflicts that a caller may decide: of their own calendars; all of the organisation for a dispatcher. */
public final class ListConflicts {

    private static final int PAGE = 100;

    private final ListConnections listConnections;
    private final OpenConflicts openConflicts;
    private final Jobs jobs;
    private final Resolutions resolutions;

    public ListConflicts(
            ListConnections listConnections,
            CalendarItems items,
            SyncedCalendars calendars,
            Jobs jobs,
            Resolutions resolutions) {
        this.listConnections = listConnections;
        this.openConflicts = new OpenConflicts(items, calendars);
        this.jobs = jobs;
        this.resolutions = resolutions;
    }

    /** Which ones. */
    public enum Which {
        OPEN,
        /** Decided in the last 30 days. */
        RESOLVED
    }

    /**
     * A page.
     *
     * @param next the last of them where there are more: the page after it is asked for with it
     */
    public record Page(List<ConflictReport> conflicts, Optional<ConflictId> next) {}

    /** A page of at most 100, calendar by calendar; open ones by job, resolved ones the latest first. */
    public Page run(Caller caller, Which which, Optional<ConflictId> after) {
        List<ConflictReport> found = new ArrayList<>();
        for (Connection connection : connections(caller, after)) {
            found.addAll(after(reports(connection, which), after));
            if (found.size() > PAGE) {
                List<ConflictReport> page = List.copyOf(found.subList(0, PAGE));
                return new Page(page, Optional.of(page.getLast().conflict().id()));
            }
        }
        return new Page(List.copyOf(found), Optional.empty());
    }

    private List<Connection> connections(Caller caller, Optional<ConflictId> after) {
        String from = after.map(id -> id.calendar().connection().value()).orElse("");
        return listConnections.runForCalendars(caller).stream()
                .filter(connection -> connection.id().value().compareTo(from) >= 0)
                .sorted(Comparator.comparing(connection -> connection.id().value()))
                .toList();
    }

    private List<ConflictReport> reports(Connection connection, Which which) {
        return switch (which) {
            case OPEN -> open(connection);
            case RESOLVED ->
                CalendarRef.chosenOf(connection).stream()
                        .flatMap(ref -> resolutions.list(connection.organisation(), ref).stream())
                        .map(resolved -> ConflictReport.of(connection, resolved))
                        .toList();
        };
    }

    private List<ConflictReport> open(Connection connection) {
        List<Link> links = openConflicts.of(connection);
        if (links.isEmpty()) {
            return List.of();
        }
        Map<JobId, Job> known = jobs.find(
                connection.organisation(), links.stream().map(Link::job).toList());
        return links.stream()
                .flatMap(link -> Conflict.of(link, Optional.ofNullable(known.get(link.job()))).stream())
                .map(conflict -> ConflictReport.open(connection, conflict))
                .toList();
    }

    /** What comes after a conflict; where it is gone meanwhile, the calendar is shown from its beginning. */
    private static List<ConflictReport> after(List<ConflictReport> all, Optional<ConflictId> last) {
        for (int i = 0; i < all.size() && last.isPresent(); i++) {
            if (all.get(i).conflict().id().equals(last.get())) {
                return all.subList(i + 1, all.size());
            }
        }
        return all;
    }
}
