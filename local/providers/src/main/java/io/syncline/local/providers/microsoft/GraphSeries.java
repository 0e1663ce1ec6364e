package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.calendar.Content;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.Occurrence;
import io.syncline.local.providers.calendar.Recurrence;
import io.syncline.local.providers.calendar.Role;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.calendar.Window;
import io.syncline.local.providers.calendar.WindowsZones;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Refusal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Series as Exchange keeps them: a master with a pattern and the days that were cancelled; exceptions are events of their
 * own; all other occurrences are computed.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/event">event: type, seriesMasterId, originalStart</a>
 */
final class GraphSeries {

    /** Hidden in a master: the days whose occurrence was deleted. */
    static final String CANCELLED = "_cancelled";

    private static final int MOST_NEIGHBOURS = 50;

    private GraphSeries() {}

    /** The rule of an event whose recurrence was checked. */
    static Recurrence rule(ObjectNode event) {
        var lines = GraphPattern.lines(event.path("recurrence"));
        var start = wall(event.path("start"));
        var end = wall(event.path("end"));
        var zone = zone(event.path("start"));
        return event.path("isAllDay").asBoolean()
                ? Recurrence.allDay(lines, start.toLocalDate(), end.toLocalDate(), zone)
                : Recurrence.timed(lines, start, end, zone);
    }

    static LocalDateTime wall(JsonNode side) {
        return LocalDateTime.parse(side.path("dateTime").asText());
    }

    static ZoneId zone(JsonNode side) {
        return WindowsZones.zone(side.path("timeZone").asText()).orElse(ZoneOffset.UTC);
    }

    static Set<LocalDate> cancelled(Entry master) {
        var days = new HashSet<LocalDate>();
        master.body().path(CANCELLED).forEach(day -> days.add(LocalDate.parse(day.asText())));
        return days;
    }

    /** The occurrences that are neither cancelled nor exceptions, the earliest first. */
    static List<Occurrence> plain(StoredCalendar calendar, Entry master, Window window) {
        var cancelled = cancelled(master);
        return master.role().rule().stream()
                .flatMap(rule -> rule.within(window, Recurrence.MOST).stream())
                .filter(occurrence -> !cancelled.contains(occurrence.date()))
                .filter(occurrence -> !calendar.hasInstance(master.id(), occurrence.original()))
                .toList();
    }

    /** The living exceptions that lie in the window. */
    static List<Entry> exceptions(StoredCalendar calendar, Entry master, Window window) {
        return calendar.instancesOf(master.id()).stream()
                .filter(entry -> !entry.deleted() && window.meets(entry.span()))
                .toList();
    }

    /** The event with this stored id: a stored one, or an occurrence that nobody changed. */
    static Optional<Entry> find(StoredCalendar calendar, String id) {
        return calendar.find(id)
                .or(() -> GraphIds.day(id)
                        .flatMap(day -> calendar.find(day.masterId())
                                .filter(Entry::isLivingSeries)
                                .flatMap(master -> occurrence(master, day.date()))));
    }

    /** The occurrence of this day as the rule has it; empty when it is cancelled. */
    static Optional<Entry> occurrence(Entry master, LocalDate day) {
        return cancelled(master).contains(day)
                ? Optional.empty()
                : master.role().rule().flatMap(rule -> rule.on(day)).map(occurrence -> unrolled(master, occurrence));
    }

    /** One occurrence of a series as an event of its own that is not stored. */
    static Entry unrolled(Entry master, Occurrence occurrence) {
        var body = Json.object();
        body.setAll(master.body());
        body.remove(CANCELLED);
        body.putArray(GraphEventDraft.PROPERTIES);
        body.put("type", "occurrence")
                .put("seriesMasterId", master.id())
                .putNull("recurrence")
                .put("originalStart", GraphTimes.instant(occurrence.span().start()))
                .put("iCalUId", globalId(master.body().path("iCalUId").asText(), occurrence.date()));
        body.set("start", side(master, "start", occurrence.start()));
        body.set("end", side(master, "end", occurrence.end()));
        return master.unrolled(
                GraphIds.occurrence(master.id(), occurrence.date()),
                new Content(body, occurrence.span(), new Role.Instance(master.id(), occurrence.original())));
    }

    /** Start or end of an occurrence, in the zone of its series. */
    static ObjectNode side(Entry master, String which, LocalDateTime wall) {
        return Json.object()
                .put("dateTime", GraphTimes.sevenDigits(wall))
                .put("timeZone", master.body().path(which).path("timeZone").asText());
    }

    /** The day stands inside the global id, where a master and a single event have zeros. */
    private static String globalId(String masters, LocalDate day) {
        if (masters.length() < 40) {
            return masters;
        }
        var date = String.format(Locale.ROOT, "%04X%02X%02X", day.getYear(), day.getMonthValue(), day.getDayOfMonth());
        return masters.substring(0, 32) + date + masters.substring(40);
    }

    /**
     * Exchange lets an occurrence move only between the days of its neighbours.
     *
     * @throws Refusal when it would come onto or past one
     */
    static void checkNeighbours(StoredCalendar calendar, Entry master, Entry moved, Content wanted) {
        var rule = master.role().rule().orElseThrow(GraphError::notFound);
        var day = LocalDate.ofInstant(wanted.span().start(), rule.zone());
        var place =
                moved.role().instance().flatMap(one -> rule.at(one.original())).orElseThrow(GraphError::notFound);
        var before = neighbour(calendar, master, place, rule::before);
        var after = neighbour(calendar, master, place, rule::after);
        if (before.filter(other -> !day.isAfter(other)).isPresent()
                || after.filter(other -> !day.isBefore(other)).isPresent()) {
            throw GraphError.of(
                    400,
                    "ErrorOccurrenceCrossingBoundary",
                    "Cannot move an occurrence onto or past another occurrence of its series.");
        }
    }

    private static Optional<LocalDate> neighbour(
            StoredCalendar calendar, Entry master, Occurrence from, Function<Occurrence, Optional<Occurrence>> step) {
        var cancelled = cancelled(master);
        var next = step.apply(from);
        for (int steps = 0; steps < MOST_NEIGHBOURS && next.isPresent(); steps++) {
            var there = next.get();
            if (!cancelled.contains(there.date())) {
                return Optional.of(day(calendar, master, there));
            }
            next = step.apply(there);
        }
        return Optional.empty();
    }

    /** On which day an occurrence takes place now. */
    private static LocalDate day(StoredCalendar calendar, Entry master, Occurrence occurrence) {
        var zone = zone(master.body().path("start"));
        return calendar.find(GraphIds.occurrence(master.id(), occurrence.date()))
                .map(exception -> LocalDate.ofInstant(exception.span().start(), zone))
                .orElse(occurrence.date());
    }
}
