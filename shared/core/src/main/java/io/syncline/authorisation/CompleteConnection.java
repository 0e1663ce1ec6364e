package io.syncline.authorisation;

import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.RequestSync;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Connections;
import io.syncline.connection.Provider;
import io.syncline.connection.ProviderAccount;
import io.syncline.connection.Service;
import io.syncline.token.AccountAnswer;
import io.syncline.token.AuthorizationServer;
import io.syncline.token.AuthorizationServers;
import io.syncline.token.Secret;
import io.syncline.token.TokenAnswer;
import io.syncline.token.TokenSet;
import io.syncline.token.TokenVault;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Completes a connection when its person comes back from the provider. Whatever is wrong with the answer has one plain
 * outcome, and nothing of it is stored.
 */
public final class CompleteConnection {

    private static final int STORE_TRIES = 3;

    private final AuthorizationServers servers;
    private final PendingAuthorisations pendings;
    private final StateSignatures signatures;
    private final RedirectUris redirectUris;
    private final TokenVault vault;
    private final Connections connections;
    private final RequestSync requestSync;
    private final InstantSource clock;

    public CompleteConnection(
            AuthorizationServers servers,
            PendingAuthorisations pendings,
            StateSignatures signatures,
            RedirectUris redirectUris,
            TokenVault vault,
            Connections connections,
            RequestSync requestSync,
            InstantSource clock) {
        this.servers = servers;
        this.pendings = pendings;
        this.signatures = signatures;
        this.redirectUris = redirectUris;
        this.vault = vault;
        this.connections = connections;
        this.requestSync = requestSync;
        this.clock = clock;
    }

    /**
     * What a browser brought back.
     *
     * @param provider from the path
     * @param error the provider's {@code error}, where it sent one
     * @param issuer the provider's {@code iss} (RFC 9207), where it sent one
     * @param cookie what the browser was given at the start, where it still has it
     */
    public record Return(
            Optional<Provider> provider,
            Optional<String> state,
            Optional<Secret> code,
            Optional<String> error,
            Optional<String> issuer,
            Optional<Secret> cookie) {}

    /** Why there is no connection. */
    public enum Problem {
        /** The person did not allow it. */
        DENIED,
        /** It took longer than ten minutes. */
        EXPIRED,
        /** It was completed before. */
        USED,
        /** The answer was not asked for by this browser, or was changed on the way. */
        INVALID,
        /** Something is missing in the answer. */
        INCOMPLETE,
        /** The account is connected by somebody else of the organisation. */
        WRONG_ACCOUNT,
        /** The provider did not answer as it should; trying again is worth it. */
        PROVIDER,
        /** None of the services was allowed. */
        NO_ACCESS;

        /** The word for the dashboard's address. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** How completing can end. */
    public sealed interface Completion {

        /** Where the browser goes on in the dashboard. */
        String path();

        record Connected(ConnectionId connection, String path) implements Completion {}

        /** Nothing was stored. */
        record Refused(Problem problem) implements Completion {
            @Override
            public String path() {
                return ReturnPath.CONNECTIONS.with("problem", problem.word());
            }
        }
    }

    /** Verifies what came back, exchanges the code, and stores tokens and connection. */
    public Completion run(Return back) {
        if (back.provider().isEmpty() || back.state().isEmpty()) {
            return refused(Problem.INCOMPLETE);
        }
        Optional<SignedState> state = SignedState.verified(back.state().get(), signatures);
        if (state.isEmpty() || !isForThisBrowser(state.get(), back)) {
            return refused(Problem.INVALID);
        }
        if (!clock.instant().isBefore(state.get().expiresAt())) {
            return refused(Problem.EXPIRED);
        }
        AuthorizationServer server = servers.of(back.provider().get());
        if (!server.acceptsIssuer(back.issuer().orElse(""))) {
            return refused(Problem.INVALID);
        }
        return pendings.claim(state.get().id())
                .map(pending -> isWhatWasSigned(pending, state.get())
                        ? claimed(pending, server, back)
                        : refused(Problem.INVALID))
                .orElseGet(() -> refused(Problem.USED));
    }

