package io.syncline.token;

import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Connections;
import io.syncline.identity.OrganisationId;
import io.syncline.traffic.Leases;
import io.syncline.traffic.Leases.Lease;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Gets an access token that works, and buys a new one where the stored one ends.
 *
 * <p>One refresh per credential across all processes: a lease keeps others away, and the stored version decides whose
 * tokens stand (F1, F2). Whoever comes second adopts what the first one stored. New tokens are stored before they are
 * handed out (F3).
 */
public final class ObtainAccessToken {

    /** Far longer than the slowest refresh, whose calls end after ten seconds each. */
    private static final Duration LEASE_LIFE = Duration.ofSeconds(60);

    private static final Duration WAIT_STEP = Duration.ofMillis(200);
    private static final int WAIT_STEPS = 50;
    private static final int STORE_TRIES = 4;
    private static final Duration TRANSIENT = Duration.ofSeconds(5);
    private static final Duration OPERATOR_FAULT = Duration.ofMinutes(2);

    private final TokenVault vault;
    private final Connections connections;
    private final AuthorizationServers servers;
    private final Leases leases;
    private final InstantSource clock;
    private final Pause pause;

    public ObtainAccessToken(
            TokenVault vault,
            Connections connections,
            AuthorizationServers servers,
            Leases leases,
            InstantSource clock,
            Pause pause) {
        this.vault = vault;
        this.connections = connections;
        this.servers = servers;
        this.leases = leases;
        this.clock = clock;
        this.pause = pause;
    }

    /** A token that outlives the next minutes. */
    public Grant run(Connection connection) {
        return obtain(connection, Optional.empty());
    }

    /**
     * A token other than one that a provider did not accept.
     *
     * @param rejected the token that was answered with 401
     */
    public Grant renew(Connection connection, Secret rejected) {
        return obtain(connection, Optional.of(rejected));
    }

    private Grant obtain(Connection connection, Optional<Secret> rejected) {
        try {
            for (int step = 0; step < WAIT_STEPS; step++) {
                Optional<TokenSet> stored = vault.read(connection.organisation(), connection.id());
                if (stored.isEmpty()) {
                    return disconnected(connection);
                }
                if (isUsable(stored.get(), rejected)) {
                    return new Grant.Valid(stored.get());
                }
                Optional<Lease> lease = leases.take(leaseName(connection), LEASE_LIFE);
                if (lease.isPresent()) {
                    return refreshUnder(lease.get(), connection, rejected);
                }
                pause.take(WAIT_STEP);
            }
            return new Grant.Deferred(TRANSIENT, "Another worker is renewing the access token.");
        } catch (VaultUnavailable e) {
            return new Grant.Deferred(TRANSIENT, "The token vault cannot be reached.");
        }
    }

    private Grant refreshUnder(Lease lease, Connection connection, Optional<Secret> rejected) {
        try {
            Optional<TokenSet> stored = vault.read(connection.organisation(), connection.id());
            if (stored.isEmpty()) {
                return disconnected(connection);
            }
            return isUsable(stored.get(), rejected) ? new Grant.Valid(stored.get()) : refresh(connection, stored.get());
        } finally {
            leases.release(lease);
        }
    }

    private Grant refresh(Connection connection, TokenSet old) {
        if (old.refreshToken().isEmpty()) {
            return believeDead(connection, old);
        }
        TokenAnswer answer =
                servers.of(connection.provider()).refresh(old.refreshToken().get());
        return switch (answer) {
            case TokenAnswer.Granted granted -> adopt(connection, old, granted);
            case TokenAnswer.GrantRefused _ -> believeDead(connection, old);
            case TokenAnswer.ClientRefused(String code) ->
                new Grant.Deferred(
                        OPERATOR_FAULT,
                        "The provider refuses this installation's client (" + code + "): the operator has to act.");
            case TokenAnswer.Unavailable(Optional<Duration> retryAfter, String reason) ->
                new Grant.Deferred(retryAfter.orElse(TRANSIENT), reason);
        };
    }

    private Grant adopt(Connection connection, TokenSet old, TokenAnswer.Granted granted) {
        TokenSet renewed = new TokenSet(
                granted.accessToken(),
                granted.refreshToken().or(old::refreshToken), // no new one means that the old one lives on
                clock.instant().plus(granted.life()),
                granted.scopes().isEmpty() ? old.scopes() : granted.scopes(),
                old.version());
        return storeWithRetries(connection, renewed)
                .or(() -> vault.read(connection.organisation(), connection.id()))
                .<Grant>map(Grant.Valid::new)
                .orElseGet(() -> disconnected(connection));
    }

    /** The only copy of a rotated token is in our hands: a passing fault of the vault must not lose it (F3). */
    private Optional<TokenSet> storeWithRetries(Connection connection, TokenSet renewed) {
        for (int attempt = 1; ; attempt++) {
            try {
                return vault.store(connection.organisation(), connection.id(), renewed, renewed.version());
            } catch (VaultUnavailable e) {
                if (attempt == STORE_TRIES) {
                    throw e;
                }
                pause.take(WAIT_STEP.multipliedBy(attempt));
            }
        }
    }

    /** A refusal is believed only if nobody else renewed the tokens meanwhile (F1). */
    private Grant believeDead(Connection connection, TokenSet old) {
        Optional<TokenSet> stored = vault.read(connection.organisation(), connection.id());
        if (stored.isPresent() && stored.get().version() != old.version()) {
            return new Grant.Valid(stored.get());
        }
        String reason = connection.provider().title()
                + " does not accept the permission for " + connection.account().email()
                + " any more. Connect the account again to go on; nothing is lost meanwhile.";
        markDead(connection.organisation(), connection.id(), reason);
        return new Grant.NeedsReconnect(reason);
    }

    private void markDead(OrganisationId organisation, ConnectionId id, String reason) {
        connections
                .find(organisation, id)
                .filter(current -> current.state() instanceof ConnectionState.Active)
                .ifPresent(current -> connections.save(current.with(new ConnectionState.NeedsReconnect(reason))));
    }

    private static Grant disconnected(Connection connection) {
        return new Grant.NeedsReconnect(
                "The account " + connection.account().email() + " is not connected any more. Connect it again.");
    }

    private boolean isUsable(TokenSet tokens, Optional<Secret> rejected) {
        return tokens.isFreshAt(clock.instant())
                && rejected.map(secret -> !secret.equals(tokens.accessToken())).orElse(true);
    }

    private static String leaseName(Connection connection) {
        return connection.organisation().value() + "#refresh#" + connection.id().value();
    }
}
