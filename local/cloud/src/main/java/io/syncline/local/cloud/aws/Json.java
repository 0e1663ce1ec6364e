package io.syncline.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON in and out. */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Reads a document; an empty one is an empty object. */
    public static JsonNode read(byte[] text) {
        try {
            return text.length == 0 ? object() : MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("This is no JSON", e);
        }
    }

    public static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("This is no JSON", e);
        }
    }

    public static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }
}
