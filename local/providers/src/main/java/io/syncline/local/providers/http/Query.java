package io.syncline.local.providers.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The decoded parameters of a query string or of a form body, in their order, repeated names kept. */
public record Query(Map<String, List<String>> values) {

    public Query {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Reads {@code a=1&b=2}; a part that cannot be decoded is refused with 400. */
    public static Query of(String text) {
        var values = new LinkedHashMap<String, List<String>>();
        for (var pair : text.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            var name = equals < 0 ? pair : pair.substring(0, equals);
            var value = equals < 0 ? "" : pair.substring(equals + 1);
            values.computeIfAbsent(decoded(name), key -> new ArrayList<>()).add(decoded(value));
        }
        return new Query(values);
    }

    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public boolean isTrue(String name) {
        return first(name).filter("true"::equals).isPresent();
    }

    /** A whole number; anything else is refused with 400. */
    public OptionalInt number(String name) {
        var value = first(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(value.get()));
        } catch (NumberFormatException notANumber) {
            throw new Refusal(Answer.text(400, "The parameter " + name + " is not a whole number."), notANumber);
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new Refusal(Answer.text(400, "The percent-encoding of the request is malformed."), malformed);
        }
    }
}
