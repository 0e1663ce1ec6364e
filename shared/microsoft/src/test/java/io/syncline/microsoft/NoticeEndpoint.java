package io.syncline.microsoft;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody who answers Graph's handshakes. */
final class NoticeEndpoint implements AutoCloseable {

    private static final String TOKEN = "validationToken=";

    private final HttpServer server;
    private final List<URI> asked = new CopyOnWriteArrayList<>();

    NoticeEndpoint() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/notices/", this::answer);
        server.start();
    }

    URI origin() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    List<URI> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestURI());
            String query = exchange.getRequestURI().getRawQuery();
            byte[] token = Arrays.stream((query == null ? "" : query).split("&"))
                    .filter(pair -> pair.startsWith(TOKEN))
                    .map(pair -> URLDecoder.decode(pair.substring(TOKEN.length()), StandardCharsets.UTF_8))
                    .findFirst()
                    .orElse("")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(token.length == 0 ? 202 : 200, token.length == 0 ? -1 : token.length);
            exchange.getResponseBody().write(token);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
