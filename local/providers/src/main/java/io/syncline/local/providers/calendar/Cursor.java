package io.syncline.local.providers.calendar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The content of a page token, sync token or delta link: opaque to clients, readable to the simulator.
 *
 * @param calendar the calendar's id
 * @param generation the generation of its sync state
 * @param next where to go on: by places in a full listing, by revisions in a round of changes
 * @param since the revision from which a round of changes started; 0 in a full listing
 * @param upTo the revision up to which the round goes, and from which the next one starts
 * @param full whether this is a full listing
 * @param window the window that is frozen into the cursor
 * @param parameters the request parameters that are frozen into it
 * @param rested whether the empty page that stands before this one was given
 */
public record Cursor(
        String calendar,
        long generation,
        Position next,
        long since,
        long upTo,
        boolean full,
        Window window,
        String parameters,
        boolean rested) {

    /** The first page of a full listing. */
    public static Cursor fullListing(StoredCalendar calendar, Window window, String parameters) {
        return new Cursor(
                calendar.id(),
                calendar.generation(),
                Position.BEGIN,
                0,
                calendar.revision(),
                true,
                window,
                parameters,
                false);
    }

    /** One page; an entry can unfold into several items or none. */
    public <T> Slice<T> page(StoredCalendar source, int limit, Function<Entry, List<T>> unfold) {
        return full ? source.listing(next, limit, unfold) : source.changes(next, upTo, limit, unfold);
    }

    public Cursor resumedAt(Position position) {
        return new Cursor(calendar, generation, position, since, upTo, full, window, parameters, false);
    }

    /** The same page again, without an empty one before it. */
    public Cursor afterRest() {
        return new Cursor(calendar, generation, next, since, upTo, full, window, parameters, true);
    }

    /** What the last page hands out for the next round. */
    public Cursor finished() {
        return new Cursor(
                calendar, generation, new Position(upTo + 1, 0), upTo, upTo, false, window, parameters, false);
    }

    /** The first page of a round of changes from a finished cursor. */
    public Cursor round(long newestRevision) {
        return new Cursor(
                calendar,
                generation,
                new Position(since + 1, 0),
                since,
                newestRevision,
                false,
                window,
                parameters,
                false);
    }

    public String encoded() {
        var json = Json.object()
                .put("c", calendar)
                .put("g", generation)
                .put("a", next.at())
                .put("w", next.within())
                .put("r", rested)
                .put("s", since)
                .put("u", upTo)
                .put("f", full)
                .put("p", parameters);
        window.from().ifPresent(from -> json.put("from", from.toString()));
        window.to().ifPresent(to -> json.put("to", to.toString()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(json));
    }

    /** The cursor that {@code text} encodes; empty when no simulator made it. */
    public static Optional<Cursor> decoded(String text) {
        try {
            var json = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            return Json.read(json).filter(ObjectNode.class::isInstance).map(node -> of((ObjectNode) node));
        } catch (RuntimeException foreign) {
            return Optional.empty();
        }
    }

    private static Cursor of(ObjectNode json) {
        return new Cursor(
                json.path("c").asText(),
                json.path("g").asLong(),
                new Position(json.path("a").asLong(), Math.max(0, json.path("w").asInt())),
                json.path("s").asLong(),
                json.path("u").asLong(),
                json.path("f").asBoolean(),
                new Window(
                        Json.text(json, "from").map(Instant::parse),
                        Json.text(json, "to").map(Instant::parse)),
                json.path("p").asText(),
                json.path("r").asBoolean());
    }
}
