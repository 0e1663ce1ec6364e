package io.syncline.aws.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.aws.Json;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A wake-up on its way: {@code {"schema":1,"organisation":…,"connection":…,"calendar":…,"requested":…}}.
 *
 * @param requested the calendar's counter when it was sent
 */
public record WakeUpMessage(OrganisationId organisation, CalendarRef calendar, long requested) {

    private static final int SCHEMA = 1;

    /** How reading a body can end. */
    public sealed interface Parsed {
        record Understood(WakeUpMessage message) implements Parsed {}

        /**
         * It is no wake-up, and never will be.
         *
         * @param reason one sentence
         */
        record Unreadable(String reason) implements Parsed {}
    }

    /** Reads a body; anything can be in it. */
    public static Parsed parse(String body) {
        try {
            JsonNode json = Json.MAPPER.readTree(body);
            if (json.path("schema").asInt() != SCHEMA) {
                return new Parsed.Unreadable("The message is of schema "
                        + json.path("schema").asText("none") + ", and this version of Syncline reads schema " + SCHEMA);
            }
            if (!json.path("requested").canConvertToLong()) {
                return new Parsed.Unreadable("The message lacks the number 'requested'");
            }
            CalendarRef calendar =
                    new CalendarRef(new ConnectionId(text(json, "connection")), new CalendarId(text(json, "calendar")));
            return new Parsed.Understood(new WakeUpMessage(
                    new OrganisationId(text(json, "organisation")),
                    calendar,
                    json.path("requested").longValue()));
        } catch (JsonProcessingException e) {
            return new Parsed.Unreadable("The message is no JSON");
        } catch (IllegalArgumentException e) {
            return new Parsed.Unreadable("The message names no calendar: " + e.getMessage());
        }
    }

    String body() {
        return Json.MAPPER
                .createObjectNode()
                .put("schema", SCHEMA)
                .put("organisation", organisation.value())
                .put("connection", calendar.connection().value())
                .put("calendar", calendar.calendar().value())
                .put("requested", requested)
                .toString();
    }

    /** The FIFO group: one per calendar, so that its messages are worked one after the other (R19). */
    String group() {
        return sha256(String.join(
                "\n",
                organisation.value(),
                calendar.connection().value(),
                calendar.calendar().value()));
    }

    /** The same request wakes once within the five minutes that SQS remembers. */
    String deduplication() {
        return sha256(group() + '\n' + requested);
    }

    private static String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return value.textValue();
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
