package io.syncline.tests.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.aws.AwsFaults;
import io.syncline.local.cloud.aws.AwsFaults.Calls;
import io.syncline.local.cloud.aws.AwsFaults.Fault;
import io.syncline.local.providers.account.Provider;
import io.syncline.tests.company.Answer;
import io.syncline.tests.company.Browser;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.SharedCloud;
import io.syncline.tests.company.Table;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Somebody who can write the vault changes, moves and removes rows while everything runs. Tokens that do not open are no
 * tokens: the account asks to be connected again, the operator is told, and connecting again mends it.
 */
@ExtendWith(SharedCloud.class)
class VaultAttackTest {

    private final Scene scene;
    private final Company company;
    private final Person tess;
    private final Table vault;

    VaultAttackTest(Company company) {
        this.company = company;
        this.scene = new Scene(company);
        this.tess = scene.tess;
        this.vault = new Table(scene.cloud, "VaultTable");
    }

    @AfterEach
    void repairTheCloud() {
        scene.cloud.cloud().faults().clear();
        scene.cloud.providers().clearFaults();
    }

    @AtBothProviders
    void S09_a_ciphertext_that_was_truncated(Provider provider) {
        Mailbox account = scene.account(provider);
        String connection = tess.connect(account);
        vault.put(sealedBy(row(connection), bytes -> Arrays.copyOf(bytes, bytes.length - 1)));

        asksToBeConnectedAgain(account, connection);
    }

    @AtBothProviders
    void S09_a_ciphertext_that_was_cut_to_nothing(Provider provider) {
        Mailbox account = scene.account(provider);
        String connection = tess.connect(account);
        vault.put(sealedBy(row(connection), bytes -> Arrays.copyOf(bytes, 3)));

        asksToBeConnectedAgain(account, connection);
    }

    @AtBothProviders
    void S09_a_ciphertext_with_a_flipped_bit(Provider provider) {
        Mailbox account = scene.account(provider);
        String connection = tess.connect(account);
        vault.put(sealedBy(row(connection), bytes -> flipped(bytes, bytes.length / 2)));

        asksToBeConnectedAgain(account, connection);
    }

    @AtBothProviders
    void S09_a_ciphertext_that_was_put_back(Provider provider) {
        String connection = tess.connect(scene.account(provider));
        ObjectNode row = row(connection);
        vault.put(sealedBy(row, bytes -> flipped(bytes, bytes.length - 1)));
        assertThat(tess.finding(connection, "calendar")).isEqualTo("needs-reconnect");

        vault.put(row);

        scene.works(connection);
    }

    @AtBothProviders
    void S09_a_ciphertext_that_names_another_key(Provider provider) {
        Mailbox account = scene.account(provider);
        String connection = tess.connect(account);
        vault.put(sealedBy(row(connection), bytes -> flipped(bytes, 2)));

        asksToBeConnectedAgain(account, connection);
    }

    @AtBothProviders
    void S09_a_ciphertext_of_another_connection(Provider provider) {
        Mailbox account = scene.account(provider);
        String connection = tess.connect(account);
        ObjectNode toms = row(company.technician("tom").connect(company.account(provider, "tom")));
        vault.put(with(toms, "item", row(connection)));

        asksToBeConnectedAgain(account, connection);
    }

    @AtBothProviders
    void S09_a_ciphertext_of_another_organisation(Provider provider) {
        Mailbox account = scene.account(provider);
        String connection = tess.connect(account);
        Company other = new Company(scene.cloud);
        Person eve = other.technician("eve");
        String theirs = eve.connect(other.account(provider, "eve"));
        ObjectNode stolen = row(other, theirs);
        vault.put(with(with(stolen, "organisation", row(connection)), "item", row(connection)));

        asksToBeConnectedAgain(account, connection);
        assertThat(eve.finding(theirs, "calendar")).isEqualTo("works");
    }

