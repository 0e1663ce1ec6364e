package io.syncline.local.providers.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One HTTP answer, or the cut of the connection in place of one. */
public final class Answer {

    private static final int CUT = -1;

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private Answer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public static Answer json(int status, JsonNode body) {
        return new Answer(status, Map.of("Content-Type", "application/json; charset=utf-8"), Json.bytes(body));
    }

    public static Answer html(int status, String page) {
        return of(status, "text/html; charset=utf-8", page);
    }

    public static Answer text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text);
    }

    public static Answer of(int status, String contentType, String body) {
        return new Answer(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    /** 303, so that the browser follows a form post with a GET. */
    public static Answer redirect(String location) {
        return new Answer(303, Map.of("Location", location, "Cache-Control", "no-store"), new byte[0]);
    }

    /** The connection closes without an answer. */
    public static Answer cut() {
        return empty(CUT);
    }

    public Answer with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }

    /** The same answer with another JSON body. */
    public Answer withJson(JsonNode other) {
        return new Answer(status, headers, Json.bytes(other));
    }

    /** The same answer without the second half of its body. */
    public Answer halved() {
        return new Answer(status, headers, Arrays.copyOf(body, body.length / 2));
    }

    public boolean isCut() {
        return status == CUT;
    }

    public int status() {
        return status;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public int length() {
        return body.length;
    }

    public byte[] body() {
        return body.clone();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public Optional<JsonNode> json() {
        return Json.read(text());
    }
}
