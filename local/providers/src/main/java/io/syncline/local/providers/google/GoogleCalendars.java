package io.syncline.local.providers.google;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;
import java.util.List;

/**
 * The calendar list of an account.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/calendarList">CalendarList</a>
 */
final class GoogleCalendars {

    private static final List<String> ROLES =
            List.of("freeBusyReader", "reader", "writerWithoutPrivateAccess", "writer", "owner");

    private final GoogleAccess access;

    GoogleCalendars(GoogleAccess access) {
        this.access = access;
    }

    Answer list(Request request) {
        var account = access.listing(request);
        var query = request.query();
        int least = query.first("minAccessRole").map(ROLES::indexOf).orElse(0);
        var calendars = account.calendars().stream()
                .filter(calendar -> ROLES.indexOf(role(calendar)) >= least)
                .toList();
        int from = query.first("pageToken").map(GoogleCalendars::position).orElse(0);
        int to = Math.min(
                calendars.size(), from + Math.clamp(query.number("maxResults").orElse(100), 1, 250));
        var json = Json.object().put("kind", "calendar#calendarList").put("etag", "\"p33c" + calendars.size() + "\"");
        var items = json.putArray("items");
        calendars.subList(Math.min(from, to), to).forEach(calendar -> items.add(entry(calendar, account)));
        return Answer.json(
                200,
                to < calendars.size()
                        ? json.put("nextPageToken", "p" + to)
                        : json.put("nextSyncToken", "c" + calendars.size()));
    }

    Answer get(Request request) {
        var account = access.listing(request);
        return account.calendar(request.place("calendarId"))
                .map(calendar -> Answer.json(200, entry(calendar, account)))
                .orElseThrow(GoogleError::notFound);
    }

    /** A calendar's own metadata: {@code Calendars: get}. */
    Answer metadata(Request request) {
        var calendar = access.reading(request);
        return Answer.json(
                200,
                Json.object()
                        .put("kind", "calendar#calendar")
                        .put(
                                "etag",
                                "\"" + Integer.toUnsignedString(calendar.id().hashCode()) + "\"")
                        .put("id", calendar.id())
                        .put("summary", calendar.name())
                        .put("timeZone", calendar.zone().getId()));
    }

    static String role(StoredCalendar calendar) {
        return calendar.writable() ? "owner" : "reader";
    }

    private static ObjectNode entry(StoredCalendar calendar, Account account) {
        var entry = Json.object()
                .put("kind", "calendar#calendarListEntry")
                .put("etag", "\"" + Integer.toUnsignedString(calendar.id().hashCode()) + "\"")
                .put("id", calendar.id())
                .put("summary", calendar.name())
                .put("timeZone", calendar.zone().getId())
                .put("colorId", calendar.isPrimary() ? "14" : "7")
                .put("backgroundColor", calendar.isPrimary() ? "#9fe1e7" : "#42d692")
                .put("foregroundColor", "#000000")
                .put("selected", true)
                .put("accessRole", role(calendar));
        entry.putArray("defaultReminders");
        entry.putObject("conferenceProperties")
                .putArray("allowedConferenceSolutionTypes")
                .add("hangoutsMeet");
        if (calendar.isPrimary()) {
            entry.put("primary", true);
        }
        if (calendar.writable()) {
            entry.put("dataOwner", account.email());
        }
        return entry;
    }

    private static int position(String token) {
        if (!token.matches("p\\d{1,6}")) {
            throw GoogleError.invalid("Invalid page token value.");
        }
        return Integer.parseInt(token.substring(1));
    }
}
