package io.syncline.local.providers.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.Visitor;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.control.ConsentVisitor;
import io.syncline.local.providers.control.ConsentVisitor.StayedOnThePage;
import io.syncline.local.providers.http.Query;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An organisation whose people may not consent, and its administrator.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-admin-consent">Admin consent</a>
 * @see <a href="https://learn.microsoft.com/entra/identity/enterprise-apps/configure-user-consent">User consent</a>
 */
class AdminConsentTest extends Simulated {

    private static final String DOMAIN = "fieldworks.example";
    private static final String ADMIN = "admin@fieldworks.example";
    private static final String SCOPES =
            "https://graph.microsoft.com/Calendars.ReadWrite https://graph.microsoft.com/Mail.Read";

    private final ConsentVisitor someone = new ConsentVisitor();

    @ParameterizedTest
    @ValueSource(strings = {"access_denied", "consent_required"})
    void T08_who_may_not_consent_comes_back_with_AADSTS90094(String word) {
        control.tenants(Provider.MICROSOFT).forbidConsent(DOMAIN, word);
        var query = visitor.allow(Provider.MICROSOFT, DANA, visitor.authorizeParameters(Provider.MICROSOFT));
        assertThat(query.first("error")).contains(word);
        assertThat(query.first("error_description").orElseThrow())
                .startsWith("AADSTS90094: The grant requires admin permission.");
        assertThat(query.first("state")).contains("the state & more");
    }

    @Test
    void who_only_signs_in_needs_no_administrator() {
        control.tenants(Provider.MICROSOFT).forbidConsent(DOMAIN);
        var asked = visitor.authorizeParameters(Provider.MICROSOFT);
        asked.put("scope", "openid profile email offline_access User.Read");
        assertThat(visitor.allow(Provider.MICROSOFT, DANA, asked).has("code")).isTrue();
    }

    @Test
    void other_organisations_are_not_touched() {
        control.tenants(Provider.MICROSOFT).forbidConsent("elsewhere.example");
        assertThat(visitor.connect(Provider.MICROSOFT, DANA).has("access_token"))
                .isTrue();
    }

    @Test
    void what_somebody_gave_before_stays() {
        var tokens = visitor.connect(Provider.MICROSOFT, DANA);
        control.tenants(Provider.MICROSOFT).forbidConsent(DOMAIN);
        var form = visitor.refreshForm(tokens.path("refresh_token").asText());
        assertThat(visitor.token(Provider.MICROSOFT, form).status()).isEqualTo(200);
    }

    @Test
    void after_the_administrators_consent_people_can_connect_without_ticking_anything() {
        control.tenants(Provider.MICROSOFT).forbidConsent(DOMAIN);
        var answer = query(someone.approve(page("organizations", "s-1"), ADMIN));
        assertThat(answer.first("admin_consent")).contains("True");
        assertThat(answer.first("tenant"))
                .contains(control.account(Provider.MICROSOFT, DANA).tenant());
        assertThat(answer.first("scope")).contains(SCOPES);
        assertThat(answer.first("state")).contains("s-1");
        assertThat(answer.has("error")).isFalse();
        var asked = visitor.authorizeParameters(Provider.MICROSOFT);
        var redirect = visitor.allow(Provider.MICROSOFT, DANA, asked, List.of());
        var tokens = visitor.token(
                Provider.MICROSOFT, visitor.codeForm(redirect.first("code").orElseThrow()));
        assertThat(tokens.body().path("scope").asText()).contains("Calendars.ReadWrite");
    }

    @Test
    void the_consent_page_says_what_is_approved_already() {
        someone.approve(page("organizations", "s"), ADMIN);
        var asked = visitor.authorizeParameters(Provider.MICROSOFT);
        assertThat(visitor.authorizePage(Provider.MICROSOFT, asked).body())
                .doesNotContain("approved by your organisation");
        asked.put("login_hint", DANA);
        assertThat(visitor.authorizePage(Provider.MICROSOFT, asked).body())
                .containsOnlyOnce("approved by your organisation");
    }

