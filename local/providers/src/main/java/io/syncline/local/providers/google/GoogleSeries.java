package io.syncline.local.providers.google;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.calendar.Content;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.Occurrence;
import io.syncline.local.providers.calendar.Recurrence;
import io.syncline.local.providers.calendar.Role;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.calendar.Window;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Series as Google shows them: a master with rules, and instances with ids of their own that are stored only where they
 * differ.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/recurringevents">Recurring events</a>
 */
final class GoogleSeries {

    /** The largest number of instances that one listing unrolls of a series. */
    static final int MOST = 730;

    private static final Pattern INSTANCE_ID = Pattern.compile("(.+)_(\\d{8})(T\\d{6}Z)?");
    private static final Pattern SPLIT_ID = Pattern.compile("(.+)_R\\d{8}(T\\d{6})?");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");

    private GoogleSeries() {}

    /**
     * The rule of a checked event; empty when it is a single one.
     *
     * @throws Refusal when a line is none, as Google refuses it
     */
    static Optional<Recurrence> recurrence(ObjectNode event, ZoneId calendarZone) {
        var lines = new ArrayList<String>();
        event.path("recurrence").forEach(line -> lines.add(line.asText()));
        if (lines.isEmpty()) {
            event.remove("recurrence");
            return Optional.empty();
        }
        try {
            return Optional.of(recurrence(event, lines, calendarZone));
        } catch (IllegalArgumentException malformed) {
            throw new Refusal(
                    GoogleError.of(400, "invalid", "Invalid recurrence rule.").answer(), malformed);
        }
    }

    private static Recurrence recurrence(ObjectNode event, List<String> lines, ZoneId calendarZone) {
        var start = event.path("start");
        var end = event.path("end");
        if (GoogleTimes.isAllDay(event)) {
            return Recurrence.allDay(
                    lines,
                    LocalDate.parse(start.path("date").asText()),
                    LocalDate.parse(end.path("date").asText()),
                    calendarZone);
        }
        var zone = GoogleTimes.zone(start.path("timeZone").asText());
        return Recurrence.timed(
                lines,
                wall(start.path("dateTime").asText(), zone),
                wall(end.path("dateTime").asText(), zone),
                zone);
    }

    private static LocalDateTime wall(String time, ZoneId zone) {
        return OffsetDateTime.parse(time).atZoneSameInstant(zone).toLocalDateTime();
    }

    static String instanceId(String masterId, Instant original, boolean allDay) {
        return masterId + "_" + stamp(original, allDay) + (allDay ? "" : "Z");
    }

    /** The id of the series that goes on where this one is cut; a second cut replaces the first one's mark. */
    static String splitId(String masterId, Occurrence cut, boolean allDay) {
        var split = SPLIT_ID.matcher(masterId);
        return (split.matches() ? split.group(1) : masterId) + "_R" + stamp(cut.original(), allDay);
    }

    private static String stamp(Instant original, boolean allDay) {
        return (allDay ? DATE : TIME).format(LocalDateTime.ofInstant(original, ZoneOffset.UTC));
    }

    /** The instance of a living series that goes by this id, as the rule has it. */
    static Optional<Entry> instance(StoredCalendar calendar, String id) {
        var named = INSTANCE_ID.matcher(id);
        if (!named.matches()) {
            return Optional.empty();
        }
        boolean allDay = named.group(3) == null;
        return calendar.find(named.group(1))
                .filter(Entry::isLivingSeries)
                .flatMap(master -> master.role()
                        .rule()
                        .filter(rule -> rule.isAllDay() == allDay)
                        .flatMap(rule ->
                                original(id.substring(named.start(2)), allDay).flatMap(rule::at))
                        .map(occurrence -> unrolled(master, occurrence, calendar.zone())))
                .filter(found -> found.id().equals(id));
    }

    private static Optional<Instant> original(String stamp, boolean allDay) {
        try {
            var wall = allDay
                    ? LocalDate.parse(stamp, DATE).atStartOfDay()
                    : LocalDateTime.parse(stamp.substring(0, stamp.length() - 1), TIME);
            return Optional.of(wall.toInstant(ZoneOffset.UTC));
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }

    /** The instances that nobody changed, the earliest first. */
    static List<Entry> unrolled(Entry master, StoredCalendar calendar, Window window) {
        return master.role().rule().stream()
                .flatMap(rule -> rule.within(window, MOST).stream())
                .filter(occurrence -> !calendar.hasInstance(master.id(), occurrence.original()))
                .map(occurrence -> unrolled(master, occurrence, calendar.zone()))
                .toList();
    }

    /** One occurrence of a series as an event of its own that is not stored. */
    static Entry unrolled(Entry master, Occurrence occurrence, ZoneId calendarZone) {
        var body = Json.object();
        body.setAll(master.body());
        body.remove("recurrence");
        boolean allDay = GoogleTimes.isAllDay(body);
        var zone = body.path("start").path("timeZone").asText();
        var endZone = body.path("end").path("timeZone").asText();
        var span = occurrence.span();
        body.put("recurringEventId", master.id());
        body.set("originalStartTime", side(occurrence.start(), span.start(), allDay, zone, calendarZone));
        body.set("start", side(occurrence.start(), span.start(), allDay, zone, calendarZone));
        body.set("end", side(occurrence.end(), span.end(), allDay, endZone, calendarZone));
        return master.unrolled(
                instanceId(master.id(), occurrence.original(), allDay),
                new Content(body, span, new Role.Instance(master.id(), occurrence.original())));
    }

    private static ObjectNode side(
            LocalDateTime wall, Instant instant, boolean allDay, String zone, ZoneId calendarZone) {
        return allDay
                ? Json.object().put("date", wall.toLocalDate().toString())
                : Json.object()
                        .put("dateTime", GoogleTimes.OFFSET_TIME.format(instant.atZone(calendarZone)))
                        .put("timeZone", zone);
    }
}
