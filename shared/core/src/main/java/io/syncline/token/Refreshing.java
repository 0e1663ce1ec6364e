package io.syncline.token;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.Deed;
import io.syncline.connection.Connection;
import io.syncline.connection.Connections;
import io.syncline.connection.Service;
import io.syncline.connection.Trouble;
import io.syncline.connection.Unfinished;
import io.syncline.token.Registry.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The part of refreshing that the schedule and on-demand callers share: asking, storing what came, and believing a
 * refusal. Whoever calls holds the credential's lease.
 */
public final class Refreshing {

    /** Far longer than the slowest refresh, whose calls end after ten seconds each. */
    static final Duration LEASE_LIFE = Duration.ofSeconds(60);

    static final Duration TRANSIENT = Duration.ofSeconds(5);
    static final Duration OPERATOR_FAULT = Duration.ofMinutes(2);
    /** The schedule comes by every minute. */
    private static final Duration NEXT_TRY = Duration.ofMinutes(1);

    private static final Duration STORE_PAUSE = Duration.ofMillis(200);
    private static final int STORE_TRIES = 4;
    private static final int STATE_TRIES = 3;

    private final TokenVault vault;
    private final Connections connections;
    private final Registry registry;
    private final AuthorizationServers servers;
    private final Alarms alarms;
    private final InstantSource clock;
    private final RefreshAhead ahead;
    private final Pause pause;

    public Refreshing(
            TokenVault vault,
            Connections connections,
            Registry registry,
            AuthorizationServers servers,
            Alarms alarms,
            InstantSource clock,
            RandomGenerator random,
            Pause pause) {
        this.vault = vault;
        this.connections = connections;
        this.registry = registry;
        this.servers = servers;
        this.alarms = alarms;
        this.clock = clock;
        this.ahead = new RefreshAhead(random);
        this.pause = pause;
    }

    /** The lease that a credential's one refresh needs. */
    static String leaseName(Connection connection) {
        return connection.organisation().value() + "#refresh#" + connection.id().value();
    }

    /** Asks the provider; nothing is stored yet. */
    Renewal ask(Connection connection, TokenSet old, Optional<String> claims) {
        if (old.refreshToken().isEmpty()) {
            return Renewal.withoutRefreshToken(connection, clock.instant());
        }
        return Renewal.of(
                connection, old, answer(connection, old.refreshToken().get(), claims), clock.instant(), ahead);
    }

    /** Whatever breaks while one is asked must not take the answers of its neighbours with it. */
    private TokenAnswer answer(Connection connection, Secret refreshToken, Optional<String> claims) {
        try {
            return servers.of(connection.provider()).refresh(refreshToken, claims);
        } catch (RuntimeException e) {
            return new TokenAnswer.Unavailable(
                    Optional.empty(), connection.provider().title() + " could not be asked.");
        }
    }

    /** Stores new tokens with their entry; whoever was faster is adopted. */
    Optional<TokenSet> store(Connection connection, Renewal.Renewed renewed, Actor actor) {
        boolean stored = commitWithRetries(connection, renewed, actor);
        Optional<TokenSet> tokens = stored
                ? Optional.of(renewed.tokens().stored())
                : vault.read(connection.organisation(), connection.id());
        if (stored) {
            noteHealth(connection, renewed.granted());
        }
        return tokens;
    }

    static Deed deed(Connection connection, Renewal.Renewed renewed, Actor actor) {
        return Deed.done(
                actor,
                Action.TOKEN_REFRESHED,
                connection.subject(),
                renewed.rotated() ? "with a new refresh token" : "the refresh token stays");
    }

    /** The only copy of a rotated token is in our hands: a passing fault of the vault must not lose it. */
    private boolean commitWithRetries(Connection connection, Renewal.Renewed renewed, Actor actor) {
        List<Change> changes = List.of(new Change.PutTokens(connection.id(), renewed.tokens()));
        for (int attempt = 1; ; attempt++) {
            try {
                return registry.commit(connection.organisation(), changes, List.of(deed(connection, renewed, actor)));
            } catch (OrganisationGone e) {
                throw e; // its keys are to be destroyed: nothing is lost that anybody may still want
            } catch (RuntimeException e) {
                if (attempt == STORE_TRIES) {
                    lost(connection, renewed);
                    throw e;
                }
                pause.take(STORE_PAUSE.multipliedBy(attempt));
            }
        }
    }

    private void lost(Connection connection, Renewal.Renewed renewed) {
        if (renewed.rotated()) {
            alarms.raise(
                    Alarms.Kind.TOKENS_LOST,
                    connection.organisation().value() + "/" + connection.id().value(),
                    "A renewed refresh token could not be stored. If the provider refuses the old one, the account has"
                            + " to be connected again.");
        }
    }

