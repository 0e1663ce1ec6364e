package io.syncline.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.cloud.aws.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A function that several things call, and those who call it: schedules, queues, Lambda's API and the operator. */
class OperateTest {

    @TempDir
    static Path work;

    @TempDir
    Path elsewhere;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static LocalCloud cloud;

    @BeforeAll
    static void start() {
        cloud = LocalCloud.start(Small.settings(work));
    }

    @AfterAll
    static void stop() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void a_function_of_streams_gets_ticks_with_their_input_and_messages() {
        cloud.tick("streams");
        send("Streamed", "message-1");
        cloud.awaitIdle(Duration.ofSeconds(20));

        assertThat(TestHandlers.ANY).contains("streams {\"mode\":\"plan\"}");
        assertThat(TestHandlers.ANY)
                .anyMatch(seen -> seen.startsWith("streams {\"Records\":[") && seen.contains("message-1"));
    }

    @Test
    void a_function_of_maps_gets_ticks_and_messages() {
        cloud.tick("maps");
        send("Mapped", "message-2");
        cloud.awaitIdle(Duration.ofSeconds(20));

        assertThat(TestHandlers.ANY)
                .anyMatch(seen -> seen.startsWith("maps {") && seen.contains("Scheduled Event"))
                .anyMatch(seen -> seen.startsWith("maps {") && seen.contains("message-2"));
    }

    @Test
    void a_function_is_invoked_by_its_folder_its_logical_id_and_its_arn() throws Exception {
        String arn = "arn%3Aaws%3Alambda%3Aeu-central-1%3A000000000000%3Afunction%3AStreams%3Alive";
        for (String name : new String[] {"streams", "Streams", arn}) {
            HttpResponse<String> answer = invoke(cloud.operatorKeyId(), name, "{\"a\":1}", "RequestResponse");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"got\":{\"a\":1}}");
            assertThat(answer.headers().firstValue("X-Amz-Function-Error")).isEmpty();
        }
    }

    @Test
    void a_function_that_throws_answers_with_its_error_in_lambdas_way() throws Exception {
        HttpResponse<String> answer = invoke(cloud.operatorKeyId(), "streams", "\"fail please\"", "RequestResponse");

        JsonNode error = Json.read(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Amz-Function-Error")).hasValue("Unhandled");
        assertThat(error.path("errorType").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(error.path("errorMessage").asText()).isEqualTo("asked to fail");
    }

    @Test
    void an_invocation_that_nobody_waits_for_is_accepted_and_runs() throws Exception {
        HttpResponse<String> answer = invoke(cloud.operatorKeyId(), "streams", "{\"mode\":\"later\"}", "Event");
        cloud.awaitIdle(Duration.ofSeconds(20));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(TestHandlers.ANY).contains("streams {\"mode\":\"later\"}");
    }

    @Test
    void a_role_invokes_the_functions_that_it_names_and_no_others() throws Exception {
        String key = cloud.keyIdOf("streams");

        assertThat(invoke(key, "maps", "{}", "RequestResponse").statusCode()).isEqualTo(200);
        assertThat(invoke(key, "streams", "{}", "RequestResponse").statusCode()).isEqualTo(403);
        assertThat(invoke(key, "nobody", "{}", "RequestResponse").statusCode()).isEqualTo(403);
        assertThat(invoke(cloud.operatorKeyId(), "nobody", "{}", "RequestResponse")
                        .statusCode())
                .isEqualTo(404);
        assertThat(invoke(cloud.operatorKeyId(), "maps", "{no json", "RequestResponse")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void resources_without_a_meaning_on_this_machine_can_be_referred_to() throws Exception {
        HttpResponse<String> answer = invoke(cloud.operatorKeyId(), "maps", "{}", "RequestResponse");

        assertThat(Json.read(answer.body()).path("alarm").asText()).contains("Alarm");
        assertThat(cloud.reference("Topic")).startsWith("arn:aws:sns:");
    }

    @Test
    void the_operators_command_prints_what_a_function_answers() {
        Output output = operate("operate", "--work", work.toString(), "streams", "{\"rotate\":\"org-1\"}");

        assertThat(output.code()).isZero();
        assertThat(output.out()).isEqualToIgnoringNewLines("{\"got\":{\"rotate\":\"org-1\"}}\n");
    }

    @Test
    void the_operators_command_says_what_went_wrong_in_one_sentence() {
        assertThat(operate("operate", "--work", work.toString(), "streams", "\"fail please\""))
                .isEqualTo(new Output(1, "", "streams did not work: asked to fail\n"));
        assertThat(operate("operate", "--work", work.toString(), "nobody").err())
                .startsWith("nobody did not work: The template has no such function, but ")
                .contains("streams")
                .hasLineCount(1);
        assertThat(operate("operate", "--work", work.toString(), "streams", "{no json")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void without_a_running_syncline_the_operators_command_says_so() throws Exception {
        assertThat(operate("operate", "--work", elsewhere.toString(), "streams").err())
                .startsWith("Syncline does not run on this machine")
                .hasLineCount(1);
        Files.writeString(
                elsewhere.resolve("operator.json"), "{\"endpoint\":\"http://localhost:1\",\"accessKeyId\":\"AKIA\"}");
        assertThat(operate("operate", "--work", elsewhere.toString(), "streams").err())
                .startsWith("Syncline does not run on this machine");
    }

    @Test
    void the_operators_pass_is_its_owners_only_and_good_for_invoking_only() throws Exception {
        Path file = work.resolve("operator.json");
        String key = Json.read(Files.readAllBytes(file)).path("accessKeyId").asText();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(invoke(key, "maps", "{}", "RequestResponse").statusCode()).isEqualTo(200);
        assertThat(new io.syncline.local.cloud.aws.AwsCalls(cloud.awsEndpoint(), "dynamodb", key)
                        .forward("DynamoDB_20120810.ListTables", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void the_operators_pass_is_gone_when_syncline_stops() {
        LocalCloud other = LocalCloud.start(Small.settings(elsewhere));
        assertThat(elsewhere.resolve("operator.json")).exists();

        other.close();

        assertThat(elsewhere.resolve("operator.json")).doesNotExist();
        assertThat(elsewhere).isDirectoryNotContaining(file -> file.toString().endsWith(".new"));
    }

    private record Output(int code, String out, String err) {}

    private static Output operate(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Run.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Output(command.execute(arguments), out.toString(), err.toString());
    }

    private static HttpResponse<String> invoke(String key, String name, String event, String type) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(
                                URI.create(cloud.awsEndpoint() + "/2015-03-31/functions/" + name + "/invocations"))
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=" + key + "/20260101/eu-central-1/lambda/aws4_request")
                        .header("X-Amz-Invocation-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(event))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void send(String queue, String body) {
        cloud.aws("sqs")
                .call(
                        "AmazonSQS.SendMessage",
                        Json.object().put("QueueUrl", cloud.reference(queue)).put("MessageBody", body));
    }
}
