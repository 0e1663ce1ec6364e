package io.syncline.authorisation;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.Deed;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Connections;
import io.syncline.connection.Unfinished;
import io.syncline.identity.Caller;
import io.syncline.token.Registry;
import io.syncline.token.Registry.Change;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Disconnects an account. From the first moment on no token of it is handed out; what follows is {@link EndGrant}. Its
 * mappings are kept, so that connecting again makes no duplicates.
 */
public final class Disconnect {

    private static final int STORE_TRIES = 3;

    private final Connections connections;
    private final Registry registry;
    private final EndGrant endGrant;
    private final InstantSource clock;

    public Disconnect(Connections connections, Registry registry, EndGrant endGrant, InstantSource clock) {
        this.connections = connections;
        this.registry = registry;
        this.endGrant = endGrant;
        this.clock = clock;
    }

    /** How disconnecting can end. */
    public enum Result {
        DISCONNECTED,
        /** There is none, or it is not the caller's to manage: both look the same from outside. */
        NOT_FOUND,
        /** Somebody else changes it at the same time; trying again is worth it. */
        BUSY
    }

    /** Disconnects; doing it twice is no error. */
    public Result run(Caller caller, ConnectionId id) {
        Optional<Connection> connection =
                connections.find(caller.organisation(), id).filter(one -> caller.manages(one.owner()));
        if (connection.isEmpty()) {
            return Result.NOT_FOUND;
        }
        return run(connection.get(), Actor.of(caller), "") ? Result.DISCONNECTED : Result.BUSY;
    }

    /**
     * Disconnects for a reason that is not its owner's.
     *
     * @param why a few words for the trail
     * @return false where somebody else changes it at the same time
     */
    boolean run(Connection found, Actor actor, String why) {
        Optional<Connection> connection = Optional.of(found);
        for (int attempt = 0; attempt < STORE_TRIES && connection.isPresent(); attempt++) {
            if (connection.get().isDisconnected() || committed(connection.get(), actor, why)) {
                endGrant.run(connection.get(), actor);
                return true;
            }
            connection = connections.find(found.organisation(), found.id());
        }
        return connection.isEmpty();
    }

    private boolean committed(Connection connection, Actor actor, String why) {
        Connection ended = connection
                .with(new ConnectionState.Disconnected(clock.instant()))
                .done(Unfinished.TELL_OWNER)
                .owing(Unfinished.END_GRANT);
        return registry.commit(
                connection.organisation(),
                List.of(new Change.PutConnection(ended)),
                List.of(Deed.done(actor, Action.CONNECTION_DISCONNECTED, connection.subject(), why)));
    }
}
