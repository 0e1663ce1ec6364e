package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.calendar.Entry;
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

    private final GraphPreferences preferences;

    GraphEventView(GraphPreferences preferences) {
        this.preferences = preferences;
    }

    static String changeKey(Entry entry) {
        var key = "syncline-" + entry.id().hashCode() + "-" + entry.revision();
        return Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    static String etag(Entry entry) {
        return "W/\"" + changeKey(entry) + "\"";
    }

    ObjectNode of(Entry entry) {
        var stored = entry.body();
        boolean allDay = stored.path("isAllDay").asBoolean();
        var view = Json.object()
                .put("@odata.etag", etag(entry))
                .put("id", GraphIds.shown(entry.id(), preferences.immutableIds()))
                .put("createdDateTime", GraphTimes.stamp(entry.created()))
                .put("lastModifiedDateTime", GraphTimes.stamp(entry.updated()))
                .put("changeKey", changeKey(entry))
                .put("originalStartTimeZone", originalZone(stored, "start"))
                .put("originalEndTimeZone", originalZone(stored, "end"))
                .put("webLink", "https://outlook.office365.com/owa/?itemid=" + entry.revision());
        view.setAll(stored.deepCopy());
        view.remove(GraphEventDraft.PROPERTIES);
        view.set("body", OutlookBody.shown(stored.path("body"), preferences.textBodies()));
        view.set("start", GraphTimes.shown(stored.path("start"), allDay, preferences));
        view.set("end", GraphTimes.shown(stored.path("end"), allDay, preferences));
        return view;
    }

    /** The same, narrowed by {@code $select} and widened by {@code $expand=singleValueExtendedProperties(...)}. */
    ObjectNode of(Entry entry, Query query) {
        var view = of(entry);
        query.first("$select").ifPresent(fields -> select(view, fields));
        query.first("$expand")
                .filter(text -> text.startsWith(GraphEventDraft.PROPERTIES))
                .ifPresent(text -> expand(view, entry, text));
        return view;
    }

    ObjectNode removed(Entry entry) {
        var tombstone = Json.object()
                .put("@odata.type", "#microsoft.graph.event")
                .put("id", GraphIds.shown(entry.id(), preferences.immutableIds()));
        tombstone.putObject("@removed").put("reason", "deleted");
        return tombstone;
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

    private static String originalZone(ObjectNode stored, String side) {
        return WindowsZones.zone(stored.path(side).path("timeZone").asText())
                .map(WindowsZones::windowsName)
                .orElse(WindowsZones.CUSTOM);
    }
}
