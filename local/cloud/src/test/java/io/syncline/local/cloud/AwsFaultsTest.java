package io.syncline.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.aws.Answer;
import io.syncline.local.cloud.aws.AwsCalls;
import io.syncline.local.cloud.aws.AwsFaults;
import io.syncline.local.cloud.aws.AwsFaults.Calls;
import io.syncline.local.cloud.aws.AwsFaults.Fault;
import io.syncline.local.cloud.aws.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a test can make go wrong between the functions and AWS. */
class AwsFaultsTest {

    private static final String PUT = "DynamoDB_20120810.PutItem";

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

    @AfterEach
    void everything_works_again() {
        cloud.faults().clear();
    }

    @Test
    void the_second_call_of_a_function_on_a_table_fails_and_the_others_do_not() {
        AwsFaults.Rule rule = cloud.faults()
                .once(
                        2,
                        Calls.of("dynamodb:PutItem")
                                .on(cloud.reference("Things"))
                                .by("echo"),
                        Fault.INTERNAL_ERROR);

        assertThat(put("echo", "a").status()).isEqualTo(200);
        assertThat(operatorPuts("b").status()).isEqualTo(200);
        assertThat(text(put("echo", "c"))).contains("InternalServerError");
        assertThat(put("echo", "d").status()).isEqualTo(200);
        assertThat(isThere("c")).isFalse();
        assertThat(rule.struck()).isEqualTo(1);
        assertThat(rule.seen()).hasSize(3).allMatch(call -> call.caller().equals("echo"));
    }

    @Test
    void from_a_call_on_nothing_works_any_more_as_after_a_crash() {
        cloud.faults().from(2, Calls.any().by("echo"), Fault.THROTTLED);

        assertThat(put("echo", "e").status()).isEqualTo(200);
        assertThat(text(put("echo", "f"))).contains("ProvisionedThroughputExceededException");
        assertThat(text(put("echo", "g"))).contains("ProvisionedThroughputExceededException");
    }

    @Test
    void an_answer_that_is_lost_belongs_to_a_call_that_was_done() {
        cloud.faults().once(1, Calls.of("dynamodb"), Fault.ANSWER_LOST);

        assertThat(put("echo", "lost").status()).isEqualTo(500);
        assertThat(isThere("lost")).isTrue();
    }

    @Test
    void a_cancelled_transaction_names_a_reason_for_each_of_its_items() {
        cloud.faults().every(Calls.of("dynamodb:TransactWriteItems"), Fault.TRANSACTION_CANCELED);
        JsonNode request = Json.read("{\"TransactItems\":[" + transacted("h") + "," + transacted("i") + "]}");

        Answer answer = cloud.awsAs("echo", "dynamodb").forward("DynamoDB_20120810.TransactWriteItems", bytes(request));

        JsonNode body = Json.read(answer.body());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(body.path("__type").asText()).isEqualTo("TransactionCanceledException");
        assertThat(body.path("CancellationReasons").findValuesAsText("Code"))
                .containsExactly("TransactionConflict", "TransactionConflict");
        assertThat(isThere("h")).isFalse();
    }

    @Test
    void kms_refuses_as_a_whole_or_one_key_and_works_again() {
        AwsCalls kms = cloud.aws("kms");
        try (AwsFaults.Rule all = cloud.faults().every(Calls.of("kms"), Fault.INTERNAL_ERROR)) {
            assertThat(text(kms.forward("TrentService.Encrypt", bytes(encrypt("Key")))))
                    .contains("KMSInternalException");
            assertThat(all.struck()).isEqualTo(1);
        }
        try (AwsFaults.Rule one = cloud.faults().every(Calls.of("kms").on(cloud.reference("Key")), Fault.DISABLED)) {
            assertThat(text(kms.forward("TrentService.Encrypt", bytes(encrypt("Key")))))
                    .contains("DisabledException");
            assertThat(kms.forward("TrentService.GenerateMac", bytes(mac())).status())
                    .isEqualTo(200);
            assertThat(one.struck()).isEqualTo(1);
        }
        assertThat(kms.forward("TrentService.Encrypt", bytes(encrypt("Key"))).status())
                .isEqualTo(200);
    }

    @Test
    void a_call_that_the_role_refuses_is_refused_and_not_counted() {
        AwsFaults.Rule rule = cloud.faults().every(Calls.any().by("echo"), Fault.INTERNAL_ERROR);

        assertThat(text(cloud.awsAs("echo", "dynamodb")
                        .forward(
                                "DynamoDB_20120810.Scan",
                                bytes(Json.object().put("TableName", cloud.reference("Things"))))))
                .contains("AccessDeniedException");
        assertThat(rule.seen()).isEmpty();
    }

    @Test
    void calls_can_be_watched_without_anything_going_wrong() {
        AwsFaults.Rule watch = cloud.faults().watch(Calls.any().by("echo"));
        put("echo", "watched");

        assertThat(watch.seen()).singleElement().satisfies(call -> {
            assertThat(call.service() + ":" + call.action()).isEqualTo("dynamodb:PutItem");
            assertThat(call.resources()).allMatch(arn -> arn.endsWith("table/syncline-Things"));
        });
        assertThat(watch.struck()).isZero();
    }

    private static Answer put(String function, String id) {
        return cloud.awsAs(function, "dynamodb").forward(PUT, bytes(item(id)));
    }

    private static Answer operatorPuts(String id) {
        return cloud.aws("dynamodb").forward(PUT, bytes(item(id)));
    }

    private static boolean isThere(String id) {
        ObjectNode key = Json.object().put("TableName", cloud.reference("Things"));
        key.putObject("Key").putObject("id").put("S", id);
        return cloud.aws("dynamodb").call("DynamoDB_20120810.GetItem", key).has("Item");
    }

    private static ObjectNode item(String id) {
        ObjectNode request = Json.object().put("TableName", cloud.reference("Things"));
        request.putObject("Item").putObject("id").put("S", id);
        return request;
    }

    private static String transacted(String id) {
        return "{\"Put\":" + item(id) + "}";
    }

    private static ObjectNode encrypt(String key) {
        ObjectNode request = Json.object().put("KeyId", cloud.reference(key)).put("Plaintext", "aGVsbG8=");
        request.putObject("EncryptionContext").put("organisation", "org-1");
        return request;
    }

    private static ObjectNode mac() {
        return Json.object()
                .put("KeyId", cloud.reference("Mac"))
                .put("Message", "aGVsbG8=")
                .put("MacAlgorithm", "HMAC_SHA_256");
    }

    private static byte[] bytes(JsonNode request) {
        return request.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
