package io.syncline.token;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.Deed;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Connections;
import io.syncline.connection.Unfinished;
import io.syncline.token.Registry.Change;
import io.syncline.traffic.Leases;
import io.syncline.traffic.Leases.Lease;
import java.util.List;
import java.util.Optional;

/**
 * Tries once more whether a grant that was taken for dead is. An administrator may have allowed the application
 * meanwhile, or unlocked the account; then the connection works again without anybody signing in.
 */
public final class ReviveGrant {

    private final TokenVault vault;
    private final Connections connections;
    private final Registry registry;
    private final Refreshing refreshing;
    private final Leases leases;

    public ReviveGrant(
            TokenVault vault, Connections connections, Registry registry, Refreshing refreshing, Leases leases) {
        this.vault = vault;
        this.connections = connections;
        this.registry = registry;
        this.refreshing = refreshing;
        this.leases = leases;
    }

    /** The connection as it is afterwards: active again, or as it was. */
    public Connection run(Connection connection, Actor actor) {
        if (!isDead(connection)) {
            return connection;
        }
        Optional<Lease> lease = leases.take(Refreshing.leaseName(connection), Refreshing.LEASE_LIFE);
        if (lease.isEmpty()) {
            return connection;
        }
        try {
            return tried(connection, actor);
        } catch (VaultUnavailable | TokensUnreadable e) {
            return connection;
        } finally {
            leases.release(lease.get());
        }
    }

    private static boolean isDead(Connection connection) {
        return switch (connection.state()) {
            case ConnectionState.NeedsReconnect _, ConnectionState.NeedsAdministrator _ -> true;
            case ConnectionState.Active _, ConnectionState.Disconnected _ -> false;
        };
    }

    private Connection tried(Connection connection, Actor actor) {
        Optional<TokenSet> old = vault.read(connection.organisation(), connection.id());
        if (old.isEmpty()
                || !(refreshing.ask(connection, old.get(), Optional.empty()) instanceof Renewal.Renewed renewed)
                || refreshing.store(connection, renewed, actor).isEmpty()) {
            return connection;
        }
        return revived(connection, actor);
    }

    private Connection revived(Connection connection, Actor actor) {
        Connection current =
                connections.find(connection.organisation(), connection.id()).orElse(connection);
        Connection alive = current.with(new ConnectionState.Active()).done(Unfinished.TELL_OWNER);
        boolean stored = isDead(current)
                && registry.commit(
                        alive.organisation(),
                        List.of(new Change.PutConnection(alive)),
                        List.of(Deed.done(
                                actor, Action.CONNECTION_COMPLETED, alive.subject(), "the grant works again")));
        return stored ? alive.stored() : current;
    }
}
