package io.syncline.calendar;

import io.syncline.connection.Connection;
import io.syncline.connection.Connections;
import io.syncline.token.Grant;
import io.syncline.token.ObtainAccessToken;
import io.syncline.token.Secret;
import io.syncline.token.TokenUse;
import java.util.Optional;

/** The access token of a run; it is renewed at most once. */
final class Access {

    private final ObtainAccessToken tokens;
    private final Connections connections;
    private final Connection connection;
    private final TokenUse use;
    private Secret token;
    private boolean renewed;

    Access(ObtainAccessToken tokens, Connections connections, Connection connection, TokenUse use, Secret token) {
        this.tokens = tokens;
        this.connections = connections;
        this.connection = connection;
        this.use = use;
        this.token = token;
    }

    Secret token() {
        return token;
    }

    Connection connection() {
        return connection;
    }

    /**
     * Whether its owner still has it connected, with the service switched on and the same calendar chosen: a token
     * outlives all of that for an hour.
     */
    boolean isStillAllowed() {
        return connections
                .find(connection.organisation(), connection.id())
                .filter(now -> now.may(use.service()))
                .filter(now -> now.calendar().equals(connection.calendar()))
                .isPresent();
    }

    /** Gets another token after a 401; a second 401 in the same run is no reason for a third token (trap 10). */
    Grant renew(Optional<String> claims) {
        if (renewed) {
            return new Grant.NeedsReconnect(connection.provider().title() + " refuses the account "
                    + connection.account().email() + ". Connect it again.");
        }
        renewed = true;
        Grant grant = tokens.renew(connection, use, token, claims);
        if (grant instanceof Grant.Valid valid) {
            token = valid.tokens().accessToken();
        }
        return grant;
    }
}
