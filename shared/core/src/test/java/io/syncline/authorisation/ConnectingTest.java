package io.syncline.authorisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.authorisation.CompleteConnection.Completion;
import io.syncline.authorisation.CompleteConnection.Problem;
import io.syncline.authorisation.CompleteConnection.Return;
import io.syncline.authorisation.StartConnection.Start;
import io.syncline.calendar.InMemorySyncedCalendars;
import io.syncline.calendar.RecordingWakeUps;
import io.syncline.calendar.RequestSync;
import io.syncline.calendar.StopSync;
import io.syncline.connection.AuthorizationFakes;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.InMemoryConnections;
import io.syncline.connection.Provider;
import io.syncline.connection.ProviderAccount;
import io.syncline.connection.Service;
import io.syncline.identity.Caller;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.Role;
import io.syncline.identity.UserId;
import io.syncline.token.AccountAnswer;
import io.syncline.token.InMemoryTokenVault;
import io.syncline.token.Secret;
import io.syncline.token.TokenAnswer;
import io.syncline.token.VaultUnavailable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connecting an account, and every way of abusing it that the core can see. */
class ConnectingTest {

    private static final OrganisationId ORG = new OrganisationId("fieldworks");
    private static final Caller TESS = new Caller(ORG, new UserId("tess"), "Tess", Set.of(Role.TECHNICIAN));
    private static final Caller DANA = new Caller(ORG, new UserId("dana"), "Dana", Set.of(Role.DISPATCHER));
    private static final Caller ADA = new Caller(ORG, new UserId("ada"), "Ada", Set.of(Role.ADMINISTRATOR));

    private Instant now = Instant.parse("2026-11-22T08:00:00Z");
    private final InstantSource clock = () -> now;
    private final AuthorizationFakes server = new AuthorizationFakes();
    private final InMemoryPendingAuthorisations pendings = new InMemoryPendingAuthorisations();
    private final InMemoryTokenVault vault = new InMemoryTokenVault();
    private final InMemoryConnections connections = new InMemoryConnections();
    private final InMemorySyncedCalendars calendars = new InMemorySyncedCalendars(clock);
    private final StateSignatures signatures = new KeyedSignatures("key");
    private final RedirectUris redirectUris = new RedirectUris(URI.create("https://syncline.example"));
    private final StartConnection start =
            new StartConnection(_ -> server, pendings, signatures, redirectUris, new Random(7), clock);
    private final CompleteConnection complete = new CompleteConnection(
            _ -> server,
            pendings,
            signatures,
            redirectUris,
            vault,
            connections,
            new RequestSync(calendars, new RecordingWakeUps()),
            clock);
    private final Disconnect disconnect = new Disconnect(connections, vault, _ -> server, new StopSync(calendars));

    /** Signatures whose key is text; good enough to tell one from another. */
    private record KeyedSignatures(String key) implements StateSignatures {

        @Override
        public String sign(String text) {
            return RandomText.challengeOf(key + text);
        }

        @Override
        public boolean matches(String text, String signature) {
            return sign(text).equals(signature);
        }
    }

    private Start.Started started(Caller caller) {
        Start answer = start.run(caller, Provider.GOOGLE, Set.of(Service.CALENDAR), new ReturnPath("/week"));
        return (Start.Started) answer;
    }

    private static String state(Start.Started started) {
        return started.authorizationUri().getQuery().replaceAll(".*state=([^&]*).*", "$1");
    }

    private static Return back(Start.Started started) {
        return new Return(
                Optional.of(Provider.GOOGLE),
                Optional.of(state(started)),
                Optional.of(Secret.of("code")),
                Optional.empty(),
                Optional.empty(),
                Optional.of(started.cookie()));
    }

    private static Return withState(Return back, String state) {
        return new Return(back.provider(), Optional.of(state), back.code(), back.error(), back.issuer(), back.cookie());
    }

    private void assertRefused(Completion completion, Problem problem) {
        assertThat(completion).isEqualTo(new Completion.Refused(problem));
        assertThat(connections.ofOrganisation(ORG)).isEmpty();
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
                        back.provider(), Optional.empty(), back.code(), back.error(), back.issuer(), back.cookie())),
                Problem.INCOMPLETE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "x", "x.", ".x", "abc.def", "%00.%00", "0.0.0"})
    void a_malformed_state_is_invalid(String state) {
        assertRefused(complete.run(withState(back(started(TESS)), state)), Problem.INVALID);
    }

    @ParameterizedTest
    @CsvSource({"google,microsoft", "fieldworks,otherworks", "tess,dana", "^1,2", "17,19"})
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
        String foreign = encoded + "." + new KeyedSignatures("other").sign(encoded);
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
        now = now.plus(Duration.ofMinutes(10));
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
                        back.issuer(),
                        back.cookie())),
                Problem.INVALID);
    }

    @Test
    void without_the_cookie_of_the_starting_browser_nothing_is_stored() {
        Return back = back(started(TESS));
        assertRefused(
                complete.run(new Return(
                        back.provider(), back.state(), back.code(), back.error(), back.issuer(), Optional.empty())),
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
                        back.issuer(),
                        Optional.of(other.cookie()))),
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
                        Optional.of("https://evil.example"),
                        back.cookie())),
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
                        back.issuer(),
                        back.cookie())),
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
                        back.issuer(),
                        back.cookie())),
                Problem.INCOMPLETE);
    }

    static Stream<TokenAnswer> refusals() {
        return Stream.of(
                new TokenAnswer.GrantRefused("invalid_grant"),
                new TokenAnswer.ClientRefused("invalid_client"),
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
        vault.isDown(true);
        assertThatThrownBy(() -> disconnect.run(TESS, connection.id())).isInstanceOf(VaultUnavailable.class);
        vault.isDown(false);
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
        assertThat(start.run(TESS, Provider.GOOGLE, Set.of(Service.CALENDAR), ReturnPath.CONNECTIONS))
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
}
