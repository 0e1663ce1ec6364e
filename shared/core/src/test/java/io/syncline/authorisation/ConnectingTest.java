package io.syncline.authorisation;

import static io.syncline.authorisation.AccountsScene.ADA;
import static io.syncline.authorisation.AccountsScene.DANA;
import static io.syncline.authorisation.AccountsScene.ORG;
import static io.syncline.authorisation.AccountsScene.TESS;
import static io.syncline.authorisation.AccountsScene.back;
import static io.syncline.authorisation.AccountsScene.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.authorisation.CompleteConnection.Completion;
import io.syncline.authorisation.CompleteConnection.Problem;
import io.syncline.authorisation.CompleteConnection.Return;
import io.syncline.authorisation.StartConnection.Start;
import io.syncline.authorisation.StartConnection.Wish;
import io.syncline.connection.AuthorizationFakes;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Health;
import io.syncline.connection.InMemoryConnections;
import io.syncline.connection.Provider;
import io.syncline.connection.ProviderAccount;
import io.syncline.connection.Service;
import io.syncline.identity.Caller;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.Role;
import io.syncline.identity.UserId;
import io.syncline.token.AccountAnswer;
import io.syncline.token.Alarms;
import io.syncline.token.AuthorizationServer.AuthorizationFault;
import io.syncline.token.InMemoryTokenVault;
import io.syncline.token.Secret;
import io.syncline.token.TokenAnswer;
import io.syncline.token.VaultUnavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connecting an account, and every way of abusing it that the core can see. */
class ConnectingTest {

    private final AccountsScene scene = new AccountsScene();
    private final AuthorizationFakes server = scene.server;
    private final InMemoryPendingAuthorisations pendings = scene.pendings;
    private final InMemoryTokenVault vault = scene.vault;
    private final InMemoryConnections connections = scene.connections;
    private final CompleteConnection complete = scene.complete;
    private final Disconnect disconnect = scene.disconnect;

    private Start.Started started(Caller caller) {
        return scene.started(caller);
    }

    private static Return withState(Return back, String state) {
        return new Return(
                back.provider(),
                Optional.of(state),
                back.code(),
                back.error(),
                back.errorDescription(),
                back.issuer(),
                back.cookies());
    }

    private void assertRefused(Completion completion, Problem problem) {
        assertThat(completion).isEqualTo(new Completion.Refused(problem));
        assertThat(connections.ofOrganisation(ORG)).isEmpty();
        assertThat(scene.trail.count(ORG, Action.CONNECTION_REFUSED)
                        + scene.trail.count(OrganisationId.INSTALLATION, Action.CONNECTION_REFUSED))
                .isEqualTo(1);
    }

    @Test
    void an_allowed_account_is_connected_and_the_browser_goes_back_where_it_came_from() {
        Completion completion = complete.run(back(started(TESS)));
        Connection connection = connections.ofOwner(ORG, TESS.user()).getFirst();
        assertThat(completion.path())
                .isEqualTo("/week?connected=" + connection.id().value());
        assertThat(vault.read(ORG, connection.id()).orElseThrow().accessToken()).isEqualTo(Secret.of("new-access"));
    }

    @Test
    void F07_connecting_again_finds_the_same_connection() {
        complete.run(back(started(TESS)));
        complete.run(back(started(TESS)));
        assertThat(connections.ofOrganisation(ORG)).hasSize(1);
    }

    @Test
    void F07_connecting_after_a_disconnect_finds_the_same_connection() {
        complete.run(back(started(TESS)));
        Connection before = connections.ofOwner(ORG, TESS.user()).getFirst();
        disconnect.run(TESS, before.id());
        complete.run(back(started(TESS)));
        assertThat(connections.ofOrganisation(ORG)).singleElement().satisfies(after -> {
            assertThat(after.id()).isEqualTo(before.id());
            assertThat(after.state()).isInstanceOf(ConnectionState.Active.class);
        });
    }

    @Test
    void a_missing_state_is_incomplete() {
        Return back = back(started(TESS));
        assertRefused(
                complete.run(new Return(
                        back.provider(),
                        Optional.empty(),
                        back.code(),
                        back.error(),
                        back.errorDescription(),
                        back.issuer(),
                        back.cookies())),
                Problem.INCOMPLETE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "x", "x.", ".x", "abc.def", "%00.%00", "0.0.0"})
    void a_malformed_state_is_invalid(String state) {
        assertRefused(complete.run(withState(back(started(TESS)), state)), Problem.INVALID);
    }

