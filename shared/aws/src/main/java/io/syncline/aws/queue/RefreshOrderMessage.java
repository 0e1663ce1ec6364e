package io.syncline.aws.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.aws.Json;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.token.RefreshOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** An order to refresh on its way: {@code {"schema":1,"organisation":…,"connections":[…]}}. */
public record RefreshOrderMessage(RefreshOrder order) {

    private static final int SCHEMA = 1;
    private static final long BUCKET_SECONDS = 120;

    /** How reading a body can end. */
    public sealed interface Parsed {
        record Understood(RefreshOrder order) implements Parsed {}

        /**
         * It is no order to refresh, and never will be.
         *
         * @param reason one sentence
         */
        record Unreadable(String reason) implements Parsed {}
    }

    /** Reads a body; anything can be in it. */
    public static Parsed parse(String body) {
        try {
            JsonNode json = Json.MAPPER.readTree(body);
            if (!json.path("schema").isInt() || json.path("schema").intValue() != SCHEMA) {
                return new Parsed.Unreadable(
                        "The message is of another schema than " + SCHEMA + ", which this version of Syncline reads");
            }
            return new Parsed.Understood(
                    new RefreshOrder(new OrganisationId(text(json.path("organisation"))), connections(json)));
        } catch (JsonProcessingException e) {
            return new Parsed.Unreadable("The message is no JSON");
        } catch (IllegalArgumentException e) {
            return new Parsed.Unreadable("The message names no connections: " + e.getMessage());
        }
    }

    String body() {
        var json = Json.MAPPER
                .createObjectNode()
                .put("schema", SCHEMA)
                .put("organisation", order.organisation().value());
        var connections = json.putArray("connections");
        order.connections().forEach(connection -> connections.add(connection.value()));
        return json.toString();
    }

    /** The FIFO group: one per organisation, whose commits wait for the end of one chain anyway. */
    String group() {
        return order.organisation().value();
    }

    /** The same order is placed once in two minutes, however often the schedule comes by before it is carried out. */
    String deduplication(Instant now) {
        return sha256(body() + '\n' + now.getEpochSecond() / BUCKET_SECONDS);
    }

    private static List<ConnectionId> connections(JsonNode json) {
        JsonNode listed = json.path("connections");
        if (!listed.isArray() || listed.size() > RefreshOrder.LARGEST) {
            throw new IllegalArgumentException("'connections' is no list of at most " + RefreshOrder.LARGEST);
        }
        List<ConnectionId> connections = new ArrayList<>();
        listed.forEach(one -> connections.add(new ConnectionId(text(one))));
        return connections;
    }

    private static String text(JsonNode value) {
        if (!value.isTextual()) {
            throw new IllegalArgumentException("an id is missing");
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
