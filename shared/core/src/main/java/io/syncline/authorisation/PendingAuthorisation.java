package io.syncline.authorisation;

import io.syncline.connection.ConnectionId;
import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.token.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A connection that was started and waits for its person to come back from the provider.
 *
 * @param id random, 128 bits or more
 * @param userName the person's name as they are signed in, or empty
 * @param expected the connection that is to be connected again or extended; another account is refused then
 * @param verifier the PKCE verifier (RFC 7636), stored sealed
 * @param cookieHash SHA-256 in hex of the cookie that the starting browser holds
 * @param returnTo a path of the dashboard
 * @param expiresAt ten minutes after the start
 */
public record PendingAuthorisation(
        String id,
        OrganisationId organisation,
        UserId user,
        String userName,
        Provider provider,
        Set<Service> services,
        Optional<ConnectionId> expected,
        Secret verifier,
        String cookieHash,
        String returnTo,
        Instant expiresAt) {

    public PendingAuthorisation {
        services = Set.copyOf(services);
    }

    /** When its person started it. */
    public Instant startedAt() {
        return expiresAt.minus(StartConnection.LIFE);
    }
}
