package io.syncline.aws.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.KeysetHandle;
import io.syncline.InMemoryClock;
import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.Deed;
import io.syncline.aws.LocalDynamo;
import io.syncline.aws.dynamo.Backoff;
import io.syncline.aws.dynamo.Table;
import io.syncline.aws.dynamo.UnreadableItem;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Service;
import io.syncline.identity.OrganisationId;
import io.syncline.token.Keyrings;
import io.syncline.token.Keyrings.Keyring;
import io.syncline.token.Keyrings.Standing;
import io.syncline.token.Registry.Change;
import io.syncline.token.Secret;
import io.syncline.token.TokenSet;
import io.syncline.token.TokenVault.Due;
import io.syncline.token.TokenVault.Facts;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rows as version 0.1 of Syncline stored them, attribute by attribute: they are read, and become new ones when stored. */
class OldRowsTest {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final ConnectionId HERS = new ConnectionId("c_1");
    private static final Instant MADE = Instant.parse("2026-08-01T08:00:00Z");

    private final InMemoryClock clock = InMemoryClock.atNoon();
    private final LocalVault local = new LocalVault(clock);

    @Test
    void a_connection_has_no_trouble_and_its_state_counts_from_when_it_was_connected() {
        putConnection("active", Optional.empty());
        Connection connection = local.connections().find(ACME, HERS).orElseThrow();
        assertThat(connection.state()).isEqualTo(new ConnectionState.Active());
        assertThat(connection.ownerName()).isEmpty();
        assertThat(connection.trouble()).isEmpty();
        assertThat(connection.unfinished()).isEmpty();
        assertThat(connection.granted()).containsExactly(Service.CALENDAR);
        assertThat(connection.version()).isEqualTo(3);
        putConnection("needs-reconnect", Optional.of("Connect again."));
        assertThat(state()).isEqualTo(new ConnectionState.NeedsReconnect("Connect again.", MADE, Optional.empty()));
        putConnection("disconnected", Optional.empty());
        assertThat(state()).isEqualTo(new ConnectionState.Disconnected(MADE));
    }

    @Test
    void a_connection_that_is_changed_becomes_a_new_one() {
        putConnection("active", Optional.empty());
        Connection connection = local.connections().find(ACME, HERS).orElseThrow();
        Connection changed = connection.with(new ConnectionState.NeedsAdministrator("Ask.", clock.instant()));
        assertThat(local.registry().commit(ACME, List.of(new Change.PutConnection(changed)), List.of()))
                .isTrue();
        assertThat(local.connections().find(ACME, HERS)).contains(changed.stored());
        assertThat(item(local.connectionsTable(), connectionKey()).get("schema").n())
                .isEqualTo("2");
    }

    @Test
    void a_connection_of_a_newer_version_of_Syncline_is_refused() {
        putConnection("active", Optional.empty());
        Map<String, AttributeValue> newer = new HashMap<>(item(local.connectionsTable(), connectionKey()));
        newer.put("schema", AttributeValue.fromN("3"));
        LocalDynamo.client()
                .putItem(request -> request.tableName(local.connectionsTable()).item(newer));
        assertThatThrownBy(() -> local.connections().find(ACME, HERS)).isInstanceOf(UnreadableItem.class);
    }

    @Test
    void tokens_open_with_their_old_keyset_and_get_a_schedule_when_they_are_stored_next() {
        putKeysetAndTokens();
        TokenSet old = local.vault().read(ACME, HERS).orElseThrow();
        assertThat(old.accessToken()).isEqualTo(Secret.of("old-access"));
        assertThat(old.refreshToken()).contains(Secret.of("old-refresh"));
        assertThat(old.refreshAt()).isEmpty();
        assertThat(local.vault().facts(ACME, Set.of(HERS)))
                .containsEntry(HERS, new Facts(MADE.plus(Duration.ofHours(1)), MADE));
        assertThat(local.vault().due(clock.instant(), 10)).isEmpty();
        TokenSet next = new TokenSet(
                Secret.of("new-access"),
                old.refreshToken(),
                clock.instant().plusSeconds(3_600),
                Set.of(),
                Optional.of(clock.instant()),
                old.version());
        assertThat(local.registry().commit(ACME, List.of(new Change.PutTokens(HERS, next)), List.of()))
                .isTrue();
        assertThat(local.vault().read(ACME, HERS)).contains(next.stored());
        assertThat(local.vault().due(clock.instant(), 10)).containsExactly(new Due(ACME, HERS));
    }

    @Test
    void a_keyset_shows_its_one_key_and_when_it_was_made() {
        putKeysetAndTokens();
        Keyring keyring = local.keyrings().find(ACME).orElseThrow();
        assertThat(keyring.standing()).isEqualTo(Standing.OPEN);
        assertThat(keyring.primarySince()).isEqualTo(MADE);
        assertThat(keyring.keys()).hasSize(1);
        assertThat(local.keyrings().census(ACME))
                .isEqualTo(Map.of(keyring.primary().orElseThrow(), 1L));
    }

