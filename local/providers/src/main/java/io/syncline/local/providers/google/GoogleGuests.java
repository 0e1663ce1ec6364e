package io.syncline.local.providers.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Guests: what writing them means, what a guest may change, and lists that are cut short.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/concepts/sharing">Inviting attendees</a>
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/errors">Handle API errors:
 *     forbiddenForNonOrganizer</a>
 */
final class GoogleGuests {

    private static final List<String> SHARED =
            List.of("summary", "description", "location", "start", "end", "recurrence", "status");

    private GoogleGuests() {}

    /** An answer that is not written is taken back. */
    static void settle(ObjectNode event) {
        for (var guest : event.path("attendees")) {
            if (guest instanceof ObjectNode one
                    && Json.text(one, "responseStatus").isEmpty()) {
                one.put("responseStatus", "needsAction");
            }
        }
        event.remove("attendeesOmitted");
    }

    /** Guests that the writer says were left out stay as they are; otherwise the list is the whole list. */
    static void complete(ObjectNode changes, ObjectNode before) {
        if (!changes.path("attendeesOmitted").asBoolean()
                || !changes.path("attendees").isArray()) {
            return;
        }
        var all = Json.array();
        before.path("attendees")
                .forEach(guest -> all.add(of(changes.path("attendees"), guest).orElse(guest)));
        changes.set("attendees", all);
    }

    private static Optional<JsonNode> of(JsonNode guests, JsonNode wanted) {
        for (var guest : guests) {
            if (email(guest).equals(email(wanted))) {
                return Optional.of(guest);
            }
        }
        return Optional.empty();
    }

    /** Whether the event is the calendar owner's own. */
    static boolean isOrganizer(ObjectNode event) {
        return !event.has("organizer") || event.path("organizer").path("self").asBoolean();
    }

    /** Who was invited changes only what is their own: the answer, the reminder, the colour. */
    static void checkMayChange(ObjectNode before, ObjectNode after) {
        boolean shared = SHARED.stream().anyMatch(field -> !before.path(field).equals(after.path(field)));
        if (shared || !others(before).equals(others(after))) {
            throw GoogleError.of(
                            403,
                            "forbiddenForNonOrganizer",
                            "Shared properties can only be changed by the organizer of the event.")
                    .in("calendar")
                    .refusal();
        }
    }

    private static List<JsonNode> others(ObjectNode event) {
        var others = new ArrayList<JsonNode>();
        event.path("attendees").forEach(guest -> {
            if (!guest.path("self").asBoolean()) {
                others.add(guest);
            }
        });
        return others;
    }

    /** With {@code maxAttendees} a longer list is cut, the caller first, and says so. */
    static ObjectNode narrowed(ObjectNode view, Query query) {
        int most = query.number("maxAttendees").orElse(Integer.MAX_VALUE);
        if (view.get("attendees") instanceof ArrayNode guests && guests.size() > most) {
            var few = Json.array();
            guests.valueStream()
                    .sorted((one, other) -> Boolean.compare(
                            other.path("self").asBoolean(), one.path("self").asBoolean()))
                    .limit(Math.max(0, most))
                    .forEach(few::add);
            view.set("attendees", few);
            view.put("attendeesOmitted", true);
        }
        return view;
    }

    private static String email(JsonNode guest) {
        return guest.path("email").asText().toLowerCase(Locale.ROOT);
    }
}
