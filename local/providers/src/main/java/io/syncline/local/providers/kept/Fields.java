package io.syncline.local.providers.kept;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Fields of kept state that must be there; one that is missing or malformed is an IllegalArgumentException. */
public final class Fields {

    private Fields() {}

    public static String text(JsonNode node, String name) {
        var value = node.path(name);
        if (!value.isTextual()) {
            throw wrong(name, "a text");
        }
        return value.textValue();
    }

    public static long number(JsonNode node, String name) {
        var value = node.path(name);
        if (!value.canConvertToExactIntegral() || !value.canConvertToLong()) {
            throw wrong(name, "a whole number");
        }
        return value.longValue();
    }

    public static boolean flag(JsonNode node, String name) {
        var value = node.path(name);
        if (!value.isBoolean()) {
            throw wrong(name, "true or false");
        }
        return value.booleanValue();
    }

    public static Instant instant(JsonNode node, String name) {
        return parsed(node, name, "an instant", Instant::parse);
    }

    public static Duration duration(JsonNode node, String name) {
        return parsed(node, name, "a duration", Duration::parse);
    }

    public static ZoneId zone(JsonNode node, String name) {
        return parsed(node, name, "a time zone", ZoneId::of);
    }

    public static ObjectNode object(JsonNode node, String name) {
        if (node.path(name) instanceof ObjectNode value) {
            return value;
        }
        throw wrong(name, "an object");
    }

    public static ArrayNode list(JsonNode node, String name) {
        if (node.path(name) instanceof ArrayNode value) {
            return value;
        }
        throw wrong(name, "a list");
    }

    public static List<String> texts(JsonNode node, String name) {
        var texts = new ArrayList<String>();
        for (var value : list(node, name)) {
            if (!value.isTextual()) {
                throw wrong(name, "a list of texts");
            }
            texts.add(value.textValue());
        }
        return texts;
    }

    private static <T> T parsed(JsonNode node, String name, String kind, Function<String, T> parse) {
        try {
            return parse.apply(text(node, name));
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException(wrong(name, kind).getMessage(), malformed);
        }
    }

    private static IllegalArgumentException wrong(String name, String kind) {
        return new IllegalArgumentException("its field \"" + name + "\" is not " + kind);
    }
}
