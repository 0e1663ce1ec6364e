package io.syncline.local.cloud.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.cloud.aws.Invocations;
import io.syncline.local.cloud.http.Routes;
import io.syncline.local.cloud.lambda.FunctionSpec;
import io.syncline.local.cloud.lambda.QueueMapping;
import io.syncline.local.cloud.lambda.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the template declares about functions and everything that calls them. */
public final class Declared {

    private static final Pattern FOLDER = Pattern.compile("(?:\\./)?functions/([^/]+)/.*");
    private static final int CONCURRENCY_WITHOUT_LIMIT = 10;

    private final Stack stack;

    public Declared(Stack stack) {
        this.stack = stack;
    }

    public List<Resource> functions() {
        return stack.resources("AWS::Serverless::Function");
    }

    /** The name of the function's folder; its logical id where its code is elsewhere. */
    public static String name(Resource function) {
        Matcher folder = FOLDER.matcher(function.properties().path("CodeUri").asText());
        return folder.matches() ? folder.group(1) : function.id();
    }

    /**
     * A function as it is run.
     *
     * @param credentials variables that a function has besides its own
     */
    public FunctionSpec spec(Resource function, Map<String, String> credentials) {
        Map<String, String> environment = new HashMap<>(credentials);
        stack.property(function, "Environment")
                .path("Variables")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        return new FunctionSpec(
                name(function),
                stack.text(function, "Handler", "").replaceFirst("::.*", ""),
                stack.property(function, "MemorySize").asInt(128),
                Duration.ofSeconds(stack.property(function, "Timeout").asInt(3)),
                environment);
    }

    /** Functions by logical id and by folder: both names are good for calling one. */
    public Map<String, Invocations.Named> names() {
        Map<String, Invocations.Named> names = new HashMap<>();
        for (Resource function : functions()) {
            Invocations.Named named = new Invocations.Named(name(function), stack.attribute(function, "Arn"));
            names.put(function.id(), named);
            names.put(named.folder(), named);
        }
        return names;
    }

    public JsonNode policies(Resource function) {
        return stack.property(function, "Policies");
    }

    /** Routes of all functions; one without authorizer is declared so at its event. */
    public List<Routes.Route> routes() {
        List<Routes.Route> routes = new ArrayList<>();
        eachEvent(
                "HttpApi",
                (function, properties) -> routes.add(new Routes.Route(
                        properties.path("Method").asText(),
                        properties.path("Path").asText(),
                        name(function),
                        !properties.path("Auth").path("Authorizer").asText("").equals("NONE"))));
        return routes;
    }

    public List<QueueMapping.Source> queueSources() {
        List<QueueMapping.Source> sources = new ArrayList<>();
        eachEvent("SQS", (function, properties) -> {
            String arn = properties.path("Queue").asText();
            Resource queue = stack.withArn(arn)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "The template maps a queue to " + function.id() + " that it does not declare: " + arn));
            sources.add(new QueueMapping.Source(
                    name(function),
                    stack.reference(queue),
                    arn,
                    properties.path("BatchSize").asInt(10),
                    properties.path("ScalingConfig").path("MaximumConcurrency").asInt(CONCURRENCY_WITHOUT_LIMIT),
                    properties.path("FunctionResponseTypes").toString().contains("ReportBatchItemFailures")));
        });
        return sources;
    }

    public List<Schedule.Tick> ticks() {
        List<Schedule.Tick> ticks = new ArrayList<>();
        eachEvent(
                "Schedule",
                (function, properties) -> ticks.add(new Schedule.Tick(
                        name(function),
                        properties.path("Schedule").asText(),
                        Optional.ofNullable(properties.path("Input").textValue()))));
        return ticks;
    }

    /** Issuer and audience of the HTTP API's default JWT authorizer, where the template has one. */
    public Optional<JsonNode> jwtConfiguration() {
        return stack.resources("AWS::Serverless::HttpApi").stream()
                .map(api -> stack.property(api, "Auth"))
                .map(auth -> auth.path("Authorizers")
                        .path(auth.path("DefaultAuthorizer").asText())
                        .path("JwtConfiguration"))
                .filter(JsonNode::isObject)
                .findFirst();
    }

    /** The headers that the distribution's policy sets on every answer, save the one that demands TLS. */
    public Map<String, String> securityHeaders() {
        Map<String, String> headers = new TreeMap<>();
        for (Resource policy : stack.resources("AWS::CloudFront::ResponseHeadersPolicy")) {
            JsonNode security =
                    stack.property(policy, "ResponseHeadersPolicyConfig").path("SecurityHeadersConfig");
            put(
                    headers,
                    "Content-Security-Policy",
                    security.path("ContentSecurityPolicy").path("ContentSecurityPolicy"));
            put(headers, "X-Frame-Options", security.path("FrameOptions").path("FrameOption"));
            put(headers, "Referrer-Policy", security.path("ReferrerPolicy").path("ReferrerPolicy"));
            if (security.has("ContentTypeOptions")) {
                headers.put("X-Content-Type-Options", "nosniff");
            }
        }
        return headers;
    }

    /** Those of the security headers that give way to one of the same name that a function sets. */
    public Set<String> yieldingHeaders() {
        boolean yields = stack.resources("AWS::CloudFront::ResponseHeadersPolicy").stream()
                .map(policy -> stack.property(policy, "ResponseHeadersPolicyConfig")
                        .path("SecurityHeadersConfig")
                        .path("ReferrerPolicy"))
                .anyMatch(policy -> !policy.path("Override").asBoolean(true));
        return yields ? Set.of("Referrer-Policy") : Set.of();
    }

    private static void put(Map<String, String> headers, String name, JsonNode value) {
        if (value.isTextual()) {
            headers.put(name, value.asText().strip());
        }
    }

    private interface EventUse {
        void use(Resource function, JsonNode properties);
    }

    private void eachEvent(String type, EventUse use) {
        for (Resource function : functions()) {
            for (JsonNode event : stack.property(function, "Events")) {
                if (event.path("Type").asText().equals(type)) {
                    use.use(function, event.path("Properties"));
                }
            }
        }
    }
}
