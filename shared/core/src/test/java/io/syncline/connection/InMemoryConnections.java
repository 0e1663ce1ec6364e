package io.syncline.connection;

import io.syncline.InMemoryStorage;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Connections that are gone when the test ends; {@code InMemoryRegistry} changes them. */
public final class InMemoryConnections implements Connections {

    private final InMemoryStorage storage;
    private final Map<Key, Row> rows = new HashMap<>();
    private long changes;

    public InMemoryConnections(InMemoryStorage storage) {
        this.storage = storage;
    }

    @Override
    public Optional<Connection> find(OrganisationId organisation, ConnectionId id) {
        return storage.call(
                () -> Optional.ofNullable(rows.get(new Key(organisation, id))).map(Row::connection));
    }

    @Override
    public Map<ConnectionId, Connection> find(OrganisationId organisation, Set<ConnectionId> ids) {
        return storage.call(() -> {
            Map<ConnectionId, Connection> found = new HashMap<>();
            ids.forEach(id -> Optional.ofNullable(rows.get(new Key(organisation, id)))
                    .ifPresent(row -> found.put(id, row.connection())));
            return found;
        });
    }

    @Override
    public List<Connection> ofOrganisation(OrganisationId organisation) {
        return storage.call(() -> those(one -> one.organisation().equals(organisation)));
    }

    @Override
    public List<Connection> ofOwner(OrganisationId organisation, UserId owner) {
        return storage.call(() -> those(
                one -> one.organisation().equals(organisation) && one.owner().equals(owner)));
    }

    private List<Connection> those(Predicate<Connection> wanted) {
        return rows.values().stream().map(Row::connection).filter(wanted).toList();
    }

    @Override
    public List<Connection> unfinished(int limit) {
        return storage.call(() -> rows.values().stream()
                .filter(row -> !row.connection().unfinished().isEmpty())
                .sorted(Comparator.comparingLong(Row::unfinishedSince))
                .map(Row::connection)
                .limit(limit)
                .toList());
    }

    @Override
    public boolean isAccountUsedElsewhere(Connection connection) {
        return storage.call(() -> rows.values().stream()
                .map(Row::connection)
                .filter(row -> !row.organisation().equals(connection.organisation())
                        || !row.id().equals(connection.id()))
                .filter(row -> !row.isDisconnected())
                .anyMatch(row -> row.provider() == connection.provider()
                        && row.account().id().equals(connection.account().id())));
    }

    /** Whether the stored version is the connection's own. */
    public boolean isCurrent(Connection connection) {
        Row row = rows.get(new Key(connection.organisation(), connection.id()));
        return connection.version() == (row == null ? 0 : row.connection().version());
    }

    /** Stores it as the next version, whatever lies there. */
    public void put(Connection connection) {
        Key key = new Key(connection.organisation(), connection.id());
        Row before = rows.get(key);
        boolean waitedBefore =
                before != null && !before.connection().unfinished().isEmpty();
        rows.put(key, new Row(connection.stored(), waitedBefore ? before.unfinishedSince() : ++changes));
    }

    private record Key(OrganisationId organisation, ConnectionId id) {}

    private record Row(Connection connection, long unfinishedSince) {}
}
