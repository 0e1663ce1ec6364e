package io.syncline.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.connection.AuthorizationFakes;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.InMemoryConnections;
import io.syncline.connection.Provider;
import io.syncline.connection.ProviderAccount;
import io.syncline.connection.Service;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.traffic.InMemoryLeases;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Renewing an access token when a worker meets one that ends. */
class ObtainAccessTokenTest {

    private static final OrganisationId ORG = new OrganisationId("fieldworks");

    private final Instant now = Instant.parse("2026-11-22T08:00:00Z");
    private final InstantSource clock = () -> now;
    private final InMemoryTokenVault vault = new InMemoryTokenVault();
    private final InMemoryConnections connections = new InMemoryConnections();
    private final AuthorizationFakes server = new AuthorizationFakes();
    private final InMemoryLeases leases = new InMemoryLeases(clock);
    private final ObtainAccessToken obtain =
            new ObtainAccessToken(vault, connections, _ -> server, leases, clock, _ -> LockSupport.parkNanos(100_000));
    private final Connection connection = connection();

    private Connection connection() {
        Connection fresh = new Connection(
                ORG,
                new ConnectionId("c_1"),
                new UserId("tess"),
                Provider.GOOGLE,
                new ProviderAccount("1", "tess@fieldworks.example", "Tess"),
                Set.of(Service.CALENDAR),
                Set.of(Service.CALENDAR),
                new ConnectionState.Active(),
                Optional.empty(),
                now,
                0);
        return connections.save(fresh).orElseThrow();
    }

    private void stored(Duration left) {
        TokenSet tokens = new TokenSet(
                Secret.of("old-access"), Optional.of(Secret.of("old-refresh")), now.plus(left), Set.of("calendar"), 0);
        vault.store(ORG, connection.id(), tokens, 0);
    }

    private static Secret accessToken(Grant grant) {
        return ((Grant.Valid) grant).tokens().accessToken();
    }

    private static TokenAnswer granted(Optional<Secret> refresh) {
        return new TokenAnswer.Granted(
                Secret.of("new-access"),
                refresh,
                Duration.ofHours(1),
                Set.of(),
                Set.of(Service.CALENDAR),
                Optional.empty());
    }

    @Test
    void a_fresh_token_is_handed_out_as_it_is() {
        stored(Duration.ofHours(1));
        assertThat(accessToken(obtain.run(connection))).isEqualTo(Secret.of("old-access"));
        assertThat(server.refreshes()).isZero();
    }

    @Test
    void an_ending_token_is_renewed_and_stored_before_it_is_handed_out() {
        stored(Duration.ofSeconds(30));
        assertThat(accessToken(obtain.run(connection))).isEqualTo(Secret.of("new-access"));
        assertThat(vault.read(ORG, connection.id()).orElseThrow().refreshToken())
                .contains(Secret.of("new-refresh"));
    }

    @Test
    void F04_the_next_call_after_a_renewal_renews_nothing() {
        stored(Duration.ZERO);
        obtain.run(connection);
        obtain.run(connection);
        assertThat(server.refreshes()).isEqualTo(1);
    }

    @Test
    void F03_an_answer_without_a_refresh_token_keeps_the_old_one() {
        stored(Duration.ZERO);
        server.answers(granted(Optional.empty()));
        obtain.run(connection);
        assertThat(vault.read(ORG, connection.id()).orElseThrow().refreshToken())
                .contains(Secret.of("old-refresh"));
    }

    @Test
    void F05_an_outage_of_the_provider_disconnects_nobody() {
        stored(Duration.ZERO);
        server.answers(new TokenAnswer.Unavailable(Optional.of(Duration.ofSeconds(9)), "HTTP 503"));
        assertThat(obtain.run(connection)).isEqualTo(new Grant.Deferred(Duration.ofSeconds(9), "HTTP 503"));
        assertThat(connections.find(ORG, connection.id()).orElseThrow().state())
                .isInstanceOf(ConnectionState.Active.class);
    }

    @Test
    void F05_an_operators_fault_disconnects_nobody() {
        stored(Duration.ZERO);
        server.answers(new TokenAnswer.ClientRefused("invalid_client"));
        assertThat(obtain.run(connection)).isInstanceOf(Grant.Deferred.class);
        assertThat(connections.find(ORG, connection.id()).orElseThrow().state())
                .isInstanceOf(ConnectionState.Active.class);
    }

