package io.syncline.local.cloud.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.syncline.local.cloud.aws.Metering;
import io.syncline.local.cloud.lambda.Functions;
import io.syncline.local.cloud.lambda.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The one origin: whatever begins like a route of the template, such as {@code /v1/*}, through the routes to the
 * functions, everything else from the built dashboard, and the distribution's security headers on all of it.
 */
public final class FrontDoor implements AutoCloseable {

    /** What Lambda takes in one event; a request may be a little less. */
    private static final int MAXIMUM_BODY = 6 * 1024 * 1024;

    private final Setup setup;
    private final Functions functions;
    private final Metering metering;
    private final Consumer<String> log;
    private final Dashboard dashboard;
    /**
     * How the door is furnished.
     *
     * @param server bound and not started: a port that is taken is told before anything else starts
     * @param securityHeaders set on every answer
     * @param yieldingHeaders those of them that do not replace one that the answer has already
     * @param dashboard the folder with the built pages
     */
    public record Setup(
            HttpServer server,
            Routes routes,
            JwtAuthorizer authorizer,
            Map<String, String> securityHeaders,
            Set<String> yieldingHeaders,
            Path dashboard) {}

    public FrontDoor(Setup setup, Functions functions, Metering metering, Consumer<String> log) {
        this.setup = setup;
        this.functions = functions;
        this.metering = metering;
        this.log = log;
        this.dashboard = new Dashboard(setup.dashboard());
        setup.server().createContext("/", this::handle);
        setup.server().start();
    }

    public int port() {
        return setup.server().getAddress().getPort();
    }

    @Override
    public void close() {
        setup.server().stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        Reply reply;
        try {
            reply = reply(exchange);
        } catch (RuntimeException e) {
            log.accept("HTTP: " + exchange.getRequestMethod() + " failed: " + e);
            reply = internalError();
        }
        reply.under(setup.securityHeaders(), setup.yieldingHeaders()).send(exchange);
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        if (!setup.routes().reach(path)) {
            return dashboard.reply(exchange);
        }
        metering.count("http", "execute-api", "Request", 1);
        return setup.routes()
                .match(exchange.getRequestMethod(), path)
                .map(match -> authorized(exchange, match))
                .orElseGet(() ->
                        Reply.problem(404, "not-found", "No such address", "The API has no such method and path."));
    }

    private Reply authorized(HttpExchange exchange, Routes.Match match) {
        if (!match.route().signedIn()) {
            return invoked(exchange, match, Optional.empty());
        }
        String authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        Optional<Map<String, String>> claims = setup.authorizer().claims(authorization);
        return claims.isEmpty() ? notSignedIn() : invoked(exchange, match, claims);
    }

    private Reply invoked(HttpExchange exchange, Routes.Match match, Optional<Map<String, String>> claims) {
        try {
            byte[] body = exchange.getRequestBody().readNBytes(MAXIMUM_BODY + 1);
            if (body.length > MAXIMUM_BODY) {
                return Reply.problem(413, "body-too-large", "Body too large", "Send a body of at most 1 MB.");
            }
            String event = GatewayEvents.of(exchange, match, claims, body).toString();
            return replyTo(functions.invoke(match.route().function(), event));
        } catch (IOException e) {
            return Reply.problem(400, "invalid-request", "Body cut off", "Send the whole body that was announced.");
        }
    }

    private static Reply replyTo(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered(String json) -> Reply.ofFunction(json);
            case Outcome.Failed failed -> internalError();
            case Outcome.TimedOut timedOut ->
                Reply.problem(503, "internal", "Took too long", "It took too long; try again in a moment.");
        };
    }

    private static Reply notSignedIn() {
        Reply reply = Reply.problem(
                401, "not-signed-in", "Not signed in", "Sign in and send the access token as a bearer token.");
        reply.headers().put("WWW-Authenticate", List.of("Bearer"));
        return reply;
    }

    private static Reply internalError() {
        return Reply.problem(500, "internal", "Something broke", "Try again; the log says what broke.");
    }
}
