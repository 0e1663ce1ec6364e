package io.syncline.local.cloud;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.syncline.local.cloud.aws.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Functions of the small template. */
public final class TestHandlers {

    /** What the handlers in this JVM have seen. */
    static final List<Map<String, String>> ENVIRONMENTS = new CopyOnWriteArrayList<>();

    static final List<String> BODIES = new CopyOnWriteArrayList<>();
    static final List<String> ANY = new CopyOnWriteArrayList<>();
    static final AtomicInteger TICKS = new AtomicInteger();

    private TestHandlers() {}

    /** Answers with what it was asked. */
    public static final class Echo implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

        public Echo() {
            this(System.getenv());
        }

        public Echo(Map<String, String> environment) {
            ENVIRONMENTS.add(environment);
        }

        @Override
        public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
            if ("true".equals(event.getHeaders().get("x-fail"))) {
                throw new IllegalStateException("asked to fail");
            }
            var seen = Json.object()
                    .put("routeKey", event.getRouteKey())
                    .put("rawPath", event.getRawPath())
                    .put("body", event.getBody())
                    .put("base64", event.getIsBase64Encoded())
                    .put("remaining", context.getRemainingTimeInMillis() > 0)
                    .put("pid", ProcessHandle.current().pid());
            seen.set("path", Json.of(event.getPathParameters()));
            seen.set("query", Json.of(event.getQueryStringParameters()));
            seen.set("cookies", Json.of(event.getCookies()));
            var authorizer = event.getRequestContext().getAuthorizer();
            if (authorizer != null) {
                seen.set("claims", Json.of(authorizer.getJwt().getClaims()));
            }
            return APIGatewayV2HTTPResponse.builder()
                    .withStatusCode(200)
                    .withHeaders(Map.of("Content-Type", "application/json"))
                    .withCookies(List.of("a=1; Path=/", "b=2; Path=/"))
                    .withBody(seen.toString())
                    .build();
        }
    }

    /** Takes messages; one that says "poison" fails. */
    public static final class Worker implements RequestHandler<SQSEvent, SQSBatchResponse> {

        public Worker() {
            this(System.getenv());
        }

        public Worker(Map<String, String> environment) {
            ENVIRONMENTS.add(environment);
        }

        @Override
        public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
            List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
            for (SQSEvent.SQSMessage message : event.getRecords()) {
                if (message.getBody().contains("poison")) {
                    failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
                } else {
                    BODIES.add(message.getBody());
                }
            }
            return new SQSBatchResponse(failures);
        }
    }

    /** Counts. */
    public static final class Clock implements RequestHandler<ScheduledEvent, Void> {

        public Clock() {
            this(System.getenv());
        }

        public Clock(Map<String, String> environment) {
            ENVIRONMENTS.add(environment);
        }

        @Override
        @SuppressWarnings("NullAway")
        public Void handleRequest(ScheduledEvent event, Context context) {
            if (event.getTime() != null) {
                TICKS.incrementAndGet();
            }
            return null;
        }
    }

    /** Takes whatever comes as a stream, and answers with it; an event that says so fails. */
    public static final class Streams implements RequestStreamHandler {

        public Streams() {
            this(System.getenv());
        }

        public Streams(Map<String, String> environment) {
            ANY.add("streams starts with " + environment.size());
        }

        @Override
        public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
            String text = new String(event.readAllBytes(), StandardCharsets.UTF_8);
            if (text.contains("fail please")) {
                throw new IllegalStateException("asked to fail");
            }
            ANY.add("streams " + text);
            answer.write(("{\"got\":" + text + "}").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Takes whatever comes as a map. */
    public static final class Maps implements RequestHandler<Map<String, Object>, Map<String, Object>> {

        private final Map<String, String> environment;

        public Maps() {
            this(System.getenv());
        }

        public Maps(Map<String, String> environment) {
            this.environment = environment;
        }

        @Override
        public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
            ANY.add("maps " + Json.of(event));
            return Map.of("alarm", environment.getOrDefault("ALARM_ARN", ""), "members", event.size());
        }
    }
}
