package io.syncline.connection;

import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Connections that are gone when the test ends. */
public final class InMemoryConnections implements Connections {

    private final Map<Key, Connection> rows = new HashMap<>();

    @Override
    public synchronized Optional<Connection> find(OrganisationId organisation, ConnectionId id) {
        return Optional.ofNullable(rows.get(new Key(organisation, id)));
    }

    @Override
    public synchronized List<Connection> ofOrganisation(OrganisationId organisation) {
        return rows.values().stream()
                .filter(row -> row.organisation().equals(organisation))
                .toList();
    }

    @Override
    public synchronized List<Connection> ofOwner(OrganisationId organisation, UserId owner) {
        return ofOrganisation(organisation).stream()
                .filter(row -> row.owner().equals(owner))
                .toList();
    }

    @Override
    public synchronized Optional<Connection> save(Connection connection) {
        Key key = new Key(connection.organisation(), connection.id());
        long stored =
                Optional.ofNullable(rows.get(key)).map(Connection::version).orElse(0L);
        if (stored != connection.version()) {
            return Optional.empty();
        }
        Connection next = withNextVersion(connection);
        rows.put(key, next);
        return Optional.of(next);
    }

    @Override
    public synchronized boolean isAccountUsedElsewhere(Connection connection) {
        return rows.entrySet().stream()
                .filter(row -> !row.getKey().equals(new Key(connection.organisation(), connection.id())))
                .map(Map.Entry::getValue)
                .filter(row -> !(row.state() instanceof ConnectionState.Disconnected))
                .anyMatch(row -> row.provider() == connection.provider()
                        && row.account().id().equals(connection.account().id()));
    }

    private static Connection withNextVersion(Connection connection) {
        return new Connection(
                connection.organisation(),
                connection.id(),
                connection.owner(),
                connection.provider(),
                connection.account(),
                connection.requested(),
                connection.granted(),
                connection.state(),
                connection.calendar(),
                connection.connectedAt(),
                connection.version() + 1);
    }

    private record Key(OrganisationId organisation, ConnectionId id) {}
}
