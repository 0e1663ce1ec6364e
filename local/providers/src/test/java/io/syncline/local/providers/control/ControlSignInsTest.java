package io.syncline.local.providers.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.Visitor.Reply;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.oauth.TokenPolicy;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sign-ins, tokens and organisations in the hand of a test, over HTTP and in Java. */
class ControlSignInsTest extends Simulated {

    @ParameterizedTest
    @EnumSource
    void F1_the_ledger_says_how_many_tokens_were_asked_for_by_account_and_by_grant(Provider provider) {
        var email = provider == Provider.GOOGLE ? TESS : DANA;
        var first = visitor.connect(provider, email).path("refresh_token").asText();
        visitor.connect(provider, email);
        control.requests().clear();
        refresh(provider, first);
        refresh(provider, first);
        refresh(provider, "nobody's");
        var grant = control.grants(provider, email).getFirst().number();
        assertThat(control.refreshes(provider, email)).isEqualTo(2);
        assertThat(control.codeExchanges(provider, email)).isZero();
        assertThat(control.tokenRequests(provider)).hasSize(3);
        assertThat(control.tokenRequestsByGrant(provider))
                .containsOnlyKeys(grant)
                .containsValue(2L);
        var shown = get("/_sim/token-requests?provider=" + provider.slug() + "&account=" + email)
                .body();
        assertThat(shown.path("total").asInt()).isEqualTo(3);
        assertThat(shown.path("refreshes").asInt()).isEqualTo(2);
        assertThat(shown.at("/byGrant/" + grant).asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void F1_of_many_refreshes_at_once_a_strict_provider_lets_one_through(Provider provider) throws Exception {
        control.tokenPolicy(provider).setRotation(TokenPolicy.Rotation.REFUSE_OLD);
        var email = provider == Provider.GOOGLE ? TESS : DANA;
        var old = visitor.connect(provider, email).path("refresh_token").asText();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var replies = threads.invokeAll(IntStream.range(0, 20)
                    .mapToObj(number -> (Callable<Reply>) () -> refresh(provider, old))
                    .toList());
            long granted = 0;
            for (var reply : replies) {
                granted += reply.get().status() == 200 ? 1 : 0;
            }
            assertThat(granted).isEqualTo(1);
        }
        assertThat(control.refreshes(provider, email)).isEqualTo(20);
    }

    @ParameterizedTest
    @EnumSource
    void tokens_can_be_handed_out_without_any_page(Provider provider) {
        boolean google = provider == Provider.GOOGLE;
        var client = google ? simulators.googleClient() : simulators.microsoftClient();
        var scopes = List.of("openid", google ? "https://www.googleapis.com/auth/gmail.readonly" : "Mail.Read");
        var first = control.handOut(provider, "one-of-many@fieldworks.example", client, scopes);
        assertThat(first.toString()).doesNotContain(first.refreshToken());
        var reply = refresh(provider, first.refreshToken());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(control.tokenRequestsByGrant(provider)).containsKey(first.grant());
        assertThat(control.issuedTokens()).anyMatch(token -> token.value().equals(first.accessToken()));
    }

    @Test
    void grants_tell_what_they_are_worth() {
        visitor.connect(Provider.GOOGLE, TESS);
        control.revokeGrants(Provider.GOOGLE, TESS);
        visitor.connect(Provider.GOOGLE, TESS);
        var grants = get("/_sim/grants?provider=google&account=" + TESS).body().path("grants");
        assertThat(grants).hasSize(2);
        assertThat(grants.at("/0/living").asBoolean()).isFalse();
        assertThat(grants.at("/1/living").asBoolean()).isTrue();
        assertThat(grants.at("/1/refreshTokens").asInt()).isEqualTo(1);
        assertThat(grants.at("/1/scopes/0").asText()).isEqualTo("openid");
    }

    @Test
    void token_errors_can_be_planned_over_http() {
        var google =
                visitor.connect(Provider.GOOGLE, TESS).path("refresh_token").asText();
        var microsoft =
                visitor.connect(Provider.MICROSOFT, DANA).path("refresh_token").asText();
        post("/_sim/token-errors", google().put("error", "invalid_rapt").put("account", TESS));
        assertThat(refresh(Provider.GOOGLE, google).body().path("error_subtype").asText())
                .isEqualTo("invalid_rapt");
        post(
                "/_sim/token-errors",
                microsoft()
                        .put("aadsts", 53003)
                        .put("as", "invalid_grant")
                        .put("asking", "refresh_token")
                        .put("retryAfterSeconds", 5));
        var refused = refresh(Provider.MICROSOFT, microsoft);
        assertThat(refused.body().at("/error_codes/0").asInt()).isEqualTo(53003);
        assertThat(refused.body().path("error").asText()).isEqualTo("invalid_grant");
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        assertThat(refresh(Provider.MICROSOFT, microsoft).status()).isEqualTo(200);
    }

    @Test
    void what_nobody_knows_is_refused_by_the_control() {
        assertThat(sent("/_sim/token-errors", google().put("error", "no_such_error"))
                        .status())
                .isEqualTo(400);
        assertThat(sent("/_sim/id-tokens", google().put("flaw", "ugly")).status())
                .isEqualTo(400);
        assertThat(sent("/_sim/redirects", google().put("times", -1)).status()).isEqualTo(400);
        assertThat(sent(
                                "/_sim/tenants",
                                microsoft()
                                        .put("domain", "x")
                                        .put("usersMayConsent", false)
                                        .put("refusal", "no"))
                        .status())
                .isEqualTo(400);
        assertThat(sent("/_sim/claims", Json.object().put("email", "nobody@nowhere.example"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void sign_ins_can_be_rehearsed_over_http() {
        post("/_sim/sign-in-errors", microsoft().put("aadsts", 90094).put("as", "access_denied"));
        var asked = visitor.authorizeParameters(Provider.MICROSOFT);
        assertThat(visitor.allow(Provider.MICROSOFT, DANA, asked).first("error"))
                .contains("access_denied");
        var change = microsoft();
        change.putObject("set").put("state", "another");
        change.putArray("remove").add("session_state");
        post("/_sim/redirects", change);
        var query = visitor.allow(Provider.MICROSOFT, DANA, asked);
        assertThat(query.first("state")).contains("another");
        assertThat(query.has("session_state")).isFalse();
        assertThat(query.has("code")).isTrue();
    }

    @Test
    void consent_can_be_rehearsed_over_http() {
        var rehearsed = google().put("email", TESS).put("accessSeconds", 600);
        rehearsed.putArray("untick").add("calendar.calendarlist.readonly");
        post("/_sim/consent", rehearsed);
        var tokens = visitor.connect(Provider.GOOGLE, TESS);
        assertThat(tokens.path("scope").asText()).doesNotContain("calendarlist");
        assertThat(tokens.path("refresh_token_expires_in").asInt()).isEqualTo(600);
        post("/_sim/id-tokens", google().put("flaw", "malformed"));
        assertThat(visitor.connect(Provider.GOOGLE, TESS).path("id_token").asText())
                .isEqualTo("this is no.json web.token");
    }

    @Test
    void organisations_can_be_governed_over_http() {
        post("/_sim/tenants", microsoft().put("domain", "fieldworks.example").put("usersMayConsent", false));
        var asked = visitor.authorizeParameters(Provider.MICROSOFT);
        assertThat(visitor.allow(Provider.MICROSOFT, DANA, asked).has("error")).isTrue();
        post("/_sim/tenants", microsoft().put("domain", "fieldworks.example").put("administrator", DANA));
        assertThat(visitor.allow(Provider.MICROSOFT, DANA, asked).has("code")).isTrue();
        assertThat(get("/_sim/tenants?provider=microsoft&domain=fieldworks.example")
                        .body()
                        .path("usersMayConsent")
                        .asBoolean())
                .isFalse();
        post("/_sim/tenants", microsoft().put("domain", "fieldworks.example").put("usersMayConsent", true));
        assertThat(control.tenants(Provider.MICROSOFT).letsConsent("fieldworks.example"))
                .isTrue();
    }

    @Test
    void rotation_can_be_set_for_each_provider_and_means_microsoft_otherwise() {
        post("/_sim/settings", google().put("rotationPolicy", "refuse_old"));
        assertThat(control.tokenPolicy(Provider.GOOGLE).rotation()).isEqualTo(TokenPolicy.Rotation.REFUSE_OLD);
        assertThat(control.tokenPolicy(Provider.MICROSOFT).rotation()).isEqualTo(TokenPolicy.Rotation.KEEP_OLD);
        post("/_sim/settings", Json.object().put("rotationPolicy", "revoke_on_reuse"));
        assertThat(control.tokenPolicy(Provider.MICROSOFT).rotation()).isEqualTo(TokenPolicy.Rotation.REVOKE_ON_REUSE);
    }

    @Test
    void clearing_the_faults_takes_back_everything_that_was_planned() {
        post("/_sim/sign-in-errors", google().put("error", "access_denied").put("times", 0));
        post("/_sim/id-tokens", google().put("flaw", "malformed").put("times", 0));
        post("/_sim/token-errors", google().put("error", "invalid_grant").put("times", 0));
        control.clearFaults();
        var tokens = visitor.connect(Provider.GOOGLE, TESS);
        assertThat(tokens.path("id_token").asText()).startsWith("eyJ");
    }

    private static ObjectNode google() {
        return Json.object().put("provider", "google");
    }

    private static ObjectNode microsoft() {
        return Json.object().put("provider", "microsoft");
    }

    private void post(String path, ObjectNode body) {
        assertThat(sent(path, body).status()).isEqualTo(204);
    }

    private Reply sent(String path, ObjectNode body) {
        return visitor.send("POST", simulators.endpoints().control() + path, "", body);
    }

    private Reply get(String path) {
        return visitor.get(simulators.endpoints().control() + path, "");
    }

    private Reply refresh(Provider provider, String refreshToken) {
        return visitor.token(provider, visitor.refreshForm(refreshToken));
    }
}
