package io.syncline.local.providers.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.Visitor;
import io.syncline.local.providers.account.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Signing in with Google.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/web-server">OAuth 2.0 for web servers</a>
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/resources/granular-permissions">Granular permissions</a>
 */
class GoogleSignInTest extends Simulated {

    @Test
    void the_redirect_carries_state_issuer_code_scope_authuser_hosted_domain_and_prompt() {
        var query = visitor.allow(Provider.GOOGLE, TESS, visitor.authorizeParameters(Provider.GOOGLE));
        assertThat(query.first("state")).contains("the state & more");
        assertThat(query.first("iss")).contains(simulators.endpoints().googleIssuer());
        assertThat(query.first("code").orElseThrow()).startsWith("4/0");
        assertThat(query.first("scope").orElseThrow()).contains("https://www.googleapis.com/auth/userinfo.email");
        assertThat(query.first("authuser")).contains("0");
        assertThat(query.first("hd")).contains("fieldworks.example");
        assertThat(query.first("prompt")).contains("consent");
    }

    @Test
    void the_tokens_look_like_googles_and_the_id_token_verifies() throws Exception {
        var tokens = visitor.connect(Provider.GOOGLE, TESS);
        assertThat(tokens.path("access_token").asText()).startsWith("ya29.");
        assertThat(tokens.path("refresh_token").asText()).startsWith("1//0");
        assertThat(tokens.path("expires_in").asInt()).isEqualTo(3599);
        var keys = JWKSet.parse(
                visitor.get(simulators.endpoints().googleJwks(), "").body().toString());
        var idToken = SignedJWT.parse(tokens.path("id_token").asText());
        assertThat(idToken.verify(new RSASSAVerifier(keys.getKeys().getFirst().toRSAKey())))
                .isTrue();
        assertThat(idToken.getJWTClaimsSet().getStringClaim("nonce")).isEqualTo("n1");
        assertThat(idToken.getJWTClaimsSet().getAudience())
                .containsExactly(simulators.googleClient().id());
    }

