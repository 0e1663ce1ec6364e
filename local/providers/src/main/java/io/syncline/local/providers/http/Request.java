package io.syncline.local.providers.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One HTTP request as a provider sees it: the method after an override, the raw path, and a readable body. */
public final class Request {

    private final String method;
    private final String path;
    private final Query query;
    private final HeaderLines headers;
    private final byte[] body;
    private final Map<String, String> places;

    private Request(
            String method, String path, Query query, HeaderLines headers, byte[] body, Map<String, String> places) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
        this.places = places;
    }

    /**
     * Reads a request line's target, relative or absolute. {@code X-HTTP-Method-Override} wins over the method:
     * Google's Java client sends PATCH as POST with that header.
     */
    public static Request of(String method, String target, HeaderLines headers, byte[] body) {
        var local = withoutOrigin(target);
        int question = local.indexOf('?');
        var path = question < 0 ? local : local.substring(0, question);
        var query = Query.of(question < 0 ? "" : local.substring(question + 1));
        var effective = headers.first("X-HTTP-Method-Override").orElse(method).toUpperCase(Locale.ROOT);
        return new Request(effective, path, query, headers, body, Map.of());
    }

    /**
     * Does the same with a body that may be zipped, as a host receives it.
     *
     * @throws Refusal when the body cannot be unzipped
     */
    public static Request received(String method, String target, HeaderLines headers, byte[] body) {
        boolean zipped = headers.first("Content-Encoding")
                .filter("gzip"::equalsIgnoreCase)
                .isPresent();
        return of(method, target, headers, zipped ? Body.unzipped(body) : body);
    }

    public String method() {
        return method;
    }

    /** The path as it came, still percent-encoded. */
    public String path() {
        return path;
    }

    public Query query() {
        return query;
    }

    public HeaderLines headers() {
        return headers;
    }

    public int bodyLength() {
        return body.length;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public Query form() {
        return Query.of(text());
    }

    /** The body as a JSON object, or empty when it is missing or is no such object. */
    public Optional<ObjectNode> json() {
        return Json.read(text()).filter(JsonNode::isObject).map(ObjectNode.class::cast);
    }

    /** The decoded path segment that the route named. */
    public String place(String name) {
        var value = places.get(name);
        if (value == null) {
            throw new IllegalStateException("The route has no place named " + name + ".");
        }
        return value;
    }

    /** The same, where not every route has it. */
    public Optional<String> namedPlace(String name) {
        return Optional.ofNullable(places.get(name));
    }

    public Request at(Map<String, String> found) {
        return new Request(method, path, query, headers, body, Map.copyOf(found));
    }

    public Request on(String otherPath) {
        return new Request(method, otherPath, query, headers, body, places);
    }

    /** The path's segments, each decoded once; a plus sign stays a plus sign. */
    public List<String> segments() {
        var segments = new ArrayList<String>();
        for (var segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(decoded(segment));
            }
        }
        return segments;
    }

    private static String withoutOrigin(String target) {
        if (target.startsWith("/")) {
            return target;
        }
        int scheme = target.indexOf("://");
        int slash = scheme < 0 ? -1 : target.indexOf('/', scheme + 3);
        return slash < 0 ? "/" + (scheme < 0 ? target : "") : target.substring(slash);
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new Refusal(Answer.text(400, "The percent-encoding of the path is malformed."), malformed);
        }
    }
}
