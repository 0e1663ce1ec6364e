package io.syncline.local.providers.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.account.Provider;
import org.junit.jupiter.api.Test;

/**
 * Signing in with Microsoft.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow">Authorization code flow</a>
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/refresh-tokens">Refresh tokens</a>
 */
class MicrosoftSignInTest extends Simulated {

    @Test
    void the_redirect_carries_code_state_and_session_state_but_no_issuer() {
        var query = visitor.allow(Provider.MICROSOFT, DANA, visitor.authorizeParameters(Provider.MICROSOFT));
        assertThat(query.has("code")).isTrue();
        assertThat(query.first("state")).contains("the state & more");
        assertThat(query.has("session_state")).isTrue();
        assertThat(query.has("iss")).isFalse();
    }

    @Test
    void offline_access_is_not_echoed_and_the_tokens_look_like_microsofts() throws Exception {
        var tokens = visitor.connect(Provider.MICROSOFT, DANA);
        assertThat(tokens.path("scope").asText()).isEqualTo("User.Read Calendars.ReadWrite profile openid email");
        assertThat(tokens.path("access_token").asText()).startsWith("eyJ0");
        assertThat(tokens.path("refresh_token").asText()).startsWith("0.AX");
        assertThat(tokens.path("ext_expires_in").asInt()).isEqualTo(3599);
        var claims = SignedJWT.parse(tokens.path("id_token").asText()).getJWTClaimsSet();
        assertThat(claims.getStringClaim("oid")).isNotBlank();
        assertThat(claims.getIssuer()).contains(claims.getStringClaim("tid"));
    }

    @Test
    void without_offline_access_there_is_no_refresh_token() {
        var asked = visitor.authorizeParameters(Provider.MICROSOFT);
        asked.put("scope", "openid User.Read");
        var reply = visitor.token(Provider.MICROSOFT, visitor.codeForm(visitor.code(Provider.MICROSOFT, DANA, asked)));
        assertThat(reply.body().has("refresh_token")).isFalse();
    }

    @Test
    void T06_every_refresh_gives_a_new_refresh_token_and_the_old_one_stays_valid() {
        var old =
                visitor.connect(Provider.MICROSOFT, DANA).path("refresh_token").asText();
        var renewed = refresh(old).body().path("refresh_token").asText();
        assertThat(renewed).isNotEqualTo(old);
        assertThat(refresh(old).status()).isEqualTo(200);
        assertThat(refresh(renewed).status()).isEqualTo(200);
    }

    @Test
    void a_strict_policy_refuses_an_old_refresh_token_and_keeps_the_new_one() {
        control.tokenPolicy(Provider.MICROSOFT).setRotation(TokenPolicy.Rotation.REFUSE_OLD);
        var old =
                visitor.connect(Provider.MICROSOFT, DANA).path("refresh_token").asText();
        var renewed = refresh(old).body().path("refresh_token").asText();
        assertThat(refresh(old).body().path("error").asText()).isEqualTo("invalid_grant");
        assertThat(refresh(renewed).status()).isEqualTo(200);
    }

    @Test
    void RFC_9700_the_strictest_policy_ends_the_grant_when_an_old_refresh_token_comes_back() {
        control.tokenPolicy(Provider.MICROSOFT).setRotation(TokenPolicy.Rotation.REVOKE_ON_REUSE);
        var old =
                visitor.connect(Provider.MICROSOFT, DANA).path("refresh_token").asText();
        var renewed = refresh(old).body().path("refresh_token").asText();
        assertThat(refresh(old).status()).isEqualTo(400);
        assertThat(refresh(renewed).status()).isEqualTo(400);
    }

    @Test
    void T12_a_code_that_comes_twice_is_AADSTS54005() {
        var form = visitor.codeForm(
                visitor.code(Provider.MICROSOFT, DANA, visitor.authorizeParameters(Provider.MICROSOFT)));
        assertThat(visitor.token(Provider.MICROSOFT, form).status()).isEqualTo(200);
        var again = visitor.token(Provider.MICROSOFT, form);
        assertThat(again.body().path("error").asText()).isEqualTo("invalid_grant");
        assertThat(again.body().at("/error_codes/0").asInt()).isEqualTo(54005);
        assertThat(again.body().path("error_description").asText()).startsWith("AADSTS54005:");
    }

    @Test
    void RFC_7636_a_verifier_that_does_not_fit_is_AADSTS501481() {
        var form = visitor.codeForm(
                visitor.code(Provider.MICROSOFT, DANA, visitor.authorizeParameters(Provider.MICROSOFT)));
        form.put("code_verifier", "another-verifier-that-is-long-enough-for-rfc-7636-01234");
        assertThat(visitor.token(Provider.MICROSOFT, form)
                        .body()
                        .at("/error_codes/0")
                        .asInt())
                .isEqualTo(501481);
    }

    @Test
    void a_wrong_secret_is_the_operators_fault_AADSTS7000215() {
        var form = visitor.refreshForm("0.AX");
        form.put("client_secret", "wrong");
        var reply = visitor.token(Provider.MICROSOFT, form);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body().path("error").asText()).isEqualTo("invalid_client");
        assertThat(reply.body().at("/error_codes/0").asInt()).isEqualTo(7000215);
    }

    @Test
    void declining_redirects_with_AADSTS65004() {
        var query = visitor.deny(Provider.MICROSOFT, visitor.authorizeParameters(Provider.MICROSOFT));
        assertThat(query.first("error")).contains("access_denied");
        assertThat(query.first("error_description").orElseThrow()).startsWith("AADSTS65004");
    }

    @Test
    void a_refresh_for_a_scope_that_was_not_consented_is_consent_required() {
        var form = visitor.refreshForm(
                visitor.connect(Provider.MICROSOFT, DANA).path("refresh_token").asText());
        form.put("scope", "https://graph.microsoft.com/Mail.Read");
        var reply = visitor.token(Provider.MICROSOFT, form);
        assertThat(reply.body().path("suberror").asText()).isEqualTo("consent_required");
        assertThat(reply.body().at("/error_codes/0").asInt()).isEqualTo(65001);
    }

    @Test
    void revoked_grants_answer_invalid_grant() {
        var tokens = visitor.connect(Provider.MICROSOFT, DANA);
        control.revokeGrants(Provider.MICROSOFT, DANA);
        assertThat(refresh(tokens.path("refresh_token").asText())
                        .body()
                        .path("error")
                        .asText())
                .isEqualTo("invalid_grant");
        assertThat(visitor.get(
                                simulators.endpoints().graphRoot() + "/me",
                                tokens.path("access_token").asText())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void an_unknown_tenant_is_refused() {
        var url = simulators.endpoints().microsoftLogin() + "/nowhere.example/oauth2/v2.0/token";
        assertThat(visitor.postForm(url, "grant_type=refresh_token").body()).contains("AADSTS90002");
    }

    private io.syncline.local.providers.Visitor.Reply refresh(String refreshToken) {
        return visitor.token(Provider.MICROSOFT, visitor.refreshForm(refreshToken));
    }
}
