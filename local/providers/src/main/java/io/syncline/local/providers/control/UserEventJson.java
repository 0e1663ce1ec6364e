package io.syncline.local.providers.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.calendar.UserException;
import io.syncline.local.providers.calendar.UserSeries;
import io.syncline.local.providers.http.Json;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;

/**
 * The neutral JSON of the control API: {@code id, title, description, location, start, end, allDay, timeZone,
 * availability (busy|free), private, status (confirmed|tentative|cancelled), recurrence [lines of RFC 5545]}. Times are
 * wall times of the zone; all-day events have dates, the end exclusive.
 */
final class UserEventJson {

    private UserEventJson() {}

    static ObjectNode of(UserEvent event) {
        var json = Json.object()
                .put("id", event.id())
                .put("title", event.title())
                .put("description", event.description())
                .put("location", event.location());
        switch (event.when()) {
            case UserEvent.When.Timed(var start, var end, var zone) ->
                json.put("start", start.toString())
                        .put("end", end.toString())
                        .put("allDay", false)
                        .put("timeZone", zone.getId());
            case UserEvent.When.AllDay(var start, var end) ->
                json.put("start", start.toString()).put("end", end.toString()).put("allDay", true);
        }
        json.put("availability", word(event.availability()))
                .put("private", event.isPrivate())
                .put("status", word(event.status()));
        if (event.repeats()) {
            event.recurrence().forEach(json.putArray("recurrence")::add);
        }
        return json;
    }

    /** A series: the event, and {@code exceptions} by the original day, each an event or null where it is cancelled. */
    static ObjectNode of(UserSeries series) {
        var json = of(series.master());
        var exceptions = json.putObject("exceptions");
        series.exceptions().forEach((day, exception) -> {
            switch (exception) {
                case UserException.Cancelled() -> exceptions.putNull(day.toString());
                case UserException.Edited(var event) -> exceptions.set(day.toString(), of(event));
            }
        });
        return json;
    }

    /** A new event; what is missing gets a default, but a start is needed. */
    static UserEvent created(ObjectNode json, ZoneId calendarZone) {
        if (!json.hasNonNull("start")) {
            throw new IllegalArgumentException("An event needs a start.");
        }
        var whole = json.deepCopy();
        if (!whole.hasNonNull("allDay")) {
            whole.put("allDay", whole.path("start").asText().length() == 10);
        }
        if (!whole.hasNonNull("timeZone")) {
            whole.put("timeZone", calendarZone.getId());
        }
        return read(whole);
    }

    /** The event with the fields that the JSON names; the others stay. */
    static UserEvent merged(UserEvent event, ObjectNode changes, ZoneId calendarZone) {
        var whole = of(event);
        if (!whole.has("timeZone")) {
            whole.put("timeZone", calendarZone.getId());
        }
        whole.setAll(changes);
        return read(whole);
    }

    private static UserEvent read(ObjectNode json) {
        return new UserEvent(
                json.path("id").asText(""),
                json.path("title").asText(""),
                json.path("description").asText(""),
                json.path("location").asText(""),
                when(json),
                constant(UserEvent.Availability.class, json, "availability", "busy"),
                json.path("private").asBoolean(false),
                constant(UserEvent.Status.class, json, "status", "confirmed"),
                json.path("recurrence").valueStream().map(JsonNode::asText).toList());
    }

    private static UserEvent.When when(ObjectNode json) {
        try {
            if (json.path("allDay").asBoolean()) {
                var start = LocalDate.parse(json.path("start").asText());
                return new UserEvent.When.AllDay(
                        start,
                        json.hasNonNull("end")
                                ? LocalDate.parse(json.path("end").asText())
                                : start.plusDays(1));
            }
            var zone = ZoneId.of(json.path("timeZone").asText());
            var start = wall(json.path("start"), zone);
            return new UserEvent.When.Timed(
                    start, json.hasNonNull("end") ? wall(json.path("end"), zone) : start.plusHours(1), zone);
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException(
                    "Start, end or time zone cannot be understood: " + malformed.getMessage(), malformed);
        }
    }

    private static LocalDateTime wall(JsonNode node, ZoneId zone) {
        var text = node.asText();
        return text.matches(".*T.*([Zz]|[+-]\\d\\d:?\\d\\d)")
                ? OffsetDateTime.parse(text).atZoneSameInstant(zone).toLocalDateTime()
                : LocalDateTime.parse(text);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, ObjectNode json, String field, String otherwise) {
        var word = json.path(field).asText(otherwise);
        for (var constant : type.getEnumConstants()) {
            if (word(constant).equals(word)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is no " + field + ".");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
