package io.syncline.authorisation;

import io.syncline.InMemoryStorage;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Removals that are forgotten when the test ends. */
public final class InMemoryRemovals implements Removals {

    private final InMemoryStorage storage;
    private final Map<Key, Instant> rows = new HashMap<>();

    public InMemoryRemovals(InMemoryStorage storage) {
        this.storage = storage;
    }

    @Override
    public void put(OrganisationId organisation, UserId user, Instant at) {
        storage.run(() -> rows.put(new Key(organisation, user), at));
    }

    @Override
    public Optional<Instant> find(OrganisationId organisation, UserId user) {
        return storage.call(() -> Optional.ofNullable(rows.get(new Key(organisation, user))));
    }

    private record Key(OrganisationId organisation, UserId user) {}
}
