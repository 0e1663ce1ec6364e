package io.syncline.token;

import static io.syncline.authorisation.AccountsScene.ORG;
import static io.syncline.authorisation.AccountsScene.TESS;
import static io.syncline.authorisation.AccountsScene.use;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.audit.Action;
import io.syncline.audit.Outcome;
import io.syncline.authorisation.AccountsScene;
import io.syncline.connection.AuthorizationFakes;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Health;
import io.syncline.connection.Service;
import io.syncline.token.Alarms.Kind;
import io.syncline.token.AuthorizationServer.Revocation;
import io.syncline.token.RecordingAlarms.Raised;
import io.syncline.token.Registry.Change;
import io.syncline.traffic.Leases.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Getting an access token when a worker needs one, and every way in which buying a new one can go wrong. */
class ObtainAccessTokenTest {

    private final AccountsScene scene = new AccountsScene();
    private final Connection connection = scene.connected(TESS);
    private final TokenUse calendar = use(Service.CALENDAR);

    private Grant obtain() {
        return scene.obtain.run(scene.now(connection), calendar);
    }

    private static Secret accessToken(Grant grant) {
        return ((Grant.Valid) grant).tokens().accessToken();
    }

    private static TokenAnswer answer(String access, Optional<Secret> refresh) {
        return AuthorizationFakes.granted(access, refresh, Set.of(Service.CALENDAR));
    }

    private void rotating() {
        scene.server.rotates();
        Secret first = scene.server.grant();
        TokenSet old = scene.tokens(connection);
        TokenSet rotated = new TokenSet(
                old.accessToken(), Optional.of(first), old.expiresAt(), old.scopes(), old.refreshAt(), old.version());
        scene.registry.commit(ORG, List.of(new Change.PutTokens(connection.id(), rotated)), List.of());
    }

    private ConnectionState state() {
        return scene.now(connection).state();
    }

    @Test
    void a_fresh_token_is_handed_out_as_it_is_and_the_reading_is_recorded() {
        assertThat(accessToken(obtain())).isEqualTo(Secret.of("new-access"));
        assertThat(scene.server.refreshes()).isZero();
        assertThat(scene.trail.count(ORG, Action.TOKEN_READ)).isEqualTo(1);
    }

    @Test
    void an_ending_token_is_renewed_and_stored_before_it_is_handed_out() {
        scene.tokensEnd();
        scene.server.answers(answer("next-access", Optional.of(Secret.of("next-refresh"))));
        assertThat(accessToken(obtain())).isEqualTo(Secret.of("next-access"));
        assertThat(scene.refreshToken(connection)).isEqualTo(Secret.of("next-refresh"));
        assertThat(scene.trail.count(ORG, Action.TOKEN_REFRESHED)).isEqualTo(1);
    }

    @Test
    void F4_the_next_call_after_a_renewal_renews_nothing() {
        scene.tokensEnd();
        obtain();
        obtain();
        assertThat(scene.server.refreshes()).isEqualTo(1);
    }

    @Test
    void S04_an_answer_without_a_refresh_token_keeps_the_old_one() {
        scene.tokensEnd();
        scene.server.answers(answer("next-access", Optional.empty()));
        obtain();
        assertThat(scene.refreshToken(connection)).isEqualTo(Secret.of("new-refresh"));
    }

    @Test
    void S04_an_answer_with_fewer_scopes_takes_the_permission_away_and_says_so() {
        scene.tokensEnd();
        scene.server.answers(AuthorizationFakes.granted("next-access", Optional.empty(), Set.of(Service.MAIL)));
        obtain();
        assertThat(scene.now(connection).may(Service.CALENDAR)).isFalse();
        assertThat(scene.trail.count(ORG, Action.PERMISSION_CHANGED)).isEqualTo(1);
        assertThat(obtain()).isInstanceOf(Grant.NotPermitted.class);
    }

