package io.syncline.local.providers.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Header lines whose names ignore case; a name may come on several lines, as some SDKs send {@code Prefer}. */
public final class HeaderLines {

    private final Map<String, List<String>> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    public HeaderLines add(String name, String value) {
        lines.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        return this;
    }

    public Optional<String> first(String name) {
        return lines.getOrDefault(name, List.of()).stream().findFirst();
    }

    public List<String> all(String name) {
        return List.copyOf(lines.getOrDefault(name, List.of()));
    }

    /** The bearer token of the Authorization line. */
    public Optional<String> bearer() {
        return first("Authorization")
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith("bearer "))
                .map(value -> value.substring("bearer ".length()).strip());
    }

    /** A copy in which a missing line is taken from {@code other}. */
    public HeaderLines orElse(String name, HeaderLines other) {
        if (first(name).isEmpty()) {
            other.all(name).forEach(value -> add(name, value));
        }
        return this;
    }
}
