package io.syncline.local.providers.google;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.calendar.Cursor;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.Slice;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.calendar.Window;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Query;
import io.syncline.local.providers.http.Request;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The event list: pages, sync tokens, and what may not go with them.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/events/list">Events: list</a>
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/sync">Synchronize resources efficiently</a>
 */
final class GoogleListing {

    private static final int DEFAULT_PAGE = 250;
    private static final int LARGEST_PAGE = 2_500;

    private final GoogleAccess access;

    GoogleListing(GoogleAccess access) {
        this.access = access;
    }

    Answer list(Request request) {
        var calendar = access.reading(request);
        var query = request.query();
        var cursor = cursor(query, calendar);
        int limit = Math.clamp(query.number("maxResults").orElse(DEFAULT_PAGE), 1, LARGEST_PAGE);
        var filter = new GoogleFilter(query);
        var slice = filter.sorts()
                ? filter.sorted(calendar, cursor, limit, wanted(cursor, query, filter))
                : cursor.page(calendar, limit, wanted(cursor, query, filter));
        return Answer.json(200, page(calendar, query, cursor, slice));
    }

    private static Predicate<Entry> wanted(Cursor cursor, Query query, GoogleFilter filter) {
        boolean showDeleted = query.isTrue("showDeleted") || query.has("updatedMin");
        return cursor.full()
                ? entry ->
                        (showDeleted || !entry.deleted()) && cursor.window().meets(entry.span()) && filter.keeps(entry)
                : entry -> entry.deleted()
                        || entry.born() <= cursor.since()
                        || cursor.window().meets(entry.span());
    }

    private static Cursor cursor(Query query, StoredCalendar calendar) {
        var token = query.first("syncToken");
        if (token.isPresent()) {
            GoogleParameters.checkBesideSyncToken(query);
        }
        var parameters = GoogleParameters.frozen(query);
        var page = query.first("pageToken").map(text -> pageCursor(text, calendar, parameters));
        if (page.isPresent()) {
            return page.get();
        }
        return token.map(text -> syncCursor(text, calendar, parameters).round(calendar.revision()))
                .orElseGet(() -> Cursor.fullListing(calendar, window(query), parameters));
    }

    private static Cursor pageCursor(String text, StoredCalendar calendar, String parameters) {
        var cursor = Cursor.decoded(text)
                .filter(found -> found.calendar().equals(calendar.id()))
                .filter(found -> found.parameters().equals(parameters))
                .orElseThrow(() -> GoogleError.of(400, "invalid", "Invalid page token value.")
                        .at("parameter", "pageToken")
                        .refusal());
        if (!cursor.full() && cursor.generation() != calendar.generation()) {
            throw GoogleError.fullSyncRequired();
        }
        return cursor;
    }

    private static Cursor syncCursor(String text, StoredCalendar calendar, String parameters) {
        var cursor = Cursor.decoded(text)
                .filter(found -> !found.full() && found.calendar().equals(calendar.id()))
                .filter(found -> found.generation() == calendar.generation())
                .orElseThrow(GoogleError::fullSyncRequired);
        if (!cursor.parameters().equals(parameters)) {
            throw GoogleError.of(
                            400, "invalid", "The parameters differ from those of the request that gave the sync token.")
                    .in("calendar")
                    .at("parameter", "syncToken")
                    .refusal();
        }
        return cursor;
    }

    private static Window window(Query query) {
        var window = new Window(
                query.first("timeMin").map(text -> GoogleTimes.bound("timeMin", text)),
                query.first("timeMax").map(text -> GoogleTimes.bound("timeMax", text)));
        if (window.from().isPresent()
                && window.to().isPresent()
                && !window.from().get().isBefore(window.to().get())) {
            throw GoogleError.of(400, "timeRangeEmpty", "The specified time range is empty.")
                    .in("calendar")
                    .at("parameter", "timeMax")
                    .refusal();
        }
        return window;
    }

    private static ObjectNode page(StoredCalendar calendar, Query query, Cursor cursor, Slice slice) {
        var zone = query.first("timeZone").map(GoogleTimes::zone);
        var json = Json.object()
                .put("kind", "calendar#events")
                .put("etag", "\"p32" + Long.toString(calendar.revision(), 36) + "o\"")
                .put("summary", calendar.name())
                .put("updated", GoogleTimes.stamp(lastUpdate(slice)))
                .put("timeZone", zone.orElse(calendar.zone()).getId())
                .put("accessRole", calendar.writable() ? "owner" : "reader");
        json.putArray("defaultReminders");
        var items = json.putArray("items");
        slice.entries().forEach(entry -> items.add(shown(entry, zone)));
        if (slice.resumeAfter().isPresent()) {
            json.put(
                    "nextPageToken",
                    cursor.resumedAfter(slice.resumeAfter().getAsLong()).encoded());
        } else if (GoogleParameters.givesSyncToken(query)) {
            json.put("nextSyncToken", cursor.finished().encoded());
        }
        return json;
    }

    private static ObjectNode shown(Entry entry, Optional<ZoneId> zone) {
        return zone.map(other -> GoogleEventView.listed(entry, other)).orElseGet(() -> GoogleEventView.listed(entry));
    }

    private static java.time.Instant lastUpdate(Slice slice) {
        return slice.entries().stream()
                .map(Entry::updated)
                .max(java.util.Comparator.naturalOrder())
                .orElse(java.time.Instant.EPOCH);
    }
}