    @Test
    void S04_an_answer_that_names_no_scopes_leaves_the_permissions_as_they_are() {
        scene.tokensEnd();
        scene.server.answers(new TokenAnswer.Granted(
                Secret.of("next-access"), Optional.empty(), Duration.ofHours(1), Set.of(), Set.of(), Optional.empty()));
        obtain();
        assertThat(scene.now(connection).may(Service.CALENDAR)).isTrue();
        assertThat(scene.tokens(connection).scopes()).containsExactly("calendar");
    }

    @Test
    void S01_fifty_callers_with_one_ended_token_make_one_request_and_get_the_same_token() throws Exception {
        rotating();
        scene.tokensEnd();
        scene.pause = _ -> LockSupport.parkNanos(200_000);
        List<Callable<Grant>> callers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            callers.add(this::obtain);
        }
        Set<Secret> seen = new HashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Grant> grant : threads.invokeAll(callers)) {
                seen.add(accessToken(grant.get()));
            }
        }
        assertThat(seen).hasSize(1);
        assertThat(scene.server.refreshes()).isEqualTo(1);
        assertThat(scene.server.accepts(scene.refreshToken(connection))).isTrue();
        assertThat(scene.trail.count(ORG, Action.TOKEN_READ)).isEqualTo(50);
    }

    @Test
    void F1_while_somebody_else_refreshes_one_waits_and_adopts() {
        scene.tokensEnd();
        Lease held = scene.leases
                .take(Refreshing.leaseName(connection), Refreshing.LEASE_LIFE)
                .orElseThrow();
        scene.pause = _ -> renewedByAPeer();
        assertThat(accessToken(obtain())).isEqualTo(Secret.of("peer-access"));
        assertThat(scene.server.refreshes()).isZero();
        scene.leases.release(held);
    }

    @Test
    void F2_whoever_waits_too_long_gives_up_for_now_before_the_lease_could_be_lost() {
        scene.tokensEnd();
        scene.leases.take(Refreshing.leaseName(connection), Refreshing.LEASE_LIFE);
        Instant before = scene.clock.instant();
        scene.pause = scene.clock::goOn;
        assertThat(obtain()).isInstanceOf(Grant.Deferred.class);
        assertThat(scene.server.refreshes()).isZero();
        assertThat(Duration.between(before, scene.clock.instant())).isLessThan(Refreshing.LEASE_LIFE);
    }

    @Test
    void S02_a_holder_that_stalls_past_its_lease_overwrites_nothing_and_frees_nobodys_lease() {
        scene.tokensEnd();
        AtomicBoolean stalled = new AtomicBoolean();
        scene.server.answersNext(answer("late-access", Optional.of(Secret.of("late-refresh"))));
        scene.server.whileAsked(() -> {
            if (stalled.compareAndSet(false, true)) {
                scene.clock.goOn(Refreshing.LEASE_LIFE);
                renewedByAPeer();
                scene.leases.take(Refreshing.leaseName(connection), Refreshing.LEASE_LIFE);
            }
        });
        assertThat(accessToken(obtain())).isEqualTo(Secret.of("peer-access"));
        assertThat(scene.refreshToken(connection)).isEqualTo(Secret.of("peer-refresh"));
        assertThat(scene.leases.take(Refreshing.leaseName(connection), Refreshing.LEASE_LIFE))
                .isEmpty();
    }

    /** Somebody else stores new tokens. */
    private void renewedByAPeer() {
        TokenSet old = scene.tokens(connection);
        TokenSet peers = new TokenSet(
                Secret.of("peer-access"),
                Optional.of(Secret.of("peer-refresh")),
                scene.clock.instant().plus(Duration.ofHours(1)),
                Set.of("calendar"),
                Optional.empty(),
                old.version());
        scene.registry.commit(ORG, List.of(new Change.PutTokens(connection.id(), peers)), List.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void S03_a_rotated_token_is_stored_although_storage_fails_for_a_moment(int times) {
        rotating();
        scene.tokensEnd();
        scene.server.whileAsked(() -> scene.storage.failNext(times));
        assertThat(obtain()).isInstanceOf(Grant.Valid.class);
        assertThat(scene.server.accepts(scene.refreshToken(connection))).isTrue();
        assertThat(scene.server.refreshes()).isEqualTo(1);
        assertThat(scene.alarms.raised()).isEmpty();
    }

    @Test
    void S03_a_rotated_token_whose_storing_was_not_confirmed_is_found_stored() {
        rotating();
        scene.tokensEnd();
        scene.server.whileAsked(() -> scene.storage.failAfterCommit(1));
        assertThat(accessToken(obtain())).isEqualTo(scene.tokens(connection).accessToken());
        assertThat(scene.server.accepts(scene.refreshToken(connection))).isTrue();
        assertThat(scene.alarms.raised()).isEmpty();
    }

    @Test
    void S03_a_rotated_token_that_cannot_be_stored_at_all_is_one_alarm_and_no_dead_connection() {
        rotating();
        scene.tokensEnd();
        scene.server.whileAsked(() -> scene.storage.isDown(true));
        Grant grant = scene.obtain.run(connection, calendar);
        assertThat(grant).isInstanceOf(Grant.Deferred.class);
        assertThat(scene.alarms.raised()).extracting(Raised::kind).containsExactly(Kind.TOKENS_LOST);
        scene.storage.isWellAgain();
        assertThat(state()).isInstanceOf(ConnectionState.Active.class);
    }

    @Test
    void F3_an_access_token_that_cannot_be_stored_is_no_loss_where_the_refresh_token_stays() {
        scene.tokensEnd();
        scene.server.answers(answer("next-access", Optional.empty()));
        scene.server.whileAsked(() -> scene.storage.isDown(true));
        assertThat(scene.obtain.run(connection, calendar)).isInstanceOf(Grant.Deferred.class);
        assertThat(scene.alarms.raised()).isEmpty();
    }

    @Test
    void S05_an_outage_of_thirty_minutes_degrades_and_recovers_alone() {
        scene.tokensEnd();
        List<TokenAnswer> outage = List.of(
                new TokenAnswer.Unavailable(Optional.of(Duration.ofSeconds(9)), "HTTP 429"),
                new TokenAnswer.Unavailable(Optional.empty(), "HTTP 500"),
                new TokenAnswer.Unavailable(Optional.empty(), "no answer within ten seconds"),
                new TokenAnswer.Unavailable(Optional.empty(), "malformed JSON"));
        for (int minute = 0; minute < 30; minute++) {
            scene.server.answers(outage.get(minute % 4));
            assertThat(obtain()).isInstanceOf(Grant.Deferred.class);
            assertThat(scene.tick()).isEmpty();
            assertThat(state()).isInstanceOf(ConnectionState.Active.class);
            assertThat(Health.of(scene.now(connection), Service.CALENDAR)).isInstanceOf(Health.Degraded.class);
            scene.clock.goOn(Duration.ofMinutes(1));
        }
        assertThat(scene.announcements.published()).isEmpty();
        scene.server.answers(answer("next-access", Optional.empty()));
        scene.tick();
        assertThat(Health.of(scene.now(connection), Service.CALENDAR)).isEqualTo(new Health.Healthy());
        assertThat(accessToken(obtain())).isEqualTo(Secret.of("next-access"));
    }

    @Test
    void F5_the_providers_wish_for_a_pause_is_passed_on() {
        scene.tokensEnd();
        scene.server.answers(new TokenAnswer.Unavailable(Optional.of(Duration.ofSeconds(9)), "HTTP 503"));
        assertThat(obtain())
                .isInstanceOfSatisfying(
                        Grant.Deferred.class,
                        deferred -> assertThat(deferred.retryAfter()).isEqualTo(Duration.ofSeconds(9)));
    }

    @Test
    void F5_an_adapter_that_breaks_counts_as_an_outage() {
        scene.tokensEnd();
        scene.server.whileAsked(() -> {
            throw new IllegalStateException("a bug");
        });
        assertThat(obtain()).isInstanceOf(Grant.Deferred.class);
        assertThat(state()).isInstanceOf(ConnectionState.Active.class);
    }

    @Test
    void an_operators_fault_raises_an_alarm_and_disconnects_nobody() {
        scene.tokensEnd();
        scene.server.answers(new TokenAnswer.ClientRefused("invalid_client"));
        assertThat(obtain()).isInstanceOf(Grant.Deferred.class);
        assertThat(state()).isInstanceOf(ConnectionState.Active.class);
        assertThat(scene.alarms.raised()).extracting(Raised::kind).containsExactly(Kind.CLIENT_REFUSED);
    }

    @Test
    void S06_a_refusal_is_not_believed_when_a_peer_has_renewed_meanwhile() {
        scene.tokensEnd();
        scene.server.answers(new TokenAnswer.GrantRefused("invalid_grant"));
        scene.server.whileAsked(this::renewedByAPeer);
        assertThat(accessToken(obtain())).isEqualTo(Secret.of("peer-access"));
        assertThat(state()).isInstanceOf(ConnectionState.Active.class);
        scene.tick();
        assertThat(scene.announcements.published()).isEmpty();
    }

    @Test
    void S07_a_revoked_grant_is_told_to_its_owner_once_and_parks_the_schedule() {
        scene.tokensEnd();
        scene.server.answers(new TokenAnswer.GrantRefused("invalid_grant"));
        assertThat(obtain()).isInstanceOf(Grant.NeedsReconnect.class);
        assertThat(obtain()).isInstanceOf(Grant.NeedsReconnect.class);
        assertThat(state()).isInstanceOf(ConnectionState.NeedsReconnect.class);
        for (int minute = 0; minute < 90; minute++) {
            scene.tick();
            scene.clock.goOn(Duration.ofMinutes(1));
        }
        assertThat(scene.announcements.published()).hasSize(1);
        assertThat(scene.announcements.published().getFirst().byAdministrator()).isFalse();
        assertThat(scene.server.refreshes()).isEqualTo(1);
        assertThat(scene.trail.count(ORG, Action.GRANT_DEAD)).isEqualTo(1);
        assertThat(scene.trail.count(ORG, Action.OWNER_TOLD)).isEqualTo(1);
    }

    @Test
    void F6_an_announcement_that_fails_is_tried_again_under_the_same_id() {
        scene.tokensEnd();
        scene.server.answers(new TokenAnswer.GrantRefused("invalid_grant"));
        obtain();
        scene.announcements.isDown(true);
        assertThat(scene.finish.run()).hasSize(1);
        scene.announcements.isDown(false);
        assertThat(scene.finish.run()).isEmpty();
        assertThat(scene.announcements.published())
                .extracting(one -> one.id())
                .containsExactly(
                        connection.id().value() + "-" + scene.clock.instant().toEpochMilli());
    }

    @Test
    void F6_what_only_an_administrator_can_mend_is_told_so() {
        scene.tokensEnd();
        scene.server.answers(new TokenAnswer.AdministratorRefused("AADSTS65001"));
        obtain();
        scene.tick();
        assertThat(state()).isInstanceOf(ConnectionState.NeedsAdministrator.class);
        assertThat(scene.announcements.published())
                .singleElement()
                .satisfies(one -> assertThat(one.byAdministrator()).isTrue());
    }

    @Test
    void S07_connecting_again_resumes_the_same_connection() {
        scene.tokensEnd();
        scene.server.answers(new TokenAnswer.GrantRefused("invalid_grant"));
        obtain();
        scene.server.answers(answer("again-access", Optional.of(Secret.of("again-refresh"))));
        Connection again = scene.connected(TESS);
        assertThat(again.id()).isEqualTo(connection.id());
        assertThat(again.unfinished()).isEmpty();
        assertThat(accessToken(obtain())).isEqualTo(Secret.of("again-access"));
        scene.tick();
        assertThat(scene.announcements.published()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Service.class,
            names = {"MAIL", "CONTACTS"})
    void there_is_no_token_for_a_service_that_is_not_switched_on(Service service) {
        Grant grant = scene.obtain.run(connection, use(service));
        assertThat(grant)
                .isInstanceOfSatisfying(
                        Grant.NotPermitted.class,
                        refused -> assertThat(refused.service()).isEqualTo(service));
        assertThat(scene.trail.deeds(ORG))
                .anySatisfy(deed -> assertThat(deed.outcome()).isEqualTo(Outcome.REFUSED.word()));
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void there_is_no_token_for_a_service_that_was_switched_on_and_not_granted(Service service) {
        Connection poor = connection.requesting(Set.of(Service.values())).granting(Set.of());
        assertThat(scene.obtain.run(poor, use(service))).isInstanceOf(Grant.NotPermitted.class);
    }

    @Test
    void who_may_only_read_calendars_gets_no_token_to_change_them() {
        Connection reader = connection.requesting(Set.of(Service.CALENDAR_READ));
        assertThat(scene.obtain.run(reader, calendar)).isInstanceOf(Grant.NotPermitted.class);
        assertThat(scene.obtain.run(reader, use(Service.CALENDAR_READ))).isInstanceOf(Grant.Valid.class);
    }

    @Test
    void for_a_disconnected_account_there_is_no_token_even_while_its_tokens_lie_there() {
        scene.server.answers(Revocation.UNAVAILABLE);
        scene.disconnect.run(TESS, connection.id());
        assertThat(scene.vault.read(ORG, connection.id())).isPresent();
        assertThat(obtain()).isInstanceOf(Grant.NeedsReconnect.class);
    }

    @Test
    void tokens_that_do_not_open_raise_an_alarm_and_leave_the_grant_alone() {
        scene.vault.spoil(ORG, connection.id());
        assertThat(obtain()).isInstanceOf(Grant.NeedsReconnect.class);
        assertThat(scene.alarms.raised()).extracting(Raised::kind).containsExactly(Kind.SEAL_BROKEN);
        assertThat(scene.now(connection).state()).isInstanceOf(ConnectionState.Active.class);
        assertThat(scene.now(connection).trouble()).isPresent();
        assertThat(scene.trail.deeds(ORG))
                .anySatisfy(deed -> assertThat(deed.outcome()).isEqualTo(Outcome.FAILED.word()));
    }

    @Test
    void a_token_that_a_provider_does_not_accept_is_replaced_even_if_it_looks_fresh() {
        scene.server.answers(answer("next-access", Optional.empty()));
        Grant grant =
                scene.obtain.renew(connection, calendar, Secret.of("new-access"), Optional.of("{\"access_token\":{}}"));
        assertThat(accessToken(grant)).isEqualTo(Secret.of("next-access"));
        assertThat(scene.server.claims()).containsExactly(Optional.of("{\"access_token\":{}}"));
    }

    @Test
    void a_rejected_token_that_was_replaced_meanwhile_is_not_renewed_again() {
        Grant grant = scene.obtain.renew(connection, calendar, Secret.of("even-older-access"), Optional.empty());
        assertThat(accessToken(grant)).isEqualTo(Secret.of("new-access"));
        assertThat(scene.server.refreshes()).isZero();
    }

    @Test
    void a_vault_that_is_down_defers() {
        scene.storage.isDown(true);
        assertThat(scene.obtain.run(connection, calendar)).isInstanceOf(Grant.Deferred.class);
    }

    @Test
    void a_grant_without_a_refresh_token_ends_with_its_access_token() {
        TokenSet old = scene.tokens(connection);
        scene.registry.commit(
                ORG,
                List.of(new Change.PutTokens(
                        connection.id(),
                        new TokenSet(
                                old.accessToken(),
                                Optional.empty(),
                                old.expiresAt(),
                                old.scopes(),
                                old.refreshAt(),
                                old.version()))),
                List.of());
        scene.tokensEnd();
        assertThat(obtain()).isInstanceOf(Grant.NeedsReconnect.class);
        assertThat(scene.server.refreshes()).isZero();
    }

    @Test
    void a_secret_does_not_print_itself() {
        assertThat(Secret.of("hunter2").toString()).doesNotContain("hunter2");
        assertThat(scene.tokens(connection).toString())
                .doesNotContain("new-access")
                .doesNotContain("new-refresh");
    }
}
