package io.syncline.token;

import static io.syncline.authorisation.AccountsScene.ORG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.InMemoryStorage.Fault;
import io.syncline.audit.Action;
import io.syncline.authorisation.AccountsScene;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Trouble;
import io.syncline.identity.Caller;
import io.syncline.identity.UserId;
import io.syncline.token.Alarms.Kind;
import io.syncline.token.RecordingAlarms.Raised;
import io.syncline.token.Registry.Change;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refreshing ahead of the end: what the schedule plans, and what a batch does. */
class RefreshTokensTest {

    private final AccountsScene scene = new AccountsScene();

    private Connection account(String name) {
        scene.signsInAs(name);
        return scene.connected(new Caller(ORG, new UserId(name), name, Set.of()));
    }

    /** Connects accounts whose provider rotates. */
    private List<Connection> accounts(int number) {
        scene.server.rotates();
        return IntStream.range(0, number).mapToObj(i -> account("account-" + i)).toList();
    }

    private RefreshTokens.Result refresh(List<Connection> connections) {
        return scene.refreshTokens.run(
                new RefreshOrder(ORG, connections.stream().map(Connection::id).toList()));
    }

    private void assertAllAccepted(List<Connection> connections) {
        assertThat(connections)
                .allSatisfy(one -> assertThat(scene.server.accepts(scene.refreshToken(one)))
                        .isTrue());
    }

    /** Far enough that all are due and none has ended. */
    private void due() {
        scene.clock.goOn(Duration.ofMinutes(51));
    }

    @Test
    void nothing_is_due_right_after_connecting() {
        accounts(3);
        assertThat(scene.planRefresh.run()).isZero();
        assertThat(scene.orders.take()).isEmpty();
    }

