package io.syncline.token;

import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import java.util.List;

/**
 * Connections of one organisation whose tokens are to be refreshed together.
 *
 * @param connections at most {@link #LARGEST}
 */
public record RefreshOrder(OrganisationId organisation, List<ConnectionId> connections) {

    /** As many as one commit can store with their entries in the trail. */
    public static final int LARGEST = Registry.LARGEST / 2;

    public RefreshOrder {
        connections = List.copyOf(connections);
        if (connections.isEmpty() || connections.size() > LARGEST) {
            throw new IllegalArgumentException("A refresh order names 1 to " + LARGEST + " connections");
        }
    }
}
