package io.syncline.microsoft;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.syncline.calendar.Availability;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The exceptions of a series that are still to be written. Outlook drops all exceptions when a rule or a time changes,
 * and takes new ones only one by one: whoever read the series in between would take them for deleted by their owner. So
 * the same request that drops them leaves them in an extended property of the master, and every reading counts them in
 * until they are written (F17, F26).
 *
 * <p>The property holds base64url(zlib(JSON)): an object with a member per original date, which is
 * <code>{"x":true}</code> for cancelled, otherwise an object of what differs: {@code t}itle, {@code d}escription,
 * {@code l}ocation, {@code a}vailability, {@code s}tatus, and {@code w}hen as {@code [from, to, zone]} or, all-day,
 * {@code [from, to]}. {@link #NOTHING} means that nothing is owed, because Graph cannot take a property away.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/singlevaluelegacyextendedproperty">Extended
 *     properties</a>
 */
final class OwedExceptions {

    /** The extended property. */
    static final String PROPERTY = "String {5c1f9a3e-2f64-4c0b-9d3a-7be1c08a6f52} Name SynclineOwed";

    static final String NOTHING = "-";

    /** Exchange keeps named strings up to 32,767 characters. */
    static final int LONGEST = 32_000;

    private static final int LARGEST = 4 << 20;

    private OwedExceptions() {}

    static String written(SortedMap<LocalDate, Occurrence> exceptions) {
        var json = new JsonObject();
        exceptions.forEach((date, occurrence) -> json.add(date.toString(), written(occurrence)));
        return exceptions.isEmpty() ? NOTHING : packed(json.toString());
    }

    /** What a property says; one that nobody can read owes nothing. */
    static SortedMap<LocalDate, Occurrence> read(String value) {
        if (value.isEmpty() || value.equals(NOTHING)) {
            return Collections.emptySortedMap();
        }
        try {
            SortedMap<LocalDate, Occurrence> exceptions = new TreeMap<>();
            JsonParser.parseString(unpacked(value))
                    .getAsJsonObject()
                    .asMap()
                    .forEach((date, occurrence) ->
                            exceptions.put(LocalDate.parse(date), occurrence(occurrence.getAsJsonObject())));
            return exceptions;
        } catch (RuntimeException unreadable) {
            return Collections.emptySortedMap(); // somebody else wrote it
        }
    }

    private static JsonObject written(Occurrence occurrence) {
        var json = new JsonObject();
        switch (occurrence) {
            case Occurrence.Cancelled _ -> json.addProperty("x", true);
            case Occurrence.Changed changed -> {
                changed.title().ifPresent(text -> json.addProperty("t", text));
                changed.description().ifPresent(text -> json.addProperty("d", text));
                changed.location().ifPresent(text -> json.addProperty("l", text));
                changed.when().ifPresent(when -> json.add("w", written(when)));
                changed.availability().ifPresent(word -> json.addProperty("a", word.name()));
                changed.status().ifPresent(word -> json.addProperty("s", word.name()));
            }
        }
        return json;
    }

    private static JsonArray written(When.Single when) {
        var json = new JsonArray();
        switch (when) {
            case When.AllDay(LocalDate from, LocalDate to) -> {
                json.add(from.toString());
                json.add(to.toString());
            }
            case When.Timed(LocalDateTime from, LocalDateTime to, ZoneId zone) -> {
                json.add(from.toString());
                json.add(to.toString());
                json.add(zone.getId());
            }
        }
        return json;
    }

    private static Occurrence occurrence(JsonObject json) {
        if (json.has("x")) {
            return new Occurrence.Cancelled();
        }
        return new Occurrence.Changed(
                member(json, "t", JsonElement::getAsString),
                member(json, "d", JsonElement::getAsString),
                member(json, "l", JsonElement::getAsString),
                member(json, "w", element -> when(element.getAsJsonArray())),
                member(json, "a", element -> Availability.valueOf(element.getAsString())),
                member(json, "s", element -> Status.valueOf(element.getAsString())));
    }

    private static <T> Optional<T> member(JsonObject json, String name, Function<JsonElement, T> reading) {
        return Optional.ofNullable(json.get(name)).map(reading);
    }

    private static When.Single when(JsonArray json) {
        String from = json.get(0).getAsString();
        String to = json.get(1).getAsString();
        return json.size() == 2
                ? new When.AllDay(LocalDate.parse(from), LocalDate.parse(to))
                : new When.Timed(
                        LocalDateTime.parse(from),
                        LocalDateTime.parse(to),
                        ZoneId.of(json.get(2).getAsString()));
    }

    private static String packed(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var deflating = new DeflaterOutputStream(bytes)) {
            deflating.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Nothing is written but memory", e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    private static String unpacked(String value) {
        try (var inflating = new InflaterInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(value)))) {
            return new String(inflating.readNBytes(LARGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