    @Test
    void F06_a_refused_grant_asks_its_owner_to_connect_again() {
        stored(Duration.ZERO);
        server.answers(new TokenAnswer.GrantRefused("invalid_grant"));
        assertThat(obtain.run(connection)).isInstanceOf(Grant.NeedsReconnect.class);
        assertThat(connections.find(ORG, connection.id()).orElseThrow().state())
                .isInstanceOf(ConnectionState.NeedsReconnect.class);
    }

    @Test
    void F01_a_refusal_is_not_believed_when_somebody_else_has_renewed_meanwhile() {
        stored(Duration.ZERO);
        ObtainAccessToken slow = new ObtainAccessToken(
                vault, connections, _ -> new RenewedByAPeer(server, this::renewedByAPeer), leases, clock, _ -> {});
        assertThat(accessToken(slow.run(connection))).isEqualTo(Secret.of("peer-access"));
        assertThat(connections.find(ORG, connection.id()).orElseThrow().state())
                .isInstanceOf(ConnectionState.Active.class);
    }

    private void renewedByAPeer() {
        TokenSet peers = new TokenSet(
                Secret.of("peer-access"),
                Optional.of(Secret.of("peer-refresh")),
                now.plus(Duration.ofHours(1)),
                Set.of(),
                0);
        vault.store(ORG, connection.id(), peers, 1);
    }

    @Test
    void F01_fifty_callers_with_one_ending_token_make_one_request() throws Exception {
        stored(Duration.ZERO);
        List<Callable<Grant>> callers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            callers.add(() -> obtain.run(connection));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Grant> grant : threads.invokeAll(callers)) {
                assertThat(accessToken(grant.get())).isEqualTo(Secret.of("new-access"));
            }
        }
        assertThat(server.refreshes()).isEqualTo(1);
    }

    @Test
    void a_token_that_a_provider_does_not_accept_is_replaced_even_if_it_looks_fresh() {
        stored(Duration.ofHours(1));
        Grant grant = obtain.renew(connection, Secret.of("old-access"));
        assertThat(accessToken(grant)).isEqualTo(Secret.of("new-access"));
    }

    @Test
    void a_rejected_token_that_was_replaced_meanwhile_is_not_renewed_again() {
        stored(Duration.ofHours(1));
        Grant grant = obtain.renew(connection, Secret.of("even-older-access"));
        assertThat(accessToken(grant)).isEqualTo(Secret.of("old-access"));
        assertThat(server.refreshes()).isZero();
    }

    @Test
    void a_vault_that_is_down_defers() {
        vault.isDown(true);
        assertThat(obtain.run(connection)).isInstanceOf(Grant.Deferred.class);
    }

    @Test
    void a_secret_does_not_print_itself() {
        assertThat(Secret.of("hunter2").toString()).doesNotContain("hunter2");
        assertThat(new TokenSet(Secret.of("hunter2"), Optional.empty(), now, Set.of(), 0).toString())
                .doesNotContain("hunter2");
    }

    /** Refuses the grant, just after a peer has renewed it. */
    private record RenewedByAPeer(AuthorizationFakes rest, Runnable peer) implements AuthorizationServer {

        @Override
        public boolean isConfigured() {
            return true;
        }

        @Override
        public URI authorizationUri(Set<Service> services, String state, String codeChallenge, URI redirectUri) {
            return rest.authorizationUri(services, state, codeChallenge, redirectUri);
        }

        @Override
        public boolean acceptsIssuer(String issuer) {
            return rest.acceptsIssuer(issuer);
        }

        @Override
        public TokenAnswer exchange(Secret code, Secret verifier, URI redirectUri) {
            return rest.exchange(code, verifier, redirectUri);
        }

        @Override
        public TokenAnswer refresh(Secret refreshToken) {
            peer.run();
            return new TokenAnswer.GrantRefused("invalid_grant");
        }

        @Override
        public AccountAnswer accountOf(TokenAnswer.Granted granted) {
            return rest.accountOf(granted);
        }

        @Override
        public void revoke(Secret token) {
            rest.revoke(token);
        }
    }
}
