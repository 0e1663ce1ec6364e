package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.Occurrence;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.calendar.Window;
import io.syncline.local.providers.calendar.WindowsZones;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Query;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A stored event as Graph shows it to a caller with preferences. */
final class GraphEventView {

    private static final Pattern EXPANDED = Pattern.compile("id\\s+eq\\s+'((?:[^']|'')*)'");

    private static final List<String> HIDDEN =
            List.of(GraphEventDraft.PROPERTIES, GraphEventDraft.MOVES, GraphSeries.CANCELLED, OutlookSeed.MARK);

    private final GraphPreferences preferences;

    GraphEventView(GraphPreferences preferences) {
        this.preferences = preferences;
    }

    static String changeKey(Entry entry) {
        return changeKey(entry.id(), entry.revision());
    }

    private static String changeKey(String id, long revision) {
        var key = "syncline-" + id.hashCode() + "-" + revision;
        return Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    static String etag(Entry entry) {
        return "W/\"" + changeKey(entry) + "\"";
    }

    ObjectNode of(Entry entry) {
        var stored = entry.body();
        var view = Json.object()
                .put("@odata.etag", etag(entry))
                .put("id", GraphIds.shown(entry, preferences.immutableIds()))
                .put("createdDateTime", GraphTimes.stamp(entry.created()))
                .put("lastModifiedDateTime", GraphTimes.stamp(entry.updated()))
                .put("changeKey", changeKey(entry))
                .put("originalStartTimeZone", originalZone(stored, "start"))
                .put("originalEndTimeZone", originalZone(stored, "end"))
                .put("webLink", "https://outlook.office365.com/owa/?itemid=" + entry.revision());
        view.setAll(stored.deepCopy());
        view.remove(HIDDEN);
        return stored.has(OutlookSeed.MARK) ? view : shaped(view, entry);
    }

    private ObjectNode shaped(ObjectNode view, Entry entry) {
        var stored = entry.body();
        boolean allDay = stored.path("isAllDay").asBoolean();
        view.set("body", OutlookBody.shown(stored.path("body"), preferences.textBodies()));
        view.set("start", GraphTimes.shown(stored.path("start"), allDay, preferences));
        view.set("end", GraphTimes.shown(stored.path("end"), allDay, preferences));
        entry.role().instance().ifPresent(one -> view.put("seriesMasterId", id(one.masterId(), entry)));
        return view;
    }

    /** What a round of changes says of an occurrence that nobody changed: neither a subject nor anything else. */
    ObjectNode stub(Entry master, Occurrence occurrence) {
        boolean allDay = master.body().path("isAllDay").asBoolean();
        var id = GraphIds.occurrence(master.id(), occurrence.date());
        var stub = Json.object()
                .put("@odata.type", "#microsoft.graph.event")
                .put("@odata.etag", "W/\"" + changeKey(id, master.revision()) + "\"")
                .put("id", id(id, master))
                .put("type", "occurrence")
                .put("seriesMasterId", id(master.id(), master));
        stub.set("start", GraphTimes.shown(occurrence.start(), zone(master, "start"), allDay, preferences));
        stub.set("end", GraphTimes.shown(occurrence.end(), zone(master, "end"), allDay, preferences));
        return stub;
    }

    /** The same, narrowed by {@code $select} and widened by {@code $expand}. */
    ObjectNode of(StoredCalendar calendar, Entry entry, Query query) {
        var view = of(entry);
        query.first("$select").ifPresent(fields -> {
            addOnDemand(view, entry, fields);
            select(view, fields);
        });
        var expanded = query.first("$expand").orElse("");
        if (expanded.contains(GraphEventDraft.PROPERTIES)) {
            expand(view, entry, expanded);
        }
        if (expanded.contains("exceptionOccurrences") && entry.isLivingSeries()) {
            var exceptions = view.putArray("exceptionOccurrences");
            GraphSeries.exceptions(calendar, entry, Window.OPEN).forEach(exception -> exceptions.add(of(exception)));
        }
        return view;
    }

    /**
     * What is there only when it is selected.
     *
     * @see <a href="https://learn.microsoft.com/graph/api/event-get">Get event: exceptions and cancellations of a
     *     series</a>
     */
    private void addOnDemand(ObjectNode view, Entry entry, String fields) {
        if (fields.contains("cancelledOccurrences") && entry.isLivingSeries()) {
            var cancelled = view.putArray("cancelledOccurrences");
            entry.body()
                    .path(GraphSeries.CANCELLED)
                    .forEach(day -> cancelled.add("OID." + id(entry.id(), entry) + "." + day.asText()));
        }
        if (fields.contains("occurrenceId")) {
            GraphIds.day(entry.id())
                    .ifPresent(day -> view.put("occurrenceId", "OID." + id(day.masterId(), entry) + "." + day.date()));
        }
    }

    /** The tombstone of an event, or of an occurrence by its stored id. */
    ObjectNode removed(String storedId, Entry ofWhich) {
        var tombstone =
                Json.object().put("@odata.type", "#microsoft.graph.event").put("id", id(storedId, ofWhich));
        tombstone.putObject("@removed").put("reason", "deleted");
        return tombstone;
    }

    /** The id under which a caller sees something beside this event. */
    private String id(String stored, Entry sibling) {
        return GraphIds.shown(
                stored,
                preferences.immutableIds(),
                sibling.body().path(GraphEventDraft.MOVES).asInt());
    }

    private static void select(ObjectNode view, String fields) {
        var wanted = new HashSet<>(Arrays.asList(fields.replace(" ", "").split(",", -1)));
        wanted.addAll(List.of("@odata.etag", "id"));
        view.retain(wanted);
    }

    private static void expand(ObjectNode view, Entry entry, String text) {
        var ids = EXPANDED.matcher(text).results().map(GraphEventView::unquoted).toList();
        var found = Json.array();
        entry.body().path(GraphEventDraft.PROPERTIES).forEach(property -> {
            if (ids.contains(property.path("id").asText())) {
                found.add(property.deepCopy());
            }
        });
        if (!found.isEmpty()) {
            view.set(GraphEventDraft.PROPERTIES, found);
        }
    }

    private static String unquoted(MatchResult match) {
        return match.group(1).replace("''", "'");
    }

    private static String zone(Entry entry, String side) {
        return entry.body().path(side).path("timeZone").asText();
    }

    private static String originalZone(ObjectNode stored, String side) {
        return WindowsZones.zone(stored.path(side).path("timeZone").asText())
                .map(WindowsZones::windowsName)
                .orElse(WindowsZones.CUSTOM);
    }
}
