package io.syncline.token;

import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import java.util.Optional;

/**
 * Where tokens lie sealed. A row that was copied to another organisation or connection does not open.
 *
 * <p>An outage (storage or key service) is thrown as {@link VaultUnavailable}.
 */
public interface TokenVault {

    /** The tokens of the connection, or nothing where none were stored or they were destroyed. */
    Optional<TokenSet> read(OrganisationId organisation, ConnectionId connection);

    /**
     * Stores the tokens if the stored version is still the expected one (0: none is stored).
     *
     * @return the tokens with their new version, or nothing where somebody else was faster
     */
    Optional<TokenSet> store(
            OrganisationId organisation, ConnectionId connection, TokenSet tokens, long expectedVersion);

    /** Removes the tokens; destroying what is not there is fine. */
    void destroy(OrganisationId organisation, ConnectionId connection);
}
