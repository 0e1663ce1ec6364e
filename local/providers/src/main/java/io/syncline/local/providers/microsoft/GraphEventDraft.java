package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.calendar.Content;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.Role;
import io.syncline.local.providers.calendar.Span;
import io.syncline.local.providers.calendar.WindowsZones;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Refusal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
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
record GraphEventDraft(ObjectNode body, Span span, Role role) {

    static final String PROPERTIES = "singleValueExtendedProperties";

    /** Hidden in an event: how often it went to another calendar. */
    static final String MOVES = "_moves";

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
            "originalEndTimeZone",
            "type",
            "seriesMasterId",
            "originalStart",
            "occurrenceId",
            "cancelledOccurrences",
            "exceptionOccurrences",
            GraphSeries.CANCELLED,
            MOVES,
            OutlookSeed.MARK);
    private static final List<String> FIXED = List.of("transactionId", "iCalUId", "uid", "organizer", "isOrganizer");
    private static final Set<String> SHOW_AS =
            Set.of("free", "tentative", "busy", "oof", "workingElsewhere", "unknown");
    private static final Set<String> SENSITIVITIES = Set.of("normal", "personal", "private", "confidential");

    static GraphEventDraft created(ObjectNode sent, Account owner, UUID uid) {
        var body = defaults();
        var changes = sent.deepCopy();
        changes.remove(DERIVED);
        body.setAll(changes);
        var global = "040000008200E00074C5B7101A82E00800000000"
                + uid.toString().replace("-", "").toUpperCase(java.util.Locale.ROOT);
        body.put("iCalUId", global).put("uid", global);
        var address = Json.object().put("name", owner.name()).put("address", owner.email());
        body.putObject("organizer").set("emailAddress", address);
        rewriteTexts(body, changes);
        return settled(body, changes, new Role.Single());
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
        if (before.role().instance().isEmpty() && changes.path("recurrence").isObject() && !changes.has("start")) {
            var day = GraphSeries.wall(body.path("start")).toLocalDate();
            beginOn(body, GraphPattern.startDate(changes.path("recurrence"), day));
        }
        var draft = settled(body, changes, before.role());
        if (!GraphReach.keepsExceptions(before, draft.body, draft.role)) {
            draft.body.remove(GraphSeries.CANCELLED);
        }
        return draft;
    }

    /** Start and end on another day, at the same time of the day. */
    private static void beginOn(ObjectNode body, LocalDate day) {
        var days = ChronoUnit.DAYS.between(GraphSeries.wall(body.path("start")).toLocalDate(), day);
        for (var side : List.of("start", "end")) {
            var shifted = GraphSeries.wall(body.path(side)).plusDays(days);
            body.set(side, body.withObject("/" + side).deepCopy().put("dateTime", GraphTimes.sevenDigits(shifted)));
        }
    }

    private static GraphEventDraft settled(ObjectNode body, ObjectNode changes, Role before) {
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
        var span = GraphTimes.settle(body);
        if (before.instance().isPresent()) {
            return exception(body, span, before);
        }
        return body.path("recurrence").isObject() ? series(body, changes) : single(body, span);
    }

    private static GraphEventDraft single(ObjectNode body, Span span) {
        body.putNull("recurrence").put("type", "singleInstance");
        return new GraphEventDraft(body, span, new Role.Single());
    }

    private static GraphEventDraft exception(ObjectNode body, Span span, Role before) {
        if (body.hasNonNull("recurrence")) {
            throw GraphError.invalid("An occurrence of a series cannot have a recurrence of its own.");
        }
        body.put("type", "exception");
        return new GraphEventDraft(body, span, before);
    }

    /** A series begins with the first occurrence of its pattern, whatever start was written. */
    private static GraphEventDraft series(ObjectNode body, ObjectNode changes) {
        body.put("type", "seriesMaster");
        checkRecurrence(body, changes.has("recurrence"));
        var first = GraphSeries.rule(body).first().orElseThrow(GraphEventDraft::noOccurrence);
        if (!first.start().equals(GraphSeries.wall(body.path("start")))) {
            beginOn(body, first.date());
            checkRecurrence(body, false);
        }
        return new GraphEventDraft(body, first.span(), new Role.Master(GraphSeries.rule(body)));
    }

    private static Refusal noOccurrence() {
        return GraphError.of(
                400, "ErrorRecurrenceHasNoOccurrence", "The recurrence pattern has no occurrence in its range.");
    }

    /** The range begins with the event; one that was not written follows it. */
    private static void checkRecurrence(ObjectNode body, boolean written) {
        var day = GraphSeries.wall(body.path("start")).toLocalDate();
        var recurrence = body.withObject("/recurrence").deepCopy();
        if (!written) {
            recurrence.withObject("/range").put("startDate", day.toString());
        }
        var zone = GraphSeries.zone(body.path("start"));
        var name = WindowsZones.windowsName(zone);
        body.set(
                "recurrence",
                GraphPattern.checked(recurrence, day, name.equals(WindowsZones.CUSTOM) ? zone.getId() : name));
    }

    Content content() {
        return new Content(body, span, role);
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
