package io.syncline.tests.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.local.providers.account.Provider;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.SharedCloud;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What providers answer instead of a code, each with whose turn it is. */
@ExtendWith(SharedCloud.class)
class ErrorAnswerTest {

    private final Scene scene;
    private final Company company;

    ErrorAnswerTest(Company company) {
        this.company = company;
        this.scene = new Scene(company);
    }

    @AtBothProviders
    void consent_that_was_denied_on_the_page(Provider provider) {
        scene.working(provider);
        Mailbox account = scene.account(provider);
        String page = scene.browser.leaveFor(scene.tess, provider);

        scene.refused(Callback.of(scene.browser.deny(page, account.email())), "denied");
    }

    @AtBothProviders
    void consent_that_was_denied(Provider provider) {
        scene.refused(error(provider, "access_denied", ""), "denied");
    }

    @AtBothProviders
    void a_refusal_by_an_administrator(Provider provider) {
        switch (provider) {
            case GOOGLE -> scene.refused(error(provider, "admin_policy_enforced", ""), "administrator");
            case MICROSOFT ->
                scene.refused(
                        error(provider, "access_denied", "AADSTS90094: The grant requires admin permission."),
                        "administrator");
        }

        assertThat(scene.tess
                        .get("/v1/connections")
                        .success()
                        .at("/consentRequests/0/provider")
                        .asText())
                .isEqualTo(provider.slug());
        assertThat(company.trail().entries("consent-asked-of-administrator")).hasSize(1);
        assertThat(company.technician("tom").get("/v1/connections").success().path("consentRequests"))
                .isEmpty();
    }

    @Test
    void a_refusal_by_microsofts_administrators_in_another_word() {
        scene.refused(
                error(Provider.MICROSOFT, "consent_required", "AADSTS90094: An administrator is needed."),
                "administrator");
    }

    @Test
    void a_refusal_by_googles_administrators_for_strangers_to_an_organisation() {
        scene.refused(error(Provider.GOOGLE, "org_internal", ""), "administrator");
    }

    @AtBothProviders
    void a_fault_of_this_installations_registration(Provider provider) {
        for (String word : List.of("unauthorized_client", "invalid_scope", "invalid_client")) {
            scene.refused(error(provider, word, ""), "operator");
        }
        assertThat(Alarm.wasRaised(scene.cloud, "client-refused", provider.slug()))
                .isTrue();
    }

    @AtBothProviders
    void a_fault_of_the_providers(Provider provider) {
        scene.refused(error(provider, "server_error", ""), "provider");
    }

    @AtBothProviders
    void a_provider_that_is_busy(Provider provider) {
        scene.refused(error(provider, "temporarily_unavailable", ""), "provider");
    }

    @AtBothProviders
    void a_word_that_nobody_knows(Provider provider) {
        scene.refused(error(provider, "interplanetary_consent_required", "AADSTS99999999: Something new."), "provider");
    }

    @AtBothProviders
    void a_word_that_is_an_attack(Provider provider) {
        scene.refused(
                error(provider, "<script>alert(1)</script>", "=HYPERLINK(\"https://attacker.example\")"), "provider");
        scene.refused(error(provider, "x\r\nSet-Cookie: a=b", "y\r\nLocation: https://attacker.example"), "provider");
        scene.refused(error(provider, "e".repeat(4_000), "d".repeat(4_000)), "provider");
    }

    @AtBothProviders
    void an_error_beside_a_code(Provider provider) {
        Callback both = scene.allowed(provider).with("error", "access_denied");

        scene.refused(both, "denied");
        assertThat(scene.cloud
                        .providers()
                        .codeExchanges(provider, scene.account(provider).email()))
                .isZero();
    }

    @AtBothProviders
    void an_error_that_somebody_made_up_without_a_start(Provider provider) {
        Callback callback = scene.allowed(provider);

        scene.refusedAsForged(
                callback.without("code").with("error", "access_denied").with("state", "a.b"), "invalid");
        assertThat(scene.browser.comeBack(callback.address())).contains("connected=");
    }

    /** As the provider sends it back: with the state of a start, and in place of a code. */
    private Callback error(Provider provider, String error, String description) {
        Callback callback = scene.allowed(provider).without("code").with("error", error);
        return description.isEmpty() ? callback : callback.with("error_description", description);
    }
}
