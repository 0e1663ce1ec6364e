package io.syncline.local.providers.google;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.http.Json;
import java.util.Set;

/**
 * The types of events, which are fixed when an event is made.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/event-types">Event types</a>
 */
final class GoogleEventKind {

    private static final Set<String> CREATABLE =
            Set.of("default", "birthday", "focusTime", "outOfOffice", "workingLocation");
    private static final Set<String> ON_PRIMARY = Set.of("focusTime", "outOfOffice", "workingLocation");
    private static final Set<String> TIMED = Set.of("focusTime", "outOfOffice");

    private GoogleEventKind() {}

    /** Refuses a type that cannot be made, or not here, or not so. */
    static void checkNew(ObjectNode event, StoredCalendar calendar) {
        var kind = Json.text(event, "eventType").orElse("default");
        if (!CREATABLE.contains(kind)) {
            throw GoogleError.invalid("Invalid event type: " + kind);
        }
        if (ON_PRIMARY.contains(kind) && !calendar.isPrimary()) {
            throw GoogleError.of(400, "eventTypeRestriction", "Events of type " + kind + " need a primary calendar.")
                    .in("calendar")
                    .refusal();
        }
        if (TIMED.contains(kind) && event.path("start").hasNonNull("date")) {
            throw GoogleError.of(400, "malformedAllDay", "Events of type " + kind + " cannot be all-day events.")
                    .in("calendar")
                    .refusal();
        }
    }
}
