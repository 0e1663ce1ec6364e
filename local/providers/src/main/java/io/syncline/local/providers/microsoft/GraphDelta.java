package io.syncline.local.providers.microsoft;

import io.syncline.local.providers.calendar.Cursor;
import io.syncline.local.providers.calendar.Slice;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.calendar.Window;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * The calendar view's changes: pages by nextLink, rounds by deltaLink, the window frozen into both. An event that was
 * changed and lies outside of the window is reported as removed although it exists.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/event-delta">event: delta</a>
 * @see <a href="https://learn.microsoft.com/graph/delta-query-events">Get incremental changes to events</a>
 */
public final class GraphDelta {

    private static final List<String> UNSUPPORTED = List.of("$orderby", "$filter", "$select", "$expand", "$search");

    private final GraphAccess access;
    private final String origin;
    private final AtomicBoolean emptyFirstPages;
    private final RandomGenerator random;

    /**
     * The delta of one host.
     *
     * @param random in which order a page comes that is out of order
     * @param emptyFirstPages whether each round begins with an empty page that has a next link, as it may
     */
    GraphDelta(GraphAccess access, String origin, AtomicBoolean emptyFirstPages, RandomGenerator random) {
        this.random = random;
        this.access = access;
        this.origin = origin;
        this.emptyFirstPages = emptyFirstPages;
    }

    Answer page(Request request) {
        var calendar = GraphAccess.calendar(access.reading(request), request);
        var preferences = GraphPreferences.of(request);
        var cursor = cursor(request, calendar);
        boolean blank = isBlank(request, calendar, cursor);
        var slice = blank
                ? Slice.<GraphReport>blank(cursor.next())
                : calendar.exclusively(() -> slice(calendar, cursor, preferences.pageSize()));
        var json = Json.object().put("@odata.context", "https://graph.microsoft.com/v1.0/$metadata#Collection(event)");
        var link = link(request, blank ? cursor.afterRest() : cursor, slice);
        json.put(slice.next().isPresent() ? "@odata.nextLink" : "@odata.deltaLink", link);
        var value = json.putArray("value");
        var view = new GraphEventView(preferences);
        slice.items().forEach(item -> value.add(item.shownBy(view)));
        return preferences.applied(Answer.json(200, json));
    }

    /** Rounds may begin with an empty page, and with the quirk every page has one before it. */
    private boolean isBlank(Request request, StoredCalendar calendar, Cursor cursor) {
        boolean first = !request.query().has("$skiptoken");
        return !cursor.rested() && (calendar.quirks().givesEmptyPages() || (first && emptyFirstPages.get()));
    }

    private Slice<GraphReport> slice(StoredCalendar calendar, Cursor cursor, int limit) {
        var slice = cursor.page(calendar, limit, new GraphReports(calendar, cursor)::of);
        var quirks = calendar.quirks();
        var page = quirks.givesDuplicates() ? slice.repeating() : slice;
        return quirks.isOutOfOrder() ? page.with(mixed(page.items())) : page;
    }

    /** In another order, but of one event the newest state last. */
    private List<GraphReport> mixed(List<GraphReport> items) {
        var mixed = new ArrayList<>(items);
        Collections.shuffle(mixed, new Random(random.nextLong()));
        for (int at = 0; at < mixed.size(); at++) {
            for (int later = at + 1; later < mixed.size(); later++) {
                if (mixed.get(at).isNewerThan(mixed.get(later))) {
                    Collections.swap(mixed, at, later);
                }
            }
        }
        return mixed;
    }

    private Cursor cursor(Request request, StoredCalendar calendar) {
        var query = request.query();
        var next = query.first("$skiptoken");
        if (next.isPresent()) {
            return known(next.get(), calendar, request);
        }
        var delta = query.first("$deltatoken");
        if (delta.isPresent()) {
            return known(delta.get(), calendar, request).round(calendar.revision());
        }
        if (UNSUPPORTED.stream().anyMatch(query::has)) {
            throw GraphError.of(
                    400,
                    "ErrorInvalidUrlQuery",
                    "The following parameters are not supported with change tracking over the 'CalendarView' resource:"
                            + " '$orderby, $filter, $select, $expand, $search'.");
        }
        return Cursor.fullListing(calendar, GraphListing.window(query), "");
    }

    private Cursor known(String token, StoredCalendar calendar, Request request) {
        var cursor = Cursor.decoded(token).filter(found -> found.calendar().equals(calendar.id()));
        return cursor.filter(found -> found.generation() == calendar.generation())
                .orElseThrow(() -> GraphError.syncStateGone(
                        calendar.quirks().dialect(),
                        origin
                                + request.path()
                                + cursor.map(Cursor::window)
                                        .map(GraphDelta::query)
                                        .orElse("")));
    }

    private static String query(Window window) {
        return "?startDateTime=" + window.from().map(Instant::toString).orElse("") + "&endDateTime="
                + window.to().map(Instant::toString).orElse("");
    }

    private String link(Request request, Cursor cursor, Slice<GraphReport> slice) {
        var token = slice.next()
                .map(next -> next.equals(cursor.next()) ? cursor : cursor.resumedAt(next))
                .map(next -> "?$skiptoken=" + next.encoded())
                .orElseGet(() -> "?$deltatoken=" + cursor.finished().encoded());
        return origin + request.path() + token;
    }
}
