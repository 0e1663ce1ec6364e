package io.syncline.local.cloud.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.Recurrence;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.local.cloud.aws.Json;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

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
                .put("availability", word(details.availability()))
                .put("status", word(details.status()));
        ObjectNode when = form.putObject("when");
        put(when, details.when().first());
        details.when().recurrence().ifPresent(rule -> when.put("repeats", rule.rule()));
        if (details.when() instanceof When.Repeating) {
            ArrayNode exceptions = form.putArray("exceptions");
            details.exceptions().forEach((date, exception) -> exceptions.add(exception(date, exception)));
        }
        return form;
    }

    private static void put(ObjectNode when, When.Single single) {
        switch (single) {
            case When.Timed(LocalDateTime from, LocalDateTime to, ZoneId zone) ->
                when.put("start", WALL_TIME.format(from))
                        .put("end", WALL_TIME.format(to))
                        .put("timeZone", zone.getId());
            case When.AllDay(LocalDate from, LocalDate to) ->
                when.put("startDate", from.toString()).put("endDate", to.toString());
        }
    }

    /** {@code Exception}. */
    private static ObjectNode exception(LocalDate date, Occurrence exception) {
        ObjectNode form = Json.object().put("date", date.toString());
        switch (exception) {
            case Occurrence.Cancelled cancelled -> form.put("cancelled", true);
            case Occurrence.Changed changed -> {
                changed.title().ifPresent(title -> form.put("title", title));
                changed.description().ifPresent(description -> form.put("description", description));
                changed.location().ifPresent(location -> form.put("location", location));
                changed.when().ifPresent(when -> put(form.putObject("when"), when));
                changed.availability().ifPresent(word -> form.put("availability", word(word)));
                changed.status().ifPresent(word -> form.put("status", word(word)));
            }
        }
        return form;
    }

    /** {@code Job}. */
    static JobSeen job(JsonNode job) {
        Set<String> standings = new HashSet<>();
        StringJoiner problems = new StringJoiner(" ");
        for (JsonNode placement : job.path("placements")) {
            standings.add(placement.path("state").asText());
            if (placement.path("state").asText().equals("failed")) {
                problems.add(placement.path("reason").asText("without a reason"));
            }
        }
        Details details = new Details(
                job.path("title").asText(),
                job.path("description").asText(),
                job.path("location").asText(),
                when(job.path("when")),
                Availability.valueOf(word(job, "availability")),
                Status.valueOf(word(job, "status")),
                exceptions(job.path("exceptions")));
        return new JobSeen(
                job.path("id").asText(),
                job.path("version").asLong(),
                details,
                job.path("cancelled").asBoolean(),
                standings,
                problems.toString(),
                Set.of());
    }

    private static When when(JsonNode when) {
        return when.hasNonNull("repeats")
                ? new When.Repeating(
                        single(when), new Recurrence(when.path("repeats").asText()))
                : single(when);
    }

    private static When.Single single(JsonNode when) {
        if (when.hasNonNull("startDate")) {
            return new When.AllDay(
                    LocalDate.parse(when.path("startDate").asText()),
                    LocalDate.parse(when.path("endDate").asText()));
        }
        return new When.Timed(
                LocalDateTime.parse(when.path("start").asText()),
                LocalDateTime.parse(when.path("end").asText()),
                ZoneId.of(when.path("timeZone").asText()));
    }

    private static SortedMap<LocalDate, Occurrence> exceptions(JsonNode list) {
        SortedMap<LocalDate, Occurrence> exceptions = new TreeMap<>();
        list.forEach(one -> exceptions.put(
                LocalDate.parse(one.path("date").asText()),
                one.path("cancelled").asBoolean() ? new Occurrence.Cancelled() : changed(one)));
        return exceptions;
    }

    private static Occurrence.Changed changed(JsonNode one) {
        return new Occurrence.Changed(
                text(one, "title"),
                text(one, "description"),
                text(one, "location"),
                one.hasNonNull("when") ? Optional.of(single(one.path("when"))) : Optional.empty(),
                text(one, "availability").map(word -> Availability.valueOf(word.toUpperCase(Locale.ROOT))),
                text(one, "status").map(word -> Status.valueOf(word.toUpperCase(Locale.ROOT))));
    }

    private static Optional<String> text(JsonNode node, String member) {
        return Optional.ofNullable(node.path(member).textValue());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String word(JsonNode job, String field) {
        return job.path(field).asText().toUpperCase(Locale.ROOT);
    }
}
