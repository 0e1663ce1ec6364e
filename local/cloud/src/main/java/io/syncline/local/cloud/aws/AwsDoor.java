package io.syncline.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.syncline.local.cloud.server.Servers;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one AWS endpoint. Knows the caller by the access key id of its signature, asks the caller's role for permission,
 * counts the request, and hands it to the service that the signature's scope names
 * (AWS General Reference, "Signature Version 4"). The signature itself is not verified: the endpoint listens on this
 * machine only.
 */
public final class AwsDoor implements AutoCloseable {

    private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/,]+)/[^/]+/[^/]+/([^/]+)/");

    private final Map<String, Caller> callers = new ConcurrentHashMap<>();
    private final Map<String, AwsService> services;
    private final Metering metering;
    private final Consumer<String> log;
    private final HttpServer server;

    private record Caller(String name, Permissions permissions) {}

    /**
     * @param services by the name in a signature's scope
     * @param log takes a line for every refusal
     */
    public AwsDoor(Map<String, AwsService> services, Metering metering, Consumer<String> log) {
        this.services = Map.copyOf(services);
        this.metering = metering;
        this.log = log;
        this.server = Servers.listen(0);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Lets a key pair in, with what its owner may do. */
    public void admit(String accessKeyId, String name, Permissions permissions) {
        callers.put(accessKeyId, new Caller(name, permissions));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Answer answer;
        try {
            answer = answer(exchange, body);
        } catch (RuntimeException e) {
            log.accept("AWS endpoint: " + e);
            answer = Answer.error(500, "InternalServerError", "The local cloud failed: " + e.getMessage());
        }
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        if (answer.body().length > 0) {
            exchange.getResponseBody().write(answer.body());
        }
        exchange.close();
    }

    private Answer answer(HttpExchange exchange, byte[] body) {
        String authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        Matcher credential = CREDENTIAL.matcher(authorization);
        if (!credential.find()) {
            return Answer.error(403, "MissingAuthenticationTokenException", "The request is not signed");
        }
        Caller caller = callers.get(credential.group(1));
        if (caller == null) {
            return Answer.error(403, "UnrecognizedClientException", "The access key is not known here");
        }
        AwsService service = services.get(credential.group(2));
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (service == null || target == null) {
            return Answer.error(
                    400, "UnknownOperationException", credential.group(2) + " does not run locally (" + target + ")");
        }
        return call(caller, credential.group(2), service, target, body);
    }

    private Answer call(Caller caller, String scope, AwsService service, String target, byte[] body) {
        String action = target.substring(target.lastIndexOf('.') + 1);
        JsonNode request = Json.read(body);
        List<Access> accesses = service.accesses(action, request);
        metering.count(caller.name(), scope, action, service.units(action, request));
        return caller.permissions()
                .firstRefused(accesses)
                .map(refused -> refusal(caller, refused))
                .orElseGet(() -> service.call(target, body));
    }

    private Answer refusal(Caller caller, Access refused) {
        String sentence = "The role of " + caller.name() + " is not allowed " + refused.action() + " on "
                + refused.resource() + (refused.context().isEmpty() ? "" : " with " + refused.context())
                + ": its Policies in template.yaml have no statement that allows it";
        log.accept("AccessDenied: " + sentence);
        return Answer.error(400, "AccessDeniedException", sentence);
    }
}
