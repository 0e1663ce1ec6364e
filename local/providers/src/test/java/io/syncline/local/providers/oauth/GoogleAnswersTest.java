package io.syncline.local.providers.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.Visitor;
import io.syncline.local.providers.Visitor.Reply;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.control.ConsentVisitor;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Google answers beside the ordinary.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/web-server">OAuth 2.0 for web servers</a>
 * @see <a href="https://developers.google.com/identity/protocols/oauth2#expiration">Refresh token expiration</a>
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/resources/granular-permissions">Granular
 *     permissions</a>
 */
class GoogleAnswersTest extends Simulated {

    private static final String AUTH = "https://www.googleapis.com/auth/";
    private static final List<String> ALL = List.of(
            "openid",
            AUTH + "userinfo.email",
            AUTH + "calendar.events.readonly",
            AUTH + "calendar.calendarlist.readonly",
            AUTH + "gmail.readonly",
            AUTH + "gmail.metadata",
            AUTH + "contacts.readonly",
            AUTH + "contacts");

    @ParameterizedTest
    @ValueSource(
            strings = {"calendar.events.readonly", "gmail.readonly", "gmail.metadata", "contacts.readonly", "contacts"})
    void each_permission_of_each_service_can_be_unticked_alone(String unticked) {
        var ticked = new ArrayList<>(ALL);
        ticked.remove(AUTH + unticked);
        var query = visitor.allow(Provider.GOOGLE, TESS, asking(ALL), ticked);
        var scopes = scopes(exchanged(query.first("code").orElseThrow()));
        assertThat(scopes).containsExactlyInAnyOrderElementsOf(ticked);
    }

    @Test
    void a_rehearsed_visitor_unticks_whatever_the_form_says() {
        control.signIns(Provider.GOOGLE).untick(TESS, Set.of("gmail.readonly", AUTH + "contacts"));
        assertThat(scopes(connect(asking(ALL))))
                .contains(AUTH + "calendar.events.readonly", AUTH + "contacts.readonly")
                .doesNotContain(AUTH + "gmail.readonly", AUTH + "contacts");
        control.signIns(Provider.GOOGLE).untick(TESS, Set.of());
        assertThat(scopes(connect(asking(ALL)))).contains(AUTH + "gmail.readonly");
    }

    @Test
    void scopes_come_back_in_full_and_in_an_order_of_googles_own() {
        var asked = asking(List.of("openid", "email", AUTH + "calendar.events"));
        var query = visitor.allow(Provider.GOOGLE, TESS, asked);
        var expected = AUTH + "calendar.events " + AUTH + "userinfo.email openid";
        assertThat(query.first("scope")).contains(expected);
        assertThat(exchanged(query.first("code").orElseThrow()).path("scope").asText())
                .isEqualTo(expected);
    }

    @Test
    void an_unknown_scope_is_invalid_scope_on_the_page() {
        var page = visitor.authorizePage(Provider.GOOGLE, asking(List.of("openid", AUTH + "everything")));
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("invalid_scope");
    }

    @Test
    void earlier_grants_are_in_the_token_when_asked_to_be_included() {
        connect(asking(List.of("openid", AUTH + "gmail.readonly")));
        var asked = asking(List.of("openid", AUTH + "contacts.readonly"));
        asked.put("include_granted_scopes", "true");
        var tokens = connect(asked);
        assertThat(scopes(tokens)).contains(AUTH + "gmail.readonly", AUTH + "contacts.readonly");
        var renewed = refresh(tokens.path("refresh_token").asText());
        assertThat(renewed.body().path("scope").asText()).contains("gmail.readonly");
    }

    @Test
    void RFC_9207_the_issuer_can_be_wrong_or_missing() {
        var script = control.signIns(Provider.GOOGLE);
        script.change(RedirectChange.setting("iss", "https://attacker.example"), 1);
        script.change(RedirectChange.without("iss"), 1);
        var asked = visitor.authorizeParameters(Provider.GOOGLE);
        assertThat(visitor.allow(Provider.GOOGLE, TESS, asked).first("iss")).contains("https://attacker.example");
        assertThat(visitor.allow(Provider.GOOGLE, TESS, asked).has("iss")).isFalse();
        assertThat(visitor.allow(Provider.GOOGLE, TESS, asked).first("iss"))
                .contains(simulators.endpoints().googleIssuer());
    }

