package io.syncline.microsoft;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.graph.models.Event;
import com.microsoft.kiota.serialization.JsonParseNodeFactory;
import com.microsoft.kiota.serialization.Parsable;
import com.microsoft.kiota.serialization.ParsableFactory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The bodies of answers, read item by item. */
final class GraphJson {

    private GraphJson() {}

    /**
     * An event, or nothing where the text is not one. A property that is none of its kind, a date that is no date for
     * example, is left out; the SDK would leave out everything (R18).
     */
    static Optional<Event> event(String json) {
        return read(json, Event::createFromDiscriminatorValue)
                .or(() -> object(json)
                        .map(GraphJson::readable)
                        .flatMap(clean -> read(clean.toString(), Event::createFromDiscriminatorValue)));
    }

    /** A page of events, or nothing where the text is not one. */
    static Optional<List<Event>> events(String json) {
        return page(json).map(Page::events);
    }

    /**
     * A page of a listing, its items read one by one.
     *
     * @param next where it goes on, or empty
     * @param delta where the next listing begins, or empty
     */
    record Page(List<Event> events, Optional<String> next, Optional<String> delta) {}

    /** A page, or nothing where the text is not one. */
    static Optional<Page> page(String json) {
        return object(json)
                .filter(page -> page.get("value") instanceof JsonArray)
                .map(page -> new Page(
                        page.getAsJsonArray("value").asList().stream()
                                .flatMap(item -> event(item.toString()).stream())
                                .toList(),
                        text(page, "@odata.nextLink"),
                        text(page, "@odata.deltaLink")));
    }

    private static Optional<String> text(JsonObject object, String name) {
        return Optional.ofNullable(object.get(name))
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString);
    }

    private static Optional<JsonObject> object(String json) {
        try {
            return Optional.of(JsonParser.parseString(json))
                    .filter(JsonElement::isJsonObject)
                    .map(JsonElement::getAsJsonObject);
        } catch (RuntimeException malformed) {
            return Optional.empty();
        }
    }

    private static JsonObject readable(JsonObject event) {
        var readable = new JsonObject();
        event.asMap().forEach((name, value) -> {
            JsonElement clean = name.equals("exceptionOccurrences") ? readableItems(value) : value;
            var alone = new JsonObject();
            alone.add(name, clean);
            if (read(alone.toString(), Event::createFromDiscriminatorValue).isPresent()) {
                readable.add(name, clean);
            }
        });
        return readable;
    }

    private static JsonElement readableItems(JsonElement items) {
        var readable = new JsonArray();
        if (items instanceof JsonArray all) {
            all.forEach(item -> {
                if (item instanceof JsonObject event) {
                    readable.add(readable(event));
                }
            });
        }
        return readable;
    }

    private static <T extends Parsable> Optional<T> read(String json, ParsableFactory<T> type) {
        try {
            var bytes = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
            return Optional.ofNullable(new JsonParseNodeFactory()
                    .getParseNode("application/json", bytes)
                    .getObjectValue(type));
        } catch (RuntimeException e) {
            return Optional.empty(); // whatever the SDK throws at malformed JSON, it has no type of its own for it
        }
    }
}
