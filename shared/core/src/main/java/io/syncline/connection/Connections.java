package io.syncline.connection;

import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.util.List;
import java.util.Optional;

/** The connections of an organisation. */
public interface Connections {

    Optional<Connection> find(OrganisationId organisation, ConnectionId id);

    /** All of the organisation, disconnected ones too, in no order. */
    List<Connection> ofOrganisation(OrganisationId organisation);

    /** All of one person, disconnected ones too, in no order. */
    List<Connection> ofOwner(OrganisationId organisation, UserId owner);

    /**
     * Stores the connection if the stored version is still {@code connection.version()} (0: none is stored).
     *
     * @return the connection with its new version, or nothing where somebody else was faster
     */
    Optional<Connection> save(Connection connection);

    /**
     * Whether another connection, of any organisation, lives by the same account: revoking its grant would kill that
     * one too (trap 11).
     */
    boolean isAccountUsedElsewhere(Connection connection);
}
