package io.syncline.token;

import io.syncline.audit.AuditTrail;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionState;
import io.syncline.traffic.Leases;
import io.syncline.traffic.Leases.Lease;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Gets an access token that works, for one service, and buys a new one where the stored one ends.
 *
 * <p>There is no token for a service that is not switched on and granted. Every token that is handed out, and every
 * refusal, is in the trail first.
 *
 * <p>One refresh per credential across all processes: a lease keeps others away, and the stored version decides whose
 * tokens stand (F1, F2). Whoever comes second adopts what the first one stored. New tokens are stored before they are
 * handed out (F3).
 */
public final class ObtainAccessToken {

    /** A refresh takes a tenth of a second or two; so long it is looked for often, and then less. */
    private static final Duration SHORT_WAIT = Duration.ofMillis(60);

    private static final int SHORT_WAITS = 8;
    private static final Duration LONG_WAIT = Duration.ofMillis(400);
    /** Somewhat more than ten seconds in all, which is less than a lease's life. */
    private static final int WAITS = 34;
    /** Fifty who wait need not all ask for the lease each time: whoever refreshes is likely to succeed. */
    private static final int LOOKS_PER_LEASE = 3;

    private final TokenVault vault;
    private final Refreshing refreshing;
    private final Leases leases;
    private final AuditTrail trail;
    private final InstantSource clock;
    private final Pause pause;

    public ObtainAccessToken(
            TokenVault vault,
            Refreshing refreshing,
            Leases leases,
            AuditTrail trail,
            InstantSource clock,
            Pause pause) {
        this.vault = vault;
        this.refreshing = refreshing;
        this.leases = leases;
        this.trail = trail;
        this.clock = clock;
        this.pause = pause;
    }

    /** A token that outlives the next minutes. */
    public Grant run(Connection connection, TokenUse use) {
        return obtain(connection, use, new Rejected(Optional.empty(), Optional.empty()));
    }

    /**
     * A token other than one that a provider did not accept.
     *
     * @param rejected the token that was answered with 401
     * @param claims what the provider demanded of the next one (a claims challenge), as its JSON
     */
    public Grant renew(Connection connection, TokenUse use, Secret rejected, Optional<String> claims) {
        return obtain(connection, use, new Rejected(Optional.of(rejected), claims));
    }

    /** What a provider did not accept, if anything. */
    private record Rejected(Optional<Secret> token, Optional<String> claims) {
        boolean is(Secret other) {
            return token.filter(other::equals).isPresent();
        }
    }

    private Grant obtain(Connection connection, TokenUse use, Rejected rejected) {
        try {
            return permitted(connection, use)
                    .orElseGet(() -> recorded(connection, use, waitFor(connection, use, rejected)));
        } catch (VaultUnavailable e) {
            return new Grant.Deferred(Refreshing.TRANSIENT, "The token vault cannot be reached.");
        } catch (TokensUnreadable e) {
            return unreadable(connection, use);
        } catch (OrganisationGone e) {
            return disconnected(connection);
        }
    }

    /** Why there is no token for this service whatever the vault holds. */
    private Optional<Grant> permitted(Connection connection, TokenUse use) {
        if (connection.may(use.service())) {
            return Optional.empty();
        }
        trail.note(connection.organisation(), use.refused(connection));
        return Optional.of(
                switch (connection.state()) {
                    case ConnectionState.NeedsReconnect dead -> new Grant.NeedsReconnect(dead.reason());
                    case ConnectionState.NeedsAdministrator dead -> new Grant.NeedsReconnect(dead.reason());
                    case ConnectionState.Disconnected _ -> disconnected(connection);
                    case ConnectionState.Active _ -> notPermitted(connection, use);
                });
    }

    /** Nothing about the connection is changed: whoever moved rows about must not disconnect anybody by that. */
    private Grant unreadable(Connection connection, TokenUse use) {
        refreshing.reportUnreadable(connection);
        trail.note(connection.organisation(), use.failed(connection));
        return new Grant.NeedsReconnect("The stored permission for "
                + connection.account().email() + " cannot be opened. Connect the account again to go on.");
    }

