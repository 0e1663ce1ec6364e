package io.syncline.authorisation;

import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.StopSync;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Connections;
import io.syncline.identity.Caller;
import io.syncline.token.AuthorizationServers;
import io.syncline.token.TokenSet;
import io.syncline.token.TokenVault;
import java.util.Optional;

/**
 * Disconnects an account: stops its runs, destroys its tokens, and asks the provider to forget the grant where no
 * other connection lives by it. Its mappings are kept, so that connecting again makes no duplicates.
 */
public final class Disconnect {

    private static final int STORE_TRIES = 3;

    private final Connections connections;
    private final TokenVault vault;
    private final AuthorizationServers servers;
    private final StopSync stopSync;

    public Disconnect(Connections connections, TokenVault vault, AuthorizationServers servers, StopSync stopSync) {
        this.connections = connections;
        this.vault = vault;
        this.servers = servers;
        this.stopSync = stopSync;
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
        for (int attempt = 0; attempt < STORE_TRIES; attempt++) {
            Optional<Connection> connection =
                    connections.find(caller.organisation(), id).filter(one -> caller.manages(one.owner()));
            if (connection.isEmpty()) {
                return Result.NOT_FOUND;
            }
            if (connection.get().state() instanceof ConnectionState.Disconnected) {
                end(connection.get()); // what an earlier try left undone
                return Result.DISCONNECTED;
            }
            Connection ended = connection.get().with(new ConnectionState.Disconnected());
            if (connections.save(ended).isPresent()) {
                end(connection.get());
                return Result.DISCONNECTED;
            }
        }
        return Result.BUSY;
    }

    private void end(Connection connection) {
        connection
                .calendar()
                .ifPresent(calendar -> stopSync.run(
                        connection.organisation(), new CalendarRef(connection.id(), new CalendarId(calendar.id()))));
        Optional<TokenSet> tokens = vault.read(connection.organisation(), connection.id());
        vault.destroy(connection.organisation(), connection.id());
        if (!connections.isAccountUsedElsewhere(connection)) {
            tokens.ifPresent(old ->
                    servers.of(connection.provider()).revoke(old.refreshToken().orElse(old.accessToken())));
        }
    }
}
