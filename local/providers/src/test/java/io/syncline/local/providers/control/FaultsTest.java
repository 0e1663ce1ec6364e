package io.syncline.local.providers.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.fidelity.FaultRule;
import io.syncline.local.providers.http.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults. */
class FaultsTest extends Simulated {

    private String token;
    private String events;

    @BeforeEach
    void signIn() {
        token = token(Provider.GOOGLE, TESS);
        events = simulators.endpoints().googleCalendar() + "/calendar/v3/calendars/primary/events";
    }

    @Test
    void T30_a_write_can_be_done_and_its_answer_lost() {
        control.addFault(FaultRule.losingTheAnswer("POST", "/events$", 1));
        assertThatThrownBy(() -> visitor.send("POST", events, token, event("lost00")))
                .isInstanceOf(AssertionError.class);
        assertThat(visitor.get(events + "/lost00", token).status()).isEqualTo(200);
        assertThat(visitor.send("POST", events, token, event("lost00")).status())
                .isEqualTo(409);
    }

    @Test
    void T30_the_lost_answer_can_be_a_504() {
        add(Json.object()
                .put("method", "POST")
                .put("path", "/events$")
                .put("status", 504)
                .put("dropAfterCommit", true));
        assertThat(visitor.send("POST", events, token, event("lost01")).status())
                .isEqualTo(504);
        assertThat(visitor.get(events + "/lost01", token).status()).isEqualTo(200);
    }

    @Test
    void the_second_and_third_request_fail_and_the_fourth_succeeds() {
        add(Json.object().put("path", "/events").put("nth", 2).put("times", 2).put("status", 503));
        assertThat(visitor.get(events, token).status()).isEqualTo(200);
        assertThat(visitor.get(events, token).status()).isEqualTo(503);
        assertThat(visitor.get(events, token).status()).isEqualTo(503);
        assertThat(visitor.get(events, token).status()).isEqualTo(200);
    }

    @Test
    void a_fault_can_meet_one_account_only_and_has_headers_and_a_body() {
        var rule = Json.object()
                .put("path", "/events")
                .put("account", TESS)
                .put("times", 0)
                .put("status", 429);
        rule.putObject("headers").put("Retry-After", "9");
        rule.putObject("body").put("error", "slow down");
        add(rule);
        var tom = token(Provider.GOOGLE, "tom@fieldworks.example");
        assertThat(visitor.get(events, tom).status()).isEqualTo(200);
        var reply = visitor.get(events, token);
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("Retry-After")).isEqualTo("9");
        assertThat(reply.body().path("error").asText()).isEqualTo("slow down");
        control.clearFaults();
        assertThat(visitor.get(events, token).status()).isEqualTo(200);
    }

    @Test
    void a_token_endpoint_can_fail_for_one_account() {
        var refresh =
                visitor.connect(Provider.GOOGLE, TESS).path("refresh_token").asText();
        add(Json.object()
                .put("part", "google-accounts")
                .put("path", "/token")
                .put("account", TESS)
                .put("status", 500));
        assertThat(visitor.token(Provider.GOOGLE, visitor.refreshForm(refresh)).status())
                .isEqualTo(500);
        assertThat(visitor.token(Provider.GOOGLE, visitor.refreshForm(refresh)).status())
                .isEqualTo(200);
    }

    private void add(ObjectNode rule) {
        assertThat(visitor.send("POST", simulators.endpoints().control() + "/_sim/faults", "", rule)
                        .status())
                .isEqualTo(204);
    }

    private static ObjectNode event(String id) {
        var event = Json.object().put("id", id).put("summary", "Lost");
        event.putObject("start").put("date", "2026-11-25");
        event.putObject("end").put("date", "2026-11-26");
        return event;
    }
}
