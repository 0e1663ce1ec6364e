package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.Span;
import io.syncline.local.providers.http.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A Graph event on its way into the store: checked, completed with Outlook's defaults, texts rewritten.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/user-post-events">Create event</a>
 * @see <a href="https://learn.microsoft.com/graph/api/event-update">Update event</a>
 */
record GraphEventDraft(ObjectNode body, Span span) {

    static final String PROPERTIES = "singleValueExtendedProperties";

    private static final String DEFAULTS = """
            {"categories": [], "bodyPreview": "", "transactionId": null, "reminderMinutesBeforeStart": 15,
             "isReminderOn": true, "hasAttachments": false, "subject": "", "importance": "normal",
             "sensitivity": "normal", "isAllDay": false, "isCancelled": false, "isOrganizer": true,
             "responseRequested": true, "seriesMasterId": null, "showAs": "busy", "type": "singleInstance",
             "onlineMeetingUrl": null, "isOnlineMeeting": false, "onlineMeetingProvider": "unknown",
             "allowNewTimeProposals": true, "isDraft": false, "hideAttendees": false, "recurrence": null,
             "onlineMeeting": null, "responseStatus": {"response": "organizer", "time": "0001-01-01T00:00:00Z"},
             "locations": [], "attendees": [], "singleValueExtendedProperties": []}
            """;

    private static final List<String> DERIVED = List.of(
            "id",
            "@odata.etag",
            "@odata.type",
            "@odata.context",
            "changeKey",
            "createdDateTime",
            "lastModifiedDateTime",
            "webLink",
            "bodyPreview",
            "originalStartTimeZone",
            "originalEndTimeZone");
    private static final List<String> FIXED = List.of("transactionId", "iCalUId", "uid", "organizer", "isOrganizer");
    private static final Set<String> SHOW_AS =
            Set.of("free", "tentative", "busy", "oof", "workingElsewhere", "unknown");
    private static final Set<String> SENSITIVITIES = Set.of("normal", "personal", "private", "confidential");

    static GraphEventDraft created(ObjectNode sent, Account owner, UUID uid) {
        var body = defaults();
        var changes = sent.deepCopy();
        changes.remove(DERIVED);
        body.setAll(changes);
        var global = "040000008200E00074C5B7101A82E008"
                + uid.toString().replace("-", "").toUpperCase(java.util.Locale.ROOT);
        body.put("iCalUId", global).put("uid", global);
        var address = Json.object().put("name", owner.name()).put("address", owner.email());
        body.putObject("organizer").set("emailAddress", address);
        rewriteTexts(body, changes);
        return settled(body);
    }

    static GraphEventDraft patched(ObjectNode sent, Entry before) {
        var body = before.body().deepCopy();
        var changes = sent.deepCopy();
        changes.remove(DERIVED);
        changes.remove(FIXED);
        var properties = Optional.ofNullable(changes.remove(PROPERTIES));
        body.setAll(changes);
        properties.ifPresent(more ->
                more.forEach(property -> setProperty(body, property.path("id").asText(), property)));
        rewriteTexts(body, changes);
        return settled(body);
    }

    private static GraphEventDraft settled(ObjectNode body) {
        oneOf(body, "showAs", SHOW_AS, "busy");
        oneOf(body, "sensitivity", SENSITIVITIES, "normal");
        if (!body.hasNonNull("subject")) {
            body.put("subject", "");
        }
        body.get(PROPERTIES).forEach(property -> {
            if (!property.path("id").asText().matches("\\S+ \\{[0-9A-Fa-f-]{36}} (Name|Id) \\S.*")) {
                throw GraphError.of(
                        400,
                        "ErrorInvalidProperty",
                        "The property id '" + property.path("id").asText() + "' is malformed.");
            }
        });
        return new GraphEventDraft(body, GraphTimes.settle(body));
    }

    /** Writing {@code location} overwrites {@code locations}, and the other way round. */
    private static void rewriteTexts(ObjectNode body, ObjectNode changes) {
        if (changes.has("body")) {
            body.set("body", OutlookBody.stored(changes.path("body")));
            body.put("bodyPreview", OutlookBody.preview(body.path("body")));
        }
        if (changes.has("location")) {
            var name = changes.path("location").path("displayName").asText("").strip();
            var location = location(name);
            body.set("location", location);
            var locations = body.putArray("locations");
            if (!name.isEmpty()) {
                locations.add(location.deepCopy());
            }
        } else if (changes.path("locations").isArray()) {
            body.set(
                    "location",
                    location(changes.path("locations")
                            .path(0)
                            .path("displayName")
                            .asText("")));
        }
    }

    private static ObjectNode location(String name) {
        var location = Json.object().put("displayName", name).put("locationType", "default");
        return name.isEmpty()
                ? location.put("uniqueIdType", "unknown")
                : location.put("uniqueId", name).put("uniqueIdType", "private");
    }

    private static void setProperty(ObjectNode body, String id, com.fasterxml.jackson.databind.JsonNode property) {
        var properties = body.withArray("/" + PROPERTIES);
        for (int at = 0; at < properties.size(); at++) {
            if (properties.get(at).path("id").asText().equals(id)) {
                properties.set(at, property);
                return;
            }
        }
        properties.add(property);
    }

    private static void oneOf(ObjectNode body, String field, Set<String> values, String otherwise) {
        var value = Json.text(body, field).orElse(otherwise);
        if (!values.contains(value)) {
            throw GraphError.of(400, "RequestBodyRead", "Requested value '" + value + "' was not found.");
        }
        body.put(field, value);
    }

    private static ObjectNode defaults() {
        var body = Json.read(DEFAULTS).orElseThrow().deepCopy();
        if (!(body instanceof ObjectNode object)) {
            throw new IllegalStateException("The defaults of an event are no object.");
        }
        object.set("body", OutlookBody.stored(Json.object()));
        object.set("location", location(""));
        return object;
    }
}
