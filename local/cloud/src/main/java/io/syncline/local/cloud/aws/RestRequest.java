package io.syncline.local.cloud.aws;

import com.sun.net.httpserver.HttpExchange;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request of a REST protocol: what is asked stands in method, path and query.
 *
 * @param path as it came, not decoded
 * @param query as it came, not decoded; empty where there is none
 * @param headers by name in any case
 * @param body not read yet
 */
public record RestRequest(
        String method, String path, String query, Map<String, List<String>> headers, InputStream body) {

    static RestRequest of(HttpExchange exchange) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(exchange.getRequestHeaders());
        return new RestRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
                headers,
                exchange.getRequestBody());
    }

    /** The first value of a header. */
    Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The members of the query, decoded; one without value is empty. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>();
        for (String member : query.split("&", -1)) {
            if (!member.isEmpty()) {
                int equals = member.indexOf('=');
                String name = equals < 0 ? member : member.substring(0, equals);
                parameters.put(decoded(name), equals < 0 ? "" : decoded(member.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /** A part of a path or a query with its percent signs resolved; in a path a plus sign is one. */
    static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
