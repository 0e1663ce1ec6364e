package io.syncline.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.cloud.aws.Json;
import io.syncline.local.cloud.template.Declared;
import io.syncline.local.cloud.template.Stack;
import io.syncline.local.cloud.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The payloads in {@code events/} are what Lambda's own serialization reads. */
class SampleEventsTest {

    private static final Path HOME =
            LocalSettings.defaults().template().toAbsolutePath().getParent();

    private final Stack stack = new Stack(
            Template.read(HOME.resolve("template.yaml")),
            Map.of("OidcIssuer", "https://login.example.org"),
            "http://x");
    private final Declared declared = new Declared(stack);

    @Test
    void every_function_has_a_sample() {
        assertThat(declared.functions())
                .extracting(function -> HOME.resolve("events/" + Declared.name(function) + ".json"))
                .allSatisfy(file -> assertThat(file).isRegularFile());
    }

    @ParameterizedTest
    @ValueSource(strings = {"oauth-start", "oauth-callback", "api", "change-notices"})
    void a_sample_of_the_http_api_is_one_of_its_routes(String name) throws IOException {
        APIGatewayV2HTTPEvent event = read(name, APIGatewayV2HTTPEvent.class);

        assertThat(declared.routes())
                .anySatisfy(route -> assertThat(route.method() + " " + route.path() + " " + route.function())
                        .isEqualTo(event.getRouteKey() + " " + name));
        assertThat(event.getRequestContext().getHttp().getMethod()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"calendar-sync", "job-events"})
    void a_sample_of_a_queue_comes_from_the_queue_that_feeds_the_function(String name) throws IOException {
        SQSEvent event = read(name, SQSEvent.class);

        assertThat(event.getRecords()).isNotEmpty().allSatisfy(message -> {
            assertThat(Json.read(message.getBody()).isObject()).isTrue();
            assertThat(declared.queueSources())
                    .anySatisfy(source -> assertThat(source.function() + source.queueArn())
                            .isEqualTo(name + message.getEventSourceArn()));
        });
    }

    @Test
    void the_samples_of_the_bus_are_of_every_kind_that_the_rule_lets_through() throws IOException {
        JsonNode pattern = stack.resources("AWS::Events::Rule").stream()
                .map(rule -> stack.property(rule, "EventPattern"))
                .findFirst()
                .orElseThrow();
        var kinds = read("job-events", SQSEvent.class).getRecords().stream()
                .map(message -> Json.read(message.getBody()).path("detail-type").asText())
                .distinct();

        assertThat(kinds)
                .containsExactlyInAnyOrderElementsOf(pattern.path("detail-type")
                        .valueStream()
                        .map(JsonNode::asText)
                        .toList());
    }

    @Test
    void the_sample_of_the_schedule_has_its_time() throws IOException {
        assertThat(read("sync-planner", ScheduledEvent.class).getTime()).isNotNull();
    }

    private static <T> T read(String name, Class<T> type) throws IOException {
        String json = Files.readString(HOME.resolve("events/" + name + ".json"));
        return LambdaEventSerializers.serializerFor(type, type.getClassLoader()).fromJson(json);
    }
}
