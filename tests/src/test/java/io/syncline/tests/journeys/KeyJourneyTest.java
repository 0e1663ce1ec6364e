package io.syncline.tests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.lambda.Outcome;
import io.syncline.local.providers.account.Provider;
import io.syncline.tests.company.Browser;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.SealedTokens;
import io.syncline.tests.company.SharedCloud;
import io.syncline.tests.company.Table;
import io.syncline.tests.company.Trail;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** S09: an operator changes an organisation's key while its people work. */
@ExtendWith(SharedCloud.class)
class KeyJourneyTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final Company company;
    private final RunningCloud cloud;
    private final Person tess;
    private final Person adam;

    KeyJourneyTest(Company company) {
        this.company = company;
        this.cloud = company.cloud();
        this.tess = company.technician("tess");
        this.adam = company.administrator();
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S09_a_key_is_changed_while_tokens_are_read_and_renewed(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        String connection = tess.connect(account);
        String second = company.technician("tom").connect(company.account(provider, "tom"));
        String old = keys().at("/keys/0/key").asText();
        assertThat(keys().at("/keys/0/rows").asInt()).isEqualTo(2);

        List<CompletableFuture<String>> readers = IntStream.range(0, 6)
                .mapToObj(reader -> CompletableFuture.supplyAsync(() -> {
                    if (reader == 3) { // once: a token that is refused twice in a row asks for a new consent, rightly
                        cloud.providers().expireTokens(account.email());
                    }
                    return tess.finding(connection, "calendar");
                }))
                .toList();
        JsonNode rotation = operate("rotate");
        readers.forEach(reader -> assertThat(reader.join()).isEqualTo("works"));

        assertThat(rotation.path("phase").asText()).isEqualTo("WAITING");
        operate("rotate");
        JsonNode report = keys();
        assertThat(report.path("keys")).hasSize(2);
        assertThat(report.at("/keys/0/key").asText()).isEqualTo(old);
        assertThat(report.at("/keys/0/rows").asInt()).isZero();
        assertThat(report.at("/keys/1/primary").asBoolean()).isTrue();
        assertThat(report.at("/keys/1/rows").asInt()).isEqualTo(2);

        aQuarterOfAnHourLater();
        assertThat(operate("rotate").path("phase").asText()).isEqualTo("DONE");

        JsonNode after = operate("report");
        assertThat(after.path("keys")).hasSize(1);
        assertThat(after.at("/keys/0/key").asText()).isNotEqualTo(old);
        assertThat(after.at("/keys/0/rows").asInt()).isEqualTo(2);
        assertThat(after.path("orphans")).isEmpty();
        assertThat(tess.finding(connection, "calendar")).isEqualTo("works");
        cloud.providers().expireTokens(account.email());
        assertThat(tess.finding(connection, "calendar")).isEqualTo("works");
        assertThat(company.technician("tom").finding(second, "calendar")).isEqualTo("works");
        assertThat(company.trail().entries())
                .extracting(Trail.Entry::action)
                .containsSubsequence("key-created", "key-rotated", "key-retired");
        assertThat(company.trail().entries("key-retired").getFirst().actor()).isEqualTo("operator/command");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S09_a_connection_that_was_started_before_a_change_of_keys_is_completed_after_it(Provider provider) {
        tess.connect(company.account(provider, "tess"));
        Browser browser = new Browser(cloud);
        Mailbox second = company.account(provider, "tess-second");
        String callback = browser.allow(browser.leaveFor(tess, provider), second.email());

        operate("rotate");

        String connection = Person.connectionOf(browser.comeBack(callback));
        assertThat(tess.finding(connection, "calendar")).isEqualTo("works");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void S09_a_row_of_the_old_key_that_somebody_kept_opens_nothing_any_more(Provider provider) {
        Mailbox account = company.account(provider, "tess");
        String connection = tess.connect(account);
        SealedTokens tokens = new SealedTokens(company, connection);
        ObjectNode kept = tokens.row().orElseThrow();
        operate("rotate");
        aQuarterOfAnHourLater();
        operate("rotate");

        new Table(cloud, "VaultTable").put(kept);

        assertThat(operate("report").path("orphans").size()).isEqualTo(1);
        assertThat(keys().path("orphans").asInt()).isEqualTo(1);
        assertThat(tess.finding(connection, "calendar")).isEqualTo("needs-reconnect");
    }

    @Test
    void the_schedule_changes_a_key_that_is_old_and_no_other_one() {
        tess.connect(company.account(Provider.GOOGLE, "tess"));
        cloud.cloud().tick("key-rotation");
        assertThat(keys().path("keys")).hasSize(1);

        older(Duration.ofDays(91));
        cloud.cloud().tick("key-rotation");

        assertThat(keys().path("keys")).hasSize(2);
        assertThat(company.trail().entries("key-rotated").getFirst().actor()).isEqualTo("function/key-rotation");
    }

    @Test
    void a_command_that_is_none_does_nothing() {
        tess.connect(company.account(Provider.GOOGLE, "tess"));
        JsonNode before = keys();

        for (String event : List.of(
                "{\"command\":\"destroy\",\"organisation\":\"" + company.id() + "\"}",
                "{\"command\":\"rotate\"}",
                "{\"command\":\"rotate\",\"organisation\":\"../x\"}",
                "{\"organisation\":\"" + company.id() + "\"}")) {
            assertThat(invoked(event).path("error").asText()).as(event).endsWith(".");
        }
        assertThat(invoked("{\"command\":\"report\",\"organisation\":\"never-was\"}")
                        .path("error")
                        .asText())
                .isEqualTo("The organisation never had keys.");
        assertThat(keys()).isEqualTo(before);
    }

    private JsonNode keys() {
        return adam.get("/v1/keys").success();
    }

    private JsonNode operate(String command) {
        return invoked("{\"command\":\"" + command + "\",\"organisation\":\"" + company.id() + "\"}");
    }

    private JsonNode invoked(String event) {
        Outcome outcome = cloud.cloud().invoke("key-rotation", event);
        assertThat(outcome).isInstanceOf(Outcome.Answered.class);
        try {
            return JSON.readTree(((Outcome.Answered) outcome).json());
        } catch (JsonProcessingException e) {
            throw new AssertionError("The function answered no JSON: " + outcome, e);
        }
    }

    /** Longer than anybody keeps old keys in memory, or a started connection waits. */
    private void aQuarterOfAnHourLater() {
        older(Duration.ofMinutes(16));
    }

    /** Makes the primary key so much older. */
    private void older(Duration by) {
        Table vault = new Table(cloud, "VaultTable");
        vault.partition("organisation", company.id()).stream()
                .filter(item -> item.path("item").path("S").asText().equals("keyset"))
                .forEach(keyset -> {
                    Instant since =
                            Instant.parse(keyset.path("primarySince").path("S").asText());
                    keyset.putObject("primarySince").put("S", since.minus(by).toString());
                    keyset.putObject("refreshAt").put("S", SealedTokens.sortable(since.minus(by)));
                    vault.put(keyset);
                });
    }
}
