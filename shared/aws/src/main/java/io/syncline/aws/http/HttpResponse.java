package io.syncline.aws.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.aws.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An answer.
 *
 * @param headers by lower-case name
 * @param cookies whole {@code Set-Cookie} values
 * @param body what becomes JSON, if anything; a {@link Text} is sent as it is
 */
public record HttpResponse(int status, Map<String, String> headers, List<String> cookies, Optional<Object> body) {

    public HttpResponse {
        headers = Map.copyOf(headers);
        cookies = List.copyOf(cookies);
    }

    public static HttpResponse json(int status, Object body) {
        return new HttpResponse(status, Map.of("content-type", "application/json"), List.of(), Optional.of(body));
    }

    /**
     * A text that is no JSON, such as an export.
     *
     * @param type its media type
     */
    public static HttpResponse text(int status, String type, String text) {
        return new HttpResponse(status, Map.of("content-type", type), List.of(), Optional.of(new Text(text)));
    }

    public static HttpResponse noContent() {
        return new HttpResponse(204, Map.of(), List.of(), Optional.empty());
    }

    /** Sends a browser on with a GET (303). */
    public static HttpResponse seeOther(URI location) {
        return new HttpResponse(303, Map.of("location", location.toString()), List.of(), Optional.empty());
    }

    public static HttpResponse problem(Problem problem) {
        Map<String, String> headers = Map.of("content-type", "application/problem+json");
        return new HttpResponse(problem.type().status(), headers, List.of(), Optional.of(problem.json()));
    }

    /** A problem with one more member, such as what the thing looks like now. */
    public static HttpResponse problem(Problem problem, String member, Object value) {
        Map<String, String> headers = Map.of("content-type", "application/problem+json");
        ObjectNode json = problem.json();
        json.set(member, Json.MAPPER.valueToTree(value));
        return new HttpResponse(problem.type().status(), headers, List.of(), Optional.of(json));
    }

    public HttpResponse withHeader(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new HttpResponse(status, more, cookies, body);
    }

    public HttpResponse withCookie(String setCookie) {
        List<String> more = new ArrayList<>(cookies);
        more.add(setCookie);
        return new HttpResponse(status, headers, more, body);
    }

    /** As API Gateway takes it; no cache may keep what is meant for one person. */
    public APIGatewayV2HTTPResponse toGateway() {
        Map<String, String> all = new TreeMap<>(headers);
        all.putIfAbsent("cache-control", "no-store");
        APIGatewayV2HTTPResponse response = new APIGatewayV2HTTPResponse();
        response.setStatusCode(status);
        response.setHeaders(all);
        response.setCookies(cookies);
        body.ifPresent(content -> response.setBody(written(content)));
        return response;
    }

    /** A body that is written already. */
    public record Text(String value) {}

    private static String written(Object content) {
        if (content instanceof Text(String text)) {
            return text;
        }
        try {
            return Json.MAPPER.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer cannot be written as JSON", e);
        }
    }
}
