package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.Position;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.calendar.Window;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Query;
import io.syncline.local.providers.http.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Plain lists of events, and the calendar view without delta.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/user-list-events">List events</a>
 * @see <a href="https://learn.microsoft.com/graph/api/calendar-list-calendarview">List calendarView</a>
 */
final class GraphListing {

    private static final Pattern BY_PROPERTY = Pattern.compile(
            "singleValueExtendedProperties/any\\(\\s*(\\w+):\\s*\\1/id eq '((?:[^']|'')*)' and \\1/value eq '((?:[^']|'')*)'\\s*\\)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BY_FIELD = Pattern.compile("(iCalUId|uid|transactionId|subject) eq '((?:[^']|'')*)'");

    private final GraphAccess access;
    private final String origin;

    GraphListing(GraphAccess access, String origin) {
        this.access = access;
        this.origin = origin;
    }

    Answer events(Request request) {
        var wanted = filter(request.query());
        return list(
                request,
                calendar -> calendar.all(
                        entry -> !entry.deleted() && entry.role().instance().isEmpty() && wanted.test(entry)));
    }

    /** Everything that takes place in the window, series unrolled. */
    Answer view(Request request) {
        var window = window(request.query());
        return list(request, calendar -> occurrences(calendar, window));
    }

    /**
     * The occurrences and exceptions of one series.
     *
     * @see <a href="https://learn.microsoft.com/graph/api/event-list-instances">List instances</a>
     */
    Answer instances(Request request) {
        var window = window(request.query());
        var found = GraphEvents.existing(access.reading(request), request);
        if (!found.entry().isLivingSeries()) {
            throw GraphError.of(400, "ErrorInvalidRequest", "Only a series master has instances.");
        }
        var all = new ArrayList<>(plain(found.calendar(), found.entry(), window));
        all.addAll(GraphSeries.exceptions(found.calendar(), found.entry(), window));
        all.sort(Comparator.comparing(entry -> entry.span().start()));
        return list(request, found.calendar(), all);
    }

    static List<Entry> occurrences(StoredCalendar calendar, Window window) {
        return calendar.listing(Position.BEGIN, Integer.MAX_VALUE, entry -> shownIn(calendar, entry, window))
                .items();
    }

    private static List<Entry> shownIn(StoredCalendar calendar, Entry entry, Window window) {
        if (entry.deleted()) {
            return List.of();
        }
        if (entry.isLivingSeries()) {
            return plain(calendar, entry, window);
        }
        return window.meets(entry.span()) ? List.of(entry) : List.of();
    }

    private static List<Entry> plain(StoredCalendar calendar, Entry master, Window window) {
        return GraphSeries.plain(calendar, master, window).stream()
                .map(occurrence -> GraphSeries.unrolled(master, occurrence))
                .toList();
    }

    /** The mandatory window of a calendar view. */
    static Window window(Query query) {
        if (!query.has("startDateTime") || !query.has("endDateTime")) {
            throw GraphError.of(
                    400,
                    "ErrorInvalidParameter",
                    "This request requires a time window specified by the query string parameters StartDateTime and"
                            + " EndDateTime.");
        }
        var from = bound(query, "startDateTime");
        var to = bound(query, "endDateTime");
        if (!from.isBefore(to)) {
            throw GraphError.of(
                    400, "ErrorInvalidParameter", "The end of the time window must be later than its start.");
        }
        return new Window(java.util.Optional.of(from), java.util.Optional.of(to));
    }

    private Answer list(Request request, Function<StoredCalendar, List<Entry>> found) {
        var calendar = GraphAccess.calendar(access.reading(request), request);
        return list(request, calendar, found.apply(calendar));
    }

    private Answer list(Request request, StoredCalendar calendar, List<Entry> all) {
        var query = request.query();
        int skip = Math.max(0, query.number("$skip").orElse(0));
        int top = Math.clamp(
                query.number("$top").orElse(GraphPreferences.of(request).pageSize()), 1, 1_000);
        int to = Math.min(all.size(), skip + top);
        var preferences = GraphPreferences.of(request);
        var view = new GraphEventView(preferences);
        var json = Json.object().put("@odata.context", "https://graph.microsoft.com/v1.0/$metadata#users/events");
        var value = json.putArray("value");
        all.subList(Math.min(skip, to), to).forEach(entry -> value.add(view.of(calendar, entry, query)));
        if (to < all.size()) {
            nextLink(json, request, to, top);
        }
        return preferences.applied(Answer.json(200, json));
    }

    private void nextLink(ObjectNode json, Request request, int skip, int top) {
        var link = new StringBuilder(origin + request.path() + "?$top=" + top + "&$skip=" + skip);
        request.query().values().forEach((name, values) -> {
            if (!name.equals("$skip") && !name.equals("$top")) {
                link.append('&').append(name).append('=').append(encoded(values.getFirst()));
            }
        });
        json.put("@odata.nextLink", link.toString());
    }

    private static Predicate<Entry> filter(Query query) {
        var text = query.first("$filter").orElse("");
        if (text.isBlank()) {
            return entry -> true;
        }
        var property = BY_PROPERTY.matcher(text);
        if (property.matches()) {
            return entry -> hasProperty(entry, unquoted(property.group(2)), unquoted(property.group(3)));
        }
        var field = BY_FIELD.matcher(text);
        if (field.matches()) {
            return entry -> entry.body().path(field.group(1)).asText().equals(unquoted(field.group(2)));
        }
        throw GraphError.of(
                400, "ErrorInvalidUrlQueryFilter", "The query filter is invalid, or the simulator does not know it.");
    }

    private static boolean hasProperty(Entry entry, String id, String value) {
        for (var property : entry.body().path(GraphEventDraft.PROPERTIES)) {
            if (property.path("id").asText().equals(id)
                    && property.path("value").asText().equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static Instant bound(Query query, String name) {
        var parameter = name.equals("startDateTime") ? "StartDateTime" : "EndDateTime";
        return GraphTimes.bound(parameter, query.first(name).orElse(""));
    }

    private static String unquoted(String text) {
        return text.replace("''", "'");
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
