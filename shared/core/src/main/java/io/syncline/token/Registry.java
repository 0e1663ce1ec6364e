package io.syncline.token;

import io.syncline.audit.Deed;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import java.util.List;

/**
 * Where connections and their tokens change. What is handed over together is stored together with its entries in the
 * trail, or not at all: there is no change without an entry, and no entry of a change that did not happen.
 */
public interface Registry {

    /** The most changes and deeds together that fit into one commit. */
    int LARGEST = 90;

    /**
     * Stores the changes and appends the deeds.
     *
     * @return false where somebody else changed one of the rows first; then nothing was stored
     * @throws VaultUnavailable where nothing can be stored now, or where it is not known whether it was
     */
    boolean commit(OrganisationId organisation, List<Change> changes, List<Deed> deeds);

    /** One row that changes. */
    sealed interface Change {

        /** Stores the connection if the stored version is still its own (0: none is stored). */
        record PutConnection(Connection connection) implements Change {}

        /** Stores the tokens if the stored version is still their own (0: none are stored). */
        record PutTokens(ConnectionId connection, TokenSet tokens) implements Change {}

        /** Removes the tokens; removing what is not there is fine. */
        record DestroyTokens(ConnectionId connection) implements Change {}
    }
}