    @AtBothProviders
    void S09_a_row_that_was_copied_to_ones_own_organisation_opens_nothing(Provider provider) {
        Mailbox account = scene.account(provider);
        String connection = tess.connect(account);
        ObjectNode hers = row(connection);
        Company other = new Company(scene.cloud);
        Person eve = other.technician("eve");
        Mailbox eves = other.account(provider, "eve");
        String theirs = eve.connect(eves);
        vault.put(with(with(hers, "organisation", row(other, theirs)), "item", row(other, theirs)));

        assertThat(eve.finding(theirs, "calendar")).isEqualTo("needs-reconnect");
        assertThat(eve.connect(eves)).isEqualTo(theirs);
        scene.works(connection);
    }

    @AtBothProviders
    void S09_a_ciphertext_of_another_kind(Provider provider) {
        Mailbox account = scene.account(provider);
        String connection = tess.connect(account);
        ObjectNode row = row(connection);
        ObjectNode swapped = row.deepCopy();
        swapped.set("access", row.path("refresh"));
        swapped.set("refresh", row.path("access"));
        vault.put(swapped);

        asksToBeConnectedAgain(account, connection);
    }

    @AtBothProviders
    void S09_a_ciphertext_of_another_version(Provider provider) {
        Mailbox account = scene.account(provider);
        String connection = tess.connect(account);
        ObjectNode row = row(connection);
        ObjectNode older = row.deepCopy();
        older.putObject("version")
                .put("N", Long.toString(row.path("version").path("N").asLong() + 1));
        vault.put(older);

        asksToBeConnectedAgain(account, connection);
    }

    @AtBothProviders
    void S09_tokens_that_are_missing(Provider provider) {
        Mailbox account = scene.account(provider);
        String connection = tess.connect(account);
        vault.delete(row(connection), "organisation", "item");

        assertThat(tess.finding(connection, "calendar")).isEqualTo("needs-reconnect");
        assertThat(tess.connect(account)).isEqualTo(connection);
        scene.works(connection);
    }

    /** Its own keys are in the memory of those who used them; whoever looks for the first time finds none. */
    @AtBothProviders
    void S09_a_keyset_that_is_missing(Provider provider) {
        Mailbox account = scene.account(provider);
        String connection = tess.connect(account);
        ObjectNode keyset = keyset(company);
        vault.delete(keyset, "organisation", "item");

        assertThat(tess.finding(connection, "calendar")).isEqualTo("needs-reconnect");

        vault.put(keyset);
        assertThat(tess.connect(account)).isEqualTo(connection);
        scene.works(connection);
    }

    @AtBothProviders
    void S09_the_keyset_of_another_organisation(Provider provider) {
        Mailbox account = scene.account(provider);
        String connection = tess.connect(account);
        Company other = new Company(scene.cloud);
        other.technician("eve").connect(other.account(provider, "eve"));
        ObjectNode own = keyset(company);
        ObjectNode swapped = own.deepCopy();
        swapped.set("wrapped", keyset(other).path("wrapped"));
        vault.put(swapped);

        assertThat(tess.finding(connection, "calendar")).isEqualTo("needs-reconnect");

        vault.put(own);
        assertThat(tess.connect(account)).isEqualTo(connection);
        scene.works(connection);
    }

    @AtBothProviders
    void S09_a_keyset_with_a_flipped_bit(Provider provider) {
        Mailbox account = scene.account(provider);
        String connection = tess.connect(account);
        ObjectNode own = keyset(company);
        ObjectNode broken = own.deepCopy();
        broken.set("wrapped", binary(flipped(bytes(own.path("wrapped")), 40)));
        vault.put(broken);

        assertThat(tess.finding(connection, "calendar")).isEqualTo("needs-reconnect");

        vault.put(own);
        assertThat(tess.connect(account)).isEqualTo(connection);
        scene.works(connection);
    }

    /** An outage: nobody is disconnected for it, and it is over by itself. */
    @AtBothProviders
    void S09_a_key_service_that_refuses_where_tokens_are_read(Provider provider) {
        String connection = tess.connect(scene.account(provider));
        Scene.Standing before = scene.standing();

        try (AwsFaults.Rule _ =
                scene.cloud.cloud().faults().every(Calls.of("kms").by("api"), Fault.DISABLED)) {
            assertThat(tess.finding(connection, "calendar")).isEqualTo("unavailable");
        }

        assertThat(scene.standing()).isEqualTo(before);
        assertThat(tess.state(connection)).isEqualTo("active");
        scene.works(connection);
    }

