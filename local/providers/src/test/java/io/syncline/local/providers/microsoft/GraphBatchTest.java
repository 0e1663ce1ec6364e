package io.syncline.local.providers.microsoft;

import static io.syncline.local.providers.microsoft.GraphEventsTest.assertRefused;
import static io.syncline.local.providers.microsoft.GraphEventsTest.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.Visitor.Reply;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.fidelity.FaultRule;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.http.Json;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * JSON batches at Microsoft.
 *
 * @see <a href="https://learn.microsoft.com/graph/json-batching">Combine requests in one HTTP call</a>
 */
class GraphBatchTest extends Simulated {

    private String token;

    @BeforeEach
    void signIn() {
        token = token(Provider.MICROSOFT, DANA);
    }

    @Test
    void T38_each_call_has_its_own_status_whatever_the_order() {
        var batch = Json.object();
        add(batch, "a", "POST", "/me/events", event("One"));
        add(batch, "b", "GET", "/me/events/unknown", null);
        add(batch, "c", "GET", "me", null);
        var answers = answers(send(batch));
        assertThat(answers.get("a").path("status").asInt()).isEqualTo(201);
        assertThat(answers.get("a").at("/body/subject").asText()).isEqualTo("One");
        assertThat(answers.get("b").path("status").asInt()).isEqualTo(404);
        assertThat(answers.get("c").at("/body/mail").asText()).isEqualTo(DANA);
    }

    @Test
    void T38_the_answers_do_not_keep_the_order_of_the_calls() {
        var batch = Json.object();
        for (int number = 0; number < 20; number++) {
            add(batch, "n" + number, "GET", "/me", null);
        }
        var orders = java.util.stream.IntStream.range(0, 5)
                .mapToObj(run -> send(batch)
                        .body()
                        .path("responses")
                        .valueStream()
                        .map(answer -> answer.path("id").asText())
                        .toList())
                .distinct();
        assertThat(orders.count()).isGreaterThan(1);
    }

    @Test
    void a_call_whose_dependency_failed_is_424() {
        var batch = Json.object();
        add(batch, "1", "GET", "/me/events/unknown", null);
        add(batch, "2", "POST", "/me/events", event("Never"))
                .putArray("dependsOn")
                .add("1");
        assertThat(answers(send(batch)).get("2").path("status").asInt()).isEqualTo(424);
        assertThat(control.events(Provider.MICROSOFT, DANA, "primary"))
                .noneMatch(event -> event.title().equals("Never"));
    }

    @Test
    void T37_one_call_can_be_throttled_inside_of_a_200() {
        var rule = Json.object()
                .put("method", "POST")
                .put("path", "/me/events$")
                .put("nth", 2)
                .put("status", 429);
        rule.putObject("headers").put("Retry-After", "9");
        control.addFault(FaultRule.of(rule));
        var batch = Json.object();
        add(batch, "1", "POST", "/me/events", event("One"));
        add(batch, "2", "POST", "/me/events", event("Two"));
        var reply = send(batch);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(answers(reply).get("2").path("status").asInt()).isEqualTo(429);
        assertThat(answers(reply).get("2").at("/headers/Retry-After").asText()).isEqualTo("9");
    }

    @Test
    void more_than_twenty_calls_or_two_of_one_id_run_none_of_them() {
        var many = Json.object();
        for (int number = 0; number < 21; number++) {
            add(many, "n" + number, "POST", "/me/events", event("Many"));
        }
        assertRefused(send(many), 400, "BadRequest");
        var twins = Json.object();
        add(twins, "A", "POST", "/me/events", event("Many"));
        add(twins, "a", "POST", "/me/events", event("Many"));
        assertRefused(send(twins), 400, "BadRequest");
        assertThat(control.events(Provider.MICROSOFT, DANA, "primary"))
                .noneMatch(event -> event.title().equals("Many"));
    }

    @Test
    void the_ledger_tells_the_envelope_from_its_calls() {
        var batch = Json.object();
        add(batch, "1", "POST", "/me/events", event("One"));
        add(batch, "2", "GET", "/me", null);
        control.requests().clear();
        send(batch);
        assertThat(control.requests().count(LedgerEntry.Kind.BATCH)).isEqualTo(1);
        assertThat(control.requests().count(LedgerEntry.Kind.WRITE)).isEqualTo(1);
        assertThat(control.requests().count(LedgerEntry.Kind.READ)).isEqualTo(1);
        assertThat(control.requests().find(LedgerEntry::inBatch)).hasSize(2);
    }

    private Reply send(ObjectNode batch) {
        return visitor.send("POST", simulators.endpoints().graphRoot() + "/$batch", token, batch);
    }

    private static ObjectNode add(ObjectNode batch, String id, String method, String url, JsonNode body) {
        var call = batch.withArray("/requests")
                .addObject()
                .put("id", id)
                .put("method", method)
                .put("url", url);
        call.putObject("headers").put("Content-Type", "application/json");
        if (body != null) {
            call.set("body", body);
        }
        return call;
    }

    private static Map<String, JsonNode> answers(Reply reply) {
        var answers = new HashMap<String, JsonNode>();
        reply.body()
                .path("responses")
                .forEach(answer -> answers.put(answer.path("id").asText(), answer));
        return answers;
    }
}
