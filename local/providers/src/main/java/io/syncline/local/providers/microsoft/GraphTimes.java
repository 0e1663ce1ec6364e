package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.calendar.Span;
import io.syncline.local.providers.calendar.WindowsZones;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Start and end of a Graph event: a wall time without offset beside the name of its zone.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/datetimetimezone">dateTimeTimeZone</a>
 */
final class GraphTimes {

    private static final DateTimeFormatter SEVEN_DIGITS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS");

    private GraphTimes() {}

    /** Checks start and end, rewrites them as Outlook stores them, and gives the time they cover. */
    static Span settle(ObjectNode event) {
        var start = side(event, "start");
        var end = side(event, "end");
        var from = local(start);
        var to = local(end);
        var startZone = zone(start);
        var endZone = zone(end);
        if (event.path("isAllDay").asBoolean()) {
            checkAllDay(from, to, startZone, endZone);
        }
        start.put("dateTime", SEVEN_DIGITS.format(from));
        end.put("dateTime", SEVEN_DIGITS.format(to));
        var begins = from.atZone(startZone).toInstant();
        var ends = to.atZone(endZone).toInstant();
        if (ends.isBefore(begins)) {
            throw GraphError.of(
                    400, "ErrorCalendarEndDateIsEarlierThanStartDate", "The end date is earlier than the start date.");
        }
        return new Span(begins, ends);
    }

    /** A stored side in the zone that the caller prefers. */
    static ObjectNode shown(JsonNode side, boolean allDay, GraphPreferences preferences) {
        var wall = LocalDateTime.parse(side.path("dateTime").asText());
        return shown(wall, side.path("timeZone").asText(), allDay, preferences);
    }

    /** A wall time of a zone in the zone that the caller prefers. */
    static ObjectNode shown(LocalDateTime wall, String zoneName, boolean allDay, GraphPreferences preferences) {
        var original = WindowsZones.zone(zoneName).orElse(ZoneOffset.UTC);
        var wanted = preferences.zone();
        boolean floats = allDay && (isUtc(wanted) || wanted.getRules().equals(original.getRules()));
        var shown = floats
                ? wall
                : wall.atZone(original).withZoneSameInstant(wanted).toLocalDateTime();
        return Json.object().put("dateTime", SEVEN_DIGITS.format(shown)).put("timeZone", preferences.zoneName());
    }

    static String stamp(Instant instant) {
        return SEVEN_DIGITS.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)) + "Z";
    }

    /** An instant without a fraction, as {@code originalStart} has it. */
    static String instant(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String sevenDigits(LocalDateTime wall) {
        return SEVEN_DIGITS.format(wall);
    }

    /** A bound of a view: with an offset, or without one and then in UTC. */
    static Instant bound(String parameter, String text) {
        try {
            return text.matches(".*([Zz]|[+-]\\d\\d:\\d\\d)")
                    ? OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException malformed) {
            throw GraphError.of(
                    400,
                    "ErrorInvalidParameter",
                    "The value '" + text + "' of parameter '" + parameter + "' is invalid.");
        }
    }

    private static void checkAllDay(LocalDateTime from, LocalDateTime to, ZoneId startZone, ZoneId endZone) {
        if (!from.toLocalTime().equals(LocalTime.MIDNIGHT) || !to.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            throw GraphError.invalid("The Event.Start property for an all-day event needs to be set to midnight.");
        }
        if (!startZone.equals(endZone)) {
            throw GraphError.invalid("Start and end of an all-day event must be in the same time zone.");
        }
        if (!to.isAfter(from)) {
            throw GraphError.invalid("The duration of an all-day event needs to be at least 24 hours.");
        }
    }

    private static ObjectNode side(ObjectNode event, String field) {
        if (event.get(field) instanceof ObjectNode side) {
            return side;
        }
        throw GraphError.invalid("The required property '" + field + "' is missing.");
    }

    private static LocalDateTime local(ObjectNode side) {
        var text = side.path("dateTime").asText();
        try {
            return LocalDateTime.parse(text.endsWith("Z") ? text.substring(0, text.length() - 1) : text);
        } catch (DateTimeException malformed) {
            throw invalidTime(text);
        }
    }

    private static Refusal invalidTime(String text) {
        return GraphError.of(
                400,
                "RequestBodyRead",
                "Cannot convert the literal '" + text + "' to the expected type 'Edm.DateTime'.");
    }

    private static ZoneId zone(ObjectNode side) {
        var name = side.path("timeZone").asText("UTC");
        return WindowsZones.zone(name)
                .orElseThrow(() -> GraphError.of(
                        400,
                        "TimeZoneNotSupportedException",
                        "A valid TimeZone value must be specified. The following TimeZone value is not supported: '"
                                + name + "'."));
    }

    private static boolean isUtc(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC);
    }
}
