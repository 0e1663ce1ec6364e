package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.calendar.Content;
import io.syncline.local.providers.calendar.Role;
import io.syncline.local.providers.calendar.Span;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes something storable of an event that nobody checked: what cannot be understood is only kept. */
final class OutlookSeed {

    /** Hidden in an event that is shown as it is stored. */
    static final String MARK = "_seeded";

    private OutlookSeed() {}

    static Content of(ObjectNode event, Instant now) {
        var body = event.deepCopy();
        body.remove(List.of("id", "@odata.etag", "changeKey"));
        body.put(MARK, true);
        if (!body.path(GraphEventDraft.PROPERTIES).isArray()) {
            body.putArray(GraphEventDraft.PROPERTIES);
        }
        var start = instant(event.path("start")).orElse(now);
        var end =
                instant(event.path("end")).filter(last -> !last.isBefore(start)).orElse(start);
        return new Content(body, new Span(start, end), role(event));
    }

    private static Role role(ObjectNode event) {
        var master = Json.text(event, "seriesMasterId");
        var original = Json.text(event, "originalStart").flatMap(OutlookSeed::parsed);
        if (master.isPresent() && original.isPresent()) {
            return new Role.Instance(GraphIds.asked(master.get()).stored(), original.get());
        }
        return event.path("recurrence").isObject() ? series(event) : new Role.Single();
    }

    private static Role series(ObjectNode event) {
        try {
            var copy = event.deepCopy();
            var day = GraphSeries.wall(copy.path("start")).toLocalDate();
            copy.set("recurrence", GraphPattern.checked(event.path("recurrence"), day, "UTC"));
            return new Role.Master(GraphSeries.rule(copy));
        } catch (Refusal | DateTimeException | IllegalArgumentException notUnderstood) {
            return new Role.Single();
        }
    }

    private static Optional<Instant> instant(JsonNode side) {
        try {
            return Optional.of(
                    GraphSeries.wall(side).atZone(GraphSeries.zone(side)).toInstant());
        } catch (DateTimeException notUnderstood) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> parsed(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException notUnderstood) {
            return Optional.empty();
        }
    }
}