    @ParameterizedTest
    @CsvSource({"google,microsoft", "fieldworks,otherworks", "tess,dana", "^1,2", "1795349400,1795349401"})
    void a_state_that_was_tampered_with_in_any_part_is_invalid_and_the_start_stays_usable(String from, String to) {
        Start.Started started = started(TESS);
        String state = state(started);
        int dot = state.indexOf('.');
        String text = new String(Base64.getUrlDecoder().decode(state.substring(0, dot)), StandardCharsets.UTF_8);
        String tampered = text.replaceFirst(from, to);
        assertThat(tampered).isNotEqualTo(text);
        String encoded =
                Base64.getUrlEncoder().withoutPadding().encodeToString(tampered.getBytes(StandardCharsets.UTF_8));
        assertRefused(complete.run(withState(back(started), encoded + state.substring(dot))), Problem.INVALID);
        assertThat(complete.run(back(started))).isInstanceOf(Completion.Connected.class);
    }

    @Test
    void a_state_that_was_signed_with_another_key_is_invalid() {
        Start.Started started = started(TESS);
        String encoded = state(started).substring(0, state(started).indexOf('.'));
        String foreign = encoded + "." + new AccountsScene.KeyedSignatures("other").sign(encoded);
        assertRefused(complete.run(withState(back(started), foreign)), Problem.INVALID);
    }

    @Test
    void a_state_works_once() {
        Return back = back(started(TESS));
        complete.run(back);
        assertThat(complete.run(back)).isEqualTo(new Completion.Refused(Problem.USED));
        assertThat(connections.ofOrganisation(ORG)).hasSize(1);
    }

    @Test
    void a_state_expires_after_ten_minutes() {
        Return back = back(started(TESS));
        scene.clock.goOn(Duration.ofMinutes(10));
        assertRefused(complete.run(back), Problem.EXPIRED);
    }

    @Test
    void a_state_of_one_provider_is_invalid_at_anothers_callback() {
        Return back = back(started(TESS));
        assertRefused(
                complete.run(new Return(
                        Optional.of(Provider.MICROSOFT),
                        back.state(),
                        back.code(),
                        back.error(),
                        back.errorDescription(),
                        back.issuer(),
                        back.cookies())),
                Problem.INVALID);
    }

    @Test
    void without_the_cookie_of_the_starting_browser_nothing_is_stored() {
        Return back = back(started(TESS));
        assertRefused(
                complete.run(new Return(
                        back.provider(),
                        back.state(),
                        back.code(),
                        back.error(),
                        back.errorDescription(),
                        back.issuer(),
                        List.of())),
                Problem.INVALID);
    }

    @Test
    void the_cookie_of_another_browser_does_not_help() {
        Start.Started other = started(DANA);
        Return back = back(started(TESS));
        assertRefused(
                complete.run(new Return(
                        back.provider(),
                        back.state(),
                        back.code(),
                        back.error(),
                        back.errorDescription(),
                        back.issuer(),
                        List.of(other.cookie()))),
                Problem.INVALID);
    }

    @Test
    void an_issuer_that_is_not_the_providers_is_invalid() {
        Return back = back(started(TESS));
        assertRefused(
                complete.run(new Return(
                        back.provider(),
                        back.state(),
                        back.code(),
                        back.error(),
                        Optional.empty(),
                        Optional.of("https://evil.example"),
                        back.cookies())),
                Problem.INVALID);
    }

    @Test
    void a_person_who_does_not_allow_it_has_denied() {
        Return back = back(started(TESS));
        assertRefused(
                complete.run(new Return(
                        back.provider(),
                        back.state(),
                        Optional.empty(),
                        Optional.of("access_denied"),
                        Optional.empty(),
                        back.issuer(),
                        back.cookies())),
                Problem.DENIED);
    }

