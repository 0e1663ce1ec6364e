package io.syncline.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.aws.Answer;
import io.syncline.local.cloud.aws.AwsCalls;
import io.syncline.local.cloud.aws.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing keys, transactions by their parts, and what functions tell the bus. */
class SignedAndToldTest {

    private static final byte[] HEAD = "head of the chain".getBytes(StandardCharsets.UTF_8);

    @TempDir
    static Path work;

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
    void a_signature_holds_against_the_public_key_outside_of_kms() throws Exception {
        AwsCalls kms = cloud.awsAs("echo", "kms");
        JsonNode open = kms.call("TrentService.GetPublicKey", key());
        Signature outside = Signature.getInstance("SHA256withECDSA");
        outside.initVerify(KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(
                        Base64.getDecoder().decode(open.path("PublicKey").asText()))));
        outside.update(HEAD);

        JsonNode signed = kms.call("TrentService.Sign", sign(HEAD, "RAW"));

        assertThat(open.path("KeySpec").asText()).isEqualTo("ECC_NIST_P256");
        assertThat(open.path("SigningAlgorithms").path(0).asText()).isEqualTo("ECDSA_SHA_256");
        assertThat(outside.verify(
                        Base64.getDecoder().decode(signed.path("Signature").asText())))
                .isTrue();
    }

    @Test
    void a_digest_is_signed_like_the_message_that_it_stands_for() throws Exception {
        AwsCalls kms = cloud.aws("kms");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(HEAD);
        String signature = kms.call("TrentService.Sign", sign(digest, "DIGEST"))
                .path("Signature")
                .asText();

        assertThat(kms.call("TrentService.Verify", sign(HEAD, "RAW").put("Signature", signature))
                        .path("SignatureValid")
                        .asBoolean())
                .isTrue();
        assertThat(refused(kms, "TrentService.Sign", sign(HEAD, "DIGEST"))).contains("ValidationException");
    }

    @Test
    void a_forged_signature_is_told_by_its_name() {
        AwsCalls kms = cloud.aws("kms");
        String signature = kms.call("TrentService.Sign", sign(HEAD, "RAW"))
                .path("Signature")
                .asText();
        byte[] other = "another head".getBytes(StandardCharsets.UTF_8);

        assertThat(refused(kms, "TrentService.Verify", sign(other, "RAW").put("Signature", signature)))
                .contains("KMSInvalidSignatureException");
        assertThat(refused(kms, "TrentService.Verify", sign(HEAD, "RAW").put("Signature", "AAAA")))
                .contains("KMSInvalidSignatureException");
    }

    @Test
    void a_key_does_only_what_it_was_made_for_and_a_role_only_what_it_may() {
        AwsCalls kms = cloud.aws("kms");
        ObjectNode wrongKey = sign(HEAD, "RAW").put("KeyId", cloud.reference("Key"));

        assertThat(refused(kms, "TrentService.Sign", wrongKey)).contains("InvalidKeyUsageException");
        assertThat(refused(kms, "TrentService.Encrypt", key().put("Plaintext", "aGVsbG8=")))
                .contains("InvalidKeyUsageException");
        assertThat(refused(kms, "TrentService.Sign", sign(HEAD, "RAW").put("SigningAlgorithm", "RSASSA_PSS_SHA_256")))
                .contains("InvalidKeyUsageException");
        assertThat(refused(cloud.awsAs("worker", "kms"), "TrentService.Sign", sign(HEAD, "RAW")))
                .contains("AccessDeniedException");
    }

    @Test
    void a_transaction_is_allowed_by_its_parts() {
        AwsCalls echo = cloud.awsAs("echo", "dynamodb");
        String check = "{\"ConditionCheck\":"
                + item("Key", "none").put("ConditionExpression", "attribute_not_exists(id)") + "}";
        String update = "{\"Update\":" + item("Key", "t-2").put("UpdateExpression", "SET color = id") + "}";
        String put = "{\"Put\":" + item("Item", "t-1") + "}";
        String get = "{\"Get\":" + item("Key", "t-1") + "}";

        assertThat(transact(echo, "TransactWriteItems", put + "," + check)).doesNotContain("AccessDenied");
        assertThat(transact(echo, "TransactGetItems", get)).contains("t-1");
        assertThat(transact(echo, "TransactWriteItems", put + "," + update))
                .contains("AccessDeniedException", "dynamodb:UpdateItem");
        assertThat(transact(cloud.awsAs("worker", "dynamodb"), "TransactWriteItems", check))
                .contains("AccessDeniedException", "dynamodb:ConditionCheckItem");
        assertThat(transact(cloud.awsAs("worker", "dynamodb"), "TransactGetItems", get))
                .contains("AccessDeniedException", "dynamodb:GetItem");
    }

    @Test
    void a_role_may_be_bound_to_partitions() {
        AwsCalls worker = cloud.awsAs("worker", "dynamodb");

        assertThat(refused(worker, "DynamoDB_20120810.PutItem", item("Item", "own-1")))
                .isEqualTo("{}");
        assertThat(refused(worker, "DynamoDB_20120810.PutItem", item("Item", "other-1")))
                .contains("AccessDeniedException", "dynamodb:LeadingKeys")
                .doesNotContain("other-1");
        assertThat(transact(worker, "TransactWriteItems", "{\"Put\":" + item("Item", "own-2") + "}"))
                .isEqualTo("{}");
        assertThat(transact(
                        worker,
                        "TransactWriteItems",
                        "{\"Put\":" + item("Item", "own-3") + "},{\"Put\":" + item("Item", "other-3") + "}"))
                .contains("AccessDeniedException");
        assertThat(refused(worker, "DynamoDB_20120810.Scan", Json.object().put("TableName", cloud.reference("Things"))))
                .contains("AccessDeniedException");
    }

    @Test
    void a_batch_and_a_query_are_bound_to_partitions_too() {
        AwsCalls worker = cloud.awsAs("worker", "dynamodb");

        assertThat(refused(worker, "DynamoDB_20120810.BatchWriteItem", batch("own-4", "own-5")))
                .contains("UnprocessedItems");
        assertThat(refused(worker, "DynamoDB_20120810.BatchWriteItem", batch("own-6", "other-4")))
                .contains("AccessDeniedException");
        assertThat(refused(worker, "DynamoDB_20120810.Query", colored("red"))).contains("\"Count\":");
        assertThat(refused(worker, "DynamoDB_20120810.Query", colored("blue"))).contains("AccessDeniedException");
    }

    private static ObjectNode batch(String... ids) {
        ObjectNode request = Json.object();
        var puts = request.putObject("RequestItems").putArray(cloud.reference("Things"));
        for (String id : ids) {
            puts.addObject()
                    .putObject("PutRequest")
                    .putObject("Item")
                    .putObject("id")
                    .put("S", id);
        }
        return request;
    }

    private static ObjectNode colored(String color) {
        ObjectNode query = Json.object()
                .put("TableName", cloud.reference("Things"))
                .put("IndexName", "by-color")
                .put("KeyConditionExpression", "#c = :c");
        query.putObject("ExpressionAttributeNames").put("#c", "color");
        query.putObject("ExpressionAttributeValues").putObject(":c").put("S", color);
        return query;
    }

    @Test
    void what_a_function_puts_on_the_bus_can_be_read_and_reaches_the_queue_of_a_rule() {
        JsonNode told = Json.read("{\"kind\":\"told\",\"id\":\"note-1\"}");
        JsonNode other = Json.read("{\"kind\":\"other\",\"id\":\"note-2\"}");
        JsonNode answer = cloud.awsAs("echo", "events").call("AWSEvents.PutEvents", entries("small", told, other));
        cloud.awaitIdle(Duration.ofSeconds(20));

        assertThat(answer.path("FailedEntryCount").asInt()).isZero();
        assertThat(cloud.busEvents())
                .filteredOn(event -> event.path("source").asText().equals("syncline"))
                .extracting(event -> event.path("detail").path("id").asText())
                .containsExactly("note-1", "note-2");
        assertThat(TestHandlers.BODIES).anyMatch(body -> body.contains("note-1"));
        assertThat(TestHandlers.BODIES).noneMatch(body -> body.contains("note-2"));
    }

    @Test
    void a_function_puts_events_only_on_the_bus_that_its_role_names() {
        JsonNode told = Json.read("{\"kind\":\"told\"}");

        assertThat(refused(cloud.awsAs("worker", "events"), "AWSEvents.PutEvents", entries("small", told)))
                .contains("AccessDeniedException", "event-bus/small");
        assertThat(refused(cloud.awsAs("echo", "events"), "AWSEvents.PutEvents", entries("another", told)))
                .contains("AccessDeniedException", "event-bus/another");
        ObjectNode toTheDefault = entries("small", told);
        ((ObjectNode) toTheDefault.path("Entries").path(0)).remove("EventBusName");
        assertThat(refused(cloud.awsAs("echo", "events"), "AWSEvents.PutEvents", toTheDefault))
                .contains("AccessDeniedException", "event-bus/default");
    }

    @Test
    void an_event_whose_detail_is_no_object_is_refused_by_itself() {
        ObjectNode entries = entries("small", Json.read("{\"kind\":\"fine\"}"), Json.read("{}"));
        ((ObjectNode) entries.path("Entries").path(1)).put("Detail", "{no json");

        JsonNode answer = cloud.aws("events").call("AWSEvents.PutEvents", entries);

        assertThat(answer.path("FailedEntryCount").asInt()).isEqualTo(1);
        assertThat(answer.path("Entries").path(0).has("EventId")).isTrue();
        assertThat(answer.path("Entries").path(1).path("ErrorCode").asText()).isEqualTo("MalformedDetail");
    }

    private static ObjectNode key() {
        return Json.object().put("KeyId", cloud.reference("Seals"));
    }

    private static ObjectNode sign(byte[] message, String type) {
        return key().put("Message", Base64.getEncoder().encodeToString(message))
                .put("MessageType", type)
                .put("SigningAlgorithm", "ECDSA_SHA_256");
    }

    private static ObjectNode item(String member, String id) {
        ObjectNode item = Json.object().put("TableName", cloud.reference("Things"));
        item.putObject(member).putObject("id").put("S", id);
        return item;
    }

    private static String transact(AwsCalls dynamo, String action, String items) {
        return refused(dynamo, "DynamoDB_20120810." + action, Json.read("{\"TransactItems\":[" + items + "]}"));
    }

    private static ObjectNode entries(String bus, JsonNode... details) {
        ObjectNode request = Json.object();
        var entries = request.putArray("Entries");
        for (JsonNode detail : details) {
            entries.addObject()
                    .put("EventBusName", bus)
                    .put("Source", "syncline")
                    .put("DetailType", "Noted")
                    .put("Detail", detail.toString());
        }
        return request;
    }

    private static String refused(AwsCalls aws, String target, JsonNode request) {
        Answer answer = aws.forward(target, request.toString().getBytes(StandardCharsets.UTF_8));
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