    /** After a success: trouble is over, and what the account still allows is what the answer says. */
    void noteHealth(Connection connection, TokenAnswer.Granted granted) {
        Set<Service> allowed = granted.scopes().isEmpty() ? connection.granted() : granted.services();
        if (connection.trouble().isEmpty() && allowed.equals(connection.granted())) {
            return;
        }
        change(connection, current -> {
            List<Deed> deeds = allowed.equals(current.granted())
                    ? List.of()
                    : List.of(Deed.done(
                            Actor.function("token-refresh"),
                            Action.PERMISSION_CHANGED,
                            current.subject(),
                            "the account allows " + words(allowed) + " now"));
            return new Next(current.granting(allowed).troubledBy(Optional.empty()), List.of(), deeds);
        });
    }

    private static String words(Set<Service> services) {
        return services.isEmpty()
                ? "nothing"
                : String.join(
                        ", ", services.stream().map(Service::word).sorted().toList());
    }

    /** A passing fault shows once the access token is over: before that nobody notices anything. */
    void noteTrouble(Connection connection, TokenSet old, String reason) {
        Instant now = clock.instant();
        if (old.isFreshAt(now) || connection.trouble().isPresent()) {
            return;
        }
        Trouble trouble = new Trouble(reason, now, now.plus(NEXT_TRY));
        change(
                connection,
                current -> new Next(
                        current.troubledBy(Optional.of(current.trouble().orElse(trouble))), List.of(), List.of()));
    }

    /** Why an access token cannot be renewed now, in one sentence for its owner. */
    static String later(Connection connection, String clause) {
        return connection.provider().title() + " does not renew the access to "
                + connection.account().email() + " right now (" + clause.replaceAll("\\.$", "")
                + "). It is tried again by itself.";
    }

    /** An alarm for the operator; no connection is to blame. */
    void blameOperator(Connection connection, String code) {
        alarms.raise(
                Alarms.Kind.CLIENT_REFUSED,
                connection.provider().word(),
                connection.provider().title() + " refuses this installation's client (" + code
                        + "): no token is refreshed there until its registration or secret is put right.");
    }

    /**
     * An alarm for the operator: sealed tokens were changed or moved, or their key is gone. The connection is not
     * declared dead: once the row or the key is put right, it works again by itself.
     */
    void reportUnreadable(Connection connection) {
        Instant now = clock.instant();
        String reason = "The stored permission for " + connection.account().email()
                + " cannot be opened. Connecting the account again helps at once; the operator was told.";
        Trouble trouble = new Trouble(reason, now, now.plus(NEXT_TRY));
        change(
                connection,
                current -> current.trouble().isPresent()
                        ? Next.NONE
                        : new Next(current.troubledBy(Optional.of(trouble)), List.of(), List.of()));
        alarms.raise(
                Alarms.Kind.SEAL_BROKEN,
                connection.organisation().value() + "/" + connection.id().value(),
                "Sealed tokens do not open: they were changed or moved, or their key is gone. The account has to be"
                        + " connected again.");
    }

    /**
     * A refusal is believed only if nobody else renewed the tokens meanwhile.
     *
     * @return the tokens that somebody else stored, where somebody did
     */
    Optional<TokenSet> believeDead(Connection connection, TokenSet old, Renewal.Dead dead, Actor actor) {
        Optional<TokenSet> stored = vault.read(connection.organisation(), connection.id());
        if (stored.isPresent() && stored.get().version() != old.version()) {
            return stored;
        }
        change(
                connection,
                current -> current.state().getClass().equals(dead.state().getClass())
                        ? Next.NONE
                        : new Next(
                                current.with(dead.state()).owing(Unfinished.TELL_OWNER),
                                stored.map(tokens -> new Change.PutTokens(connection.id(), tokens.parked())).stream()
                                        .<Change>map(change -> change)
                                        .toList(),
                                List.of(Deed.failed(actor, Action.GRANT_DEAD, current.subject(), dead.code()))));
        return Optional.empty();
    }

    /** Changes the connection as it is now, unless it was disconnected meanwhile. */
    private void change(Connection connection, Function<Connection, Next> change) {
        for (int attempt = 0; attempt < STATE_TRIES; attempt++) {
            Optional<Connection> current =
                    connections.find(connection.organisation(), connection.id()).filter(one -> !one.isDisconnected());
            Next next = current.map(change).orElse(Next.NONE);
            if (next.connection().isEmpty() || committed(next)) {
                return;
            }
        }
    }

    private boolean committed(Next next) {
        List<Change> changes = new ArrayList<>(next.changes());
        changes.add(new Change.PutConnection(next.connection().orElseThrow()));
        return registry.commit(next.connection().get().organisation(), changes, next.deeds());
    }

    private record Next(Optional<Connection> connection, List<Change> changes, List<Deed> deeds) {
        static final Next NONE = new Next(Optional.empty(), List.of(), List.of());

        Next(Connection connection, List<Change> changes, List<Deed> deeds) {
            this(Optional.of(connection), changes, deeds);
        }
    }
}
