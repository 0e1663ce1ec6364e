package io.syncline.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.InMemoryClock;
import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.AuditTrail;
import io.syncline.audit.Deed;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.token.Keyrings.KeyId;
import io.syncline.token.Keyrings.Keyring;
import io.syncline.token.Keyrings.Resealed;
import io.syncline.token.Keyrings.Standing;
import io.syncline.token.Registry.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link Keyrings} does, and that the vault goes on meanwhile. */
public abstract class KeyringsContract {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final OrganisationId OTHER = new OrganisationId("other");

    protected final InMemoryClock clock = InMemoryClock.atNoon();

    protected abstract Keyrings keyrings();

    protected abstract TokenVault vault();

    protected abstract Registry registry();

    protected abstract AuditTrail trail();

    private static Deed deed(Action action) {
        return Deed.done(Actor.operator("test"), action, "organisation/acme", "");
    }

    private boolean put(OrganisationId organisation, String connection, long version) {
        TokenSet tokens = new TokenSet(
                Secret.of("access-" + connection + "-" + version),
                Optional.of(Secret.of("refresh")),
                Instant.parse("2026-11-22T13:00:00Z"),
                Set.of(),
                Optional.empty(),
                version);
        return registry()
                .commit(organisation, List.of(new Change.PutTokens(new ConnectionId(connection), tokens)), List.of());
    }

    private Optional<Secret> access(OrganisationId organisation, String connection) {
        return vault().read(organisation, new ConnectionId(connection)).map(TokenSet::accessToken);
    }

    private Keyring ring() {
        return keyrings().find(ACME).orElseThrow();
    }

    private KeyId primary() {
        return ring().primary().orElseThrow();
    }

    private void addPrimary() {
        keyrings().addPrimary(ACME, primary(), deed(Action.KEY_ROTATED));
    }

    private long recorded(Action action) {
        return trail().read(ACME, 1, 1_000).stream()
                .filter(stored -> stored.entry().deed().action().equals(action.word()))
                .count();
    }

    private long resealAll(int page) {
        long resealed = 0;
        Optional<String> position = Optional.empty();
        do {
            Resealed one = keyrings().reseal(ACME, position, page);
            assertThat(one.seen()).isLessThanOrEqualTo(page);
            resealed += one.resealed();
            position = one.next();
        } while (position.isPresent());
        return resealed;
    }

    @Test
    void an_organisation_has_keys_from_the_first_thing_on_that_is_sealed_for_it() {
        assertThat(keyrings().find(ACME)).isEmpty();
        put(ACME, "c_1", 0);
        assertThat(ring().standing()).isEqualTo(Standing.OPEN);
        assertThat(ring().keys()).hasSize(1);
        assertThat(ring().primary()).contains(ring().keys().getFirst().id());
        assertThat(ring().isRotating()).isFalse();
        assertThat(keyrings().find(OTHER)).isEmpty();
    }

    @Test
    void a_new_primary_key_seals_and_the_old_one_still_opens() {
        put(ACME, "c_1", 0);
        KeyId old = primary();
        clock.goOn(Duration.ofDays(1));
        addPrimary();
        put(ACME, "c_2", 0);
        assertThat(ring().isRotating()).isTrue();
        assertThat(ring().keys()).extracting(Keyrings.Key::id).containsExactly(old, primary());
        assertThat(ring().primarySince()).isEqualTo(clock.instant());
        assertThat(keyrings().census(ACME)).isEqualTo(Map.of(old, 1L, primary(), 1L));
        assertThat(access(ACME, "c_1")).contains(Secret.of("access-c_1-0"));
        assertThat(access(ACME, "c_2")).contains(Secret.of("access-c_2-0"));
        assertThat(recorded(Action.KEY_ROTATED)).isEqualTo(1);
    }

