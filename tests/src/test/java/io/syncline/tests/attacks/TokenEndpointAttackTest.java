package io.syncline.tests.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.fidelity.FaultEffect;
import io.syncline.local.providers.fidelity.FaultRule;
import io.syncline.local.providers.oauth.AadError;
import io.syncline.local.providers.oauth.GoogleTokenError;
import io.syncline.local.providers.oauth.TokenFaults;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.SharedCloud;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** F5: a token endpoint that answers anything at all: nothing of it is stored, and nobody is disconnected for it. */
@ExtendWith(SharedCloud.class)
class TokenEndpointAttackTest {

    private final Scene scene;
    private final Company company;

    TokenEndpointAttackTest(Company company) {
        this.company = company;
        this.scene = new Scene(company);
    }

    @AfterEach
    void repairTheProviders() {
        scene.cloud.providers().clearFaults();
    }

    static Stream<Arguments> answers() {
        return Arrays.stream(BadAnswer.values())
                .flatMap(answer -> Arrays.stream(Provider.values()).map(provider -> Arguments.of(answer, provider)));
    }

    @ParameterizedTest(name = "{displayName}: {0} at {1}")
    @MethodSource("answers")
    void F05_at_the_exchange_of_a_code_nothing_is_stored(BadAnswer answer, Provider provider) {
        Callback callback = scene.allowed(provider);
        scene.cloud.providers().addFault(answer.at(provider));

        scene.refused(callback, "provider");
    }

    @ParameterizedTest(name = "{displayName}: {0} at {1}")
    @MethodSource("answers")
    void F05_at_a_refresh_nobody_is_disconnected(BadAnswer answer, Provider provider) {
        survivesRefreshing(provider, answer.at(provider));
    }

    @AtBothProviders
    void F05_an_answer_of_another_content_type_is_read_for_what_it_is(Provider provider) {
        Callback callback = scene.allowed(provider);
        scene.cloud
                .providers()
                .addFault(scene.cloud
                        .providers()
                        .spoiltTokens(provider, JsonNodeFactory.instance.objectNode())
                        .with("Content-Type", "text/plain")
                        .times(1));

        assertThat(scene.browser.comeBack(callback.address())).contains("connected=");
    }

    @AtBothProviders
    void F05_an_exchange_that_says_nothing_of_scopes_is_not_taken_for_all_of_them(Provider provider) {
        Callback callback = scene.allowed(provider);
        scene.cloud.providers().addFault(spoilt(provider, nothing("scope")));

        scene.refused(callback, "provider");
    }

    @AtBothProviders
    void F05_a_refresh_that_says_nothing_of_scopes_changes_none(Provider provider) {
        Mailbox account = refreshing(provider);
        String connection = scene.tess.connect(account);
        scene.cloud.providers().expireTokens(account.email());
        scene.cloud.providers().addFault(spoilt(provider, nothing("scope")));

        scene.works(connection);
        assertThat(scene.tess.health(connection, "calendar")).isEqualTo("healthy");
    }

    @AtBothProviders
    void F05_a_connection_that_breaks(Provider provider) {
        Callback callback = scene.allowed(provider);
        scene.cloud.providers().addFault(TokenFaults.of(provider, new FaultEffect.Cuts(false)));

        scene.refused(callback, "provider");
        survivesRefreshing(provider, TokenFaults.of(provider, new FaultEffect.Cuts(false)));
    }

    @AtBothProviders
    void F05_an_answer_that_never_comes(Provider provider) throws InterruptedException {
        Callback callback = scene.allowed(provider);
        Mailbox account = refreshing(provider);
        String connection = scene.tess.connect(account);
        scene.cloud.providers().expireTokens(account.email());
        scene.cloud
                .providers()
                .addFault(TokenFaults.of(provider, new FaultEffect.KeepsSilent(false))
                        .times(2));

        Thread looking = Thread.ofVirtual().start(() -> scene.tess.check(connection));
        scene.refused(callback, "provider");
        looking.join();

        assertThat(scene.tess.state(connection)).isIn("active", "degraded");
        scene.cloud.providers().clearFaults();
        scene.works(connection);
    }

    @AtBothProviders
    void F05_a_refused_client_disconnects_nobody_and_alarms_the_operator(Provider provider) {
        FaultRule refusal = switch (provider) {
            case GOOGLE -> scene.cloud.providers().tokenFault(GoogleTokenError.INVALID_CLIENT);
            case MICROSOFT -> scene.cloud.providers().tokenFault(AadError.numbered(7000222));
        };

        survivesRefreshing(provider, refusal);
        assertThat(Alarm.wasRaised(scene.cloud, "client-refused", provider.slug()))
                .isTrue();
    }

    @AtBothProviders
    void F05_a_refused_client_at_the_exchange_is_the_operators(Provider provider) {
        Callback callback = scene.allowed(provider);
        scene.cloud
                .providers()
                .addFault(
                        switch (provider) {
                            case GOOGLE -> scene.cloud.providers().tokenFault(GoogleTokenError.INVALID_CLIENT);
                            case MICROSOFT -> scene.cloud.providers().tokenFault(AadError.numbered(7000215));
                        });

        scene.refused(callback, "operator");
    }

    private void survivesRefreshing(Provider provider, FaultRule fault) {
        Mailbox account = refreshing(provider);
        String connection = scene.tess.connect(account);
        scene.cloud.providers().expireTokens(account.email());
        scene.cloud.providers().addFault(fault);
        Scene.Standing before = scene.standing();

        assertThat(scene.tess.finding(connection, "calendar")).isEqualTo("unavailable");

        assertThat(scene.tess.state(connection)).isIn("active", "degraded");
        assertThat(scene.standing().tokens()).isEqualTo(before.tokens());
        assertThat(scene.cloud.providers().refreshes(provider, account.email())).isEqualTo(1);
        assertThat(company.trail().entries("grant-dead")).isEmpty();
        assertThat(company.trail().entries("connection-checked")).isNotEmpty();
        scene.cloud.providers().clearFaults();
        scene.works(connection);
        assertThat(scene.tess.state(connection)).isEqualTo("active");
        assertThat(company.trail().entries("token-refreshed")).isNotEmpty();
    }

    private Mailbox refreshing(Provider provider) {
        return company.account(provider, "tess-refreshes");
    }

    private FaultRule spoilt(Provider provider, ObjectNode patch) {
        return scene.cloud.providers().spoiltTokens(provider, patch).times(1);
    }

    private static ObjectNode nothing(String member) {
        return JsonNodeFactory.instance.objectNode().putNull(member);
    }
}
