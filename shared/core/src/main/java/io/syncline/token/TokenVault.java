package io.syncline.token;

import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where tokens lie sealed, to be read; they change through {@link Registry}. A row that was copied to another
 * organisation or connection does not open.
 *
 * <p>An outage (storage or key service) is thrown as {@link VaultUnavailable}; a row that does not open as
 * {@link TokensUnreadable}.
 */
public interface TokenVault {

    /** The tokens of the connection, or nothing where none were stored or they were destroyed. */
    Optional<TokenSet> read(OrganisationId organisation, ConnectionId connection);

    /** The tokens of several connections; those that have none, or whose row does not open, are left out. */
    Map<ConnectionId, TokenSet> read(OrganisationId organisation, Set<ConnectionId> connections);

    /** What can be known about tokens without opening them; connections without tokens are left out. */
    Map<ConnectionId, Facts> facts(OrganisationId organisation, Set<ConnectionId> connections);

    /** Whose tokens are to be refreshed by the given moment, those that end first at the head, grouped by nobody. */
    List<Due> due(Instant moment, int limit);

    /**
     * What stands beside sealed tokens in the clear.
     *
     * @param storedAt when they were stored last: at the last refresh, or when the account was connected
     */
    record Facts(Instant expiresAt, Instant storedAt) {}

    /** Whose tokens are to be refreshed. */
    record Due(OrganisationId organisation, ConnectionId connection) {}
}
