package io.syncline.aws.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.InMemoryClock;
import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.Deed;
import io.syncline.authorisation.PendingAuthorisation;
import io.syncline.authorisation.PendingAuthorisations;
import io.syncline.aws.LocalDynamo;
import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.token.Keyrings;
import io.syncline.token.OrganisationGone;
import io.syncline.token.Secret;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class PendingSealTest {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final String VERIFIER = "a-verifier-that-nobody-may-read-in-the-table";

    private static final Deed DEED = Deed.done(Actor.STRANGER, Action.CONNECTION_STARTED, "provider/google", "");

    private final InMemoryClock clock = InMemoryClock.atNoon();
    private final LocalVault local = new LocalVault(clock);
    private final String table = local.pendingTable();
    private final PendingAuthorisations all = local.pending();

    @Test
    void the_verifier_is_sealed_and_the_row_expires_an_hour_after_its_end() {
        all.add(started("one"), DEED);
        Map<String, AttributeValue> row = row("one");
        assertThat(row.toString()).doesNotContain(VERIFIER);
        long end = Instant.parse("2026-11-22T12:10:00Z").getEpochSecond();
        assertThat(row.get("expiresAt").n()).isEqualTo(Long.toString(end + 3600));
    }

    @Test
    void a_verifier_copied_to_another_authorisation_does_not_open() {
        all.add(started("one"), DEED);
        Map<String, AttributeValue> copy = new HashMap<>(row("one"));
        copy.put("id", AttributeValue.fromS("two"));
        LocalDynamo.client().putItem(request -> request.tableName(table).item(copy));
        assertThat(all.claim("two")).isEmpty();
        assertThat(all.claim("one")).isPresent();
    }

    @Test
    void a_verifier_that_was_sealed_before_the_key_was_changed_opens_after_it() {
        all.add(started("one"), DEED);
        LocalVault reader = local.inAnotherProcess();
        Keyrings keyrings = local.inAnotherProcess().keyrings();
        keyrings.addPrimary(
                ACME,
                keyrings.find(ACME).orElseThrow().primary().orElseThrow(),
                Deed.done(Actor.operator("test"), Action.KEY_ROTATED, "organisation/acme", ""));
        local.inAnotherProcess().pending().add(started("two"), DEED);
        assertThat(reader.pending().claim("one")).contains(started("one"));
        assertThat(all.claim("two")).contains(started("two"));
    }

    @Test
    void one_that_the_version_before_stored_can_be_claimed() {
        all.add(started("one"), DEED);
        Map<String, AttributeValue> old = new HashMap<>(row("one"));
        old.put("schema", AttributeValue.fromN("1"));
        old.remove("userName");
        LocalDynamo.client().putItem(request -> request.tableName(table).item(old));
        PendingAuthorisation claimed = all.claim("one").orElseThrow();
        assertThat(claimed.userName()).isEmpty();
        assertThat(claimed.expected()).isEmpty();
        assertThat(claimed.verifier()).isEqualTo(Secret.of(VERIFIER));
    }

    @Test
    void a_process_with_old_keys_in_memory_starts_nothing_for_an_organisation_that_left() {
        all.add(started("one"), DEED);
        local.inAnotherProcess()
                .keyrings()
                .close(ACME, Deed.done(Actor.operator("test"), Action.ORGANISATION_REMOVED, "organisation/acme", ""));
        assertThatThrownBy(() -> all.add(started("two"), DEED)).isInstanceOf(OrganisationGone.class);
        assertThat(row("two")).isEmpty();
    }

    private Map<String, AttributeValue> row(String id) {
        return LocalDynamo.client()
                .getItem(request -> request.tableName(table).key(Map.of("id", AttributeValue.fromS(id))))
                .item();
    }

    private static PendingAuthorisation started(String id) {
        return new PendingAuthorisation(
                id,
                ACME,
                new UserId("tess"),
                "Tess",
                Provider.GOOGLE,
                Set.of(Service.CALENDAR),
                Optional.empty(),
                Secret.of(VERIFIER),
                "ab".repeat(32),
                "/connections",
                Instant.parse("2026-11-22T12:10:00Z"));
    }
}
