package io.syncline.local.cloud.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.syncline.local.cloud.aws.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An HTTP answer: status, headers (a name may have several values) and body. */
@SuppressWarnings("ArrayRecordComponent") // bytes go straight through and are never compared
record Reply(int status, Map<String, List<String>> headers, byte[] body) {

    static Reply of(int status, String contentType, byte[] body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Content-Type", List.of(contentType));
        return new Reply(status, headers, body);
    }

    /** A problem document (RFC 9457) of a stable type. */
    static Reply problem(int status, String type, String title, String detail) {
        byte[] body = Json.object()
                .put("type", "https://syncline.dev/problems/" + type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return of(status, "application/problem+json", body);
    }

    /** A function's answer in format 2.0; one without status code is the JSON body of a 200. */
    static Reply ofFunction(String json) {
        JsonNode answer = Json.read(json);
        if (!answer.has("statusCode")) {
            return of(200, "application/json", json.getBytes(StandardCharsets.UTF_8));
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        answer.path("headers")
                .properties()
                .forEach(header ->
                        headers.put(header.getKey(), List.of(header.getValue().asText())));
        List<String> cookies = new ArrayList<>();
        answer.path("cookies").forEach(cookie -> cookies.add(cookie.asText()));
        if (!cookies.isEmpty()) {
            headers.put("Set-Cookie", cookies);
        }
        String text = answer.path("body").isNull() ? "" : answer.path("body").asText("");
        byte[] body = answer.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
        return new Reply(answer.path("statusCode").asInt(), headers, body);
    }

    /** This answer with a policy's headers, as CloudFront sets them. */
    Reply under(Map<String, String> policy, Set<String> yielding) {
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        policy.forEach((name, value) -> {
            if (!yielding.contains(name) || !all.containsKey(name)) {
                all.put(name, List.of(value));
            }
        });
        return new Reply(status, all, body);
    }

    void send(HttpExchange exchange) throws IOException {
        headers.forEach((name, values) ->
                values.forEach(value -> exchange.getResponseHeaders().add(name, value)));
        boolean bodyless =
                status == 204 || status == 304 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, bodyless || body.length == 0 ? -1 : body.length);
        if (!bodyless && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
