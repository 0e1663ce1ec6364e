package io.syncline.tests.attacks;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The address with which a provider sends a browser back, to be changed in part. */
record Callback(String path, Map<String, String> query) {

    static Callback of(String address) {
        int mark = address.indexOf('?');
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : address.substring(mark + 1).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return new Callback(address.substring(0, mark), query);
    }

    String address() {
        return path + "?"
                + query.entrySet().stream()
                        .map(entry ->
                                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    String value(String name) {
        return query.getOrDefault(name, "");
    }

    Callback with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(query);
        changed.put(name, value);
        return new Callback(path, changed);
    }

    Callback without(String name) {
        Map<String, String> changed = new LinkedHashMap<>(query);
        changed.remove(name);
        return new Callback(path, changed);
    }

    /** The same answer at the callback of another provider. */
    Callback at(String provider) {
        return new Callback(path.replaceFirst("/oauth/[^/]*/", "/oauth/" + provider + "/"), query);
    }
}
