package io.syncline.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.syncline.local.cloud.server.Servers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
    private final Map<String, RestService> restServices = new ConcurrentHashMap<>();
    private final AwsFaults faults = new AwsFaults();
    private final Metering metering;
    private final Consumer<String> log;
    private final HttpServer server;

    private record Caller(String name, Permissions permissions) {}

    /**
     * @param services those of the JSON protocols, by the name in a signature's scope
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

    /** Lets a service of a REST protocol answer, under the name in a signature's scope. */
    public void serve(String scope, RestService service) {
        restServices.put(scope, service);
    }

    /** What goes wrong here on purpose: nothing, until a test says so. */
    public AwsFaults faults() {
        return faults;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            RestAnswer answer;
            try {
                answer = answer(exchange);
            } catch (RuntimeException e) {
                log.accept("AWS endpoint: " + e);
                answer = plain(Answer.error(500, "InternalServerError", "The local cloud failed: " + e.getMessage()));
            }
            send(exchange, answer);
        }
    }

    private static void send(HttpExchange exchange, RestAnswer answer) throws IOException {
        try (InputStream body = answer.body()) {
            exchange.getResponseHeaders()
                    .set("x-amzn-RequestId", UUID.randomUUID().toString());
            answer.headers().forEach(exchange.getResponseHeaders()::put);
            boolean bodiless =
                    answer.length() == 0 || exchange.getRequestMethod().equals("HEAD");
            // The server wants 0 for a length that is not known, and -1 for no body at all.
            exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : Math.max(0, answer.length()));
            if (!bodiless) {
                body.transferTo(exchange.getResponseBody());
            }
        }
    }

    private RestAnswer answer(HttpExchange exchange) throws IOException {
        String authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        Matcher credential = CREDENTIAL.matcher(authorization);
        if (!credential.find()) {
            return plain(Answer.error(403, "MissingAuthenticationTokenException", "The request is not signed"));
        }
        String scope = credential.group(2);
        Optional<Caller> caller = Optional.ofNullable(callers.get(credential.group(1)));
        RestService rest = restServices.get(scope);
        if (rest != null) {
            return caller.map(known -> call(known, scope, rest, RestRequest.of(exchange)))
                    .orElseGet(() -> rest.error(403, "InvalidAccessKeyId", "The access key is not known here"));
        }
        if (caller.isEmpty()) {
            return plain(Answer.error(403, "UnrecognizedClientException", "The access key is not known here"));
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        return plain(json(caller.get(), scope, exchange.getRequestHeaders().getFirst("X-Amz-Target"), body));
    }

    private Answer json(Caller caller, String scope, @Nullable String target, byte[] body) {
        AwsService service = services.get(scope);
        if (service == null || target == null) {
            return Answer.error(400, "UnknownOperationException", scope + " does not run locally (" + target + ")");
        }
        String action = target.substring(target.lastIndexOf('.') + 1);
        JsonNode request = Json.read(body);
        List<Access> accesses = service.accesses(action, request);
        metering.count(caller.name(), scope, action, service.units(action, request));
        Optional<Access> refused = caller.permissions().firstRefused(accesses);
        if (refused.isPresent()) {
            return Answer.error(400, "AccessDeniedException", refusal(caller, refused.get()));
        }
        Optional<AwsFaults.Fault> fault = faults.strike(scope, action, accesses, caller.name());
        if (fault.isEmpty()) {
            return service.call(target, body);
        }
        if (fault.get() == AwsFaults.Fault.ANSWER_LOST) {
            service.call(target, body);
        }
        return FaultAnswer.of(fault.get(), scope).json(request);
    }

    private RestAnswer call(Caller caller, String scope, RestService service, RestRequest request) {
        Optional<RestService.Asked> asked = service.asked(request);
        if (asked.isEmpty()) {
            return service.error(
                    501, "NotImplemented", scope + " does not know " + request.method() + " like this locally");
        }
        String action = asked.get().action();
        metering.count(caller.name(), scope, action, asked.get().units());
        Optional<Access> refused = caller.permissions().firstRefused(asked.get().accesses());
        if (refused.isPresent()) {
            return service.error(403, service.accessDenied(), refusal(caller, refused.get()));
        }
        Optional<AwsFaults.Fault> fault =
                faults.strike(scope, action, asked.get().accesses(), caller.name());
        if (fault.isEmpty()) {
            return absenceHidden(caller, service, asked.get(), service.call(request));
        }
        if (fault.get() == AwsFaults.Fault.ANSWER_LOST) {
            closeUnread(service.call(request));
        }
        FaultAnswer answer = FaultAnswer.of(fault.get(), scope);
        return service.error(answer.status(), answer.code(), FaultAnswer.SENTENCE);
    }

    private RestAnswer absenceHidden(Caller caller, RestService service, RestService.Asked asked, RestAnswer answer) {
        Optional<Access> hidden = asked.absence()
                .filter(access -> answer.status() == 404)
                .flatMap(access -> caller.permissions().firstRefused(List.of(access)));
        if (hidden.isEmpty()) {
            return answer;
        }
        closeUnread(answer);
        return service.error(403, service.accessDenied(), refusal(caller, hidden.get()));
    }

    private static void closeUnread(RestAnswer answer) {
        try {
            answer.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException("An answer that nobody reads cannot be closed", e);
        }
    }

    private String refusal(Caller caller, Access refused) {
        String sentence = "The role of " + caller.name() + " is not allowed " + refused.action() + " on "
                + refused.resource()
                + (refused.context().isEmpty()
                        ? ""
                        : " with " + refused.context().keySet())
                + ": its Policies in template.yaml have no statement that allows it";
        log.accept("AccessDenied: " + sentence);
        return sentence;
    }

    private static RestAnswer plain(Answer answer) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", List.of("application/x-amz-json-1.0"));
        answer.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return RestAnswer.of(answer.status(), headers, answer.body());
    }
}
