package io.syncline.aws.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.InMemoryClock;
import io.syncline.aws.LocalDynamo;
import io.syncline.aws.dynamo.UnreadableItem;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.token.Registry.Change;
import io.syncline.token.Secret;
import io.syncline.token.TokenSet;
import io.syncline.token.TokenVault;
import io.syncline.token.TokensUnreadable;
import io.syncline.token.VaultUnavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class VaultTest {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final OrganisationId OTHER = new OrganisationId("other");
    private static final ConnectionId HERS = new ConnectionId("c_1");
    private static final ConnectionId HIS = new ConnectionId("c_2");
    private static final String ACCESS = "ya29.an-access-token";
    private static final String REFRESH = "1//a-refresh-token";

    private final InMemoryClock clock = InMemoryClock.atNoon();
    private final LocalVault local = new LocalVault(clock);
    private final FakeKms kms = local.kms();
    private final String table = local.vaultTable();
    private final TokenVault vault = local.vault();

    private TokenVault warm() {
        return local.inAnotherProcess().vault();
    }

    @Test
    void what_is_stored_shows_no_token() {
        store(ACME, HERS);
        String everything = LocalDynamo.client().scan(request -> request.tableName(table)).items().stream()
                .flatMap(item -> item.values().stream())
                .map(VaultTest::shown)
                .toList()
                .toString();
        assertThat(everything).contains("token#c_1").doesNotContain(ACCESS).doesNotContain(REFRESH);
    }

    @Test
    void a_row_moved_to_another_connection_does_not_open() {
        store(ACME, HERS);
        store(ACME, HIS);
        tamper(ACME, HERS, item -> with(item, "item", AttributeValue.fromS("token#" + HIS.value())));
        assertThatThrownBy(() -> vault.read(ACME, HIS)).isInstanceOf(BrokenSeal.class);
        assertThat(vault.read(ACME, HERS)).isPresent();
    }

    @Test
    void a_row_moved_to_another_organisation_does_not_open() {
        store(ACME, HERS);
        store(OTHER, HIS);
        tamper(ACME, HERS, item -> with(item, "organisation", AttributeValue.fromS("other")));
        assertThatThrownBy(() -> vault.read(OTHER, HERS)).isInstanceOf(BrokenSeal.class);
    }

    @Test
    void a_row_and_keyset_moved_together_to_another_organisation_do_not_open() {
        store(ACME, HERS);
        tamper(ACME, HERS, item -> with(item, "organisation", AttributeValue.fromS("other")));
        tamperKeyset(item -> with(item, "organisation", AttributeValue.fromS("other")));
        assertThatThrownBy(() -> warm().read(OTHER, HERS)).isInstanceOf(BrokenSeal.class);
    }

    @Test
    void no_bit_of_a_sealed_token_can_be_flipped() {
        store(ACME, HERS);
        byte[] sealed = stored(ACME, HERS).get("access").b().asByteArray();
        for (int place : new int[] {0, 4, 5, 16, 17, sealed.length - 1}) {
            byte[] flipped = sealed.clone();
            flipped[place] ^= 1;
            tamper(ACME, HERS, item -> with(item, "access", bytes(flipped)));
            assertThatThrownBy(() -> vault.read(ACME, HERS)).as("byte " + place).isInstanceOf(BrokenSeal.class);
        }
    }

    @Test
    void a_sealed_token_cannot_be_cut() {
        store(ACME, HERS);
        byte[] sealed = stored(ACME, HERS).get("refresh").b().asByteArray();
        for (int length : new int[] {1, 5, 16, 33, sealed.length - 1}) {
            tamper(ACME, HERS, item -> with(item, "refresh", bytes(Arrays.copyOf(sealed, length))));
            assertThatThrownBy(() -> vault.read(ACME, HERS))
                    .as("length " + length)
                    .isInstanceOf(BrokenSeal.class);
        }
    }

    @Test
    void an_older_version_cannot_be_put_back_under_a_newer_number() {
        TokenSet first = store(ACME, HERS);
        Map<String, AttributeValue> old = stored(ACME, HERS);
        put(local, ACME, HERS, first);
        tamper(ACME, HERS, item -> with(item, "access", old.get("access")));
        assertThatThrownBy(() -> vault.read(ACME, HERS)).isInstanceOf(BrokenSeal.class);
        assertThat(stored(ACME, HERS).get("version").n()).isEqualTo("2");
    }

    @Test
    void access_and_refresh_token_cannot_be_swapped() {
        store(ACME, HERS);
        Map<String, AttributeValue> row = stored(ACME, HERS);
        tamper(ACME, HERS, item -> with(with(item, "access", row.get("refresh")), "refresh", row.get("access")));
        assertThatThrownBy(() -> vault.read(ACME, HERS)).isInstanceOf(BrokenSeal.class);
    }

    @Test
    void a_row_of_a_newer_version_of_Syncline_is_refused() {
        store(ACME, HERS);
        tamper(ACME, HERS, item -> with(item, "schema", AttributeValue.fromN("3")));
        assertThatThrownBy(() -> vault.read(ACME, HERS))
                .isInstanceOf(UnreadableItem.class)
                .hasMessageContaining("newer version");
    }

    @Test
    void a_warm_function_asks_kms_once_in_five_minutes() {
        store(ACME, HERS);
        int created = kms.calls();
        for (int call = 0; call < 10; call++) {
            vault.read(ACME, HERS);
            clock.goOn(Duration.ofSeconds(29));
        }
        assertThat(created).as("one to wrap, one to unwrap").isEqualTo(2);
        assertThat(kms.calls()).isEqualTo(created);
        clock.goOn(Duration.ofSeconds(11));
        vault.read(ACME, HERS);
        assertThat(kms.calls()).isEqualTo(created + 1);
    }

    @Test
    void each_organisation_has_keys_of_its_own() {
        store(ACME, HERS);
        store(OTHER, HERS);
        assertThat(keyset("acme")).isNotEqualTo(keyset("other"));
        assertThat(kms.calls()).isEqualTo(4);
    }

    @Test
    void while_kms_is_down_open_keys_work_for_the_rest_of_their_time_and_then_no_more() {
        TokenSet tokens = store(ACME, HERS);
        kms.isDown(true);
        clock.goOn(Duration.ofSeconds(299));
        assertThat(vault.read(ACME, HERS)).contains(tokens);
        clock.goOn(Duration.ofSeconds(1));
        assertThatThrownBy(() -> vault.read(ACME, HERS)).isInstanceOf(VaultUnavailable.class);
        kms.isDown(false);
        assertThat(vault.read(ACME, HERS)).contains(tokens);
    }

    @Test
    void a_first_token_cannot_be_stored_while_kms_is_down() {
        kms.isDown(true);
        assertThatThrownBy(() -> store(ACME, HERS)).isInstanceOf(VaultUnavailable.class);
        kms.isDown(false);
        assertThat(vault.read(ACME, HERS)).isEmpty();
    }

    @Test
    void of_two_functions_that_make_the_first_keyset_both_use_the_same() {
        LocalVault other = local.inAnotherProcess();
        TokenSet mine = store(ACME, HERS);
        put(other, ACME, HIS, tokens());
        assertThat(vault.read(ACME, HIS)).contains(tokens().stored());
        assertThat(other.vault().read(ACME, HERS)).contains(mine);
    }

    @Test
    void without_its_keyset_no_token_of_an_organisation_can_be_read() {
        store(ACME, HERS);
        LocalDynamo.client().deleteItem(request -> request.tableName(table).key(key("acme", "keyset")));
        assertThatThrownBy(() -> warm().read(ACME, HERS)).isInstanceOf(TokensUnreadable.class);
        assertThat(warm().read(ACME, Set.of(HERS))).isEmpty();
    }

    @Test
    void an_account_whose_keyset_was_removed_is_healed_by_connecting_it_again() {
        store(ACME, HERS);
        LocalDynamo.client().deleteItem(request -> request.tableName(table).key(key("acme", "keyset")));
        LocalVault later = local.inAnotherProcess();
        assertThat(later.registry().commit(ACME, List.of(new Change.DestroyTokens(HERS)), List.of()))
                .isTrue();
        put(later, ACME, HERS, tokens());
        assertThat(later.vault().read(ACME, HERS)).contains(tokens().stored());
    }

    @Test
    void a_keyset_swapped_with_another_organisation_s_opens_and_seals_nothing() {
        store(ACME, HERS);
        store(OTHER, HERS);
        AttributeValue ours = item("acme", "keyset").get("wrapped");
        AttributeValue theirs = item("other", "keyset").get("wrapped");
        write(with(item("acme", "keyset"), "wrapped", theirs));
        write(with(item("other", "keyset"), "wrapped", ours));
        LocalVault later = local.inAnotherProcess();
        for (OrganisationId organisation : List.of(ACME, OTHER)) {
            assertThatThrownBy(() -> later.vault().read(organisation, HERS)).isInstanceOf(BrokenSeal.class);
            assertThatThrownBy(() -> put(later, organisation, HIS, tokens())).isInstanceOf(VaultUnavailable.class);
        }
        assertThat(item("acme", "token#c_2")).isEmpty();
    }

    @Test
    void no_byte_of_a_wrapped_keyset_can_be_changed_or_cut_off() {
        store(ACME, HERS);
        byte[] wrapped = keyset("acme");
        byte[] flipped = wrapped.clone();
        flipped[wrapped.length / 2] ^= 1;
        for (byte[] broken : List.of(flipped, Arrays.copyOf(wrapped, wrapped.length - 1), Arrays.copyOf(wrapped, 20))) {
            tamperKeyset(item -> with(item, "wrapped", bytes(broken)));
            assertThatThrownBy(() -> warm().read(ACME, HERS)).isInstanceOf(BrokenSeal.class);
        }
        tamperKeyset(item -> without(item, "wrapped"));
        assertThatThrownBy(() -> warm().read(ACME, HERS)).isInstanceOf(BrokenSeal.class);
    }

    @Test
    void while_kms_refuses_nothing_is_opened_or_sealed_and_nothing_is_lost() {
        TokenSet tokens = store(ACME, HERS);
        kms.isRefusing(true);
        LocalVault later = local.inAnotherProcess();
        assertThatThrownBy(() -> later.vault().read(ACME, HERS)).isInstanceOf(VaultUnavailable.class);
        assertThatThrownBy(() -> put(later, ACME, HIS, tokens())).isInstanceOf(VaultUnavailable.class);
        assertThatThrownBy(() -> put(later, OTHER, HIS, tokens())).isInstanceOf(VaultUnavailable.class);
        kms.isRefusing(false);
        assertThat(later.vault().read(ACME, HERS)).contains(tokens);
        assertThat(item("other", "keyset")).isEmpty();
    }

    @Test
    void a_broken_row_takes_no_other_row_of_a_batch_with_it() {
        store(ACME, HERS);
        TokenSet his = store(ACME, HIS);
        tamper(ACME, HERS, item -> with(item, "access", bytes(new byte[] {1, 2, 3})));
        assertThat(vault.read(ACME, Set.of(HERS, HIS))).containsExactly(Map.entry(HIS, his));
    }

    @Test
    void an_unknown_key_in_a_row_costs_no_call_of_kms() {
        store(ACME, HERS);
        byte[] sealed = stored(ACME, HERS).get("access").b().asByteArray();
        sealed[4] ^= 1;
        tamper(ACME, HERS, item -> with(item, "access", bytes(sealed)));
        int calls = kms.calls();
        for (int reader = 0; reader < 5; reader++) {
            assertThatThrownBy(() -> vault.read(ACME, HERS)).isInstanceOf(BrokenSeal.class);
        }
        assertThat(kms.calls()).isEqualTo(calls);
    }

    @Test
    void fifty_readers_of_a_cold_process_ask_kms_once() throws Exception {
        TokenSet tokens = store(ACME, HERS);
        TokenVault cold = warm();
        int calls = kms.calls();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Optional<TokenSet>>> readers = Collections.nCopies(50, () -> cold.read(ACME, HERS));
            for (Future<Optional<TokenSet>> reader : threads.invokeAll(readers)) {
                assertThat(reader.get()).contains(tokens);
            }
        }
        assertThat(kms.calls()).isEqualTo(calls + 1);
    }

    @Test
    void what_the_first_key_is_made_for_stands_in_the_trail() {
        store(ACME, HERS);
        assertThat(local.trail().read(ACME, 1, 10))
                .extracting(stored -> stored.entry().deed().action())
                .containsExactly("key-created");
    }

    @Test
    void the_label_of_a_token_has_the_bytes_that_are_written_down() {
        byte[] bytes = Label.ofToken("a", "bc", "access", 258).bytes();
        String expected = "00000010" + hex("syncline.token.1") + "00000001" + hex("a") + "00000002" + hex("bc")
                + "00000006" + hex("access") + "0000000000000102";
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(expected);
        assertThat(Label.ofToken("ab", "c", "access", 258).bytes()).isNotEqualTo(bytes);
    }

    @Test
    void a_state_signature_belongs_to_its_text_alone() {
        KmsStateSignatures signatures = new KmsStateSignatures(kms, "key");
        String signature = signatures.sign("state");
        assertThat(signatures.matches("state", signature)).isTrue();
        assertThat(signatures.matches("stale", signature)).isFalse();
        assertThat(signature).hasSize(43).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void garbage_is_no_signature_and_costs_no_call() {
        KmsStateSignatures signatures = new KmsStateSignatures(kms, "key");
        String good = signatures.sign("state");
        int calls = kms.calls();
        for (String garbage : List.of("", "%%%", "AAAA", good + "AAAA", good.substring(1))) {
            assertThat(signatures.matches("state", garbage)).isFalse();
        }
        assertThat(signatures.matches("", good)).isFalse();
        assertThat(signatures.matches("x".repeat(5000), good)).isFalse();
        assertThat(kms.calls()).isEqualTo(calls);
    }

    @Test
    void an_outage_is_no_wrong_signature() {
        KmsStateSignatures signatures = new KmsStateSignatures(kms, "key");
        String signature = signatures.sign("state");
        kms.isDown(true);
        assertThatThrownBy(() -> signatures.matches("state", signature)).isInstanceOf(VaultUnavailable.class);
        assertThatThrownBy(() -> signatures.sign("state")).isInstanceOf(VaultUnavailable.class);
    }

    private TokenSet store(OrganisationId organisation, ConnectionId connection) {
        put(local, organisation, connection, tokens());
        return tokens().stored();
    }

    private static void put(LocalVault where, OrganisationId organisation, ConnectionId connection, TokenSet tokens) {
        assertThat(where.registry().commit(organisation, List.of(new Change.PutTokens(connection, tokens)), List.of()))
                .isTrue();
    }

    private static Map<String, AttributeValue> without(Map<String, AttributeValue> item, String name) {
        Map<String, AttributeValue> less = new HashMap<>(item);
        less.remove(name);
        return less;
    }

    private static TokenSet tokens() {
        return new TokenSet(
                Secret.of(ACCESS),
                Optional.of(Secret.of(REFRESH)),
                Instant.parse("2026-11-22T13:00:00Z"),
                Set.of("calendar"),
                Optional.of(Instant.parse("2026-11-22T12:45:00Z")),
                0);
    }

    private void tamper(
            OrganisationId organisation, ConnectionId connection, UnaryOperator<Map<String, AttributeValue>> change) {
        write(change.apply(stored(organisation, connection)));
    }

    private void tamperKeyset(UnaryOperator<Map<String, AttributeValue>> change) {
        write(change.apply(item("acme", "keyset")));
    }

    private void write(Map<String, AttributeValue> item) {
        LocalDynamo.client().putItem(request -> request.tableName(table).item(item));
    }

    private Map<String, AttributeValue> stored(OrganisationId organisation, ConnectionId connection) {
        return item(organisation.value(), "token#" + connection.value());
    }

    private byte[] keyset(String organisation) {
        return item(organisation, "keyset").get("wrapped").b().asByteArray();
    }

    private Map<String, AttributeValue> item(String organisation, String item) {
        return LocalDynamo.client()
                .getItem(request -> request.tableName(table).key(key(organisation, item)))
                .item();
    }

    private static Map<String, AttributeValue> key(String organisation, String item) {
        return Map.of("organisation", AttributeValue.fromS(organisation), "item", AttributeValue.fromS(item));
    }

    private static Map<String, AttributeValue> with(
            Map<String, AttributeValue> item, String name, AttributeValue value) {
        Map<String, AttributeValue> changed = new HashMap<>(item);
        changed.put(name, value);
        return changed;
    }

    private static AttributeValue bytes(byte[] bytes) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
    }

    private static String shown(AttributeValue value) {
        return value.b() == null ? value.toString() : new String(value.b().asByteArray(), StandardCharsets.ISO_8859_1);
    }

    private static String hex(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder hex = new StringBuilder();
        IntStream.range(0, bytes.length)
                .forEach(place -> hex.append(HexFormat.of().toHexDigits(bytes[place])));
        return hex.toString();
    }
}