    @Test
    void all_are_due_before_their_tokens_end_and_at_different_moments() {
        List<Connection> all = accounts(20);
        assertThat(all.stream()
                        .map(one -> scene.tokens(one).refreshAt().orElseThrow())
                        .distinct())
                .hasSizeGreaterThan(10);
        assertThat(all).allSatisfy(one -> {
            TokenSet tokens = scene.tokens(one);
            assertThat(Duration.between(tokens.refreshAt().orElseThrow(), tokens.expiresAt()))
                    .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(20));
        });
    }

    @Test
    void due_tokens_are_ordered_by_organisation_in_batches_that_fit_into_one_commit() {
        accounts(RefreshOrder.LARGEST + 5);
        due();
        assertThat(scene.planRefresh.run()).isEqualTo(RefreshOrder.LARGEST + 5);
        assertThat(scene.orders.take())
                .extracting(order -> order.connections().size())
                .containsExactlyInAnyOrder(RefreshOrder.LARGEST, 5);
    }

    @Test
    void a_batch_refreshes_each_once_and_stores_all_with_their_entries() {
        List<Connection> all = accounts(10);
        due();
        assertThat(refresh(all)).isEqualTo(new RefreshTokens.Result(10, 0, 0, 0));
        assertAllAccepted(all);
        assertThat(scene.server.refreshes()).isEqualTo(10);
        assertThat(scene.trail.count(ORG, Action.TOKEN_REFRESHED)).isEqualTo(10);
    }

    @Test
    void an_order_that_comes_twice_refreshes_once() {
        List<Connection> all = accounts(10);
        due();
        refresh(all);
        assertThat(refresh(all)).isEqualTo(new RefreshTokens.Result(0, 0, 0, 10));
        assertThat(scene.server.refreshes()).isEqualTo(10);
    }

    @Test
    void F1_what_somebody_else_refreshes_right_now_is_skipped() {
        List<Connection> all = accounts(3);
        due();
        scene.leases.take(Refreshing.leaseName(all.getFirst()), Refreshing.LEASE_LIFE);
        assertThat(refresh(all)).isEqualTo(new RefreshTokens.Result(2, 0, 0, 1));
    }

    @Test
    void disconnected_dead_and_unknown_ones_are_skipped() {
        List<Connection> all = accounts(3);
        due();
        scene.disconnect.run(AccountsScene.ADA, all.getFirst().id());
        RefreshOrder order =
                new RefreshOrder(ORG, List.of(all.get(0).id(), all.get(1).id(), new ConnectionId("c_unknown")));
        assertThat(scene.refreshTokens.run(order)).isEqualTo(new RefreshTokens.Result(1, 0, 0, 2));
    }

    @Test
    void one_dead_grant_in_a_batch_concerns_nobody_else() {
        List<Connection> all = accounts(5);
        due();
        scene.server.revoke(scene.refreshToken(all.get(2)));
        assertThat(refresh(all)).isEqualTo(new RefreshTokens.Result(4, 1, 0, 0));
        assertThat(scene.now(all.get(2)).state()).isInstanceOf(ConnectionState.NeedsReconnect.class);
        assertThat(scene.now(all.get(3)).state()).isInstanceOf(ConnectionState.Active.class);
    }

    @Test
    void F5_a_passing_fault_before_the_token_ends_is_noticed_by_nobody() {
        List<Connection> all = accounts(1);
        due();
        scene.server.answersNext(new TokenAnswer.Unavailable(Optional.empty(), "HTTP 500"));
        assertThat(refresh(all)).isEqualTo(new RefreshTokens.Result(0, 0, 1, 0));
        assertThat(scene.now(all.getFirst()).trouble()).isEmpty();
        assertThat(refresh(all)).isEqualTo(new RefreshTokens.Result(1, 0, 0, 0));
    }

    @Test
    void an_operators_fault_touches_no_connection_of_the_batch() {
        List<Connection> all = accounts(3);
        due();
        TokenAnswer refused = new TokenAnswer.ClientRefused("invalid_client");
        scene.server.answersNext(refused, refused, refused);
        assertThat(refresh(all)).isEqualTo(new RefreshTokens.Result(0, 0, 3, 0));
        assertThat(all).allSatisfy(one -> assertThat(scene.now(one)).isEqualTo(one));
        assertThat(scene.alarms.raised()).extracting(Raised::kind).containsOnly(Kind.CLIENT_REFUSED);
    }

    @Test
    void one_row_that_does_not_open_keeps_no_other_from_being_refreshed() {
        List<Connection> all = accounts(3);
        due();
        scene.vault.spoil(ORG, all.get(1).id());
        assertThat(refresh(all)).isEqualTo(new RefreshTokens.Result(2, 0, 0, 1));
        assertThat(scene.alarms.raised()).hasSize(1);
        assertThat(scene.now(all.get(1)).trouble()).isPresent();
    }

    @Test
    void where_somebody_interferes_with_the_batch_each_is_stored_by_itself() {
        List<Connection> all = accounts(4);
        due();
        Connection changed = all.get(1);
        AtomicBoolean first = new AtomicBoolean(true);
        scene.server.whileAsked(() -> {
            if (first.compareAndSet(true, false)) {
                TokenSet old = scene.tokens(changed);
                scene.registry.commit(ORG, List.of(new Change.PutTokens(changed.id(), old)), List.of());
            }
        });
        refresh(all);
        all.stream()
                .filter(one -> !one.equals(changed))
                .forEach(one -> assertThat(scene.server.accepts(scene.refreshToken(one)))
                        .isTrue());
    }

    @Test
    void one_that_cannot_be_settled_keeps_no_other_from_being_settled() {
        List<Connection> all = accounts(3);
        scene.tokensEnd();
        all.forEach(one -> {
            Trouble trouble = new Trouble("Google does not answer.", scene.clock.instant(), scene.clock.instant());
            Connection troubled = scene.now(one).troubledBy(Optional.of(trouble));
            scene.registry.commit(ORG, List.of(new Change.PutConnection(troubled)), List.of());
        });
        CountDownLatch asked = new CountDownLatch(3);
        scene.server.whileAsked(() -> {
            asked.countDown();
            if (asked.getCount() == 0) {
                scene.storage.failAt(2, Fault.NOT_EXECUTED); // the first look at a connection after the commit
            }
        });
        assertThatThrownBy(() -> refresh(all)).isInstanceOf(VaultUnavailable.class);
        assertAllAccepted(all);
        assertThat(all.stream().filter(one -> scene.now(one).trouble().isEmpty()))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void S03_a_batch_survives_a_storage_that_fails_for_a_moment(int times) {
        List<Connection> all = accounts(3);
        due();
        CountDownLatch asked = new CountDownLatch(3);
        scene.server.whileAsked(() -> {
            asked.countDown();
            if (asked.getCount() == 0) {
                scene.storage.failNext(times);
            }
        });
        refresh(all);
        assertAllAccepted(all);
        assertThat(scene.alarms.raised()).isEmpty();
    }

    @Test
    void S03_a_batch_whose_storing_was_not_confirmed_is_found_stored() {
        List<Connection> all = accounts(3);
        due();
        CountDownLatch asked = new CountDownLatch(3);
        scene.server.whileAsked(() -> {
            asked.countDown();
            if (asked.getCount() == 0) {
                scene.storage.failAfterCommit(1);
            }
        });
        refresh(all);
        assertAllAccepted(all);
        assertThat(scene.alarms.raised()).isEmpty();
    }

    @Test
    void S03_a_batch_that_cannot_be_stored_at_all_is_one_alarm_for_each_and_no_dead_connection() {
        List<Connection> all = accounts(2);
        due();
        CountDownLatch asked = new CountDownLatch(2);
        scene.server.whileAsked(() -> {
            asked.countDown();
            if (asked.getCount() == 0) {
                scene.storage.isDown(true);
            }
        });
        assertThatThrownBy(() -> refresh(all)).isInstanceOf(VaultUnavailable.class);
        scene.storage.isWellAgain();
        assertThat(scene.alarms.raised()).extracting(Raised::kind).containsExactly(Kind.TOKENS_LOST, Kind.TOKENS_LOST);
        assertThat(all).allSatisfy(one -> assertThat(scene.now(one)).isEqualTo(one));
    }
}
