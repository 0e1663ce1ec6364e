package io.syncline.local.providers.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.Visitor;
import io.syncline.local.providers.Visitor.Reply;
import io.syncline.local.providers.account.Provider;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the Microsoft identity platform answers beside the ordinary.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow">Authorization code flow</a>
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">AADSTS error codes</a>
 */
class MicrosoftAnswersTest extends Simulated {

    @ParameterizedTest
    @ValueSource(
            ints = {
                50072, 50074, 50076, 50078, 50079, 50131, 53000, 53001, 53003, 530035, 50132, 50133, 50173, 70043,
                700082, 70008, 700084, 65001, 65004, 90093, 90094, 650052, 650056, 650057, 500011, 50105, 50034, 50053,
                50055, 50057, 50020, 50058, 7000215, 7000222, 700016, 700011, 50011, 50194, 70011, 7000218, 700027,
                90002, 900023, 501481, 54005, 70000, 90033, 50033, 50196, 500212, 500213
            })
    void every_number_is_refused_in_the_platforms_shape(int number) {
        var refreshToken = refreshToken();
        control.refuseTokens(AadError.numbered(number), 1);
        var reply = refresh(refreshToken);
        var body = reply.body();
        assertThat(reply.status()).isEqualTo(AadError.numbered(number).status()).isGreaterThanOrEqualTo(400);
        assertThat(body.path("error").asText()).isNotBlank();
        assertThat(body.at("/error_codes/0").asInt()).isEqualTo(number);
        assertThat(body.path("error_description").asText())
                .startsWith("AADSTS" + number + ": ")
                .contains("\r\nTrace ID: " + body.path("trace_id").asText())
                .contains("\r\nCorrelation ID: " + body.path("correlation_id").asText())
                .endsWith("\r\nTimestamp: " + body.path("timestamp").asText());
        assertThat(body.path("timestamp").asText()).isEqualTo("2026-11-22 12:00:00Z");
        assertThat(body.path("error_uri").asText()).endsWith("error?code=" + number);
        assertThat(refresh(refreshToken).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "50076, 400, invalid_grant, basic_action",
        "53003, 400, interaction_required, message_only",
        "65001, 400, invalid_grant, consent_required",
        "90094, 400, consent_required, ''",
        "7000222, 401, invalid_client, ''",
        "7000215, 401, invalid_client, ''",
        "700016, 400, unauthorized_client, ''",
        "650057, 400, invalid_resource, ''",
        "90033, 503, temporarily_unavailable, ''"
    })
    void the_words_are_those_that_programs_branch_on(int number, int status, String error, String suberror) {
        control.refuseTokens(AadError.numbered(number), 1);
        var reply = refresh(refreshTokenAfterTheFault());
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body().path("error").asText()).isEqualTo(error);
        assertThat(reply.body().path("suberror").asText()).isEqualTo(suberror);
    }

    @Test
    void multi_factor_authentication_comes_with_claims_for_the_next_sign_in() {
        var refreshToken = refreshToken();
        control.refuseTokens(AadError.numbered(50076), 1);
        assertThat(refresh(refreshToken).body().path("claims").asText()).startsWith("{\"access_token\":{\"capolids\"");
    }

    @Test
    void an_error_can_come_under_another_word_with_other_claims() {
        var refreshToken = refreshToken();
        control.refuseTokens(
                AadError.numbered(50076)
                        .as("interaction_required")
                        .withClaims("{}")
                        .withSuberror("additional_action"),
                1);
        var body = refresh(refreshToken).body();
        assertThat(body.path("error").asText()).isEqualTo("interaction_required");
        assertThat(body.path("claims").asText()).isEqualTo("{}");
        assertThat(body.path("suberror").asText()).isEqualTo("additional_action");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://graph.microsoft.com/Calendars.Read",
                "Calendars.Read",
                "calendars.read",
                "HTTPS://GRAPH.MICROSOFT.COM/CALENDARS.READ"
            })
    void scopes_are_known_short_and_in_full_and_in_any_letter_case(String scope) {
        var asked = visitor.authorizeParameters(Provider.MICROSOFT);
        asked.put("scope", "openid offline_access " + scope);
        var query = visitor.allow(Provider.MICROSOFT, DANA, asked, List.of("Calendars.Read"));
        var tokens = visitor.token(
                Provider.MICROSOFT, visitor.codeForm(query.first("code").orElseThrow()));
        assertThat(tokens.body().path("scope").asText()).isEqualTo("Calendars.Read openid");
    }

    @Test
    void all_three_services_can_be_granted_and_one_can_be_left_out() {
        var asked = visitor.authorizeParameters(Provider.MICROSOFT);
        asked.put("scope", "openid offline_access Calendars.Read Mail.Read Contacts.Read Contacts.ReadWrite");
        var query = visitor.allow(
                Provider.MICROSOFT, DANA, asked, List.of("Calendars.Read", "Contacts.Read", "Contacts.ReadWrite"));
        var tokens = visitor.token(
                Provider.MICROSOFT, visitor.codeForm(query.first("code").orElseThrow()));
        assertThat(tokens.body().path("scope").asText())
                .isEqualTo("Calendars.Read Contacts.Read Contacts.ReadWrite openid");
    }

    @Test
    void an_unknown_scope_comes_back_as_invalid_scope() {
        var asked = visitor.authorizeParameters(Provider.MICROSOFT);
        asked.put("scope", "openid Mail.Everything");
        var location = visitor.authorizePage(Provider.MICROSOFT, asked)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(location).contains("error=invalid_scope").contains("AADSTS70011");
    }

    @ParameterizedTest
    @ValueSource(ints = {90094, 65001, 65004, 50076, 90033})
    void a_sign_in_can_end_with_an_error_in_the_redirect(int number) {
        control.failSignIns(AadError.numbered(number), 1);
        var query = visitor.allow(Provider.MICROSOFT, DANA, visitor.authorizeParameters(Provider.MICROSOFT));
        assertThat(query.first("error")).contains(AadError.numbered(number).error());
        assertThat(query.first("error_description").orElseThrow()).startsWith("AADSTS" + number);
        assertThat(query.first("state")).contains("the state & more");
        assertThat(query.has("code")).isFalse();
    }

    @Test
    void what_microsoft_tells_on_its_own_page_never_comes_back() {
        control.failSignIns(AadError.numbered(50105), 1);
        var answer = visitor.decide(
                Provider.MICROSOFT,
                visitor.authorizeParameters(Provider.MICROSOFT),
                List.of("decision=allow", "account=" + Visitor.encoded(DANA), "scope=Calendars.ReadWrite"));
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(answer.body()).contains("AADSTS50105");
    }

    @Test
    void a_silent_sign_in_needs_somebody_who_consented() {
        var asked = visitor.authorizeParameters(Provider.MICROSOFT);
        asked.put("prompt", "none");
        assertThat(location(asked)).contains("error=login_required").contains("AADSTS50058");
        asked.put("login_hint", DANA);
        assertThat(location(asked)).contains("error=consent_required").contains("AADSTS65001");
        visitor.connect(Provider.MICROSOFT, DANA);
        assertThat(location(asked)).contains("code=").contains("session_state=");
    }

    @Test
    void somebody_of_another_organisation_is_stopped_at_a_tenants_own_address() {
        var tenant = control.account(Provider.MICROSOFT, DANA).tenant();
        control.openAccount(Provider.MICROSOFT, "eve@elsewhere.example", "Eve", "Europe/Zurich");
        var page = Visitor.send(java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create(simulators.endpoints().microsoftLogin() + "/" + tenant
                                + "/oauth2/v2.0/authorize?"
                                + Visitor.form(visitor.authorizeParameters(Provider.MICROSOFT))))
                .GET());
        var id = page.body().replaceAll("(?s).*name=\"request\" value=\"([^\"]+)\".*", "$1");
        var answer = visitor.postForm(
                simulators.endpoints().microsoftLogin() + "/common/consent/set",
                "decision=allow&scope=Calendars.ReadWrite&account=eve%40elsewhere.example&request=" + id);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(answer.body()).contains("AADSTS50020");
    }

    @Test
    void malformed_claims_are_an_invalid_request() {
        var asked = visitor.authorizeParameters(Provider.MICROSOFT);
        asked.put("claims", "{not json");
        assertThat(location(asked)).contains("error=invalid_request");
    }

    private String location(java.util.Map<String, String> asked) {
        return visitor.authorizePage(Provider.MICROSOFT, asked)
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private String refreshToken() {
        return visitor.connect(Provider.MICROSOFT, DANA).path("refresh_token").asText();
    }

    /** The fault is in force already: any text will do. */
    private static String refreshTokenAfterTheFault() {
        return "0.AX-any";
    }

    private Reply refresh(String refreshToken) {
        return visitor.token(Provider.MICROSOFT, visitor.refreshForm(refreshToken));
    }
}
