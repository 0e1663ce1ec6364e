package io.syncline.tests.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.control.ConsentVisitor;
import io.syncline.tests.company.Answer;
import io.syncline.tests.company.Browser;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.SharedCloud;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;

/** S08: codes that are missing, used, stolen or led astray, and answers that come from somebody else. */
@ExtendWith(SharedCloud.class)
class CodeAttackTest {

    private final Scene scene;
    private final Company company;

    CodeAttackTest(Company company) {
        this.company = company;
        this.scene = new Scene(company);
    }

    @AtBothProviders
    void S08_a_code_that_is_missing(Provider provider) {
        scene.refused(scene.allowed(provider).without("code"), "incomplete");
    }

    @AtBothProviders
    void S08_a_code_that_was_used_before(Provider provider) {
        Callback used = scene.allowed(provider);
        scene.browser.comeBack(used.address());
        Callback next = Callback.of(scene.browser.allow(
                scene.browser.leaveFor(scene.tess, provider),
                company.account(provider, "tess-next").email()));

        scene.refused(next.with("code", used.value("code")), "provider");
    }

    @AtBothProviders
    void S08_a_code_that_was_issued_to_another_client(Provider provider) {
        scene.refused(scene.allowed(provider).with("code", "4/0AeOfAnotherClientAltogether"), "provider");
    }

    @AtBothProviders
    void S08_a_code_that_is_no_code(Provider provider) {
        scene.refused(scene.allowed(provider).with("code", "\r\nx: y&client_id=attacker"), "provider");
        scene.refused(
                Callback.of(scene.browser.allow(
                                scene.browser.leaveFor(scene.tess, provider),
                                scene.account(provider).email()))
                        .with("code", "c".repeat(6_000)),
                "provider");
    }

    @AtBothProviders
    void S08_a_code_of_another_start_whose_verifier_is_another_one(Provider provider) {
        Callback own = scene.allowed(provider);
        Callback attackers = Callback.of(new Browser(scene.cloud)
                .allow(
                        new Browser(scene.cloud).leaveFor(company.technician("mallory"), provider),
                        company.account(provider, "mallory").email()));

        scene.refused(own.with("code", attackers.value("code")), "provider");
        assertThat(scene.tess.connections()).hasSize(1);
    }

    @AtBothProviders
    void S08_an_issuer_of_somebody_else(Provider provider) {
        Callback callback = scene.allowed(provider);

        scene.refused(callback.with("iss", "https://attacker.example"), "invalid");
        scene.refused(callback.with("iss", "https://accounts.google.com.attacker.example"), "invalid");
    }

    @AtBothProviders
    void S08_the_issuer_of_the_other_provider(Provider provider) {
        String other = switch (provider) {
            case GOOGLE -> "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0";
            case MICROSOFT -> "https://accounts.google.com";
        };

        scene.refused(scene.allowed(provider).with("iss", other), "invalid");
    }

    @AtBothProviders
    void the_redirect_address_is_the_one_of_the_configuration_whatever_a_request_says(Provider provider) {
        Answer answer = scene.tess.send(
                "POST",
                "/v1/connections",
                Optional.of(Browser.start(provider.slug()).toString()),
                "X-Forwarded-Host",
                "attacker.example",
                "X-Forwarded-Proto",
                "ftp",
                "Forwarded",
                "host=attacker.example",
                "Origin",
                "https://attacker.example");

        Callback consent = Callback.of(answer.success().path("authorizationUrl").asText());
        assertThat(consent.value("redirect_uri"))
                .isEqualTo(scene.cloud.cloud().origin() + "/oauth/" + provider.slug() + "/callback");
        assertThat(consent.value("code_challenge_method")).isEqualTo("S256");
        assertThat(consent.value("response_type")).isEqualTo("code");
    }

    @AtBothProviders
    void S08_a_code_that_was_led_to_another_host(Provider provider) {
        ledAstray(provider, "https://attacker.example/oauth/" + provider.slug() + "/callback");
    }

    @AtBothProviders
    void S08_a_code_that_was_led_to_another_path(Provider provider) {
        ledAstray(provider, scene.cloud.cloud().origin() + "/oauth/" + provider.slug() + "/callback/more");
    }

    @AtBothProviders
    void S08_a_code_that_was_led_to_an_address_with_a_query(Provider provider) {
        ledAstray(provider, scene.cloud.cloud().origin() + "/oauth/" + provider.slug() + "/callback?to=attacker");
    }

    @AtBothProviders
    void S08_a_code_that_was_led_to_the_callback_of_the_other_provider(Provider provider) {
        String other = switch (provider) {
            case GOOGLE -> "microsoft";
            case MICROSOFT -> "google";
        };
        ledAstray(provider, scene.cloud.cloud().origin() + "/oauth/" + other + "/callback");
    }

    /** Somebody changes where the provider sends the browser to, and brings what comes there to the real callback. */
    private void ledAstray(Provider provider, String redirectUri) {
        scene.working(provider);
        Mailbox account = scene.account(provider);
        Callback page = Callback.of(scene.browser.leaveFor(scene.tess, provider));
        String own = page.value("redirect_uri");

        Callback astray = Callback.of(new ConsentVisitor()
                .allow(URI.create(page.with("redirect_uri", redirectUri).address()), account.email())
                .toString());
        Callback brought = new Callback(own, astray.query());

        Scene.Standing before = scene.standing();
        Answer answer = scene.browser.callback(brought.address());
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location")).startsWith("/connections?problem=");
        assertThat(scene.standing()).isEqualTo(before);
        assertThat(company.trail().entries("connection-refused")).hasSize(1);
    }

    @AtBothProviders
    void an_account_that_the_provider_does_not_name(Provider provider) {
        Callback callback = scene.allowed(provider);
        nameless(provider);

        scene.refused(callback, "provider");
        scene.cloud.providers().clearFaults();
    }

    private void nameless(Provider provider) {
        switch (provider) {
            case GOOGLE ->
                scene.cloud
                        .providers()
                        .addFault(io.syncline.local.providers.fidelity.FaultRule.spoiling(
                                "GET",
                                "/v1/userinfo",
                                1,
                                com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                                        .objectNode()
                                        .putNull("sub")));
            case MICROSOFT ->
                scene.cloud
                        .providers()
                        .signIns(provider)
                        .flaw(io.syncline.local.providers.oauth.IdTokenFlaw.NO_SUBJECT, 1);
        }
    }

    @AtBothProviders
    void what_comes_beside_the_answer_decides_nothing(Provider provider) {
        Callback callback = scene.allowed(provider)
                .with("organisation", "another-company")
                .with("user", "mallory")
                .with("redirect_uri", "https://attacker.example")
                .with("returnTo", "//attacker.example")
                .with("scope", "everything");

        String landing = scene.browser.comeBack(callback.address());

        scene.works(Person.connectionOf(landing));
        assertThat(landing).startsWith("/connections?connected=");
        assertThat(List.copyOf(scene.tess.connections())).hasSize(2);
    }
}
