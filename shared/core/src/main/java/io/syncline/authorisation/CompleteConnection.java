package io.syncline.authorisation;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.AuditTrail;
import io.syncline.audit.Deed;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.RequestSync;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Connections;
import io.syncline.connection.Provider;
import io.syncline.connection.ProviderAccount;
import io.syncline.connection.Service;
import io.syncline.identity.OrganisationId;
import io.syncline.token.AccountAnswer;
import io.syncline.token.Alarms;
import io.syncline.token.AuthorizationServer;
import io.syncline.token.AuthorizationServer.AuthorizationFault;
import io.syncline.token.AuthorizationServers;
import io.syncline.token.OrganisationGone;
import io.syncline.token.Pause;
import io.syncline.token.RefreshAhead;
import io.syncline.token.Registry;
import io.syncline.token.Registry.Change;
import io.syncline.token.Secret;
import io.syncline.token.TokenAnswer;
import io.syncline.token.TokenSet;
import io.syncline.token.TokenVault;
import io.syncline.token.TokensUnreadable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Completes a connection when its person comes back from the provider. Whatever is wrong with the answer has one plain
 * outcome and one entry in the trail, and nothing of it is stored.
 */
public final class CompleteConnection {

    private static final int STORE_TRIES = 4;
    private static final Duration STORE_PAUSE = Duration.ofMillis(200);

    private final AuthorizationServers servers;
    private final PendingAuthorisations pendings;
    private final ConsentRequests consentRequests;
    private final Removals removals;
    private final StateSignatures signatures;
    private final RedirectUris redirectUris;
    private final TokenVault vault;
    private final Connections connections;
    private final Registry registry;
    private final AuditTrail trail;
    private final Alarms alarms;
    private final RequestSync requestSync;
    private final RefreshAhead ahead;
    private final InstantSource clock;
    private final Pause pause;

    public CompleteConnection(
            AuthorizationServers servers,
            PendingAuthorisations pendings,
            ConsentRequests consentRequests,
            Removals removals,
            StateSignatures signatures,
            RedirectUris redirectUris,
            TokenVault vault,
            Connections connections,
            Registry registry,
            AuditTrail trail,
            Alarms alarms,
            RequestSync requestSync,
            RefreshAhead ahead,
            InstantSource clock,
            Pause pause) {
        this.servers = servers;
        this.pendings = pendings;
        this.consentRequests = consentRequests;
        this.removals = removals;
        this.signatures = signatures;
        this.redirectUris = redirectUris;
        this.vault = vault;
        this.connections = connections;
        this.registry = registry;
        this.trail = trail;
        this.alarms = alarms;
        this.requestSync = requestSync;
        this.ahead = ahead;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * What a browser brought back.
     *
     * @param provider from the path
     * @param error the provider's {@code error}, where it sent one
     * @param errorDescription the provider's {@code error_description}; a hint, never shown
     * @param issuer the provider's {@code iss} (RFC 9207), where it sent one
     * @param cookies what the browser was given at its starts, as far as it still has it
     */
    public record Return(
            Optional<Provider> provider,
            Optional<String> state,
            Optional<Secret> code,
            Optional<String> error,
            Optional<String> errorDescription,
            Optional<String> issuer,
            List<Secret> cookies) {

        public Return {
            cookies = List.copyOf(cookies);
        }
    }

    /** Why there is no connection. */
    public enum Problem {
        /** The person did not allow it. */
        DENIED,
        /** Only an administrator of the account's organisation may allow it; that is waited for. */
        ADMINISTRATOR,
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
        /** Another account was chosen than the one that was to be connected again. */
        OTHER_ACCOUNT,
        /** Its person, or the organisation, was removed meanwhile. */
        REMOVED,
        /** This installation's client is refused: its operator has to act. */
        OPERATOR,
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

        /**
         * Connected.
         *
         * @param missing what was asked for and not allowed; it can be added later
         */
        record Connected(ConnectionId connection, Set<Service> missing, String path) implements Completion {}

        /** No connection was stored or changed. */
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
            return stranger(Problem.INCOMPLETE);
        }
        Optional<SignedState> signed = SignedState.verified(back.state().get(), signatures);
        if (signed.isEmpty()) {
            return stranger(Problem.INVALID);
        }
        SignedState state = signed.get();
        AuthorizationServer server = servers.of(back.provider().get());
        if (!isForThisBrowser(state, back)
                || !server.acceptsIssuer(back.issuer().orElse(""))) {
            return refused(state, Actor.STRANGER, Problem.INVALID);
        }
        if (!clock.instant().isBefore(state.expiresAt())) {
            return refused(state, Actor.person(state.user()), Problem.EXPIRED);
        }
        return pendings.claim(state.id())
                .map(pending -> SignedState.of(pending).equals(state)
                        ? claimed(pending, server, back)
                        : refused(state, Actor.STRANGER, Problem.INVALID))
                .orElseGet(() -> refused(state, Actor.person(state.user()), Problem.USED));
    }

