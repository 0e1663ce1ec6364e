package io.syncline.local.providers.google;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.calendar.Entry;
import io.syncline.local.providers.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Base64;

/** A stored event as the API shows it. */
final class GoogleEventView {

    private static final long ETAG_BASE = 3_500_000_000_000_000L;

    private GoogleEventView() {}

    static String etag(Entry entry) {
        return "\"" + (ETAG_BASE + entry.revision() * 2) + "\"";
    }

    /** The whole resource; a deleted one still shows its details here. */
    static ObjectNode full(Entry entry) {
        var view = Json.object()
                .put("kind", "calendar#event")
                .put("etag", etag(entry))
                .put("id", entry.id())
                .put(
                        "status",
                        entry.deleted()
                                ? "cancelled"
                                : entry.body().path("status").asText("confirmed"))
                .put("htmlLink", "https://www.google.com/calendar/event?eid=" + eid(entry))
                .put("created", GoogleTimes.stamp(entry.created()))
                .put("updated", GoogleTimes.stamp(entry.updated()));
        entry.body().properties().stream()
                .filter(field -> !field.getKey().equals("status"))
                .forEach(field -> view.set(field.getKey(), field.getValue().deepCopy()));
        return view;
    }

    /**
     * The resource in a listing. Of a deleted one it has only what Google guarantees: the id, and of a cancelled instance
     * which one of which series it is.
     *
     * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/events#status">Events: status</a>
     */
    static ObjectNode listed(Entry entry) {
        return entry.deleted() ? tombstone(entry) : full(entry);
    }

    /** The resource with its times shown in another zone. */
    static void showIn(ZoneId zone, ObjectNode view) {
        for (var side : new String[] {"start", "end"}) {
            if (view.get(side) instanceof ObjectNode time && time.has("dateTime")) {
                shift(time, zone);
            }
        }
    }

    private static void shift(ObjectNode time, ZoneId zone) {
        try {
            var instant = OffsetDateTime.parse(time.path("dateTime").asText());
            time.put("dateTime", GoogleTimes.OFFSET_TIME.format(instant.atZoneSameInstant(zone)));
        } catch (DateTimeException seededAsItCame) {
            time.put("timeZone", zone.getId());
        }
    }

    private static ObjectNode tombstone(Entry entry) {
        var stub = Json.object()
                .put("kind", "calendar#event")
                .put("etag", etag(entry))
                .put("id", entry.id())
                .put("status", "cancelled");
        entry.role().instance().ifPresent(instance -> {
            stub.put("recurringEventId", instance.masterId());
            stub.set("originalStartTime", entry.body().path("originalStartTime").deepCopy());
        });
        return stub;
    }

    private static String eid(Entry entry) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(entry.id().getBytes(StandardCharsets.UTF_8));
    }
}
