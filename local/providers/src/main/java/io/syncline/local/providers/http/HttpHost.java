package io.syncline.local.providers.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One listening host on 127.0.0.1, one virtual thread per request. */
public final class HttpHost implements AutoCloseable {

    static {
        // Without it the JDK's server waits for a delayed acknowledgement of about 40 ms on every kept connection.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
        // A client may keep a connection for minutes; one that the server dropped meanwhile costs it a failed write.
        System.setProperty("sun.net.httpserver.idleInterval", "600");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private volatile Responder responder = request -> Answer.empty(503);
    private volatile boolean started;

    private HttpHost(HttpServer server) {
        this.server = server;
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
    }

    /**
     * Takes a port; nothing is answered before {@link #start}.
     *
     * @param port the port, or 0 for any free one
     * @throws PortTaken when another process listens there
     */
    public static HttpHost bind(String part, int port) {
        return new HttpHost(bound(part, port));
    }

    public void start(Responder answering) {
        responder = answering;
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
        started = true;
    }

    /** The origin that clients use: {@code http://localhost:PORT}. */
    public String origin() {
        return "http://localhost:" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        if (!started) {
            // The JDK's server gives its port back only in the thread that start() begins.
            server.start();
            started = true;
        }
        server.stop(0);
        threads.shutdownNow();
    }

    private static HttpServer bound(String part, int port) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 512);
        } catch (BindException taken) {
            throw new PortTaken(part, port, taken);
        } catch (IOException failed) {
            throw new UncheckedIOException("The host " + part + " could not be opened on port " + port + ".", failed);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // a fault of the simulator must be seen, and answered as a 500
    private Answer answer(HttpExchange exchange) throws IOException {
        try {
            return responder.settle(read(exchange));
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (RuntimeException bug) {
            bug.printStackTrace();
            return Answer.text(500, "The simulator failed: " + bug.getClass().getSimpleName() + ".");
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        var headers = new HeaderLines();
        exchange.getRequestHeaders().forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
        var body = Body.limited(exchange.getRequestBody());
        return Request.received(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.isCut()) {
            return;
        }
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        if (answer.length() == 0) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), answer.length());
        exchange.getResponseBody().write(answer.body());
    }
}
