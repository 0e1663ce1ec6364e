package io.syncline.tests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.cloud.lambda.Outcome;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.fidelity.FaultEffect;
import io.syncline.local.providers.fidelity.FaultRule;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.oauth.GrantState;
import io.syncline.tests.company.Answer;
import io.syncline.tests.company.Browser;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.SealedTokens;
import io.syncline.tests.company.SharedCloud;
import io.syncline.tests.company.Table;
import io.syncline.tests.company.When;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** S10: accounts are disconnected, people leave, whole organisations leave, in the middle of their work too. */
@ExtendWith(SharedCloud.class)
class LeavingJourneyTest {

    private final Company company;
    private final RunningCloud cloud;
    private final Person tess;
    private final Person adam;

    LeavingJourneyTest(Company company) {
        this.company = company;
        this.cloud = company.cloud();
        this.tess = company.technician("tess");
        this.adam = company.administrator();
    }

    @AfterEach
    void repairTheProviders() {
        cloud.providers().clearFaults();
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S10_a_member_who_is_removed_in_the_middle_of_a_sync_is_out_of_it_at_once(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        String connection = tess.connectAndChoose(account);
        company.put("J-0", Company.job("Before", When.timed(2, "07:00", "08:00"), "tess"));
        cloud.providers()
                .addFault(FaultRule.on("POST", "(batch|events)", new FaultEffect.Delays())
                        .of(account.email())
                        .after(Duration.ofMillis(400))
                        .times(0));
        for (int job = 1; job <= 5; job++) {
            company.dispatcher()
                    .put("/v1/jobs/J-" + job, Company.job("Job " + job, When.timed(2, "09:00", "10:30"), "tess"))
                    .success();
        }

        assertThat(adam.delete("/v1/members/tess")
                        .success()
                        .path("disconnected")
                        .asInt())
                .isEqualTo(1);
        cloud.providers().clearFaults();
        cloud.settle();

        assertThat(tess.connections()).isEmpty();
        assertThat(new SealedTokens(company, connection).row()).isEmpty();
        if (provider == Provider.GOOGLE) {
            assertThat(living(account)).isEmpty();
        }
        assertThat(account.titles()).contains("Before");
        List<String> titles = account.titles();
        int writes = writes(account);
        company.put("J-6", Company.job("After", When.timed(3, "09:00", "10:00"), "tess"));
        tess.post("/v1/connections/" + connection + "/sync");
        cloud.settle();
        assertThat(account.titles()).isEqualTo(titles);
        assertThat(writes(account)).isEqualTo(writes);
        assertThat(company.dispatcher().job("J-0").path("title").asText()).isEqualTo("Before");
        assertThat(company.trail().entries())
                .extracting(entry -> entry.action())
                .contains("member-removed", "connection-disconnected", "grant-revoked", "token-destroyed");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S10_what_a_removed_member_had_started_is_not_completed(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        Browser browser = new Browser(cloud);
        String callback = browser.allow(browser.leaveFor(tess, provider), account.email());

        adam.delete("/v1/members/tess").success();

        assertThat(browser.comeBack(callback)).isEqualTo("/connections?problem=removed");
        assertThat(adam.connections()).isEmpty();
        assertThat(company.trail().entries("connection-refused").getLast().detail())
                .isEqualTo("removed");
    }

    @Test
    void S10_removing_a_member_twice_and_one_who_never_was_is_no_error() {
        tess.connect(company.account(Provider.GOOGLE, "tess"));

        assertThat(adam.delete("/v1/members/tess")
                        .success()
                        .path("disconnected")
                        .asInt())
                .isEqualTo(1);
        assertThat(adam.delete("/v1/members/tess")
                        .success()
                        .path("disconnected")
                        .asInt())
                .isZero();
        assertThat(adam.delete("/v1/members/nobody")
                        .success()
                        .path("disconnected")
                        .asInt())
                .isZero();
        assertThat(adam.delete("/v1/members/auth0%7C5f%2Fx")
                        .success()
                        .path("disconnected")
                        .asInt())
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S10_an_organisation_that_leaves_takes_every_key_with_it(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        String connection = tess.connectAndChoose(account);
        company.technician("tom").connect(company.account(provider, "tom"));
        company.put("J-1", Company.job("Boiler service", When.timed(2, "09:00", "10:30"), "tess"));
        int writes = writes(account);

        JsonNode progress = removed().success();

        assertThat(progress.path("disconnected").asInt()).isEqualTo(2);
        assertThat(progress.path("waiting").asInt()).isZero();
        assertThat(progress.path("keysDestroyed").asBoolean()).isTrue();
        cloud.settle();
        assertThat(adam.connections()).isEmpty();
        assertThat(new Table(cloud, "VaultTable").partition("organisation", company.id()))
                .hasSize(1)
                .allMatch(item -> !item.has("wrapped"));
        assertThat(adam.get("/v1/keys").success().path("standing").asText()).isEqualTo("shredded");
        if (provider == Provider.GOOGLE) {
            assertThat(living(account)).isEmpty();
        }
        company.put("J-2", Company.job("After", When.timed(3, "09:00", "10:30"), "tess"));
        assertThat(writes(account)).isEqualTo(writes);
        assertThat(account.titles()).containsExactly("Boiler service");
        assertThat(company.dispatcher().job("J-1").path("title").asText()).isEqualTo("Boiler service");
        Answer again = tess.post("/v1/connections", Browser.start(provider.slug()));
        assertThat(again.problem()).isEqualTo("organisation-gone");
        assertThat(new SealedTokens(company, connection).row()).isEmpty();
        assertThat(company.trail().entries())
                .extracting(entry -> entry.action())
                .containsSubsequence("organisation-removed", "connection-disconnected", "keys-shredded");
        assertThat(adam.get("/v1/audit/verification").success().path("intact").asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S10_what_was_started_before_an_organisation_left_is_not_completed(Provider provider) {
        tess.connect(company.account(provider, "tess"));
        Browser browser = new Browser(cloud);
        String callback = browser.allow(
                browser.leaveFor(tess, provider),
                company.account(provider, "tess-second").email());
        removed().success();

        assertThat(browser.comeBack(callback)).isEqualTo("/connections?problem=removed");
        assertThat(adam.connections()).isEmpty();
    }

    @Test
    void S10_a_provider_that_does_not_answer_is_waited_for_with_the_tokens_sealed() {
        Mailbox account = company.account(Provider.GOOGLE, "tess");
        String connection = tess.connect(account);
        cloud.providers()
                .addFault(FaultRule.on("POST", "/revoke", new FaultEffect.Answers(503, Map.of(), "{}", false))
                        .times(0));

        JsonNode progress = removed().success();

        assertThat(progress.path("waiting").asInt()).isEqualTo(1);
        assertThat(progress.path("keysDestroyed").asBoolean()).isFalse();
        assertThat(tess.check(connection).status()).isEqualTo(404);
        assertThat(new SealedTokens(company, connection).row()).isPresent();

        cloud.providers().clearFaults();
        cloud.cloud().tick("token-refresh");
        cloud.cloud().tick("key-rotation");

        assertThat(new SealedTokens(company, connection).row()).isEmpty();
        assertThat(living(account)).isEmpty();
        assertThat(adam.get("/v1/keys").success().path("standing").asText()).isEqualTo("shredded");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S10_an_organisation_that_an_operator_lets_in_again_begins_anew(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        tess.connect(account);
        removed().success();

        Outcome readmitted = cloud.cloud()
                .invoke("key-rotation", "{\"command\":\"readmit\",\"organisation\":\"" + company.id() + "\"}");

        assertThat(readmitted).isInstanceOf(Outcome.Answered.class);
        String connection = tess.connect(account);
        assertThat(tess.finding(connection, "calendar")).isEqualTo("works");
    }

    @Test
    void a_grant_by_which_another_connection_lives_is_not_revoked() {
        Mailbox account = company.account(Provider.GOOGLE, "tess");
        String connection = tess.connect(account);
        Company other = new Company(cloud);
        Person eve = other.technician("eve");
        String theirs = eve.connect(account);

        assertThat(tess.delete("/v1/connections/" + connection).status()).isEqualTo(204);

        assertThat(new SealedTokens(company, connection).row()).isEmpty();
        assertThat(eve.finding(theirs, "calendar")).isEqualTo("works");
        assertThat(company.trail().entries("grant-revoked")).isEmpty();
        assertThat(eve.delete("/v1/connections/" + theirs).status()).isEqualTo(204);
        assertThat(living(account)).isEmpty();
    }

    private Answer removed() {
        return adam.send("DELETE", "/v1/organisation", Optional.of("{\"confirm\":\"" + company.id() + "\"}"));
    }

    private List<GrantState> living(Mailbox account) {
        return cloud.providers().grants(account.provider(), account.email()).stream()
                .filter(GrantState::living)
                .toList();
    }

    private int writes(Mailbox calendar) {
        return cloud.providers()
                .requests()
                .find(entry -> entry.kind() == LedgerEntry.Kind.WRITE
                        && entry.account().filter(calendar.email()::equals).isPresent())
                .size();
    }
}
