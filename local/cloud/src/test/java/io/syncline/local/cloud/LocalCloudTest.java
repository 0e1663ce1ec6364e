package io.syncline.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.aws.Answer;
import io.syncline.local.cloud.aws.AwsCalls;
import io.syncline.local.cloud.aws.Json;
import io.syncline.local.cloud.identity.DemoPerson;
import io.syncline.local.cloud.identity.TokenRequest;
import io.syncline.local.cloud.lambda.Outcome;
import io.syncline.local.cloud.server.PortTaken;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine, on a small template with handlers of its own. */
class LocalCloudTest {

    @TempDir
    static Path folder;

    private static LocalCloud cloud;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        Path dashboard = Files.createDirectories(folder.resolve("dist/assets"));
        Files.writeString(folder.resolve("dist/index.html"), "<title>Syncline</title>");
        Files.writeString(dashboard.resolve("index-1a2b.js"), "export const a = 1;\n".repeat(200));
        cloud = LocalCloud.start(settings().withPort(0));
    }

    private static LocalSettings settings() {
        return LocalSettings.defaults()
                .withTemplate(Path.of("src/test/resources/small.yaml").toAbsolutePath())
                .withDashboard(folder.resolve("dist"))
                .withWork(folder.resolve("work"))
                .withEnvironment(Map.of())
                .withoutSimulators();
    }

    @AfterAll
    static void stop() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void a_function_gets_the_environment_that_the_template_gives_it() {
        Map<String, String> echo = environmentWith("KEY");

        assertThat(echo)
                .containsEntry("SHARED", "everywhere")
                .containsEntry("TABLE", "syncline-Things")
                .containsEntry("ORIGIN", cloud.origin())
                .containsEntry("AWS_ENDPOINT_URL", cloud.awsEndpoint().toString())
                .containsKeys("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION");
        assertThat(environmentWith("QUEUE").get("QUEUE")).endsWith("/000000000000/syncline-work.fifo");
        assertThat(environments()
                        .map(environment -> environment.get("AWS_ACCESS_KEY_ID"))
                        .distinct()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void a_request_arrives_decoded_as_the_gateway_would() throws Exception {
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(at("/v1/things/a%2Fb%20c/parts/%C3%A9?x=1&x=2&y=%26"))
                        .header("Authorization", "Bearer " + cloud.tokenFor(DemoPerson.TESS))
                        .header("Cookie", "one=1; two=2")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"ü\":1}")));

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode seen = Json.read(response.body());
        assertThat(seen.path("routeKey").asText()).isEqualTo("POST /v1/things/{thing}/parts/{part}");
        assertThat(seen.path("path").toString()).isEqualTo("{\"thing\":\"a/b c\",\"part\":\"é\"}");
        assertThat(seen.path("query").toString()).isEqualTo("{\"x\":\"1,2\",\"y\":\"&\"}");
        assertThat(seen.path("cookies").toString()).isEqualTo("[\"one=1\",\"two=2\"]");
        assertThat(seen.path("body").asText()).isEqualTo("{\"ü\":1}");
        assertThat(seen.path("claims").path("roles").asText()).isEqualTo("[technician]");
        assertThat(seen.path("remaining").asBoolean()).isTrue();
        assertThat(response.headers().allValues("set-cookie")).containsExactly("a=1; Path=/", "b=2; Path=/");
    }

    @Test
    void a_body_that_is_no_text_arrives_as_base64() throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder(at("/v1/things/a/parts/b"))
                .header("Authorization", "Bearer " + cloud.tokenFor(DemoPerson.TESS))
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {(byte) 0xff, 0})));

        JsonNode seen = Json.read(response.body());
        assertThat(seen.path("base64").asBoolean()).isTrue();
        assertThat(seen.path("body").asText()).isEqualTo("/wA=");
    }

    @Test
    void only_a_valid_token_gets_through_the_authorizer() throws Exception {
        TokenRequest good = TokenRequest.of(DemoPerson.DANA);

        assertThat(statusWith("Bearer " + cloud.tokenFor(good))).isEqualTo(200);
        assertThat(statusWith("Bearer " + cloud.tokenFor(good.expired()))).isEqualTo(401);
        assertThat(statusWith("Bearer " + cloud.tokenFor(good.issuedBy("https://elsewhere.example"))))
                .isEqualTo(401);
        assertThat(statusWith("Bearer " + cloud.tokenFor(good.forAudience("another-api"))))
                .isEqualTo(401);
        assertThat(statusWith("Bearer " + cloud.tokenFor(good.signedByForeignKey())))
                .isEqualTo(401);
        assertThat(statusWith("Bearer " + withoutSignature(cloud.tokenFor(good))))
                .isEqualTo(401);
        assertThat(statusWith("Bearer nonsense")).isEqualTo(401);
        assertThat(statusWith("")).isEqualTo(401);
    }

    @Test
    void somebody_who_is_not_signed_in_gets_a_problem_document() throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder(at("/v1/things")));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(Json.read(response.body()).path("type").asText())
                .isEqualTo("https://syncline.dev/problems/not-signed-in");
    }

    @Test
    void a_route_without_authorizer_is_open() throws Exception {
        assertThat(send(HttpRequest.newBuilder(at("/v1/open"))).statusCode()).isEqualTo(200);
    }

    @Test
    void a_route_that_the_template_does_not_declare_is_missing() throws Exception {
        assertThat(send(HttpRequest.newBuilder(at("/v1/unknown"))).statusCode()).isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(at("/v1/open")).DELETE()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_handler_that_throws_is_an_internal_error_without_its_message() throws Exception {
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(at("/v1/open")).header("x-fail", "true"));

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("asked to fail");
        assertThat(cloud.logLines()).anyMatch(line -> line.contains("asked to fail"));
    }

    @Test
    void pages_of_the_dashboard_are_served_with_the_policy_of_the_template() throws Exception {
        HttpResponse<String> page = send(HttpRequest.newBuilder(at("/connections/new")));
        HttpResponse<byte[]> script = HTTP.send(
                HttpRequest.newBuilder(at("/assets/index-1a2b.js"))
                        .header("Accept-Encoding", "gzip")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).isEqualTo("<title>Syncline</title>");
        assertThat(page.headers().firstValue("cache-control")).hasValue("no-cache");
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .startsWith("default-src 'self'; connect-src localhost:");
        assertThat(script.headers().firstValue("content-encoding")).hasValue("gzip");
        assertThat(script.headers().firstValue("cache-control").orElse("")).contains("immutable");
        assertThat(send(HttpRequest.newBuilder(at("/assets/../../work/logs/cloud.log")))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_role_may_do_what_its_statements_say_and_nothing_else() {
        AwsCalls dynamo = as("KEY", "dynamodb");
        ObjectNode put = Json.object().put("TableName", "syncline-Things");
        put.set("Item", Json.read("{\"id\":{\"S\":\"1\"},\"color\":{\"S\":\"red\"}}"));
        ObjectNode query = Json.object()
                .put("TableName", "syncline-Things")
                .put("IndexName", "by-color")
                .put("KeyConditionExpression", "color = :c");
        query.set("ExpressionAttributeValues", Json.read("{\":c\":{\"S\":\"red\"}}"));

        assertThat(status(dynamo, "DynamoDB_20120810.PutItem", put)).isEqualTo(200);
        assertThat(status(dynamo, "DynamoDB_20120810.Query", query)).isEqualTo(200);
        assertRefused(dynamo, "DynamoDB_20120810.Query", query.deepCopy().without("IndexName"), "dynamodb:Query");
        assertRefused(dynamo, "DynamoDB_20120810.Scan", put, "dynamodb:Scan");
    }

    @Test
    void a_transaction_needs_the_permission_of_each_of_its_items() {
        AwsCalls dynamo = as("KEY", "dynamodb");
        JsonNode allowed = Json.read(
                "{\"TransactItems\":[{\"Put\":{\"TableName\":\"syncline-Things\",\"Item\":{\"id\":{\"S\":\"2\"}}}}]}");
        JsonNode refused = Json.read("{\"TransactItems\":[{\"Put\":{\"TableName\":\"syncline-Things\","
                + "\"Item\":{\"id\":{\"S\":\"3\"}}}},{\"Delete\":{\"TableName\":\"syncline-Things\","
                + "\"Key\":{\"id\":{\"S\":\"2\"}}}}]}");

        assertThat(status(dynamo, "DynamoDB_20120810.TransactWriteItems", allowed))
                .isEqualTo(200);
        assertRefused(dynamo, "DynamoDB_20120810.TransactWriteItems", refused, "dynamodb:DeleteItem");
    }

    @Test
    void a_key_opens_only_with_the_context_it_was_used_with() {
        AwsCalls kms = as("KEY", "kms");
        String key = environmentWith("KEY").get("KEY");
        ObjectNode encrypt = Json.object().put("KeyId", key).put("Plaintext", "aGVsbG8=");
        encrypt.putObject("EncryptionContext").put("organisation", "org-1");
        String blob =
                kms.call("TrentService.Encrypt", encrypt).path("CiphertextBlob").asText();
        ObjectNode decrypt = Json.object().put("CiphertextBlob", blob);
        decrypt.putObject("EncryptionContext").put("organisation", "org-1");
        ObjectNode foreign = decrypt.deepCopy();
        foreign.putObject("EncryptionContext").put("organisation", "org-2");
        ObjectNode without = decrypt.deepCopy().without("EncryptionContext");

        assertThat(kms.call("TrentService.Decrypt", decrypt).path("Plaintext").asText())
                .isEqualTo("aGVsbG8=");
        assertThat(text(kms.forward("TrentService.Decrypt", bytes(foreign)))).contains("InvalidCiphertextException");
        assertRefused(kms, "TrentService.Decrypt", without, "kms:Decrypt");
        assertRefused(kms, "TrentService.GenerateMac", Json.object().put("KeyId", key), "kms:GenerateMac");
    }

    @Test
    void a_mac_is_verified_by_its_own_key_only() {
        AwsCalls kms = cloud.aws("kms");
        ObjectNode generate = Json.object()
                .put("KeyId", cloud.reference("Mac"))
                .put("Message", "aGVsbG8=")
                .put("MacAlgorithm", "HMAC_SHA_256");
        String mac = kms.call("TrentService.GenerateMac", generate).path("Mac").asText();

        assertThat(kms.call("TrentService.VerifyMac", generate.deepCopy().put("Mac", mac))
                        .path("MacValid")
                        .asBoolean())
                .isTrue();
        assertThat(text(kms.forward(
                        "TrentService.VerifyMac",
                        bytes(generate.deepCopy().put("Mac", mac).put("Message", "aGVsbG9v")))))
                .contains("KMSInvalidMacException");
    }

    @Test
    void a_secret_is_read_by_whom_the_template_allows() {
        assertThat(as("KEY", "secretsmanager")
                        .call(
                                "secretsmanager.GetSecretValue",
                                Json.object()
                                        .put("SecretId", environmentWith("KEY").get("SECRET")))
                        .path("SecretString")
                        .asText())
                .isEqualTo("{\"origin\":\"" + cloud.origin() + "\"}");
    }

    @Test
    void a_caller_without_a_known_key_gets_nothing() {
        AwsCalls stranger = new AwsCalls(cloud.awsEndpoint(), "dynamodb", "AKIASTRANGER");

        assertThat(status(stranger, "DynamoDB_20120810.ListTables", Json.object()))
                .isEqualTo(403);
    }

    @Test
    void an_event_that_matches_a_rule_reaches_the_function_behind_its_queue() {
        cloud.putEvent("crm", "JobChanged", Json.object().put("id", "matching"));
        cloud.putEvent("crm", "SomethingElse", Json.object().put("id", "not-matching"));
        cloud.awaitIdle(Duration.ofSeconds(20));

        Optional<JsonNode> event = TestHandlers.BODIES.stream()
                .filter(body -> body.contains("\"matching\""))
                .map(Json::read)
                .findFirst();
        assertThat(event).isPresent();
        assertThat(event.get().path("detail-type").asText()).isEqualTo("JobChanged");
        assertThat(TestHandlers.BODIES).noneMatch(body -> body.contains("not-matching"));
    }

    @Test
    void a_message_that_fails_ends_in_the_dead_letter_queue_and_its_neighbours_do_not() {
        send("group-a", "fine-1");
        send("group-b", "poison");
        send("group-c", "fine-2");
        cloud.awaitIdle(Duration.ofSeconds(30));

        assertThat(TestHandlers.BODIES).contains("fine-1", "fine-2");
        assertThat(cloud.queueDepths().get("WorkDead").waiting()).isEqualTo(1);
        assertThat(cloud.queueDepths().get("WorkDead").deadLetters()).isTrue();
    }

    @Test
    void messages_of_a_group_keep_their_order() {
        for (int number = 0; number < 30; number++) {
            send("ordered", "ordered-" + number);
        }
        cloud.awaitIdle(Duration.ofSeconds(30));

        List<String> ordered = TestHandlers.BODIES.stream()
                .filter(body -> body.startsWith("ordered-"))
                .toList();
        assertThat(ordered).hasSize(30);
        assertThat(ordered.getFirst()).isEqualTo("ordered-0");
        assertThat(ordered.getLast()).isEqualTo("ordered-29");
    }

    @Test
    void a_schedule_ticks() {
        int before = TestHandlers.TICKS.get();
        cloud.tick();

        assertThat(TestHandlers.TICKS.get()).isGreaterThan(before);
    }

    @Test
    void requests_are_counted_by_function_and_action() {
        status(
                as("KEY", "dynamodb"),
                "DynamoDB_20120810.GetItem",
                Json.read("{\"TableName\":\"syncline-Things\",\"Key\":{\"id\":{\"S\":\"1\"}}}"));

        JsonNode report = cloud.metering().report();
        assertThat(report.path("byFunction")
                        .path("echo")
                        .path("dynamodb:GetItem")
                        .asInt())
                .isPositive();
        assertThat(report.path("total").asLong()).isPositive();
        assertThat(report.path("estimatedUsd").asDouble()).isPositive();
    }

    @Test
    void an_event_of_json_can_be_sent_to_a_function() throws Exception {
        Outcome outcome = cloud.invoke("worker", "{\"Records\":[]}");

        assertThat(outcome).isEqualTo(new Outcome.Answered("{\"batchItemFailures\":[]}"));
    }

    @Test
    void a_port_that_is_taken_is_told_in_one_sentence() {
        int port = URI.create(cloud.origin()).getPort();

        assertThatThrownBy(() -> LocalCloud.start(settings().withPort(port)))
                .isInstanceOf(PortTaken.class)
                .hasMessageContaining("Port " + port + " is already taken")
                .hasMessageContaining("--port");
    }

    private static Map<String, String> environmentWith(String name) {
        return environments()
                .filter(environment -> environment.containsKey(name))
                .findFirst()
                .orElseThrow();
    }

    /** Those of this cloud: other tests of the module start the same functions. */
    private static Stream<Map<String, String>> environments() {
        return TestHandlers.ENVIRONMENTS.stream()
                .filter(environment -> cloud.awsEndpoint().toString().equals(environment.get("AWS_ENDPOINT_URL")));
    }

    private static AwsCalls as(String variableOfTheFunction, String service) {
        String keyId = environmentWith(variableOfTheFunction).get("AWS_ACCESS_KEY_ID");
        return new AwsCalls(cloud.awsEndpoint(), service, keyId);
    }

    private static void assertRefused(AwsCalls aws, String target, JsonNode request, String action) {
        assertThat(text(aws.forward(target, bytes(request))))
                .contains("AccessDeniedException", action, "template.yaml");
    }

    private static int status(AwsCalls aws, String target, JsonNode request) {
        return aws.forward(target, bytes(request)).status();
    }

    private static byte[] bytes(JsonNode request) {
        return request.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static void send(String group, String body) {
        cloud.aws("sqs")
                .call(
                        "AmazonSQS.SendMessage",
                        Json.object()
                                .put("QueueUrl", cloud.reference("Work"))
                                .put("MessageBody", body)
                                .put("MessageGroupId", group)
                                .put("MessageDeduplicationId", group + body));
    }

    private static int statusWith(String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(at("/v1/things"));
        return send(authorization.isEmpty() ? request : request.header("Authorization", authorization))
                .statusCode();
    }

    private static String withoutSignature(String token) {
        String header = java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        return header + token.substring(token.indexOf('.'), token.lastIndexOf('.') + 1);
    }

    private static URI at(String path) {
        return URI.create(cloud.origin() + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