    @Test
    void a_keyset_stands_in_the_index_from_the_next_thing_on_that_is_sealed() {
        putKeysetAndTokens();
        assertThat(organisations()).isEmpty();
        local.registry()
                .commit(
                        ACME,
                        List.of(new Change.PutTokens(
                                new ConnectionId("c_2"),
                                new TokenSet(Secret.of("x"), Optional.empty(), MADE, Set.of(), Optional.empty(), 0))),
                        List.of());
        assertThat(organisations()).containsExactly(ACME);
        assertThat(local.keyrings().withPrimaryBefore(MADE.plusSeconds(1), 10)).containsExactly(ACME);
        assertThat(local.vault().read(ACME, HERS)).isPresent();
    }

    @Test
    void a_keyset_can_be_rotated_and_shredded_at_once() {
        putKeysetAndTokens();
        Keyrings keyrings = local.keyrings();
        keyrings.addPrimary(ACME, keyrings.find(ACME).orElseThrow().primary().orElseThrow(), deed(Action.KEY_ROTATED));
        assertThat(keyrings.reseal(ACME, Optional.empty(), 10).resealed()).isEqualTo(1);
        assertThat(local.inAnotherProcess().vault().read(ACME, HERS)).isPresent();
        assertThat(keyrings.retire(ACME, deed(Action.KEY_RETIRED))).isTrue();
        assertThat(local.inAnotherProcess().vault().read(ACME, HERS)).isPresent();
        keyrings.shred(ACME, deed(Action.KEYS_SHREDDED));
        assertThatThrownBy(() -> local.inAnotherProcess().vault().read(ACME, HERS))
                .isInstanceOf(BrokenSeal.class);
        assertThat(item(local.vaultTable(), KeysetForm.key(ACME))).doesNotContainKey("wrapped");
        assertThat(organisations()).containsExactly(ACME);
    }

    private ConnectionState state() {
        return local.connections().find(ACME, HERS).orElseThrow().state();
    }

    private List<OrganisationId> organisations() {
        Table vault = new Table(LocalDynamo.client(), local.vaultTable(), Backoff.standard(new SecureRandom()));
        return new DynamoOrganisations(vault).all();
    }

    private static Deed deed(Action action) {
        return Deed.done(Actor.operator("test"), action, "organisation/acme", "");
    }

    private void putConnection(String kind, Optional<String> reason) {
        Map<String, AttributeValue> state = new HashMap<>(Map.of("kind", AttributeValue.fromS(kind)));
        reason.ifPresent(text -> state.put("reason", AttributeValue.fromS(text)));
        Map<String, AttributeValue> item = new HashMap<>(connectionKey());
        item.put("schema", AttributeValue.fromN("1"));
        item.put("account", AttributeValue.fromS("google#1"));
        item.put("owner", AttributeValue.fromS("tess"));
        item.put("provider", AttributeValue.fromS("google"));
        item.put("accountId", AttributeValue.fromS("1"));
        item.put("email", AttributeValue.fromS("tess@fieldworks.example"));
        item.put("accountName", AttributeValue.fromS("Tess"));
        item.put("requested", AttributeValue.fromL(List.of(AttributeValue.fromS("calendar"))));
        item.put("granted", AttributeValue.fromL(List.of(AttributeValue.fromS("calendar"))));
        item.put("state", AttributeValue.fromM(state));
        item.put("connectedAt", AttributeValue.fromS(MADE.toString()));
        item.put("version", AttributeValue.fromN("3"));
        LocalDynamo.client()
                .putItem(request -> request.tableName(local.connectionsTable()).item(item));
    }

    private void putKeysetAndTokens() {
        KeyWrapping wrapping = new KeyWrapping(local.kms(), "key");
        KeysetHandle keyset = TinkKeys.one();
        Map<String, AttributeValue> keysetItem = new HashMap<>(KeysetForm.key(ACME));
        keysetItem.put("schema", AttributeValue.fromN("1"));
        keysetItem.put("wrapped", bytes(wrapping.wrap(ACME, keyset)));
        keysetItem.put("createdAt", AttributeValue.fromS(MADE.toString()));
        Seal seal = TinkKeys.open(keyset).seal();
        Map<String, AttributeValue> tokens = new HashMap<>(TokenForm.key(ACME, HERS));
        tokens.put("schema", AttributeValue.fromN("1"));
        tokens.put("version", AttributeValue.fromN("7"));
        tokens.put("access", bytes(seal.seal(Secret.of("old-access"), Label.ofToken("acme", "c_1", "access", 7))));
        tokens.put("refresh", bytes(seal.seal(Secret.of("old-refresh"), Label.ofToken("acme", "c_1", "refresh", 7))));
        tokens.put(
                "tokenExpiresAt", AttributeValue.fromS(MADE.plusSeconds(3_600).toString()));
        tokens.put("scopes", AttributeValue.fromL(List.of()));
        for (Map<String, AttributeValue> item : List.of(keysetItem, tokens)) {
            LocalDynamo.client()
                    .putItem(request -> request.tableName(local.vaultTable()).item(item));
        }
    }

    private static Map<String, AttributeValue> connectionKey() {
        return Map.of("organisation", AttributeValue.fromS("acme"), "connection", AttributeValue.fromS("c_1"));
    }

    private static Map<String, AttributeValue> item(String table, Map<String, AttributeValue> key) {
        return LocalDynamo.client()
                .getItem(request -> request.tableName(table).key(key))
                .item();
    }

    private static AttributeValue bytes(byte[] bytes) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
    }
}
