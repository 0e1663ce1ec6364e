package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.Window;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Query;
import io.syncline.local.providers.http.Request;
import java.time.Instant;
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
        return list(request, filter(request.query()));
    }

    Answer view(Request request) {
        var window = window(request.query());
        return list(request, entry -> window.meets(entry.span()));
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

    private Answer list(Request request, Predicate<Entry> wanted) {
        var calendar = GraphAccess.calendar(access.reading(request), request);
        var query = request.query();
        int skip = Math.max(0, query.number("$skip").orElse(0));
        int top = Math.clamp(
                query.number("$top").orElse(GraphPreferences.of(request).pageSize()), 1, 1_000);
        var all = calendar.listing(0, Integer.MAX_VALUE, entry -> !entry.deleted() && wanted.test(entry))
                .entries();
        int to = Math.min(all.size(), skip + top);
        var preferences = GraphPreferences.of(request);
        var view = new GraphEventView(preferences);
        var json = Json.object().put("@odata.context", "https://graph.microsoft.com/v1.0/$metadata#users/events");
        var value = json.putArray("value");
        all.subList(Math.min(skip, to), to).forEach(entry -> value.add(view.of(entry, query)));
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
