package io.syncline.local.cloud.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.syncline.local.cloud.aws.Json;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Requests as events in payload format 2.0 (API Gateway developer guide, "AWS Lambda proxy integrations for HTTP
 * APIs"): decoded raw path, headers in small letters with repeated values joined by a comma, cookies apart.
 */
final class GatewayEvents {

    private static final DateTimeFormatter COMMON_LOG =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    private GatewayEvents() {}

    static ObjectNode of(HttpExchange exchange, Routes.Match match, Optional<Map<String, String>> claims, byte[] body) {
        Routes.Route route = match.route();
        ObjectNode event = Json.object()
                .put("version", "2.0")
                .put("routeKey", route.key())
                .put("rawPath", Routes.decoded(exchange.getRequestURI().getRawPath()))
                .put("rawQueryString", query(exchange));
        putCookies(exchange, event);
        event.set("headers", Json.of(headers(exchange)));
        Map<String, String> parameters = queryParameters(query(exchange));
        if (!parameters.isEmpty()) {
            event.set("queryStringParameters", Json.of(parameters));
        }
        if (!match.parameters().isEmpty()) {
            event.set("pathParameters", Json.of(match.parameters()));
        }
        event.set("requestContext", context(exchange, route, claims));
        putBody(event, body);
        return event;
    }

    private static ObjectNode context(HttpExchange exchange, Routes.Route route, Optional<Map<String, String>> claims) {
        Instant now = Instant.now();
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse("localhost");
        ObjectNode context = Json.object()
                .put("accountId", "000000000000")
                .put("apiId", "local")
                .put("domainName", host)
                .put("domainPrefix", "local")
                .put("requestId", UUID.randomUUID().toString())
                .put("routeKey", route.key())
                .put("stage", "$default")
                .put("time", COMMON_LOG.format(now))
                .put("timeEpoch", now.toEpochMilli());
        context.putObject("http")
                .put("method", route.method())
                .put("path", Routes.decoded(exchange.getRequestURI().getRawPath()))
                .put("protocol", exchange.getProtocol())
                .put("sourceIp", exchange.getRemoteAddress().getAddress().getHostAddress())
                .put(
                        "userAgent",
                        Optional.ofNullable(exchange.getRequestHeaders().getFirst("User-Agent"))
                                .orElse(""));
        claims.ifPresent(known -> {
            ObjectNode jwt = context.putObject("authorizer").putObject("jwt");
            jwt.set("claims", Json.of(known));
            jwt.putNull("scopes");
        });
        return context;
    }

    private static void putCookies(HttpExchange exchange, ObjectNode event) {
        List<String> cookies = exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
                .flatMap(header -> Arrays.stream(header.split("; *", -1)))
                .filter(cookie -> !cookie.isBlank())
                .toList();
        if (!cookies.isEmpty()) {
            event.set("cookies", Json.of(cookies));
        }
    }

    /** The cookie header is in {@code cookies}, and only there. */
    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            String small = name.toLowerCase(Locale.ROOT);
            if (!small.equals("cookie")) {
                headers.put(small, String.join(",", values));
            }
        });
        return headers;
    }

    private static Map<String, String> queryParameters(String rawQuery) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : rawQuery.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.merge(decoded(name), decoded(value), (first, second) -> first + "," + second);
            }
        }
        return parameters;
    }

    /** A sequence that is no percent-encoding stays as it is. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static String query(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    }

    private static void putBody(ObjectNode event, byte[] body) {
        if (body.length == 0) {
            event.put("isBase64Encoded", false);
            return;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            event.put("body", text).put("isBase64Encoded", false);
        } catch (CharacterCodingException e) {
            event.put("body", Base64.getEncoder().encodeToString(body)).put("isBase64Encoded", true);
        }
    }
}
