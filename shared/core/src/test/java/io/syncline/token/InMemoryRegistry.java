package io.syncline.token;

import io.syncline.InMemoryStorage;
import io.syncline.audit.Deed;
import io.syncline.audit.InMemoryAuditTrail;
import io.syncline.connection.InMemoryConnections;
import io.syncline.identity.OrganisationId;
import java.time.InstantSource;
import java.util.List;

/** Connections, tokens, keys and their trail, stored together or not at all, and gone when the test ends. */
public final class InMemoryRegistry implements Registry {

    private final InMemoryStorage storage;
    private final InMemoryConnections connections;
    private final InMemoryAuditTrail trail;
    private final InMemoryKeyrings keyrings;
    private final InMemoryTokenVault vault;

    public InMemoryRegistry(InstantSource clock) {
        this(new InMemoryStorage(), clock);
    }

    /** A registry whose faults, and those of everything that belongs to it, the storage decides on. */
    public InMemoryRegistry(InMemoryStorage storage, InstantSource clock) {
        this.storage = storage;
        this.connections = new InMemoryConnections(storage);
        this.trail = new InMemoryAuditTrail(storage, clock);
        this.keyrings = new InMemoryKeyrings(storage, clock, trail);
        this.vault = new InMemoryTokenVault(storage, clock, keyrings);
    }

    public InMemoryStorage storage() {
        return storage;
    }

    public InMemoryConnections connections() {
        return connections;
    }

    public InMemoryTokenVault vault() {
        return vault;
    }

    public InMemoryAuditTrail trail() {
        return trail;
    }

    public InMemoryKeyrings keyrings() {
        return keyrings;
    }

    @Override
    public boolean commit(OrganisationId organisation, List<Change> changes, List<Deed> deeds) {
        if (changes.size() + deeds.size() > LARGEST) {
            throw new IllegalArgumentException("A commit has at most " + LARGEST + " changes and deeds");
        }
        return storage.call(() -> {
            if (!changes.stream().allMatch(change -> isCurrent(organisation, change))) {
                return false;
            }
            if (changes.stream().anyMatch(Change.PutTokens.class::isInstance)) {
                keyrings.primaryToSealWith(organisation);
            }
            changes.forEach(change -> apply(organisation, change));
            trail.add(organisation, deeds);
            return true;
        });
    }

    private boolean isCurrent(OrganisationId organisation, Change change) {
        return switch (change) {
            case Change.PutConnection(var connection) -> connections.isCurrent(connection);
            case Change.PutTokens(var connection, var tokens) -> vault.isCurrent(organisation, connection, tokens);
            case Change.DestroyTokens _ -> true;
        };
    }

    private void apply(OrganisationId organisation, Change change) {
        switch (change) {
            case Change.PutConnection(var connection) -> connections.put(connection);
            case Change.PutTokens(var connection, var tokens) -> vault.put(organisation, connection, tokens);
            case Change.DestroyTokens(var connection) -> vault.remove(organisation, connection);
        }
    }
}
