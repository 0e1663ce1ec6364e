package io.syncline.microsoft;

import com.microsoft.graph.models.Event;
import io.syncline.calendar.EventKey;
import io.syncline.calendar.RemoteEvent;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the event of a key among those that carry it. */
final class EventSearch {

    /** People copy events, and the copy carries the key as well: the first one is ours. */
    private static final Comparator<Event> FIRST_MADE = Comparator.comparing(
            event -> Optional.ofNullable(event.getCreatedDateTime()).orElse(OffsetDateTime.MAX));

    private EventSearch() {}

    static Optional<Event> first(List<Event> events) {
        return events.stream().min(FIRST_MADE);
    }

    /** The event with its job as mark, which is known here even where Graph does not return it. */
    static RemoteEvent marked(RemoteEvent event, EventKey key) {
        return new RemoteEvent(
                event.id(), event.version(), event.details(), event.hidden(), Optional.of(key.job()), event.facts());
    }
}