    @Test
    void of_two_who_rotate_at_once_one_does() {
        put(ACME, "c_1", 0);
        KeyId first = primary();
        addPrimary();
        KeyId second = primary();
        keyrings().addPrimary(ACME, first, deed(Action.KEY_ROTATED));
        assertThat(primary()).isEqualTo(second);
        assertThat(ring().keys()).hasSize(2);
        assertThat(recorded(Action.KEY_ROTATED)).isEqualTo(1);
    }

    @Test
    void rows_are_sealed_anew_page_by_page_and_stay_what_they_were() {
        for (int i = 0; i < 25; i++) {
            put(ACME, "c_" + i, 0);
        }
        put(OTHER, "c_1", 0);
        addPrimary();
        assertThat(resealAll(10)).isEqualTo(25);
        assertThat(keyrings().census(ACME)).isEqualTo(Map.of(primary(), 25L));
        assertThat(access(ACME, "c_7")).contains(Secret.of("access-c_7-0"));
        assertThat(access(OTHER, "c_1")).contains(Secret.of("access-c_1-0"));
        assertThat(resealAll(10)).isZero();
    }

    @Test
    void a_row_that_was_sealed_anew_can_be_changed_on_the_version_that_it_had() {
        put(ACME, "c_1", 0);
        addPrimary();
        resealAll(10);
        assertThat(put(ACME, "c_1", 1)).isTrue();
        assertThat(access(ACME, "c_1")).contains(Secret.of("access-c_1-1"));
    }

    @Test
    void an_old_key_is_not_destroyed_while_it_seals_a_row() {
        put(ACME, "c_1", 0);
        addPrimary();
        assertThat(keyrings().retire(ACME, deed(Action.KEY_RETIRED))).isFalse();
        assertThat(ring().keys()).hasSize(2);
        assertThat(recorded(Action.KEY_RETIRED)).isZero();
        assertThat(access(ACME, "c_1")).isPresent();
    }

    @Test
    void an_old_key_that_seals_nothing_is_destroyed() {
        put(ACME, "c_1", 0);
        addPrimary();
        resealAll(10);
        assertThat(keyrings().retire(ACME, deed(Action.KEY_RETIRED))).isTrue();
        assertThat(ring().keys()).extracting(Keyrings.Key::id).containsExactly(primary());
        assertThat(ring().isRotating()).isFalse();
        assertThat(recorded(Action.KEY_RETIRED)).isEqualTo(1);
        assertThat(access(ACME, "c_1")).isPresent();
    }

    @Test
    void rotations_under_way_and_keys_that_are_old_are_found() {
        put(ACME, "c_1", 0);
        Instant made = clock.instant();
        clock.goOn(Duration.ofDays(1));
        put(OTHER, "c_1", 0);
        assertThat(keyrings().withPrimaryBefore(made, 10)).isEmpty();
        assertThat(keyrings().withPrimaryBefore(made.plusMillis(1), 10)).containsExactly(ACME);
        assertThat(keyrings().withPrimaryBefore(clock.instant().plusMillis(1), 10))
                .containsExactlyInAnyOrder(ACME, OTHER);
        assertThat(keyrings().rotating(10)).isEmpty();
        addPrimary();
        assertThat(keyrings().rotating(10)).containsExactly(ACME);
        assertThat(keyrings().withPrimaryBefore(clock.instant(), 10)).isEmpty();
        resealAll(10);
        keyrings().retire(ACME, deed(Action.KEY_RETIRED));
        assertThat(keyrings().rotating(10)).isEmpty();
    }

