package io.syncline.local.providers.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.calendar.Span;
import io.syncline.local.providers.calendar.WindowsZones;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Start and end of a Google event: a date, or a time with an offset or a zone; both of one kind, the end exclusive.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/events">Events resource</a>
 */
final class GoogleTimes {

    static final DateTimeFormatter OFFSET_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)?");

    private GoogleTimes() {}

    /** Checks start and end, rewrites them as Google stores them, and gives the time they cover. */
    static Span settle(ObjectNode event, ZoneId calendarZone) {
        var start = side(event, "start", "Missing start time.");
        var end = side(event, "end", "Missing end time.");
        if (start.has("date") != end.has("date")) {
            throw GoogleError.invalid("Invalid start time: start and end must both be dates or both be times.");
        }
        return start.has("date") ? allDay(start, end, calendarZone) : timed(start, end, calendarZone);
    }

    /** A bound such as timeMin: RFC 3339 with a mandatory offset. */
    static Instant bound(String parameter, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException malformed) {
            throw GoogleError.of(400, "badRequest", "Bad Request")
                    .at("parameter", parameter)
                    .refusal();
        }
    }

    static String stamp(Instant instant) {
        return MILLIS.format(instant);
    }

    private static ObjectNode side(ObjectNode event, String field, String missing) {
        if (!(event.get(field) instanceof ObjectNode side)) {
            throw GoogleError.required(missing);
        }
        dropNulls(side);
        if (side.has("date") == side.has("dateTime")) {
            throw GoogleError.invalid(side.has("date") ? "Invalid " + field + " time." : missing);
        }
        return side;
    }

    private static Span allDay(ObjectNode start, ObjectNode end, ZoneId zone) {
        var first = date(start);
        var last = date(end);
        if (!last.isAfter(first)) {
            throw emptyRange();
        }
        return new Span(
                first.atStartOfDay(zone).toInstant(), last.atStartOfDay(zone).toInstant());
    }

    private static Span timed(ObjectNode start, ObjectNode end, ZoneId zone) {
        var from = time(start, zone);
        var to = time(end, zone);
        if (to.isBefore(from)) {
            throw emptyRange();
        }
        return new Span(from, to);
    }

    private static Instant time(ObjectNode side, ZoneId calendarZone) {
        var text = side.path("dateTime").asText();
        var named = Json.text(side, "timeZone").map(GoogleTimes::zone);
        if (!TIME.matcher(text).matches()) {
            throw GoogleError.invalid("Invalid value for: Invalid format: \"" + text + "\"");
        }
        var instant = instantOf(text, named);
        side.put("dateTime", OFFSET_TIME.format(instant.atZone(calendarZone)));
        side.put("timeZone", named.orElse(calendarZone).getId());
        return instant;
    }

    private static Instant instantOf(String text, Optional<ZoneId> named) {
        try {
            boolean local = Character.isDigit(text.charAt(text.length() - 1)) && !text.matches(".*[+-]\\d\\d:\\d\\d");
            if (!local) {
                return OffsetDateTime.parse(text).toInstant();
            }
            return named.map(zone -> LocalDateTime.parse(text).atZone(zone).toInstant())
                    .orElseThrow(() -> GoogleError.required("Missing time zone definition for start time."));
        } catch (DateTimeException malformed) {
            throw GoogleError.invalid("Invalid value for: Invalid format: \"" + text + "\"");
        }
    }

    static ZoneId zone(String name) {
        return WindowsZones.ianaZone(name)
                .orElseThrow(() -> GoogleError.invalid("Invalid time zone definition for start time."));
    }

    private static LocalDate date(ObjectNode side) {
        try {
            return LocalDate.parse(side.path("date").asText());
        } catch (DateTimeException malformed) {
            throw GoogleError.invalid(
                    "Invalid value for: Invalid format: \"" + side.path("date").asText() + "\"");
        }
    }

    private static void dropNulls(ObjectNode side) {
        side.properties().removeIf(field -> field.getValue().isNull());
    }

    private static Refusal emptyRange() {
        return GoogleError.of(400, "timeRangeEmpty", "The specified time range is empty.")
                .in("calendar")
                .at("parameter", "timeMax")
                .refusal();
    }

    static boolean isAllDay(JsonNode event) {
        return event.path("start").has("date");
    }
}