    @Test
    void an_answer_without_a_code_is_incomplete() {
        Return back = back(started(TESS));
        assertRefused(
                complete.run(new Return(
                        back.provider(),
                        back.state(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        back.issuer(),
                        back.cookies())),
                Problem.INCOMPLETE);
    }

    static Stream<TokenAnswer> refusals() {
        return Stream.of(
                new TokenAnswer.GrantRefused("invalid_grant"),
                new TokenAnswer.Unavailable(Optional.empty(), "HTTP 500"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_token_endpoint_that_gives_no_tokens_leaves_nothing_behind(TokenAnswer answer) {
        server.answers(answer);
        assertRefused(complete.run(back(started(TESS))), Problem.PROVIDER);
    }

    @Test
    void consent_without_the_calendar_connects_nothing_and_is_given_back() {
        server.answers(granted(Set.of(), Optional.of(Secret.of("refresh"))));
        assertRefused(complete.run(back(started(TESS))), Problem.NO_ACCESS);
        assertThat(server.revoked()).containsExactly(Secret.of("refresh"));
    }

    @Test
    void F03_tokens_without_a_refresh_token_are_not_taken_for_a_connection() {
        server.answers(granted(Set.of(Service.CALENDAR), Optional.empty()));
        assertRefused(complete.run(back(started(TESS))), Problem.PROVIDER);
    }

    @Test
    void F03_a_reconnect_without_a_refresh_token_keeps_the_old_one() {
        complete.run(back(started(TESS)));
        server.answers(granted(Set.of(Service.CALENDAR), Optional.empty()));
        complete.run(back(started(TESS)));
        Connection connection = connections.ofOwner(ORG, TESS.user()).getFirst();
        assertThat(vault.read(ORG, connection.id()).orElseThrow().refreshToken())
                .contains(Secret.of("new-refresh"));
    }

    @Test
    void tokens_of_nobody_knows_whom_are_neither_kept_nor_revoked() {
        server.answers(new AccountAnswer.Unavailable("HTTP 500"));
        assertRefused(complete.run(back(started(TESS))), Problem.PROVIDER);
        assertThat(server.revoked()).isEmpty();
    }

    @Test
    void F05_a_fault_while_connecting_again_leaves_the_live_connection_alone() {
        complete.run(back(started(TESS)));
        server.answers(granted(Set.of(), Optional.of(Secret.of("refresh"))));
        complete.run(back(started(TESS)));
        assertThat(server.revoked()).isEmpty();
    }

    @Test
    void a_disconnect_that_was_cut_short_is_finished_by_the_next() {
        complete.run(back(started(TESS)));
        Connection connection = connections.ofOwner(ORG, TESS.user()).getFirst();
        scene.storage.isDown(true);
        assertThatThrownBy(() -> disconnect.run(TESS, connection.id())).isInstanceOf(VaultUnavailable.class);
        scene.storage.isDown(false);
        assertThat(disconnect.run(TESS, connection.id())).isEqualTo(Disconnect.Result.DISCONNECTED);
        assertThat(vault.read(ORG, connection.id())).isEmpty();
    }

    @Test
    void an_account_that_somebody_else_has_connected_stays_theirs() {
        complete.run(back(started(TESS)));
        assertThat(complete.run(back(started(DANA)))).isEqualTo(new Completion.Refused(Problem.WRONG_ACCOUNT));
        assertThat(connections.ofOrganisation(ORG))
                .extracting(Connection::owner)
                .containsExactly(TESS.user());
    }

    @Test
    void a_provider_without_credentials_is_not_offered() {
        server.isConfigured(false);
        assertThat(scene.start.run(
                        TESS,
                        new Wish(Provider.GOOGLE, Set.of(Service.CALENDAR), ReturnPath.CONNECTIONS, Optional.empty())))
                .isEqualTo(new Start.NotConfigured());
        assertThat(pendings.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example", "//evil.example", "/\\evil.example", "connections", "", "/a\r\nSet-Cookie:x",
                "/%0d%0a/x", "/a//evil.example", "javascript:alert(1)", "/a b", "/%2f%2fevil.example", "/a#b"
            })
    void a_return_path_that_could_lead_elsewhere_is_refused(String path) {
        assertThatThrownBy(() -> new ReturnPath(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/connections", "/connections?connected=c_1", "/week/2026-11-23"})
    void a_path_of_the_dashboard_is_fine(String path) {
        assertThat(new ReturnPath(path).value()).isEqualTo(path);
    }

    @Test
    void disconnecting_destroys_the_tokens_and_gives_the_grant_back() {
        complete.run(back(started(TESS)));
        Connection connection = connections.ofOwner(ORG, TESS.user()).getFirst();
        assertThat(disconnect.run(TESS, connection.id())).isEqualTo(Disconnect.Result.DISCONNECTED);
        assertThat(vault.read(ORG, connection.id())).isEmpty();
        assertThat(server.revoked()).containsExactly(Secret.of("new-refresh"));
    }

    @Test
    void a_grant_that_another_organisation_lives_by_is_not_revoked() {
        complete.run(back(started(TESS)));
        Caller other = new Caller(new OrganisationId("other"), new UserId("tess"), "Tess", Set.of());
        complete.run(back(started(other)));
        Connection connection = connections.ofOwner(ORG, TESS.user()).getFirst();
        disconnect.run(TESS, connection.id());
        assertThat(server.revoked()).isEmpty();
    }

    @Test
    void a_connection_is_its_owners_and_an_administrators_to_disconnect_and_nobody_elses() {
        complete.run(back(started(TESS)));
        Connection connection = connections.ofOwner(ORG, TESS.user()).getFirst();
        Caller stranger = new Caller(new OrganisationId("other"), TESS.user(), "Tess", Set.of(Role.ADMINISTRATOR));
        assertThat(disconnect.run(DANA, connection.id())).isEqualTo(Disconnect.Result.NOT_FOUND);
        assertThat(disconnect.run(stranger, connection.id())).isEqualTo(Disconnect.Result.NOT_FOUND);
        assertThat(disconnect.run(ADA, connection.id())).isEqualTo(Disconnect.Result.DISCONNECTED);
    }

    private static TokenAnswer granted(Set<Service> services, Optional<Secret> refreshToken) {
        return new TokenAnswer.Granted(
                Secret.of("access"), refreshToken, Duration.ofHours(1), Set.of(), services, Optional.empty());
    }

    @Test
    void an_account_is_known_by_what_never_changes() {
        complete.run(back(started(TESS)));
        server.answers(new AccountAnswer.Known(new ProviderAccount("sub-1", "tess.turner@fieldworks.example", "Tess")));
        complete.run(back(started(TESS)));
        assertThat(connections.ofOrganisation(ORG))
                .extracting(connection -> connection.account().email())
                .containsExactly("tess.turner@fieldworks.example");
    }

    private Return withError(String error) {
        Return back = back(started(TESS));
        return new Return(
                back.provider(),
                back.state(),
                Optional.empty(),
                Optional.of(error),
                Optional.of("text that is only a hint"),
                back.issuer(),
                back.cookies());
    }

    @Test
    void a_client_that_the_token_endpoint_refuses_is_the_operators_to_mend() {
        server.answers(new TokenAnswer.ClientRefused("invalid_client"));
        assertRefused(scene.connect(TESS), Problem.OPERATOR);
        assertThat(scene.alarms.count(Alarms.Kind.CLIENT_REFUSED)).isEqualTo(1);
    }

    @Test
    void a_client_that_the_authorization_endpoint_refuses_is_the_operators_to_mend() {
        server.means(AuthorizationFault.OPERATOR);
        assertRefused(complete.run(withError("unauthorized_client")), Problem.OPERATOR);
        assertThat(scene.alarms.count(Alarms.Kind.CLIENT_REFUSED)).isEqualTo(1);
    }

    @Test
    void an_error_of_the_provider_is_worth_another_try() {
        server.means(AuthorizationFault.PROVIDER);
        assertRefused(complete.run(withError("server_error")), Problem.PROVIDER);
    }

    @Test
    void a_consent_that_is_an_administrators_to_give_is_waited_for_and_forgotten_once_it_is_there() {
        server.means(AuthorizationFault.ADMINISTRATOR);
        assertRefused(complete.run(withError("consent_required")), Problem.ADMINISTRATOR);
        ConsentRequest waiting =
                scene.requests.find(ORG, TESS.user(), Provider.GOOGLE).orElseThrow();
        assertThat(waiting.services()).containsExactly(Service.CALENDAR);
        assertThat(scene.trail.count(ORG, Action.CONSENT_ASKED_OF_ADMINISTRATOR))
                .isEqualTo(1);
        scene.connected(TESS);
        assertThat(scene.requests.find(ORG, TESS.user(), Provider.GOOGLE)).isEmpty();
    }

    @Test
    void a_token_endpoint_that_asks_for_an_administrator_is_understood_so_too() {
        server.answers(new TokenAnswer.AdministratorRefused("AADSTS65001"));
        assertRefused(scene.connect(TESS), Problem.ADMINISTRATOR);
        assertThat(scene.requests.find(ORG, TESS.user(), Provider.GOOGLE)).isPresent();
    }

    @Test
    void a_partial_consent_is_a_connection_that_says_what_is_missing() {
        server.answers(
                AuthorizationFakes.granted("access", Optional.of(Secret.of("refresh")), Set.of(Service.CALENDAR)));
        Completion completion =
                complete.run(back(scene.started(TESS, Set.of(Service.CALENDAR, Service.MAIL), Optional.empty())));
        assertThat(completion)
                .isInstanceOfSatisfying(
                        Completion.Connected.class,
                        connected -> assertThat(connected.missing()).containsExactly(Service.MAIL));
        Connection connection = connections.ofOwner(ORG, TESS.user()).getFirst();
        assertThat(connection.may(Service.CALENDAR)).isTrue();
        assertThat(connection.may(Service.MAIL)).isFalse();
        assertThat(Health.of(connection, Service.MAIL)).isEqualTo(new Health.NotGranted());
    }

    @Test
    void what_is_missing_is_asked_for_again_together_with_what_is_there() {
        Connection connection = scene.connected(TESS);
        server.answers(
                AuthorizationFakes.granted("access-2", Optional.empty(), Set.of(Service.CALENDAR, Service.MAIL)));
        Start.Started more = scene.started(TESS, Set.of(Service.MAIL), Optional.of(connection.id()));
        assertThat(server.wanted().services()).containsExactlyInAnyOrder(Service.CALENDAR, Service.MAIL);
        assertThat(server.wanted().loginHint()).contains("tess@fieldworks.example");
        complete.run(back(more));
        assertThat(scene.now(connection).may(Service.MAIL)).isTrue();
        assertThat(scene.refreshToken(connection)).isEqualTo(Secret.of("new-refresh"));
        assertThat(connections.ofOrganisation(ORG)).hasSize(1);
    }

    @Test
    void who_connects_an_account_once_more_for_something_else_keeps_what_was_switched_on() {
        Connection connection = scene.connected(TESS);
        server.answers(AuthorizationFakes.granted("access-2", Optional.of(Secret.of("r")), Set.of(Service.MAIL)));
        Completion completion = complete.run(back(scene.started(TESS, Set.of(Service.MAIL), Optional.empty())));
        assertThat(scene.now(connection).requested()).containsExactlyInAnyOrder(Service.CALENDAR, Service.MAIL);
        assertThat(completion)
                .isInstanceOfSatisfying(
                        Completion.Connected.class,
                        connected -> assertThat(connected.missing()).containsExactly(Service.CALENDAR));
    }

    @Test
    void who_connects_an_account_after_a_disconnect_begins_with_what_they_choose_now() {
        Connection connection = scene.connected(TESS);
        disconnect.run(TESS, connection.id());
        server.answers(AuthorizationFakes.granted("access-2", Optional.of(Secret.of("r")), Set.of(Service.MAIL)));
        complete.run(back(scene.started(TESS, Set.of(Service.MAIL), Optional.empty())));
        assertThat(scene.now(connection).requested()).containsExactly(Service.MAIL);
    }

    @Test
    void S07_another_account_than_the_one_to_be_connected_again_is_refused_and_changes_nothing() {
        Connection connection = scene.connected(TESS);
        Start.Started again = scene.started(TESS, Set.of(), Optional.of(connection.id()));
        scene.signsInAs("somebody-else");
        assertThat(complete.run(back(again))).isEqualTo(new Completion.Refused(Problem.OTHER_ACCOUNT));
        assertThat(connections.ofOrganisation(ORG)).containsExactly(connection);
    }

    @Test
    void nobody_connects_an_account_again_that_is_somebody_elses() {
        Connection connection = scene.connected(TESS);
        Wish wish = new Wish(Provider.GOOGLE, Set.of(), ReturnPath.CONNECTIONS, Optional.of(connection.id()));
        Caller stranger = new Caller(new OrganisationId("other"), TESS.user(), "Tess", Set.of(Role.ADMINISTRATOR));
        assertThat(scene.start.run(DANA, wish)).isEqualTo(new Start.NotFound());
        assertThat(scene.start.run(ADA, wish)).isEqualTo(new Start.NotFound());
        assertThat(scene.start.run(stranger, wish)).isEqualTo(new Start.NotFound());
    }

    @Test
    void a_claims_challenge_goes_into_the_next_sign_in() {
        Connection connection = scene.connected(TESS);
        server.answers(new TokenAnswer.GrantRefused("interaction_required", Optional.of("{\"id_token\":{}}")));
        scene.tokensEnd();
        scene.obtain.run(connection, AccountsScene.use(Service.CALENDAR));
        scene.started(TESS, Set.of(), Optional.of(connection.id()));
        assertThat(server.wanted().claims()).contains("{\"id_token\":{}}");
    }

    @Test
    void S10_what_a_removed_member_started_is_not_completed() {
        Return back = back(started(TESS));
        scene.removeMember.run(ADA, TESS.user());
        assertRefused(complete.run(back), Problem.REMOVED);
        assertThat(server.exchanges()).isZero();
    }

    @Test
    void a_member_who_came_back_starts_anew() {
        scene.removeMember.run(ADA, TESS.user());
        scene.clock.goOn(Duration.ofSeconds(1));
        assertThat(scene.connect(TESS)).isInstanceOf(Completion.Connected.class);
    }

    @Test
    void S10_what_was_started_before_the_organisation_left_is_not_completed() {
        Return back = back(started(TESS));
        scene.removeOrganisation.run(ORG, Actor.operator("command"));
        assertRefused(complete.run(back), Problem.REMOVED);
    }

    @Test
    void S10_in_an_organisation_that_left_nothing_can_be_started() {
        scene.removeOrganisation.run(ORG, Actor.operator("command"));
        Wish wish = new Wish(Provider.GOOGLE, Set.of(Service.MAIL), ReturnPath.CONNECTIONS, Optional.empty());
        assertThat(scene.start.run(TESS, wish)).isEqualTo(new Start.Gone());
    }

    @Test
    void tokens_that_do_not_open_any_more_are_replaced_by_good_ones_and_the_operator_is_told() {
        Connection connection = scene.connected(TESS);
        vault.spoil(ORG, connection.id());
        assertThat(scene.connect(TESS)).isInstanceOf(Completion.Connected.class);
        assertThat(scene.refreshToken(connection)).isEqualTo(Secret.of("new-refresh"));
        assertThat(scene.alarms.count(Alarms.Kind.SEAL_BROKEN)).isEqualTo(1);
        assertThat(scene.trail.count(ORG, Action.TOKEN_DESTROYED)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void F03_a_vault_that_fails_for_a_moment_does_not_lose_new_tokens(int times) {
        Return back = back(started(TESS));
        server.whileExchanging(() -> scene.storage.failNext(times));
        assertThat(complete.run(back)).isInstanceOf(Completion.Connected.class);
        assertThat(scene.alarms.raised()).isEmpty();
    }

    @Test
    void F03_tokens_that_cannot_be_stored_at_all_are_an_alarm() {
        Return back = back(started(TESS));
        server.whileExchanging(() -> scene.storage.isDown(true));
        assertThatThrownBy(() -> complete.run(back)).isInstanceOf(VaultUnavailable.class);
        assertThat(scene.alarms.count(Alarms.Kind.TOKENS_LOST)).isEqualTo(1);
    }

    @Test
    void S08_the_same_answer_in_parallel_makes_one_connection() throws Exception {
        Return back = back(started(TESS));
        List<Callable<Completion>> browsers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            browsers.add(() -> complete.run(back));
        }
        int connected = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Completion> completion : threads.invokeAll(browsers)) {
                connected += completion.get() instanceof Completion.Connected ? 1 : 0;
            }
        }
        assertThat(connected).isEqualTo(1);
        assertThat(server.exchanges()).isEqualTo(1);
        assertThat(connections.ofOrganisation(ORG)).hasSize(1);
    }

    @Test
    void a_state_that_asks_an_administrator_is_no_state_to_connect_with() {
        Return back = back(started(TESS));
        String consent = new ConsentState(
                        Provider.GOOGLE, ORG, TESS.user(), scene.clock.instant().plus(Duration.ofDays(1)))
                .signedBy(scene.signatures);
        assertRefused(complete.run(withState(back, consent)), Problem.INVALID);
    }
}
