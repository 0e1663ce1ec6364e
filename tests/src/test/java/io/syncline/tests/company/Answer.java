package io.syncline.tests.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/**
 * What came back.
 *
 * @param headers by name in small letters
 */
public record Answer(int status, Map<String, List<String>> headers, String body) {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String PROBLEMS = "https://syncline.dev/problems/";

    static Answer of(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers().map(), response.body());
    }

    /** The body, whatever the status is. */
    public JsonNode json() {
        try {
            return MAPPER.readTree(body);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("This is no JSON: " + status + " " + body, e);
        }
    }

    /** The body of a success; anything else fails the test with what was answered instead. */
    public JsonNode success() {
        if (status >= 300) {
            throw new AssertionError("Refused with " + status + ": " + body);
        }
        return body.isEmpty() ? MAPPER.createObjectNode() : json();
    }

    /** The last part of a problem's type, such as {@code not-found}; empty where it is none. */
    public String problem() {
        boolean document = header("content-type").startsWith("application/problem+json");
        String type = document ? json().path("type").asText() : "";
        return type.startsWith(PROBLEMS) ? type.substring(PROBLEMS.length()) : "";
    }

    /** The sentence of a problem. */
    public String detail() {
        return json().path("detail").asText();
    }

    public String header(String name) {
        return headers.getOrDefault(name, List.of("")).getFirst();
    }
}
