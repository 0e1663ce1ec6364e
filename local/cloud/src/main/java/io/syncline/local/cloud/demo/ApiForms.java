package io.syncline.local.cloud.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.local.cloud.aws.Json;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Jobs in the JSON of {@code docs/openapi.yaml}. */
final class ApiForms {

    private static final DateTimeFormatter WALL_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    private ApiForms() {}

    /** {@code JobInput} without its assignees. */
    static ObjectNode of(Details details) {
        ObjectNode form = Json.object()
                .put("title", details.title())
                .put("description", details.description())
                .put("location", details.location())
                .put("availability", details.availability().name().toLowerCase(Locale.ROOT))
                .put("status", details.status().name().toLowerCase(Locale.ROOT));
        ObjectNode when = form.putObject("when");
        switch (details.when()) {
            case When.Timed(LocalDateTime from, LocalDateTime to, ZoneId zone) ->
                when.put("start", WALL_TIME.format(from))
                        .put("end", WALL_TIME.format(to))
                        .put("timeZone", zone.getId());
            case When.AllDay(LocalDate from, LocalDate to) ->
                when.put("startDate", from.toString()).put("endDate", to.toString());
        }
        return form;
    }

    /** {@code Job}. */
    static JobSeen job(JsonNode job) {
        Set<String> standings = new HashSet<>();
        job.path("placements")
                .forEach(placement -> standings.add(placement.path("state").asText()));
        return new JobSeen(
                job.path("id").asText(),
                job.path("version").asLong(),
                new Details(
                        job.path("title").asText(),
                        job.path("description").asText(),
                        job.path("location").asText(),
                        when(job.path("when")),
                        Availability.valueOf(word(job, "availability")),
                        Status.valueOf(word(job, "status"))),
                job.path("cancelled").asBoolean(),
                standings,
                Set.of());
    }

    private static When when(JsonNode when) {
        if (when.has("startDate") && !when.path("startDate").isNull()) {
            return new When.AllDay(
                    LocalDate.parse(when.path("startDate").asText()),
                    LocalDate.parse(when.path("endDate").asText()));
        }
        return new When.Timed(
                LocalDateTime.parse(when.path("start").asText()),
                LocalDateTime.parse(when.path("end").asText()),
                ZoneId.of(when.path("timeZone").asText()));
    }

    private static String word(JsonNode job, String field) {
        return job.path(field).asText().toUpperCase(Locale.ROOT);
    }
}