    @Test
    void T01_scopes_that_were_not_ticked_are_missing_and_the_exchange_still_succeeds() {
        var asked = visitor.authorizeParameters(Provider.GOOGLE);
        var query =
                visitor.allow(Provider.GOOGLE, TESS, asked, List.of("https://www.googleapis.com/auth/calendar.events"));
        var reply = visitor.token(
                Provider.GOOGLE, visitor.codeForm(query.first("code").orElseThrow()));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().path("scope").asText())
                .contains("calendar.events")
                .contains("openid")
                .doesNotContain("calendarlist");
        var list = visitor.get(
                simulators.endpoints().googleCalendar() + "/calendar/v3/users/me/calendarList",
                reply.body().path("access_token").asText());
        assertThat(list.status()).isEqualTo(403);
        assertThat(list.body().at("/error/errors/0/reason").asText()).isEqualTo("insufficientPermissions");
    }

    @Test
    void T02_a_second_consent_without_prompt_gives_no_refresh_token() {
        assertThat(visitor.connect(Provider.GOOGLE, TESS).has("refresh_token")).isTrue();
        var asked = visitor.authorizeParameters(Provider.GOOGLE);
        asked.remove("prompt");
        var again = visitor.token(Provider.GOOGLE, visitor.codeForm(visitor.code(Provider.GOOGLE, TESS, asked)));
        assertThat(again.body().has("access_token")).isTrue();
        assertThat(again.body().has("refresh_token")).isFalse();
    }

    @Test
    void T02_online_access_gives_no_refresh_token() {
        var asked = visitor.authorizeParameters(Provider.GOOGLE);
        asked.remove("access_type");
        var tokens = visitor.token(Provider.GOOGLE, visitor.codeForm(visitor.code(Provider.GOOGLE, TESS, asked)));
        assertThat(tokens.body().has("refresh_token")).isFalse();
    }

    @Test
    void a_refresh_gives_a_new_access_token_and_no_new_refresh_token() {
        var first = visitor.connect(Provider.GOOGLE, TESS);
        var refreshed = visitor.token(
                Provider.GOOGLE, visitor.refreshForm(first.path("refresh_token").asText()));
        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(refreshed.body().has("refresh_token")).isFalse();
        assertThat(refreshed.body().path("access_token").asText())
                .isNotEqualTo(first.path("access_token").asText());
        assertThat(refreshed.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void T04_the_hundred_and_first_refresh_token_kills_the_oldest_silently() {
        var oldest =
                visitor.connect(Provider.GOOGLE, TESS).path("refresh_token").asText();
        for (int number = 0; number < 100; number++) {
            visitor.connect(Provider.GOOGLE, TESS);
        }
        var reply = visitor.token(Provider.GOOGLE, visitor.refreshForm(oldest));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().path("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void T11_revoking_one_token_ends_every_grant_of_the_account_to_this_client() {
        var first = visitor.connect(Provider.GOOGLE, TESS);
        var second = visitor.connect(Provider.GOOGLE, TESS);
        var revoke = simulators.endpoints().googleRevoke();
        assertThat(visitor.postForm(
                                revoke,
                                Visitor.form(Map.of(
                                        "token", first.path("refresh_token").asText())))
                        .statusCode())
                .isEqualTo(200);
        assertThat(visitor.token(
                                Provider.GOOGLE,
                                visitor.refreshForm(second.path("refresh_token").asText()))
                        .status())
                .isEqualTo(400);
        assertThat(visitor.get(
                                simulators.endpoints().googleUserinfo(),
                                second.path("access_token").asText())
                        .status())
                .isEqualTo(401);
        assertThat(visitor.postForm(revoke, Visitor.form(Map.of("token", "unknown")))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void T12_a_code_works_once_and_its_second_use_takes_the_tokens_back() {
        var code = visitor.code(Provider.GOOGLE, TESS, visitor.authorizeParameters(Provider.GOOGLE));
        var tokens = visitor.token(Provider.GOOGLE, visitor.codeForm(code));
        var again = visitor.token(Provider.GOOGLE, visitor.codeForm(code));
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body().path("error").asText()).isEqualTo("invalid_grant");
        var refreshed = visitor.token(
                Provider.GOOGLE,
                visitor.refreshForm(tokens.body().path("refresh_token").asText()));
        assertThat(refreshed.status()).isEqualTo(400);
    }

    @Test
    void a_code_dies_after_ten_minutes() {
        var code = visitor.code(Provider.GOOGLE, TESS, visitor.authorizeParameters(Provider.GOOGLE));
        control.advanceClock(Duration.ofMinutes(10));
        assertThat(visitor.token(Provider.GOOGLE, visitor.codeForm(code))
                        .body()
                        .path("error")
                        .asText())
                .isEqualTo("invalid_grant");
    }

    @Test
    void RFC_7636_the_verifier_must_be_there_and_fit() {
        var code = visitor.code(Provider.GOOGLE, TESS, visitor.authorizeParameters(Provider.GOOGLE));
        var form = visitor.codeForm(code);
        form.remove("code_verifier");
        assertThat(visitor.token(Provider.GOOGLE, form)
                        .body()
                        .path("error_description")
                        .asText())
                .isEqualTo("Missing code verifier.");
        form.put("code_verifier", Visitor.VERIFIER + "x");
        assertThat(visitor.token(Provider.GOOGLE, form).body().path("error").asText())
                .isEqualTo("invalid_grant");
        assertThat(visitor.token(Provider.GOOGLE, visitor.codeForm(code)).status())
                .isEqualTo(200);
    }

    @Test
    void RFC_6749_the_redirect_address_must_be_the_same_in_both_requests() {
        var form = visitor.codeForm(visitor.code(Provider.GOOGLE, TESS, visitor.authorizeParameters(Provider.GOOGLE)));
        form.put("redirect_uri", Visitor.REDIRECT + "/");
        assertThat(visitor.token(Provider.GOOGLE, form).body().path("error").asText())
                .isEqualTo("redirect_uri_mismatch");
    }

    @Test
    void a_wrong_client_secret_is_invalid_client() {
        var form = visitor.refreshForm("1//0x");
        form.put("client_secret", "wrong");
        var reply = visitor.token(Provider.GOOGLE, form);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body().path("error").asText()).isEqualTo("invalid_client");
    }

    @Test
    void faults_of_the_application_stay_on_the_page_and_are_never_redirected() {
        var asked = visitor.authorizeParameters(Provider.GOOGLE);
        asked.put("client_id", "somebody-else");
        assertThat(visitor.authorizePage(Provider.GOOGLE, asked).statusCode()).isEqualTo(401);
        var plain = visitor.authorizeParameters(Provider.GOOGLE);
        plain.put("code_challenge_method", "plain");
        assertThat(visitor.authorizePage(Provider.GOOGLE, plain).statusCode()).isEqualTo(400);
        var script = visitor.authorizeParameters(Provider.GOOGLE);
        script.put("redirect_uri", "javascript:alert(1)");
        assertThat(visitor.authorizePage(Provider.GOOGLE, script).statusCode()).isEqualTo(400);
    }

    @Test
    void denying_redirects_with_access_denied_and_the_state() {
        var query = visitor.deny(Provider.GOOGLE, visitor.authorizeParameters(Provider.GOOGLE));
        assertThat(query.first("error")).contains("access_denied");
        assertThat(query.first("state")).contains("the state & more");
        assertThat(query.has("code")).isFalse();
    }

    @Test
    void the_login_hint_preselects_an_account_and_is_escaped() {
        var asked = visitor.authorizeParameters(Provider.GOOGLE);
        asked.put("login_hint", "tom@fieldworks.example");
        assertThat(visitor.authorizePage(Provider.GOOGLE, asked).body())
                .contains("value=\"tom@fieldworks.example\" checked")
                .doesNotContain("value=\"" + TESS + "\" checked");
        asked.put("login_hint", "\"><script>alert(1)</script>");
        assertThat(visitor.authorizePage(Provider.GOOGLE, asked).body()).doesNotContain("<script>");
    }

    @Test
    void a_new_address_on_the_page_opens_an_account() {
        var tokens = visitor.connect(Provider.GOOGLE, "new@fieldworks.example");
        var info = visitor.get(
                simulators.endpoints().googleUserinfo(),
                tokens.path("access_token").asText());
        assertThat(info.body().path("email").asText()).isEqualTo("new@fieldworks.example");
        assertThat(info.body().path("sub").asText()).matches("\\d{21}");
        assertThat(control.account(Provider.GOOGLE, "new@fieldworks.example").calendars())
                .hasSize(3);
    }

    @Test
    void a_request_can_be_decided_only_once() {
        var asked = visitor.authorizeParameters(Provider.GOOGLE);
        var page = visitor.authorizePage(Provider.GOOGLE, asked).body();
        var id = page.replaceAll("(?s).*name=\"request\" value=\"([^\"]+)\".*", "$1");
        var url = simulators.endpoints().googleAccounts() + "/signin/oauth/consent";
        var body = "decision=allow&account=" + Visitor.encoded(TESS) + "&request=" + id;
        assertThat(visitor.postForm(url, body).statusCode()).isEqualTo(303);
        assertThat(visitor.postForm(url, body).statusCode()).isEqualTo(400);
    }

    @Test
    void an_access_token_dies_by_the_simulators_clock() {
        var token = token(Provider.GOOGLE, TESS);
        var userinfo = simulators.endpoints().googleUserinfo();
        assertThat(visitor.get(userinfo, token).status()).isEqualTo(200);
        control.advanceClock(Duration.ofHours(1));
        assertThat(visitor.get(userinfo, token).status()).isEqualTo(401);
    }

    @Test
    void earlier_scopes_come_back_when_asked_to_be_included() {
        visitor.connect(Provider.GOOGLE, TESS);
        var asked = visitor.authorizeParameters(Provider.GOOGLE);
        asked.put("scope", "openid https://www.googleapis.com/auth/contacts.readonly");
        asked.put("include_granted_scopes", "true");
        assertThat(visitor.allow(Provider.GOOGLE, TESS, asked).first("scope").orElseThrow())
                .contains("contacts.readonly")
                .contains("calendar.events");
    }

    @Test
    void discovery_names_every_endpoint() {
        var document = visitor.get(simulators.endpoints().googleIssuer() + "/.well-known/openid-configuration", "")
                .body();
        assertThat(document.path("issuer").asText())
                .isEqualTo(simulators.endpoints().googleIssuer());
        assertThat(document.path("token_endpoint").asText())
                .isEqualTo(simulators.endpoints().googleToken());
        assertThat(document.path("authorization_endpoint").asText())
                .isEqualTo(simulators.endpoints().googleAuthorize());
    }
}
