package io.syncline.local.providers.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.kept.Fields;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;

/** A calendar as it is kept: its entries and tombstones with their places and revisions, and its sync state. */
public final class CalendarJson {

    private CalendarJson() {}

    public static ObjectNode of(StoredCalendar calendar) {
        var contents = calendar.contents();
        var json = Json.object()
                .put("id", calendar.id())
                .put("name", calendar.name())
                .put("zone", calendar.zone().getId())
                .put("kind", calendar.kind().name())
                .put("revision", contents.revision())
                .put("generation", contents.generation());
        var entries = json.putArray("entries");
        contents.entries().forEach(entry -> entries.add(of(entry)));
        return json;
    }

    /**
     * The calendar that was kept.
     *
     * @throws IllegalArgumentException when a field is missing or contradicts another
     */
    public static StoredCalendar read(JsonNode json) {
        var entries = new ArrayList<Entry>();
        Fields.list(json, "entries").forEach(entry -> entries.add(entry(entry)));
        var calendar = new StoredCalendar(
                Fields.text(json, "id"),
                Fields.text(json, "name"),
                Fields.zone(json, "zone"),
                StoredCalendar.Kind.valueOf(Fields.text(json, "kind")));
        calendar.restore(new StoredCalendar.Contents(
                entries, Fields.number(json, "revision"), Fields.number(json, "generation")));
        return calendar;
    }

    private static ObjectNode of(Entry entry) {
        var json = Json.object()
                .put("id", entry.id())
                .put("place", entry.place())
                .put("born", entry.born())
                .put("revision", entry.revision())
                .put("deleted", entry.deleted())
                .put("start", entry.span().start().toString())
                .put("end", entry.span().end().toString())
                .put("created", entry.created().toString())
                .put("updated", entry.updated().toString());
        json.set("body", entry.body());
        switch (entry.role()) {
            case Role.Single() -> {}
            case Role.Master(var recurrence) -> json.set("series", of(recurrence));
            case Role.Instance(var masterId, var original) ->
                json.putObject("instance").put("of", masterId).put("original", original.toString());
        }
        return json;
    }

    private static ObjectNode of(Recurrence recurrence) {
        var json = Json.object()
                .put("start", recurrence.start().toString())
                .put("end", recurrence.end().toString())
                .put("zone", recurrence.zone().getId())
                .put("allDay", recurrence.isAllDay());
        recurrence.lines().forEach(json.putArray("lines")::add);
        return json;
    }

    private static Entry entry(JsonNode json) {
        return new Entry(
                Fields.text(json, "id"),
                Fields.number(json, "place"),
                Fields.number(json, "born"),
                Fields.number(json, "revision"),
                Fields.flag(json, "deleted"),
                new Span(Fields.instant(json, "start"), Fields.instant(json, "end")),
                Fields.instant(json, "created"),
                Fields.instant(json, "updated"),
                Fields.object(json, "body"),
                role(json));
    }

    private static Role role(JsonNode json) {
        if (json.has("series")) {
            return new Role.Master(recurrence(Fields.object(json, "series")));
        }
        if (!json.has("instance")) {
            return new Role.Single();
        }
        var instance = Fields.object(json, "instance");
        return new Role.Instance(Fields.text(instance, "of"), Fields.instant(instance, "original"));
    }

    private static Recurrence recurrence(JsonNode json) {
        var lines = Fields.texts(json, "lines");
        var start = wall(json, "start");
        var end = wall(json, "end");
        var zone = Fields.zone(json, "zone");
        return Fields.flag(json, "allDay")
                ? Recurrence.allDay(lines, start.toLocalDate(), end.toLocalDate(), zone)
                : Recurrence.timed(lines, start, end, zone);
    }

    private static LocalDateTime wall(JsonNode json, String field) {
        try {
            return LocalDateTime.parse(Fields.text(json, field));
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException("its field \"" + field + "\" is not a wall time", malformed);
        }
    }
}
