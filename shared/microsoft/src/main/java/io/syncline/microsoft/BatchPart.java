package io.syncline.microsoft;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One answer inside of a batch's answer. The SDK's own reader fails on a part whose headers name no content type, which
 * a throttled part's need not.
 *
 * @see <a href="https://learn.microsoft.com/graph/json-batching">JSON batching</a>
 * @param body as JSON text, or empty
 */
record BatchPart(int status, Map<String, String> headers, String body) {

    boolean isSuccessful() {
        return status >= 200 && status < 300;
    }

    /** The values of a header, whose name is written in any letter case. */
    Stream<String> headers(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue);
    }

    /** The parts by their ids; what is none is left out. */
    static Map<String, BatchPart> in(String json) {
        Map<String, BatchPart> parts = new HashMap<>();
        object(parsed(json))
                .map(whole -> whole.get("responses"))
                .filter(JsonElement::isJsonArray)
                .map(JsonElement::getAsJsonArray)
                .orElseGet(JsonArray::new)
                .forEach(part -> object(Optional.of(part)).ifPresent(known -> add(parts, known)));
        return parts;
    }

    private static void add(Map<String, BatchPart> parts, JsonObject part) {
        Optional<String> id = text(part.get("id"));
        Optional<String> status = text(part.get("status")).filter(number -> number.matches("[1-5]\\d\\d"));
        if (id.isEmpty() || status.isEmpty()) {
            return;
        }
        Map<String, String> headers = new HashMap<>();
        object(Optional.ofNullable(part.get("headers")))
                .ifPresent(lines -> lines.asMap()
                        .forEach((name, value) -> text(value).ifPresent(words -> headers.put(name, words))));
        String body = object(Optional.ofNullable(part.get("body")))
                .map(JsonObject::toString)
                .orElse("");
        parts.put(id.get(), new BatchPart(Integer.parseInt(status.get()), headers, body));
    }

    private static Optional<String> text(@org.jspecify.annotations.Nullable JsonElement element) {
        return Optional.ofNullable(element).filter(JsonElement::isJsonPrimitive).map(JsonElement::getAsString);
    }

    private static Optional<JsonObject> object(Optional<JsonElement> element) {
        return element.filter(JsonElement::isJsonObject).map(JsonElement::getAsJsonObject);
    }

    private static Optional<JsonElement> parsed(String json) {
        try {
            return Optional.of(JsonParser.parseString(json));
        } catch (RuntimeException malformed) {
            return Optional.empty();
        }
    }
}
