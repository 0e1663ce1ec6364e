package io.syncline.tests.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The hash of an entry as {@code docs/security.md} describes it, written a second time: whoever reads that page can check
 * a trail, and can also try to write one.
 */
final class CanonicalForm {

    private CanonicalForm() {}

    /** The hash of an entry as the API gives it. */
    static String hash(String organisation, JsonNode entry) {
        return HexFormat.of()
                .formatHex(hash(
                        organisation,
                        entry.path("sequence").asLong(),
                        Instant.parse(entry.path("at").asText()).toEpochMilli(),
                        new String[] {
                            entry.path("actor").asText(),
                            entry.path("action").asText(),
                            entry.path("subject").asText(),
                            entry.path("outcome").asText(),
                            entry.path("detail").asText()
                        },
                        HexFormat.of().parseHex(entry.path("previous").asText())));
    }

    /** A row with the hashes that fit to it and to the row before. */
    static ObjectNode sealed(String organisation, ObjectNode row, JsonNode before) {
        ObjectNode sealed = row.deepCopy();
        byte[] previous =
                Base64.getDecoder().decode(before.path("hash").path("B").asText());
        sealed.putObject("previous").put("B", Base64.getEncoder().encodeToString(previous));
        byte[] hash = hash(
                organisation,
                row.path("sequence").path("N").asLong(),
                row.path("at").path("N").asLong(),
                new String[] {
                    text(row, "actor"),
                    text(row, "action"),
                    text(row, "subject"),
                    text(row, "outcome"),
                    text(row, "detail")
                },
                previous);
        sealed.putObject("hash").put("B", Base64.getEncoder().encodeToString(hash));
        return sealed;
    }

    private static String text(JsonNode row, String attribute) {
        return row.path(attribute).path("S").asText();
    }

    private static byte[] hash(String organisation, long sequence, long millis, String[] deed, byte[] previous) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        put(bytes, "syncline.audit.1");
        put(bytes, organisation);
        bytes.writeBytes(
                ByteBuffer.allocate(16).putLong(sequence).putLong(millis).array());
        for (String text : deed) {
            put(bytes, text);
        }
        bytes.writeBytes(previous);
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static void put(ByteArrayOutputStream bytes, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(utf8.length).array());
        bytes.writeBytes(utf8);
    }
}