    private static boolean isForThisBrowser(SignedState state, Return back) {
        byte[] expected = state.cookieHash().getBytes(StandardCharsets.US_ASCII);
        boolean isKnown = false;
        for (Secret cookie : back.cookies()) {
            byte[] presented = RandomText.hashOf(cookie.reveal()).getBytes(StandardCharsets.US_ASCII);
            isKnown |= MessageDigest.isEqual(presented, expected);
        }
        return isKnown && state.provider() == back.provider().orElseThrow();
    }

    private Completion claimed(PendingAuthorisation pending, AuthorizationServer server, Return back) {
        if (isRemoved(pending)) {
            return refused(pending, Problem.REMOVED);
        }
        if (back.error().isPresent()) {
            return faulty(
                    pending,
                    server.faultOf(back.error().get(), back.errorDescription().orElse("")));
        }
        if (back.code().isEmpty()) {
            return refused(pending, Problem.INCOMPLETE);
        }
        TokenAnswer answer =
                server.exchange(back.code().get(), pending.verifier(), redirectUris.of(pending.provider()));
        return switch (answer) {
            case TokenAnswer.Granted granted -> granted(pending, server, granted);
            case TokenAnswer.AdministratorRefused _ -> faulty(pending, AuthorizationFault.ADMINISTRATOR);
            case TokenAnswer.ClientRefused(String code) -> clientRefused(pending, code);
            case TokenAnswer.GrantRefused _, TokenAnswer.Unavailable _ -> refused(pending, Problem.PROVIDER);
        };
    }

    private boolean isRemoved(PendingAuthorisation pending) {
        return removals.find(pending.organisation(), pending.user())
                .filter(at -> !pending.startedAt().isAfter(at))
                .isPresent();
    }

    private Completion faulty(PendingAuthorisation pending, AuthorizationFault fault) {
        return switch (fault) {
            case DENIED -> refused(pending, Problem.DENIED);
            case ADMINISTRATOR -> askAdministrator(pending);
            case OPERATOR -> clientRefused(pending, "authorization endpoint");
            case PROVIDER -> refused(pending, Problem.PROVIDER);
        };
    }

    private Completion askAdministrator(PendingAuthorisation pending) {
        consentRequests.put(new ConsentRequest(
                pending.organisation(),
                pending.user(),
                pending.provider(),
                pending.services(),
                clock.instant(),
                Optional.empty()));
        trail.append(
                pending.organisation(),
                List.of(Deed.done(
                        Actor.person(pending.user()),
                        Action.CONSENT_ASKED_OF_ADMINISTRATOR,
                        "provider/" + pending.provider().word(),
                        "for " + Words.of(pending.services()))));
        return refused(pending, Problem.ADMINISTRATOR);
    }

    private Completion clientRefused(PendingAuthorisation pending, String code) {
        alarms.raise(
                Alarms.Kind.CLIENT_REFUSED,
                pending.provider().word(),
                pending.provider().title() + " refuses this installation's client (" + code
                        + "): nobody can connect there until its registration or secret is put right.");
        return refused(pending, Problem.OPERATOR);
    }

    /** Where nobody knows whose tokens they are, nothing is revoked: a live connection may depend on the grant. */
    private Completion granted(PendingAuthorisation pending, AuthorizationServer server, TokenAnswer.Granted granted) {
        return switch (server.accountOf(granted)) {
            case AccountAnswer.Known(ProviderAccount account) ->
                new Arrival(pending, server, granted, account).complete();
            case AccountAnswer.Unavailable _ -> refused(pending, Problem.PROVIDER);
        };
    }