    @Test
    void an_administrator_can_decline() {
        var answer = query(someone.decline(page("organizations", "s-2"), ADMIN));
        assertThat(answer.first("admin_consent")).contains("True");
        assertThat(answer.first("error")).contains("consent_required");
        assertThat(answer.first("error_description").orElseThrow()).startsWith("AADSTS65004: ");
        assertThat(answer.first("state")).contains("s-2");
        assertThat(control.tenants(Provider.MICROSOFT).consented(DOMAIN)).isEmpty();
    }

    @Test
    void only_an_administrator_can_accept() {
        assertThatThrownBy(() -> someone.approve(page("organizations", "s"), DANA))
                .isInstanceOf(StayedOnThePage.class)
                .hasMessageContaining("AADSTS90093");
        control.tenants(Provider.MICROSOFT).makeAdministrator(DANA);
        assertThat(someone.approve(page("organizations", "s"), DANA)).hasParameter("tenant");
    }

    @Test
    void an_administrator_may_consent_for_themself() {
        control.tenants(Provider.MICROSOFT).forbidConsent(DOMAIN);
        control.tenants(Provider.MICROSOFT).makeAdministrator(DANA);
        assertThat(visitor.connect(Provider.MICROSOFT, DANA).has("access_token"))
                .isTrue();
    }

    @Test
    void a_tenants_own_page_takes_its_own_administrators_only() {
        var tenant = control.account(Provider.MICROSOFT, DANA).tenant();
        assertThat(someone.approve(page(tenant, "s"), ADMIN)).hasParameter("tenant", tenant);
        assertThatThrownBy(() -> someone.approve(page(tenant, "s"), "admin@elsewhere.example"))
                .isInstanceOf(StayedOnThePage.class)
                .hasMessageContaining("AADSTS50020");
    }

    @Test
    void common_is_no_organisation() {
        assertThatThrownBy(() -> someone.approve(page("common", "s"), ADMIN)).isInstanceOf(StayedOnThePage.class);
    }

    @Test
    void the_tenant_in_the_answer_can_be_forged() {
        control.signIns(Provider.MICROSOFT).change(RedirectChange.setting("tenant", "an-attackers-tenant"), 1);
        assertThat(someone.approve(page("organizations", "s"), ADMIN)).hasParameter("tenant", "an-attackers-tenant");
    }

    @Test
    void a_consent_that_was_withdrawn_is_needed_again() {
        control.tenants(Provider.MICROSOFT).forbidConsent(DOMAIN);
        someone.approve(page("organizations", "s"), ADMIN);
        control.tenants(Provider.MICROSOFT).withdrawConsent(DOMAIN);
        assertThat(visitor.allow(Provider.MICROSOFT, DANA, visitor.authorizeParameters(Provider.MICROSOFT))
                        .first("error"))
                .contains("access_denied");
    }

    @Test
    void a_page_can_be_decided_only_once_and_escapes_what_it_shows() {
        var address = page("organizations", "s") + "&login_hint=" + Visitor.encoded("\"><script>");
        var page = visitor.get(address, "");
        assertThat(page.http().body()).contains("Accept", "&lt;script&gt;").doesNotContain("<script>");
        var id = page.http().body().replaceAll("(?s).*name=\"request\" value=\"([^\"]+)\".*", "$1");
        var url = simulators.endpoints().microsoftLogin() + AdminConsent.CONSENT_PATH;
        var body = "decision=deny&request=" + id;
        assertThat(visitor.postForm(url, body).statusCode()).isEqualTo(303);
        assertThat(visitor.postForm(url, body).statusCode()).isEqualTo(400);
    }

    private URI page(String tenant, String state) {
        return URI.create(simulators.endpoints().microsoftLogin() + "/" + tenant + "/v2.0/adminconsent?"
                + Visitor.form(Map.of(
                        "client_id",
                        simulators.microsoftClient().id(),
                        "redirect_uri",
                        Visitor.REDIRECT,
                        "scope",
                        SCOPES,
                        "state",
                        state)));
    }

    private static Query query(URI redirect) {
        return Query.of(redirect.getRawQuery());
    }
}