    @Test
    void time_based_access_says_how_long_the_refresh_token_lives_and_ends_then() {
        control.signIns(Provider.GOOGLE).limitAccess(TESS, Duration.ofDays(30));
        var tokens = connect(visitor.authorizeParameters(Provider.GOOGLE));
        var refreshToken = tokens.path("refresh_token").asText();
        assertThat(tokens.path("refresh_token_expires_in").asLong())
                .isEqualTo(Duration.ofDays(30).toSeconds());
        control.advanceClock(Duration.ofDays(29));
        assertThat(refresh(refreshToken).body().path("refresh_token_expires_in").asLong())
                .isEqualTo(Duration.ofDays(1).toSeconds());
        control.advanceClock(Duration.ofDays(2));
        assertThat(refresh(refreshToken).body().path("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void without_a_limit_nothing_is_said_about_the_life_of_the_refresh_token() {
        assertThat(connect(visitor.authorizeParameters(Provider.GOOGLE)).has("refresh_token_expires_in"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_GRANT, 400, invalid_grant",
        "INVALID_RAPT, 400, invalid_grant",
        "ADMIN_POLICY_ENFORCED, 400, admin_policy_enforced",
        "INVALID_CLIENT, 401, invalid_client",
        "UNAUTHORIZED_CLIENT, 401, unauthorized_client",
        "DELETED_CLIENT, 401, deleted_client",
        "RATE_LIMIT_EXCEEDED, 403, rate_limit_exceeded",
        "TOO_MANY_REQUESTS, 429, rate_limit_exceeded",
        "INTERNAL_FAILURE, 500, internal_failure",
        "BACKEND_ERROR, 503, backend_error"
    })
    void a_refresh_is_refused_as_the_control_says_and_works_again_then(
            GoogleTokenError error, int status, String word) {
        var refreshToken = connect(visitor.authorizeParameters(Provider.GOOGLE))
                .path("refresh_token")
                .asText();
        control.addFault(control.tokenFault(error)
                .of(TESS)
                .asking("grant_type=refresh_token")
                .with("Retry-After", "7"));
        var refused = refresh(refreshToken);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.body().path("error").asText()).isEqualTo(word);
        assertThat(refused.header("Retry-After")).isEqualTo("7");
        assertThat(refused.body().path("error_subtype").asText("none"))
                .isEqualTo(error == GoogleTokenError.INVALID_RAPT ? "invalid_rapt" : "none");
        assertThat(refresh(refreshToken).status()).isEqualTo(200);
    }

    @Test
    void a_fault_for_refreshes_leaves_codes_alone() {
        control.addFault(control.tokenFault(GoogleTokenError.INVALID_GRANT)
                .asking("grant_type=refresh_token")
                .times(0));
        var tokens = connect(visitor.authorizeParameters(Provider.GOOGLE));
        assertThat(tokens.has("access_token")).isTrue();
        assertThat(refresh(tokens.path("refresh_token").asText()).status()).isEqualTo(400);
    }

    @Test
    void F1_under_a_rotating_policy_an_old_refresh_token_is_refused() {
        control.tokenPolicy(Provider.GOOGLE).setRotation(TokenPolicy.Rotation.REFUSE_OLD);
        var old = connect(visitor.authorizeParameters(Provider.GOOGLE))
                .path("refresh_token")
                .asText();
        var newer = refresh(old).body().path("refresh_token").asText();
        assertThat(newer).startsWith("1//0").isNotEqualTo(old);
        assertThat(refresh(old).body().path("error").asText()).isEqualTo("invalid_grant");
        assertThat(refresh(newer).status()).isEqualTo(200);
    }

    @Test
    void by_default_a_refresh_gives_no_refresh_token() {
        var tokens = connect(visitor.authorizeParameters(Provider.GOOGLE));
        assertThat(refresh(tokens.path("refresh_token").asText()).body().has("refresh_token"))
                .isFalse();
    }

    @Test
    void revoking_what_nobody_issued_is_a_400() {
        var reply =
                visitor.postForm(simulators.endpoints().googleRevoke(), Visitor.form(Map.of("token", "1//0nobody")));
        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).contains("invalid_token");
    }

    @Test
    void tokens_of_revoked_grants_do_not_count_among_the_hundred() {
        var ended = connect(visitor.authorizeParameters(Provider.GOOGLE));
        control.revokeGrants(Provider.GOOGLE, TESS);
        var oldest = connect(visitor.authorizeParameters(Provider.GOOGLE));
        for (int number = 1; number < 100; number++) {
            connect(visitor.authorizeParameters(Provider.GOOGLE));
        }
        assertThat(refresh(ended.path("refresh_token").asText()).status()).isEqualTo(400);
        assertThat(refresh(oldest.path("refresh_token").asText()).status()).isEqualTo(200);
    }

    @Test
    void an_administrator_can_forbid_consent_and_google_tells_it_on_its_own_page() {
        control.tenants(Provider.GOOGLE).forbidConsent("fieldworks.example");
        var answer = visitor.decide(
                Provider.GOOGLE,
                visitor.authorizeParameters(Provider.GOOGLE),
                List.of("decision=allow", "account=" + Visitor.encoded(TESS)));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(answer.body()).contains("admin_policy_enforced");
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_denied", "server_error", "temporarily_unavailable"})
    void a_sign_in_can_end_with_an_error_in_the_redirect(String error) {
        control.failSignIns(SignInError.google(error).saying("It did not work."), 1);
        var query = visitor.allow(Provider.GOOGLE, TESS, visitor.authorizeParameters(Provider.GOOGLE));
        assertThat(query.first("error")).contains(error);
        assertThat(query.first("error_description")).contains("It did not work.");
        assertThat(query.first("state")).contains("the state & more");
        assertThat(query.has("code")).isFalse();
        assertThat(visitor.allow(Provider.GOOGLE, TESS, visitor.authorizeParameters(Provider.GOOGLE))
                        .has("code"))
                .isTrue();
    }

    @Test
    void a_visitor_without_a_browser_goes_through_the_page() {
        var address = URI.create(simulators.endpoints().googleAuthorize() + "?"
                + Visitor.form(visitor.authorizeParameters(Provider.GOOGLE)));
        var someone = new ConsentVisitor();
        assertThat(someone.allow(address, TESS)).hasParameter("code");
        assertThat(someone.deny(address, TESS)).hasParameter("error", "access_denied");
        assertThat(someone.allowOnly(address, TESS, scope -> !scope.contains("calendarlist")))
                .asString()
                .contains("calendar.events")
                .doesNotContain("calendarlist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "microsoft"})
    void browsers_that_look_for_an_icon_find_nothing_and_no_error(String provider) {
        var origin = Provider.of(provider) == Provider.GOOGLE
                ? simulators.endpoints().googleAccounts()
                : simulators.endpoints().microsoftLogin();
        assertThat(visitor.get(origin + "/favicon.ico", "").status()).isEqualTo(204);
    }

    private Map<String, String> asking(List<String> scopes) {
        var asked = visitor.authorizeParameters(Provider.GOOGLE);
        asked.put("scope", String.join(" ", scopes));
        return asked;
    }

    private JsonNode connect(Map<String, String> asked) {
        return exchanged(visitor.code(Provider.GOOGLE, TESS, asked));
    }

    private JsonNode exchanged(String code) {
        return visitor.token(Provider.GOOGLE, visitor.codeForm(code)).body();
    }

    private Reply refresh(String refreshToken) {
        return visitor.token(Provider.GOOGLE, visitor.refreshForm(refreshToken));
    }

    private static List<String> scopes(JsonNode tokens) {
        return List.of(tokens.path("scope").asText().split(" ", -1));
    }
}
