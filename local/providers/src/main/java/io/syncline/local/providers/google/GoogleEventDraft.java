package io.syncline.local.providers.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.calendar.Content;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.calendar.Role;
import io.syncline.local.providers.calendar.Span;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * A Google event on its way into the store: checked, completed with Google's defaults, unknown fields kept.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/events">Events resource</a>
 */
record GoogleEventDraft(ObjectNode body, Span span, Role role) {

    private static final List<String> DERIVED = List.of("kind", "etag", "id", "htmlLink", "created", "updated");
    private static final List<String> KEPT_BY_SERVER = List.of("iCalUID", "creator", "organizer", "eventType");
    private static final List<String> KEPT_OF_INSTANCES = List.of("recurringEventId", "originalStartTime");
    private static final Set<String> STATUSES = Set.of("confirmed", "tentative", "cancelled");
    private static final Set<String> TRANSPARENCIES = Set.of("opaque", "transparent");
    private static final Set<String> VISIBILITIES = Set.of("default", "public", "private", "confidential");

    static GoogleEventDraft created(ObjectNode sent, String id, Account owner, StoredCalendar calendar) {
        var body = sent.deepCopy();
        body.remove(DERIVED);
        body.remove(KEPT_OF_INSTANCES);
        var person = Json.object().put("email", owner.email()).put("self", true);
        if (!Json.present(body, "iCalUID")) {
            body.put("iCalUID", id + "@google.com");
        }
        body.set("creator", person);
        body.set("organizer", organizer(owner, calendar));
        if (!Json.present(body, "sequence")) {
            body.put("sequence", 0);
        }
        GoogleEventKind.checkNew(body, calendar);
        needZone(body);
        return settled(body, new Role.Single(), calendar);
    }

    /** PUT: what is not sent is cleared, except what the server keeps. */
    static GoogleEventDraft replaced(ObjectNode sent, Entry before, StoredCalendar calendar) {
        var body = sent.deepCopy();
        body.remove(DERIVED);
        KEPT_BY_SERVER.forEach(field -> keep(field, before.body(), body));
        KEPT_OF_INSTANCES.forEach(field -> keep(field, before.body(), body));
        needZone(body);
        return succeeding(body, before, calendar);
    }

    /** PATCH: objects are merged, arrays replaced, a null removes. */
    static GoogleEventDraft patched(ObjectNode sent, Entry before, StoredCalendar calendar) {
        var body = before.body().deepCopy();
        var changes = sent.deepCopy();
        changes.remove(DERIVED);
        changes.remove(KEPT_BY_SERVER);
        changes.remove(KEPT_OF_INSTANCES);
        GoogleGuests.complete(changes, before.body());
        merge(body, changes);
        return succeeding(body, before, calendar);
    }

    private static GoogleEventDraft succeeding(ObjectNode body, Entry before, StoredCalendar calendar) {
        int sequence = before.body().path("sequence").asInt();
        if (body.path("sequence").asInt(sequence) < sequence) {
            throw GoogleError.invalid("Invalid sequence value. The specified sequence number is below the current"
                    + " sequence number of the resource. Re-fetch the resource and use its sequence number on the"
                    + " following request.");
        }
        var draft = settled(body, before.role(), calendar);
        boolean moved = !draft.span.equals(before.span()) || !draft.role.equals(before.role());
        body.put("sequence", Math.max(body.path("sequence").asInt(sequence), moved ? sequence + 1 : sequence));
        return draft;
    }

    private static GoogleEventDraft settled(ObjectNode body, Role before, StoredCalendar calendar) {
        body.properties().removeIf(field -> field.getValue().isNull());
        GoogleTexts.rewrite(body);
        GoogleGuests.settle(body);
        allowed(body, "status", STATUSES, "confirmed");
        if (body.has("transparency")) {
            allowed(body, "transparency", TRANSPARENCIES, "opaque");
        }
        if (body.has("visibility")) {
            allowed(body, "visibility", VISIBILITIES, "default");
        }
        if (!body.has("eventType")) {
            body.put("eventType", "default");
        }
        if (!body.has("reminders")) {
            body.putObject("reminders").put("useDefault", true);
        }
        checkProperties(body.path("extendedProperties"));
        var span = GoogleTimes.settle(body, calendar.zone());
        return new GoogleEventDraft(body, span, role(body, before, calendar));
    }

    private static Role role(ObjectNode body, Role before, StoredCalendar calendar) {
        var rule = GoogleSeries.recurrence(body, calendar.zone());
        if (before.instance().isEmpty()) {
            return rule.<Role>map(Role.Master::new).orElse(new Role.Single());
        }
        if (rule.isPresent()) {
            throw GoogleError.invalid("An instance of a recurring event cannot be turned into a recurring event.");
        }
        return before;
    }

    Content content() {
        return new Content(body, span, role);
    }

    /** The wall time of a series is meant in a zone: an offset alone does not say which. */
    private static void needZone(ObjectNode body) {
        boolean repeats = body.path("recurrence").size() > 0;
        boolean timed = body.path("start").hasNonNull("dateTime");
        if (repeats && timed && Json.text(body.path("start"), "timeZone").isEmpty()) {
            throw GoogleError.required("Missing time zone definition for start time.");
        }
    }

    private static void allowed(ObjectNode body, String field, Set<String> values, String otherwise) {
        var value = Json.text(body, field).orElse(otherwise);
        if (!values.contains(value)) {
            throw GoogleError.invalid("Invalid value for " + field + ": " + value);
        }
        body.put(field, value);
    }

    /** Keys of at most 44 characters, values of at most 1024, 300 properties and 32 kB in all. */
    private static void checkProperties(JsonNode properties) {
        int count = 0;
        int bytes = 0;
        for (var kind : List.of("private", "shared")) {
            for (var property : properties.path(kind).properties()) {
                var value = property.getValue().asText();
                if (property.getKey().length() > 44 || value.length() > 1024) {
                    throw GoogleError.invalid("The extended property is too long: " + property.getKey());
                }
                count++;
                bytes += (property.getKey() + value).getBytes(StandardCharsets.UTF_8).length;
            }
        }
        if (count > 300 || bytes > 32 * 1024) {
            throw GoogleError.invalid("There are too many extended properties on this event.");
        }
    }

    private static void merge(ObjectNode into, ObjectNode changes) {
        for (var change : changes.properties()) {
            var old = into.get(change.getKey());
            if (change.getValue().isNull()) {
                into.remove(change.getKey());
            } else if (old instanceof ObjectNode oldObject && change.getValue() instanceof ObjectNode newObject) {
                merge(oldObject, newObject);
            } else {
                into.set(change.getKey(), change.getValue());
            }
        }
    }

    private static void keep(String field, ObjectNode from, ObjectNode into) {
        var value = from.get(field);
        if (value != null) {
            into.set(field, value);
        }
    }

    static ObjectNode organizer(Account owner, StoredCalendar calendar) {
        return calendar.isPrimary()
                ? Json.object().put("email", owner.email()).put("self", true)
                : Json.object()
                        .put("email", calendar.id())
                        .put("displayName", calendar.name())
                        .put("self", true);
    }
}