    @Test
    void for_a_closed_organisation_nothing_new_is_sealed_but_what_lies_there_opens_and_can_be_destroyed() {
        put(ACME, "c_1", 0);
        keyrings().close(ACME, deed(Action.ORGANISATION_REMOVED));
        keyrings().close(ACME, deed(Action.ORGANISATION_REMOVED));
        assertThat(ring().standing()).isEqualTo(Standing.CLOSED);
        assertThatThrownBy(() -> put(ACME, "c_2", 0)).isInstanceOf(OrganisationGone.class);
        assertThat(access(ACME, "c_1")).isPresent();
        assertThat(recorded(Action.ORGANISATION_REMOVED)).isEqualTo(1);
        assertThat(registry().commit(ACME, List.of(new Change.DestroyTokens(new ConnectionId("c_1"))), List.of()))
                .isTrue();
        assertThat(keyrings().withPrimaryBefore(clock.instant().plusSeconds(1), 10))
                .isEmpty();
    }

    @Test
    void an_organisation_that_never_had_keys_can_be_closed_and_shredded() {
        keyrings().close(ACME, deed(Action.ORGANISATION_REMOVED));
        assertThatThrownBy(() -> put(ACME, "c_1", 0)).isInstanceOf(OrganisationGone.class);
        keyrings().shred(ACME, deed(Action.KEYS_SHREDDED));
        assertThatThrownBy(() -> put(ACME, "c_1", 0)).isInstanceOf(OrganisationGone.class);
    }

    @Test
    void after_shredding_nothing_opens_and_the_note_of_it_stays() {
        put(ACME, "c_1", 0);
        put(OTHER, "c_1", 0);
        KeyId old = primary();
        keyrings().close(ACME, deed(Action.ORGANISATION_REMOVED));
        keyrings().shred(ACME, deed(Action.KEYS_SHREDDED));
        keyrings().shred(ACME, deed(Action.KEYS_SHREDDED));
        assertThat(ring().standing()).isEqualTo(Standing.SHREDDED);
        assertThat(ring().keys()).isEmpty();
        assertThat(ring().primary()).isEmpty();
        assertThatThrownBy(() -> access(ACME, "c_1")).isInstanceOf(TokensUnreadable.class);
        assertThat(vault().read(ACME, Set.of(new ConnectionId("c_1")))).isEmpty();
        assertThat(keyrings().census(ACME)).isEqualTo(Map.of(old, 1L));
        assertThat(recorded(Action.KEYS_SHREDDED)).isEqualTo(1);
        assertThat(access(OTHER, "c_1")).isPresent();
    }

    @Test
    void an_organisation_that_comes_back_begins_with_new_keys() {
        put(ACME, "c_1", 0);
        KeyId old = primary();
        keyrings().close(ACME, deed(Action.ORGANISATION_REMOVED));
        keyrings().shred(ACME, deed(Action.KEYS_SHREDDED));
        keyrings().readmit(ACME, deed(Action.ORGANISATION_READMITTED));
        put(ACME, "c_2", 0);
        assertThat(ring().standing()).isEqualTo(Standing.OPEN);
        assertThat(primary()).isNotEqualTo(old);
        assertThat(access(ACME, "c_2")).isPresent();
        assertThatThrownBy(() -> access(ACME, "c_1")).isInstanceOf(TokensUnreadable.class);
        assertThat(recorded(Action.ORGANISATION_READMITTED)).isEqualTo(1);
    }

    @Test
    void a_closed_organisation_can_come_back_before_it_is_shredded() {
        put(ACME, "c_1", 0);
        keyrings().close(ACME, deed(Action.ORGANISATION_REMOVED));
        keyrings().readmit(ACME, deed(Action.ORGANISATION_READMITTED));
        assertThat(put(ACME, "c_2", 0)).isTrue();
        assertThat(access(ACME, "c_2")).isPresent();
    }

    @Test
    void a_row_that_somebody_changed_keeps_no_other_row_from_being_sealed_anew() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            names.add("c_" + i);
            put(ACME, "c_" + i, 0);
        }
        addPrimary();
        put(ACME, "c_2", 1);
        assertThat(resealAll(2)).isEqualTo(4);
        assertThat(names).allSatisfy(name -> assertThat(access(ACME, name)).isPresent());
        assertThat(access(ACME, "c_2")).contains(Secret.of("access-c_2-1"));
    }
}
