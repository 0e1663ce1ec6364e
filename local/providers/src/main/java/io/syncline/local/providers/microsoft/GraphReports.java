package io.syncline.local.providers.microsoft;

import io.syncline.local.providers.calendar.Cursor;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.Role;
import io.syncline.local.providers.calendar.Span;
import io.syncline.local.providers.calendar.StoredCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a round of changes says of a stored event. Of a series come the occurrences in the window as stubs; the master
 * itself only when its own first time lies in the window. Nothing ever says that one occurrence was deleted: what is left
 * of the series comes again.
 *
 * @see <a href="https://learn.microsoft.com/graph/delta-query-events">Get incremental changes to events</a>
 */
final class GraphReports {

    private final StoredCalendar calendar;
    private final Cursor cursor;

    GraphReports(StoredCalendar calendar, Cursor cursor) {
        this.calendar = calendar;
        this.cursor = cursor;
    }

    List<GraphReport> of(Entry entry) {
        boolean known = entry.born() <= cursor.since();
        var newest = switch (entry.role()) {
            case Role.Single() -> alone(entry, known);
            case Role.Instance(var masterId, var original) -> alone(entry, known || wasInside(original, entry.span()));
            case Role.Master(var recurrence) -> entry.deleted() ? gone(entry, known) : series(entry, known);
        };
        return cursor.full() || !calendar.quirks().isOutOfOrder() ? newest : afterOlder(entry, newest);
    }

    /** What lies outside of the window is told as removed to those who may know it. */
    private List<GraphReport> alone(Entry entry, boolean known) {
        if (!entry.deleted() && cursor.window().meets(entry.span())) {
            return List.of(new GraphReport.Whole(entry));
        }
        return cursor.full() || !known ? List.of() : List.of(new GraphReport.Removed(entry.id(), entry));
    }

    private boolean wasInside(Instant original, Span now) {
        return cursor.window().meets(new Span(original, original.plus(Duration.between(now.start(), now.end()))));
    }

    private List<GraphReport> series(Entry master, boolean known) {
        var plain = GraphSeries.plain(calendar, master, cursor.window());
        if (plain.isEmpty()
                && GraphSeries.exceptions(calendar, master, cursor.window()).isEmpty()) {
            return cursor.full() || !known ? List.of() : List.of(new GraphReport.Removed(master.id(), master));
        }
        var reports = new ArrayList<GraphReport>();
        plain.forEach(occurrence -> reports.add(new GraphReport.Stub(master, occurrence)));
        if (cursor.window().meets(master.span())) {
            switch (calendar.quirks().masters()) {
                case FIRST -> reports.addFirst(new GraphReport.Whole(master));
                case LAST -> reports.add(new GraphReport.Whole(master));
                case ABSENT -> {}
            }
        }
        return reports;
    }

    private List<GraphReport> gone(Entry master, boolean known) {
        var reports = new ArrayList<GraphReport>();
        if (!cursor.full() && known) {
            GraphSeries.plain(calendar, master, cursor.window()).stream()
                    .map(occurrence -> GraphIds.occurrence(master.id(), occurrence.date()))
                    .forEach(id -> reports.add(new GraphReport.Removed(id, master)));
            reports.add(new GraphReport.Removed(master.id(), master));
        }
        return reports;
    }

    private List<GraphReport> afterOlder(Entry entry, List<GraphReport> newest) {
        var older = calendar.previous(entry.id())
                .filter(previous -> !previous.deleted() && cursor.window().meets(previous.span()))
                .filter(previous -> previous.role().getClass() == entry.role().getClass());
        if (older.isEmpty() || newest.isEmpty()) {
            return newest;
        }
        var reports = new ArrayList<GraphReport>();
        reports.add(new GraphReport.Whole(older.get()));
        reports.addAll(newest);
        return reports;
    }
}
