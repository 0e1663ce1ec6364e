package io.syncline.connection;

import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The connections of an organisation, to be read; they change through {@code Registry}. */
public interface Connections {

    Optional<Connection> find(OrganisationId organisation, ConnectionId id);

    /** Those of the ids that there are. */
    Map<ConnectionId, Connection> find(OrganisationId organisation, Set<ConnectionId> ids);

    /** All of the organisation, disconnected ones too, in no order. */
    List<Connection> ofOrganisation(OrganisationId organisation);

    /** All of one person, disconnected ones too, in no order. */
    List<Connection> ofOwner(OrganisationId organisation, UserId owner);

    /** Those of all organisations for which something is still to be done, the longest waiting first. */
    List<Connection> unfinished(int limit);

    /**
     * Whether another connection, of any organisation, lives by the same account: revoking its grant would kill that
     * one too .
     */
    boolean isAccountUsedElsewhere(Connection connection);
}
