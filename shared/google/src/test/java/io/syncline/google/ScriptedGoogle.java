package io.syncline.google;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that gives the answers it was told to, in their order, and keeps what it was asked. */
final class ScriptedGoogle implements AutoCloseable {
    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Queue<Answer> answers = new ArrayDeque<>();

    record Answer(int status, Map<String, String> headers, String body) {}

    record Asked(String method, URI uri, Map<String, List<String>> headers, String body) {}

    ScriptedGoogle() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::settle);
        server.start();
    }

    URI root() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    ScriptedGoogle then(int status, String body) {
        return then(status, Map.of("Content-Type", "application/json; charset=UTF-8"), body);
    }

    ScriptedGoogle then(int status, Map<String, String> headers, String body) {
        answers.add(new Answer(status, headers, body));
        return this;
    }

    /** A batch answer; a part is everything from its status line on. */
    ScriptedGoogle thenParts(String... parts) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            body.append("--b\r\nContent-Type: application/http\r\nContent-ID: response-")
                    .append(i + 1)
                    .append("\r\n\r\n")
                    .append(parts[i])
                    .append("\r\n");
        }
        return then(200, Map.of("Content-Type", "multipart/mixed; boundary=b"), body + "--b--\r\n");
    }

    static String part(int status, String json) {
        return part(status, "", json);
    }

    static String part(int status, String headers, String json) {
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return "HTTP/1.1 %d Whatever\r\nContent-Type: application/json; charset=UTF-8\r\n%sContent-Length: %d\r\n\r\n%s"
                .formatted(status, headers, length, json);
    }

    static String error(int status, String reason) {
        return """
                {"error":{"code":%d,"message":"Something about it.","errors":[{"domain":"global","reason":"%s"}]}}""".formatted(status, reason);
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void settle(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            Answer answer = answers.isEmpty() ? new Answer(500, Map.of(), "nothing planned") : answers.remove();
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