    /** How trying to store a connection can end. */
    private sealed interface Attempt {

        record Stored(Connection connection) implements Attempt {}

        record Wrong(Problem problem, Connection connection, Optional<Connection> before) implements Attempt {}

        /** Somebody else changed the connection at the same time. */
        record Raced() implements Attempt {}
    }

    /** Somebody came back with tokens, and it is known whose account they are of. */
    private final class Arrival {
        private final PendingAuthorisation pending;
        private final AuthorizationServer server;
        private final TokenAnswer.Granted granted;
        private final ProviderAccount account;
        private final ConnectionId id;

        Arrival(
                PendingAuthorisation pending,
                AuthorizationServer server,
                TokenAnswer.Granted granted,
                ProviderAccount account) {
            this.pending = pending;
            this.server = server;
            this.granted = granted;
            this.account = account;
            this.id = ConnectionId.of(pending.organisation(), pending.provider(), account.id());
        }

        /** The tokens are in our hands only: whatever keeps them from being stored is tried again, and then told. */
        Completion complete() {
            for (int attempt = 1; ; attempt++) {
                try {
                    Attempt ended = tryOnce();
                    if (!(ended instanceof Attempt.Raced) || attempt == STORE_TRIES) {
                        return after(ended);
                    }
                } catch (OrganisationGone e) {
                    return refused(pending, Problem.REMOVED);
                } catch (RuntimeException e) {
                    if (attempt == STORE_TRIES) {
                        alarmOfLoss();
                        throw e;
                    }
                    pause.take(STORE_PAUSE.multipliedBy(attempt));
                }
            }
        }

        private Completion after(Attempt ended) {
            return switch (ended) {
                case Attempt.Stored(Connection connection) -> connected(connection);
                case Attempt.Wrong(Problem problem, Connection connection, Optional<Connection> before) -> {
                    withdraw(connection, before, problem);
                    yield refused(pending, problem);
                }
                case Attempt.Raced _ -> {
                    alarmOfLoss();
                    yield refused(pending, Problem.PROVIDER);
                }
            };
        }

        private Attempt tryOnce() {
            Optional<Connection> before = connections.find(pending.organisation(), id);
            Connection connection = connection(before);
            Optional<TokenSet> tokensBefore = tokensBefore();
            Optional<Problem> problem = problem(connection, before, tokensBefore);
            if (problem.isPresent()) {
                return new Attempt.Wrong(problem.get(), connection, before);
            }
            boolean stored = registry.commit(
                    pending.organisation(),
                    List.of(new Change.PutConnection(connection), new Change.PutTokens(id, tokens(tokensBefore))),
                    List.of(completed(connection, before)));
            return stored ? new Attempt.Stored(connection.stored()) : new Attempt.Raced();
        }

        private Optional<Problem> problem(
                Connection connection, Optional<Connection> before, Optional<TokenSet> tokensBefore) {
            if (pending.expected().filter(expected -> !expected.equals(id)).isPresent()) {
                return Optional.of(Problem.OTHER_ACCOUNT);
            }
            if (before.filter(one -> !one.isDisconnected() && !one.owner().equals(pending.user()))
                    .isPresent()) {
                return Optional.of(Problem.WRONG_ACCOUNT);
            }
            if (connection.missing().equals(connection.requested())) {
                return Optional.of(Problem.NO_ACCESS);
            }
            // Without one the connection would die within the hour; an older one of the same account is kept.
            boolean lasts = granted.refreshToken().isPresent()
                    || tokensBefore.flatMap(TokenSet::refreshToken).isPresent();
            return lasts ? Optional.empty() : Optional.of(Problem.PROVIDER);
        }

