package io.syncline.local.providers.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.calendar.Content;
import io.syncline.local.providers.calendar.Role;
import io.syncline.local.providers.calendar.Span;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Makes something storable of an event that nobody checked: what cannot be understood is only kept. */
final class GoogleSeed {

    private GoogleSeed() {}

    static Content of(ObjectNode event, ZoneId zone, Instant now) {
        var body = event.deepCopy();
        body.remove(List.of("id", "etag"));
        var start = instant(event.path("start")).orElse(now);
        var end =
                instant(event.path("end")).filter(last -> !last.isBefore(start)).orElse(start);
        return new Content(body, new Span(start, end), role(event, zone));
    }

    private static Role role(ObjectNode event, ZoneId zone) {
        var master = Json.text(event, "recurringEventId");
        var original = instant(event.path("originalStartTime"));
        if (master.isPresent() && original.isPresent()) {
            return new Role.Instance(master.get(), original.get());
        }
        try {
            return GoogleSeries.recurrence(event.deepCopy(), zone)
                    .<Role>map(Role.Master::new)
                    .orElse(new Role.Single());
        } catch (Refusal | DateTimeException notUnderstood) {
            return new Role.Single();
        }
    }

    private static Optional<Instant> instant(JsonNode side) {
        try {
            return Optional.of(
                    side.has("date")
                            ? LocalDate.parse(side.path("date").asText())
                                    .atStartOfDay()
                                    .toInstant(ZoneOffset.UTC)
                            : OffsetDateTime.parse(side.path("dateTime").asText())
                                    .toInstant());
        } catch (DateTimeException notUnderstood) {
            return Optional.empty();
        }
    }
}
