package io.syncline.microsoft;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.connection.ConnectionId;
import io.syncline.token.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A Graph that says what a test tells it to say, and remembers what it was asked. */
final class StubbedGraph implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    static final Secret TOKEN = Secret.of("a-token");
    static final CalendarRef CALENDAR = new CalendarRef(new ConnectionId("c_1"), new CalendarId("AAMk/cal=="));

    /** A request as it arrived; a batch's parts are taken out of it by {@link #parts()}. */
    record Asked(String method, String uri, Map<String, List<String>> headers, String body) {

        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> String.join(", ", header.getValue()))
                    .findFirst()
                    .orElse("");
        }

        List<JsonObject> parts() {
            JsonArray requests = JsonParser.parseString(body).getAsJsonObject().getAsJsonArray("requests");
            return requests.asList().stream().map(JsonElement::getAsJsonObject).toList();
        }
    }

    /** An answer; status 0 cuts the connection. */
    record Said(int status, Map<String, String> headers, String body) {

        static Said json(int status, String body) {
            return new Said(status, Map.of("Content-Type", "application/json"), body);
        }

        static Said cut() {
            return new Said(0, Map.of(), "");
        }

        Said with(String name, String value) {
            Map<String, String> more = new java.util.HashMap<>(headers);
            more.put(name, value);
            return new Said(status, more, body);
        }
    }

    private final HttpServer server;
    private final Queue<Function<Asked, Said>> script = new ArrayDeque<>();
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

    StubbedGraph() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String root() {
        return "http://localhost:" + server.getAddress().getPort() + "/v1.0";
    }

    MicrosoftCalendars calendars() {
        return new MicrosoftCalendars(URI.create(root()), InstantSource.fixed(NOW), new Random(7));
    }

    StubbedGraph says(Said answer) {
        return says(any -> answer);
    }

    StubbedGraph says(int status, String body) {
        return says(Said.json(status, body));
    }

    synchronized StubbedGraph says(Function<Asked, Said> answer) {
        script.add(answer);
        return this;
    }

    /** Answers a batch: the n-th answer goes to the n-th part, and they are sent in reverse. */
    StubbedGraph saysInBatch(Said... parts) {
        return says(question -> batch(question, List.of(parts)));
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    private static Said batch(Asked question, List<Said> answers) {
        List<JsonObject> parts = question.parts();
        List<JsonObject> responses = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Said answer = answers.get(Math.min(i, answers.size() - 1));
            var response = new JsonObject();
            response.addProperty("id", parts.get(i).get("id").getAsString());
            response.addProperty("status", answer.status());
            var headers = new JsonObject();
            answer.headers().forEach(headers::addProperty);
            response.add("headers", headers);
            if (!answer.body().isEmpty()) {
                response.add("body", JsonParser.parseString(answer.body()));
            }
            responses.add(response);
        }
        var whole = new JsonObject();
        var array = new JsonArray();
        responses.reversed().forEach(array::add);
        whole.add("responses", array);
        return Said.json(200, whole.toString());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var question = new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            asked.add(question);
            Said answer = next().apply(question);
            if (answer.status() == 0) {
                return;
            }
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private synchronized Function<Asked, Said> next() {
        Function<Asked, Said> next = script.poll();
        return next == null ? question -> Said.json(500, "{\"error\":{\"code\":\"NotInTheScript\"}}") : next;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
