package io.syncline.calendar;

import io.syncline.connection.Connection;
import io.syncline.token.Grant;
import io.syncline.token.ObtainAccessToken;
import io.syncline.token.Secret;

/** The access token of a run; it is renewed at most once. */
final class Access {

    private final ObtainAccessToken tokens;
    private final Connection connection;
    private Secret token;
    private boolean renewed;

    Access(ObtainAccessToken tokens, Connection connection, Secret token) {
        this.tokens = tokens;
        this.connection = connection;
        this.token = token;
    }

    Secret token() {
        return token;
    }

    Connection connection() {
        return connection;
    }

    /** Gets another token after a 401; a second 401 in the same run is no reason for a third token (trap 10). */
    Grant renew() {
        if (renewed) {
            return new Grant.NeedsReconnect(connection.provider().title() + " refuses the account "
                    + connection.account().email() + ". Connect it again.");
        }
        renewed = true;
        Grant grant = tokens.renew(connection, token);
        if (grant instanceof Grant.Valid valid) {
            token = valid.tokens().accessToken();
        }
        return grant;
    }
}
