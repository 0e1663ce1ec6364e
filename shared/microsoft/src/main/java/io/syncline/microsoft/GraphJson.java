package io.syncline.microsoft;

import com.microsoft.graph.models.Event;
import com.microsoft.graph.models.EventCollectionResponse;
import com.microsoft.kiota.serialization.JsonParseNodeFactory;
import com.microsoft.kiota.serialization.Parsable;
import com.microsoft.kiota.serialization.ParsableFactory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The bodies inside of a batch's answer. */
final class GraphJson {

    private GraphJson() {}

    /** An event, or nothing where the text is not one. */
    static Optional<Event> event(String json) {
        return read(json, Event::createFromDiscriminatorValue);
    }

    /** A page of events, or nothing where the text is not one. */
    static Optional<List<Event>> events(String json) {
        return read(json, EventCollectionResponse::createFromDiscriminatorValue)
                .flatMap(page -> Optional.ofNullable(page.getValue()));
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
