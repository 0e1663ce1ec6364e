package io.syncline.local.providers.microsoft;

import io.syncline.local.providers.calendar.Cursor;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.Slice;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

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

    /**
     * The delta of one host.
     *
     * @param emptyFirstPages whether each round begins with an empty page that has a next link, as it may
     */
    GraphDelta(GraphAccess access, String origin, AtomicBoolean emptyFirstPages) {
        this.access = access;
        this.origin = origin;
        this.emptyFirstPages = emptyFirstPages;
    }

    Answer page(Request request) {
        var calendar = GraphAccess.calendar(access.reading(request), request);
        var preferences = GraphPreferences.of(request);
        var cursor = cursor(request, calendar);
        boolean first = !request.query().has("$skiptoken");
        var slice = first && emptyFirstPages.get()
                ? new Slice(List.of(), OptionalLong.of(cursor.after()))
                : cursor.page(calendar, preferences.pageSize(), entry -> reported(cursor, entry));
        var view = new GraphEventView(preferences);
        var json = Json.object().put("@odata.context", "https://graph.microsoft.com/v1.0/$metadata#Collection(event)");
        var link = link(request, cursor, slice);
        json.put(slice.resumeAfter().isPresent() ? "@odata.nextLink" : "@odata.deltaLink", link);
        var value = json.putArray("value");
        slice.entries()
                .forEach(entry -> value.add(
                        !entry.deleted() && cursor.window().meets(entry.span())
                                ? view.of(entry)
                                : view.removed(entry)));
        return preferences.applied(Answer.json(200, json));
    }

    private static boolean reported(Cursor cursor, Entry entry) {
        boolean inside = !entry.deleted() && cursor.window().meets(entry.span());
        return cursor.full() ? inside : inside || entry.born() <= cursor.since();
    }

    private static Cursor cursor(Request request, StoredCalendar calendar) {
        var query = request.query();
        var next = query.first("$skiptoken");
        if (next.isPresent()) {
            return known(next.get(), calendar);
        }
        var delta = query.first("$deltatoken");
        if (delta.isPresent()) {
            return known(delta.get(), calendar).round(calendar.revision());
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

    private static Cursor known(String token, StoredCalendar calendar) {
        return Cursor.decoded(token)
                .filter(cursor -> cursor.calendar().equals(calendar.id()))
                .filter(cursor -> cursor.generation() == calendar.generation())
                .orElseThrow(GraphError::syncStateGone);
    }

    private String link(Request request, Cursor cursor, Slice slice) {
        var token = slice.resumeAfter().isPresent()
                ? "?$skiptoken="
                        + cursor.resumedAfter(slice.resumeAfter().getAsLong()).encoded()
                : "?$deltatoken=" + cursor.finished().encoded();
        return origin + request.path() + token;
    }
}
