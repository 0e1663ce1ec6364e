package io.syncline.local.providers.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.Visitor;
import io.syncline.local.providers.Visitor.Reply;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.fidelity.FaultEffect;
import io.syncline.local.providers.fidelity.FaultRule;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.oauth.TokenFaults;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Token endpoints that answer what no client expects; the shape that they leave is RFC 6749 section 5.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.1">RFC 6749 section 5.1</a>
 */
class HostileTokenEndpointTest extends Simulated {

    private static final int TEN_MEGABYTES = 10 * 1024 * 1024;

    @ParameterizedTest
    @EnumSource
    void F5_too_many_requests_come_with_and_without_a_time_to_wait(Provider provider) {
        var refreshToken = refreshToken(provider);
        control.addFault(answering(provider, 429, "{}").with("Retry-After", "30"));
        control.addFault(answering(provider, 429, "{}"));
        assertThat(refresh(provider, refreshToken).header("Retry-After")).isEqualTo("30");
        var second = refresh(provider, refreshToken);
        assertThat(second.status()).isEqualTo(429);
        assertThat(second.header("Retry-After")).isEmpty();
        assertThat(refresh(provider, refreshToken).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void F5_an_endpoint_that_is_down_comes_back(Provider provider) {
        var refreshToken = refreshToken(provider);
        control.addFault(answering(provider, 500, "").times(2));
        control.addFault(answering(provider, 503, ""));
        assertThat(refresh(provider, refreshToken).status()).isEqualTo(500);
        assertThat(refresh(provider, refreshToken).status()).isEqualTo(500);
        assertThat(refresh(provider, refreshToken).status()).isEqualTo(503);
        assertThat(refresh(provider, refreshToken).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void F3_an_endpoint_that_never_answers_may_have_rotated_all_the_same(Provider provider) {
        control.tokenPolicy(provider).setRotation(io.syncline.local.providers.oauth.TokenPolicy.Rotation.REFUSE_OLD);
        var refreshToken = refreshToken(provider);
        control.addFault(TokenFaults.of(provider, new FaultEffect.KeepsSilent(true)));
        assertThatThrownBy(() -> impatiently(provider, refreshToken)).isInstanceOf(HttpTimeoutException.class);
        assertThat(refresh(provider, refreshToken).body().path("error").asText())
                .isEqualTo("invalid_grant");
        assertThat(control.refreshes(provider, email(provider))).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void an_endpoint_that_never_answers_need_not_have_done_anything(Provider provider) {
        var refreshToken = refreshToken(provider);
        control.addFault(TokenFaults.of(provider, new FaultEffect.KeepsSilent(false)));
        assertThatThrownBy(() -> impatiently(provider, refreshToken)).isInstanceOf(HttpTimeoutException.class);
        assertThat(refresh(provider, refreshToken).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void malformed_json_a_page_and_an_endless_body_come_as_they_were_planned(Provider provider) {
        var refreshToken = refreshToken(provider);
        control.addFault(answering(provider, 200, "{\"access_token\": \"cut of"));
        control.addFault(answering(provider, 200, "<!doctype html><title>Sign in</title>")
                .with("Content-Type", "text/html; charset=utf-8"));
        control.addFault(answering(provider, 200, "x".repeat(TEN_MEGABYTES)));
        assertThat(refresh(provider, refreshToken).http().body()).endsWith("cut of");
        assertThat(refresh(provider, refreshToken).header("Content-Type")).startsWith("text/html");
        assertThat(refresh(provider, refreshToken).http().body()).hasSize(TEN_MEGABYTES);
    }

    @ParameterizedTest
    @EnumSource
    void a_good_answer_can_come_with_the_wrong_content_type(Provider provider) {
        var refreshToken = refreshToken(provider);
        control.addFault(control.spoiltTokens(provider, Json.object()).with("Content-Type", "text/plain"));
        var reply = refresh(provider, refreshToken);
        assertThat(reply.header("Content-Type")).isEqualTo("text/plain");
        assertThat(control.issuedTokens())
                .anyMatch(token ->
                        token.value().equals(reply.body().path("access_token").asText()));
    }

    @ParameterizedTest
    @EnumSource
    void every_field_can_be_missing(Provider provider) {
        for (var field : new String[] {"access_token", "token_type", "expires_in", "scope", "id_token"}) {
            var refreshToken = refreshToken(provider);
            control.addFault(control.spoiltTokens(provider, Json.object().putNull(field)));
            var body = refresh(provider, refreshToken).body();
            assertThat(body.has(field)).as(field).isFalse();
            assertThat(body.size()).isGreaterThanOrEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"expires_in\": -1}",
                "{\"expires_in\": 0}",
                "{\"expires_in\": 99999999999999}",
                "{\"expires_in\": \"3599\"}",
                "{\"expires_in\": \"soon\"}",
                "{\"expires_in\": 12.5}",
                "{\"token_type\": \"mac\"}",
                "{\"access_token\": \"first\\r\\nX-Injected: second\"}",
                "{\"access_token\": 42}",
                "{\"refresh_token\": {\"value\": \"x\"}}",
                "{\"refresh_token\": 42}",
                "{\"refresh_token\": \"\"}",
                "{\"scope\": \"openid\"}",
                "{\"scope\": [\"openid\"]}",
                "{\"id_token\": \"this.is.none\"}"
            })
    void every_field_can_be_another(String patch) {
        var change = (ObjectNode) Json.read(patch).orElseThrow();
        for (var provider : Provider.values()) {
            var refreshToken = refreshToken(provider);
            control.addFault(control.spoiltTokens(provider, change));
            var body = refresh(provider, refreshToken).body();
            var field = change.fieldNames().next();
            assertThat(body.path(field)).isEqualTo(change.path(field));
            assertThat(body.size()).isGreaterThanOrEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_redirect_to_another_host_is_an_answer_like_any(Provider provider) {
        var refreshToken = refreshToken(provider);
        control.addFault(answering(provider, 302, "").with("Location", "https://attacker.example/token"));
        var reply = refresh(provider, refreshToken);
        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("Location")).isEqualTo("https://attacker.example/token");
    }

    @Test
    void userinfo_can_have_another_shape() {
        var token = token(Provider.GOOGLE, TESS);
        control.addFault(
                FaultRule.spoiling("GET", "/v1/userinfo", 1, Json.object().putNull("sub")));
        control.addFault(
                FaultRule.spoiling("GET", "/v1/userinfo", 1, Json.object().put("sub", 42)));
        var userinfo = simulators.endpoints().googleUserinfo();
        assertThat(visitor.get(userinfo, token).body().has("sub")).isFalse();
        assertThat(visitor.get(userinfo, token).body().path("sub").isNumber()).isTrue();
        assertThat(visitor.get(userinfo, token).body().path("sub").asText()).matches("\\d{21}");
    }

    @Test
    void the_same_rules_can_be_given_over_http() {
        var refreshToken = refreshToken(Provider.GOOGLE);
        var rule = Json.object()
                .put("part", "google-accounts")
                .put("method", "POST")
                .put("path", "/token$")
                .put("asking", "grant_type=refresh_token");
        rule.putObject("patch").put("expires_in", -5).putNull("scope");
        plan(rule);
        var body = refresh(Provider.GOOGLE, refreshToken).body();
        assertThat(body.path("expires_in").asInt()).isEqualTo(-5);
        assertThat(body.has("scope")).isFalse();
        plan(Json.object().put("path", "/token$").put("status", 200).put("bodyBytes", 5_000_000));
        assertThat(refresh(Provider.GOOGLE, refreshToken).http().body()).hasSize(5_000_000);
        plan(Json.object().put("path", "/token$").put("silent", true));
        assertThatThrownBy(() -> impatiently(Provider.GOOGLE, refreshToken)).isInstanceOf(HttpTimeoutException.class);
    }

    private void plan(ObjectNode rule) {
        assertThat(visitor.send("POST", simulators.endpoints().control() + "/_sim/faults", "", rule)
                        .status())
                .isEqualTo(204);
    }

    private static FaultRule answering(Provider provider, int status, String body) {
        return TokenFaults.of(provider, new FaultEffect.Answers(status, Map.of(), body, false));
    }

    private String refreshToken(Provider provider) {
        return visitor.connect(provider, email(provider)).path("refresh_token").asText();
    }

    private static String email(Provider provider) {
        return provider == Provider.GOOGLE ? TESS : DANA;
    }

    private Reply refresh(Provider provider, String refreshToken) {
        return visitor.token(provider, visitor.refreshForm(refreshToken));
    }

    private void impatiently(Provider provider, String refreshToken) throws Exception {
        boolean google = provider == Provider.GOOGLE;
        var client = google ? simulators.googleClient() : simulators.microsoftClient();
        var form = visitor.refreshForm(refreshToken);
        form.put("client_id", client.id());
        form.put("client_secret", client.secret());
        var url = google
                ? simulators.endpoints().googleToken()
                : simulators.endpoints().microsoftToken();
        try (var http = HttpClient.newHttpClient()) {
            var _ = http.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .timeout(Duration.ofMillis(300))
                            .POST(HttpRequest.BodyPublishers.ofString(Visitor.form(form)))
                            .build(),
                    BodyHandlers.discarding());
        }
    }
}
