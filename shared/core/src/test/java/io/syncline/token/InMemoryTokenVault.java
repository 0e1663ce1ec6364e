package io.syncline.token;

import io.syncline.InMemoryStorage;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.token.Keyrings.KeyId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** A vault whose doors are open; {@code InMemoryRegistry} changes what lies in it. */
public final class InMemoryTokenVault implements TokenVault {

    private final InMemoryStorage storage;
    private final InstantSource clock;
    private final InMemoryKeyrings keyrings;
    private final Map<Key, Row> rows = new HashMap<>();

    InMemoryTokenVault(InMemoryStorage storage, InstantSource clock, InMemoryKeyrings keyrings) {
        this.storage = storage;
        this.clock = clock;
        this.keyrings = keyrings;
        keyrings.seals(this);
    }

    @Override
    public Optional<TokenSet> read(OrganisationId organisation, ConnectionId connection) {
        return storage.call(() ->
                Optional.ofNullable(rows.get(new Key(organisation, connection))).map(row -> opened(organisation, row)));
    }

    private TokenSet opened(OrganisationId organisation, Row row) {
        if (!opens(organisation, row)) {
            throw new TokensUnreadable("Sealed tokens do not open", new IllegalStateException("no such key"));
        }
        return row.tokens();
    }

    private boolean opens(OrganisationId organisation, Row row) {
        return !row.broken() && keyrings.opens(organisation, row.key());
    }

    @Override
    public Map<ConnectionId, TokenSet> read(OrganisationId organisation, Set<ConnectionId> connections) {
        return storage.call(() -> {
            Map<ConnectionId, TokenSet> found = new HashMap<>();
            each(organisation, connections, (id, row) -> {
                if (opens(organisation, row)) {
                    found.put(id, row.tokens());
                }
            });
            return found;
        });
    }

    @Override
    public Map<ConnectionId, Facts> facts(OrganisationId organisation, Set<ConnectionId> connections) {
        return storage.call(() -> {
            Map<ConnectionId, Facts> found = new HashMap<>();
            each(
                    organisation,
                    connections,
                    (id, row) -> found.put(id, new Facts(row.tokens().expiresAt(), row.storedAt())));
            return found;
        });
    }

    private void each(OrganisationId organisation, Set<ConnectionId> ids, BiConsumer<ConnectionId, Row> action) {
        ids.forEach(id ->
                Optional.ofNullable(rows.get(new Key(organisation, id))).ifPresent(row -> action.accept(id, row)));
    }

    @Override
    public List<Due> due(Instant moment, int limit) {
        return storage.call(() -> rows.entrySet().stream()
                .filter(row -> row.getValue().tokens().isDueAt(moment))
                .sorted(Comparator.comparing(
                        row -> row.getValue().tokens().refreshAt().orElseThrow()))
                .limit(limit)
                .map(row -> new Due(row.getKey().organisation(), row.getKey().connection()))
                .toList());
    }

    boolean isCurrent(OrganisationId organisation, ConnectionId connection, TokenSet tokens) {
        Row row = rows.get(new Key(organisation, connection));
        return tokens.version() == (row == null ? 0 : row.tokens().version());
    }

    void put(OrganisationId organisation, ConnectionId connection, TokenSet tokens) {
        KeyId key = keyrings.primaryToSealWith(organisation);
        rows.put(new Key(organisation, connection), new Row(tokens.stored(), key, clock.instant(), false));
    }

    void remove(OrganisationId organisation, ConnectionId connection) {
        rows.remove(new Key(organisation, connection));
    }

    /** Somebody changes a byte of what is sealed: it does not open any more. */
    public void spoil(OrganisationId organisation, ConnectionId connection) {
        rows.computeIfPresent(
                new Key(organisation, connection), (_, row) -> new Row(row.tokens(), row.key(), row.storedAt(), true));
    }

    /** The rows of an organisation and the key that sealed each, in the order of their ids. */
    Map<ConnectionId, KeyId> sealed(OrganisationId organisation) {
        Map<ConnectionId, KeyId> sealed = new TreeMap<>(Comparator.comparing(ConnectionId::value));
        rows.forEach((key, row) -> {
            if (key.organisation().equals(organisation)) {
                sealed.put(key.connection(), row.key());
            }
        });
        return sealed;
    }

    void reseal(OrganisationId organisation, ConnectionId connection, KeyId key) {
        rows.computeIfPresent(
                new Key(organisation, connection),
                (_, row) -> new Row(row.tokens(), key, row.storedAt(), row.broken()));
    }

    private record Key(OrganisationId organisation, ConnectionId connection) {}

    private record Row(TokenSet tokens, KeyId key, Instant storedAt, boolean broken) {}
}