    private static boolean isForThisBrowser(SignedState state, Return back) {
        String presented =
                back.cookie().map(cookie -> RandomText.hashOf(cookie.reveal())).orElse("");
        return state.provider() == back.provider().orElseThrow()
                && MessageDigest.isEqual(
                        presented.getBytes(StandardCharsets.US_ASCII),
                        state.cookieHash().getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean isWhatWasSigned(PendingAuthorisation pending, SignedState state) {
        return SignedState.of(pending).equals(state);
    }

    private Completion claimed(PendingAuthorisation pending, AuthorizationServer server, Return back) {
        if (back.error().isPresent()) {
            return refused(back.error().get().equals("access_denied") ? Problem.DENIED : Problem.PROVIDER);
        }
        if (back.code().isEmpty()) {
            return refused(Problem.INCOMPLETE);
        }
        TokenAnswer answer =
                server.exchange(back.code().get(), pending.verifier(), redirectUris.of(pending.provider()));
        return switch (answer) {
            case TokenAnswer.Granted granted -> granted(pending, server, granted);
            case TokenAnswer.GrantRefused _, TokenAnswer.ClientRefused _, TokenAnswer.Unavailable _ ->
                refused(Problem.PROVIDER);
        };
    }

    /** Where nobody knows whose tokens they are, nothing is revoked: a live connection may depend on the grant. */
    private Completion granted(PendingAuthorisation pending, AuthorizationServer server, TokenAnswer.Granted granted) {
        return switch (server.accountOf(granted)) {
            case AccountAnswer.Known(ProviderAccount account) -> known(pending, server, granted, account);
            case AccountAnswer.Unavailable _ -> refused(Problem.PROVIDER);
        };
    }

    private Completion known(
            PendingAuthorisation pending,
            AuthorizationServer server,
            TokenAnswer.Granted granted,
            ProviderAccount account) {
        ConnectionId id = ConnectionId.of(pending.organisation(), pending.provider(), account.id());
        Set<Service> allowed = EnumSet.noneOf(Service.class);
        allowed.addAll(granted.services());
        allowed.retainAll(pending.services());
        for (int attempt = 0; attempt < STORE_TRIES; attempt++) {
            Optional<Connection> before = connections.find(pending.organisation(), id);
            Connection connection = connection(pending, id, allowed, account, before);
            if (before.filter(one -> isSomebodyElses(one, pending)).isPresent()) {
                return refused(Problem.WRONG_ACCOUNT);
            }
            if (allowed.isEmpty()) {
                return withdrawn(server, granted, connection, before, Problem.NO_ACCESS);
            }
            if (!hasRefreshToken(before, granted)) {
                return withdrawn(server, granted, connection, before, Problem.PROVIDER);
            }
            if (storeTokens(connection, granted) && connections.save(connection).isPresent()) {
                catchUp(connection);
                return new Completion.Connected(id, new ReturnPath(pending.returnTo()).with("connected", id.value()));
            }
        }
        return refused(Problem.PROVIDER);
    }

    /** The provider is asked to forget what is of no use to anybody, unless a connection lives by the same grant. */
    private Completion withdrawn(
            AuthorizationServer server,
            TokenAnswer.Granted granted,
            Connection connection,
            Optional<Connection> before,
            Problem problem) {
        boolean isLive = before.filter(one -> !(one.state() instanceof ConnectionState.Disconnected))
                .isPresent();
        if (!isLive && !connections.isAccountUsedElsewhere(connection)) {
            server.revoke(granted.refreshToken().orElse(granted.accessToken()));
        }
        return refused(problem);
    }

    private static boolean isSomebodyElses(Connection connection, PendingAuthorisation pending) {
        return !(connection.state() instanceof ConnectionState.Disconnected)
                && !connection.owner().equals(pending.user());
    }

    /** Without one the connection would die within the hour; an older one of the same account is kept (F3). */
    private boolean hasRefreshToken(Optional<Connection> before, TokenAnswer.Granted granted) {
        return granted.refreshToken().isPresent()
                || before.flatMap(one -> vault.read(one.organisation(), one.id()))
                        .flatMap(TokenSet::refreshToken)
                        .isPresent();
    }

    private Connection connection(
            PendingAuthorisation pending,
            ConnectionId id,
            Set<Service> allowed,
            ProviderAccount account,
            Optional<Connection> before) {
        return new Connection(
                pending.organisation(),
                id,
                pending.user(),
                pending.provider(),
                account,
                pending.services(),
                allowed,
                new ConnectionState.Active(),
                before.filter(one -> one.owner().equals(pending.user())).flatMap(Connection::calendar),
                clock.instant(),
                before.map(Connection::version).orElse(0L));
    }

    private boolean storeTokens(Connection connection, TokenAnswer.Granted granted) {
        Optional<TokenSet> before = vault.read(connection.organisation(), connection.id());
        long version = before.map(TokenSet::version).orElse(0L);
        TokenSet tokens = new TokenSet(
                granted.accessToken(),
                granted.refreshToken().or(() -> before.flatMap(TokenSet::refreshToken)),
                clock.instant().plus(granted.life()),
                granted.scopes(),
                version);
        return vault.store(connection.organisation(), connection.id(), tokens, version)
                .isPresent();
    }

    /** After a reconnect everything that was missed is applied (R26). */
    private void catchUp(Connection connection) {
        connection
                .calendar()
                .ifPresent(calendar -> requestSync.runNow(
                        connection.organisation(), new CalendarRef(connection.id(), new CalendarId(calendar.id()))));
    }

    private static Completion refused(Problem problem) {
        return new Completion.Refused(problem);
    }
}