    private static Grant notPermitted(Connection connection, TokenUse use) {
        String service = use.service().title();
        String reason = use.service().isCoveredBy(connection.requested())
                ? "The account " + connection.account().email() + " did not allow " + service
                        + ". Its owner can add it under Connections."
                : service + " is switched off for " + connection.account().email() + ".";
        return new Grant.NotPermitted(use.service(), reason);
    }

    private Grant recorded(Connection connection, TokenUse use, Grant grant) {
        if (grant instanceof Grant.Valid) {
            trail.note(connection.organisation(), use.read(connection));
        }
        return grant;
    }

    private Grant waitFor(Connection connection, TokenUse use, Rejected rejected) {
        for (int step = 0; step < WAITS; step++) {
            Optional<TokenSet> stored = vault.read(connection.organisation(), connection.id());
            if (stored.isEmpty()) {
                return disconnected(connection);
            }
            if (isUsable(stored.get(), rejected)) {
                return new Grant.Valid(stored.get());
            }
            Optional<Lease> lease = step % LOOKS_PER_LEASE == 0
                    ? leases.take(Refreshing.leaseName(connection), Refreshing.LEASE_LIFE)
                    : Optional.empty();
            if (lease.isPresent()) {
                return refreshUnder(lease.get(), connection, use, rejected);
            }
            pause.take(step < SHORT_WAITS ? SHORT_WAIT : LONG_WAIT);
        }
        return new Grant.Deferred(Refreshing.TRANSIENT, "Another worker is renewing the access token.");
    }

    private Grant refreshUnder(Lease lease, Connection connection, TokenUse use, Rejected rejected) {
        try {
            Optional<TokenSet> stored = vault.read(connection.organisation(), connection.id());
            if (stored.isEmpty()) {
                return disconnected(connection);
            }
            return isUsable(stored.get(), rejected)
                    ? new Grant.Valid(stored.get())
                    : refresh(connection, use, stored.get(), rejected);
        } finally {
            leases.release(lease);
        }
    }

    private Grant refresh(Connection connection, TokenUse use, TokenSet old, Rejected rejected) {
        return switch (refreshing.ask(connection, old, rejected.claims())) {
            case Renewal.Renewed renewed ->
                refreshing
                        .store(connection, renewed, use.actor())
                        .<Grant>map(Grant.Valid::new)
                        .orElseGet(() -> disconnected(connection));
            case Renewal.Dead dead ->
                refreshing
                        .believeDead(connection, old, dead, use.actor())
                        .<Grant>map(Grant.Valid::new)
                        .orElseGet(() -> new Grant.NeedsReconnect(reason(dead)));
            case Renewal.OperatorFault(String code) -> {
                refreshing.blameOperator(connection, code);
                yield deferred(
                        connection,
                        old,
                        Refreshing.OPERATOR_FAULT,
                        connection.provider().title() + " refuses this installation's client (" + code
                                + "): the operator has to act.");
            }
            case Renewal.Later(Optional<Duration> retryAfter, String reason) ->
                deferred(
                        connection, old, retryAfter.orElse(Refreshing.TRANSIENT), Refreshing.later(connection, reason));
        };
    }

    private Grant deferred(Connection connection, TokenSet old, Duration retryAfter, String reason) {
        refreshing.noteTrouble(connection, old, reason);
        return new Grant.Deferred(retryAfter, reason);
    }

    private static String reason(Renewal.Dead dead) {
        return switch (dead.state()) {
            case ConnectionState.NeedsReconnect state -> state.reason();
            case ConnectionState.NeedsAdministrator state -> state.reason();
            case ConnectionState.Active _, ConnectionState.Disconnected _ ->
                throw new IllegalStateException("A dead grant is neither of these");
        };
    }

    private static Grant disconnected(Connection connection) {
        return new Grant.NeedsReconnect(
                "The account " + connection.account().email() + " is not connected any more. Connect it again.");
    }

    private boolean isUsable(TokenSet tokens, Rejected rejected) {
        return tokens.isFreshAt(clock.instant()) && !rejected.is(tokens.accessToken());
    }
}