        /** Tokens that do not open any more are no reason not to store good ones over them. */
        private Optional<TokenSet> tokensBefore() {
            try {
                return vault.read(pending.organisation(), id);
            } catch (TokensUnreadable e) {
                alarms.raise(
                        Alarms.Kind.SEAL_BROKEN,
                        pending.organisation().value() + "/" + id.value(),
                        "Sealed tokens do not open; the account was connected again just now.");
                registry.commit(
                        pending.organisation(),
                        List.of(new Change.DestroyTokens(id)),
                        List.of(Deed.done(
                                Actor.person(pending.user()),
                                Action.TOKEN_DESTROYED,
                                "connection/" + id.value(),
                                "they did not open")));
                return Optional.empty();
            }
        }

        private Connection connection(Optional<Connection> before) {
            return new Connection(
                    pending.organisation(),
                    id,
                    pending.user(),
                    pending.userName(),
                    pending.provider(),
                    account,
                    requested(before),
                    granted.services(),
                    new ConnectionState.Active(),
                    Optional.empty(),
                    before.filter(one -> one.owner().equals(pending.user())).flatMap(Connection::calendar),
                    Set.of(),
                    clock.instant(),
                    before.map(Connection::version).orElse(0L));
        }

        /** Somebody who connects an account once more, for mail say, does not mean to switch its calendar off. */
        private Set<Service> requested(Optional<Connection> before) {
            Set<Service> requested = EnumSet.noneOf(Service.class);
            requested.addAll(pending.services());
            before.filter(one -> !one.isDisconnected() && one.owner().equals(pending.user()))
                    .ifPresent(one -> requested.addAll(one.requested()));
            return Words.withoutCovered(requested);
        }

        private TokenSet tokens(Optional<TokenSet> before) {
            Instant now = clock.instant();
            return new TokenSet(
                    granted.accessToken(),
                    granted.refreshToken().or(() -> before.flatMap(TokenSet::refreshToken)),
                    now.plus(granted.life()),
                    granted.scopes(),
                    Optional.of(ahead.of(now, granted.life())),
                    before.map(TokenSet::version).orElse(0L));
        }

        private Deed completed(Connection connection, Optional<Connection> before) {
            String what = before.isPresent() ? "again, for " : "for ";
            String missing = connection.missing().isEmpty() ? "" : "; not allowed: " + Words.of(connection.missing());
            return Deed.done(
                    Actor.person(pending.user()),
                    Action.CONNECTION_COMPLETED,
                    connection.subject(),
                    what + Words.of(connection.requested()) + missing);
        }

        private Completion connected(Connection connection) {
            consentRequests.remove(pending.organisation(), pending.user(), pending.provider());
            CalendarRef.chosenOf(connection).ifPresent(ref -> requestSync.runNow(connection.organisation(), ref));
            return new Completion.Connected(
                    id, connection.missing(), new ReturnPath(pending.returnTo()).with("connected", id.value()));
        }

        /** The provider is asked to forget what is of no use to anybody, unless a connection lives by the same grant. */
        private void withdraw(Connection connection, Optional<Connection> before, Problem problem) {
            boolean isLive = before.filter(one -> !one.isDisconnected()).isPresent();
            if (problem != Problem.WRONG_ACCOUNT && !isLive && !connections.isAccountUsedElsewhere(connection)) {
                server.revoke(granted.refreshToken().orElse(granted.accessToken()));
            }
        }

        private void alarmOfLoss() {
            alarms.raise(
                    Alarms.Kind.TOKENS_LOST,
                    pending.organisation().value() + "/" + id.value(),
                    "The tokens of an account that was just connected could not be stored; its person was asked to"
                            + " connect again.");
        }
    }

    private Completion refused(PendingAuthorisation pending, Problem problem) {
        return refused(SignedState.of(pending), Actor.person(pending.user()), problem);
    }

    private Completion refused(SignedState state, Actor actor, Problem problem) {
        return refused(
                state.organisation(), actor, "provider/" + state.provider().word(), problem);
    }

    /** What cannot be traced to an organisation stands in the trail of the installation. */
    private Completion stranger(Problem problem) {
        return refused(OrganisationId.INSTALLATION, Actor.STRANGER, "callback", problem);
    }

    private Completion refused(OrganisationId organisation, Actor actor, String subject, Problem problem) {
        trail.note(organisation, Deed.refused(actor, Action.CONNECTION_REFUSED, subject, problem.word()));
        return new Completion.Refused(problem);
    }
}
