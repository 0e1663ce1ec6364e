package io.syncline.local.providers.google;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.calendar.Cursor;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.Position;
import io.syncline.local.providers.calendar.Slice;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.calendar.Window;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Query;
import io.syncline.local.providers.http.Request;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;

/**
 * The event list: pages, sync tokens, and what may not go with them.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/events/list">Events: list</a>
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/sync">Synchronize resources efficiently</a>
 */
final class GoogleListing {

    private static final int DEFAULT_PAGE = 250;
    private static final int LARGEST_PAGE = 2_500;

    private final InstantSource now;
    private final GoogleAccess access;

    GoogleListing(InstantSource now, GoogleAccess access) {
        this.now = now;
        this.access = access;
    }

    Answer list(Request request) {
        var calendar = access.reading(request);
        var query = request.query();
        var cursor = cursor(query, calendar);
        var quirks = calendar.quirks();
        if (quirks.givesEmptyPages() && !cursor.rested()) {
            return Answer.json(200, page(calendar, query, cursor.afterRest(), Slice.blank(cursor.next())));
        }
        int limit = Math.clamp(query.number("maxResults").orElse(DEFAULT_PAGE), 1, LARGEST_PAGE);
        var filter = new GoogleFilter(query, now.instant());
        var unfolding = new GoogleUnfolding(calendar, cursor, filter, query);
        var slice = filter.sorts()
                ? filter.sorted(calendar, cursor, limit, unfolding)
                : cursor.page(calendar, limit, unfolding::of);
        return Answer.json(200, page(calendar, query, cursor, quirks.givesDuplicates() ? slice.repeating() : slice));
    }

    /**
     * The instances of one series.
     *
     * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/events/instances">Events:
     *     instances</a>
     */
    Answer instances(Request request) {
        var calendar = access.reading(request);
        var query = request.query();
        var master = GoogleEvents.find(calendar, request.place("eventId")).orElseThrow(GoogleError::notFound);
        if (master.deleted()) {
            throw GoogleError.deleted();
        }
        var all = GoogleUnfolding.instances(calendar, master, window(query), query.isTrue("showDeleted")).stream()
                .filter(entry -> isAsked(entry, query))
                .toList();
        int from = Math.min(
                all.size(), query.first("pageToken").map(GoogleListing::offset).orElse(0));
        int to = Math.min(
                all.size(), from + Math.clamp(query.number("maxResults").orElse(DEFAULT_PAGE), 1, LARGEST_PAGE));
        var slice = new Slice<>(all.subList(from, to), Position.BEGIN, Optional.empty());
        var page = page(calendar, query, Cursor.fullListing(calendar, Window.OPEN, ""), slice);
        if (to < all.size()) {
            page.remove("nextSyncToken");
            page.put("nextPageToken", "i" + to);
        }
        return Answer.json(200, page);
    }

    private static boolean isAsked(Entry entry, Query query) {
        return query.first("originalStart")
                .map(text -> text.length() == 10
                        ? text.equals(entry.body()
                                .path("originalStartTime")
                                .path("date")
                                .asText())
                        : entry.role()
                                .instance()
                                .filter(one -> one.original().equals(GoogleTimes.bound("originalStart", text)))
                                .isPresent())
                .orElse(true);
    }

    private static int offset(String token) {
        if (!token.matches("i\\d{1,6}")) {
            throw GoogleError.invalid("Invalid page token value.");
        }
        return Integer.parseInt(token.substring(1));
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
        if (cursor.generation() != calendar.generation()) {
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

    private static ObjectNode page(StoredCalendar calendar, Query query, Cursor cursor, Slice<Entry> slice) {
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
        boolean details = calendar.quirks().keepsDetailsOfCancelled();
        slice.items().forEach(entry -> items.add(shown(entry, zone, details, query)));
        if (slice.next().isPresent()) {
            json.put("nextPageToken", following(cursor, slice).encoded());
        } else if (GoogleParameters.givesSyncToken(query)) {
            json.put("nextSyncToken", cursor.finished().encoded());
        }
        return json;
    }

    private static Cursor following(Cursor cursor, Slice<Entry> slice) {
        var next = slice.next().orElse(cursor.next());
        return next.equals(cursor.next()) ? cursor : cursor.resumedAt(next);
    }

    private static ObjectNode shown(Entry entry, Optional<ZoneId> zone, boolean details, Query query) {
        var view = details ? GoogleEventView.full(entry) : GoogleEventView.listed(entry);
        zone.ifPresent(other -> GoogleEventView.showIn(other, view));
        return GoogleGuests.narrowed(view, query);
    }

    private static Instant lastUpdate(Slice<Entry> slice) {
        return slice.items().stream()
                .map(Entry::updated)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }
}
