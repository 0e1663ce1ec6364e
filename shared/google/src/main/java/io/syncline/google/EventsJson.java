package io.syncline.google;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.JsonFactory;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.Events;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads pages of events so that one event with garbage in it does not take the others with it: of such an event only
 * the words are kept, so that it happens at no time.
 */
final class EventsJson {
    private static final JsonFactory JSON = GsonFactory.getDefaultInstance();

    private EventsJson() {}

    /**
     * The page.
     *
     * @throws IOException when it is none
     */
    static Events read(String text) throws IOException {
        try {
            return page(JSON.fromString(text, Events.class));
        } catch (RuntimeException garbage) {
            return leniently(text);
        }
    }

    private static Events leniently(String text) throws IOException {
        try {
            Map<String, Object> page = page(JSON.fromString(text, GenericJson.class));
            if (!(page.remove("items") instanceof List<?> items)) {
                throw new IOException("There are no items on this page");
            }
            List<Event> events = new ArrayList<>();
            for (Object item : items) {
                event(item).ifPresent(events::add);
            }
            return JSON.fromString(JSON.toString(page), Events.class).setItems(events);
        } catch (RuntimeException garbage) {
            throw new IOException("This is no page of events", garbage);
        }
    }

    private static <T> T page(T page) throws IOException {
        if (page == null) {
            throw new IOException("There is no page");
        }
        return page;
    }

    private static Optional<Event> event(Object item) throws IOException {
        try {
            return Optional.ofNullable(JSON.fromString(JSON.toString(item), Event.class));
        } catch (RuntimeException garbage) {
            return item instanceof Map<?, ?> fields ? Optional.of(words(fields)) : Optional.empty();
        }
    }

    private static Event words(Map<?, ?> fields) {
        Event event = new Event();
        word(fields, "id").ifPresent(event::setId);
        word(fields, "etag").ifPresent(event::setEtag);
        word(fields, "status").ifPresent(event::setStatus);
        word(fields, "eventType").ifPresent(event::setEventType);
        word(fields, "summary").ifPresent(event::setSummary);
        word(fields, "visibility").ifPresent(event::setVisibility);
        word(fields, "iCalUID").ifPresent(event::setICalUID);
        word(fields, "recurringEventId").ifPresent(event::setRecurringEventId);
        return event;
    }

    private static Optional<String> word(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof String word ? Optional.of(word) : Optional.empty();
    }
}