    @AtBothProviders
    void S09_a_key_service_that_refuses_where_a_connection_is_started(Provider provider) {
        try (AwsFaults.Rule _ =
                scene.cloud.cloud().faults().every(Calls.of("kms").by("oauth-start"), Fault.DISABLED)) {
            Answer answer = tess.post("/v1/connections", Browser.start(provider.slug()));

            assertThat(answer.status()).isIn(500, 503);
            assertThat(answer.problem()).isIn("internal", "provider-unavailable");
            assertThat(answer.headers()).doesNotContainKey("set-cookie");
        }
        assertThat(company.trail().entries("connection-started")).isEmpty();
        scene.works(tess.connect(scene.account(provider)));
    }

    @AtBothProviders
    void S09_a_key_service_that_refuses_where_a_connection_is_completed(Provider provider) {
        Callback callback = scene.allowed(provider);
        Scene.Standing before = scene.standing();

        try (AwsFaults.Rule _ =
                scene.cloud.cloud().faults().every(Calls.of("kms").by("oauth-callback"), Fault.DISABLED)) {
            assertThat(scene.browser.comeBack(callback.address())).isEqualTo("/connections?problem=provider");
        }

        assertThat(scene.standing()).isEqualTo(before);
        scene.works(Person.connectionOf(scene.browser.comeBack(callback.address())));
    }

    /** Nothing about the connection itself changes, so that putting the row back would mend it, too. */
    private void asksToBeConnectedAgain(Mailbox account, String connection) {
        long refreshes = scene.cloud.providers().refreshes(account.provider(), account.email());
        Answer answer = tess.check(connection);

        assertThat(answer.success().at("/findings/0/finding").asText()).isEqualTo("needs-reconnect");
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("io.syncline");
        assertThat(scene.cloud.providers().refreshes(account.provider(), account.email()))
                .isEqualTo(refreshes);
        assertThat(Alarm.wasRaised(scene.cloud, "seal-broken", company.id() + "/" + connection))
                .isTrue();
        assertThat(company.trail().entries("token-read"))
                .anyMatch(entry -> entry.subject().equals("connection/" + connection)
                        && entry.outcome().equals("failed"));

        assertThat(tess.connect(account)).isEqualTo(connection);

        assertThat(tess.state(connection)).isEqualTo("active");
        scene.works(connection);
    }

    private ObjectNode row(String connection) {
        return row(company, connection);
    }

    private ObjectNode row(Company owner, String connection) {
        return item(owner, "token#" + connection);
    }

    private ObjectNode keyset(Company owner) {
        return item(owner, "keyset");
    }

    private ObjectNode item(Company owner, String name) {
        return vault.partition("organisation", owner.id()).stream()
                .filter(item -> item.path("item").path("S").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The row with an attribute of another one. */
    private static ObjectNode with(ObjectNode row, String attribute, JsonNode other) {
        ObjectNode changed = row.deepCopy();
        changed.set(attribute, other.path(attribute));
        return changed;
    }

    /** The row with everything that is sealed in it changed. */
    private static ObjectNode sealedBy(ObjectNode row, UnaryOperator<byte[]> change) {
        ObjectNode changed = row.deepCopy();
        for (String kind : List.of("access", "refresh")) {
            changed.set(kind, binary(change.apply(bytes(row.path(kind)))));
        }
        return changed;
    }

    private static byte[] flipped(byte[] bytes, int place) {
        byte[] changed = bytes.clone();
        changed[place] ^= 1;
        return changed;
    }

    private static byte[] bytes(JsonNode attribute) {
        return Base64.getDecoder().decode(attribute.path("B").asText());
    }

    private static ObjectNode binary(byte[] bytes) {
        return com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("B", Base64.getEncoder().encodeToString(bytes));
    }
}
