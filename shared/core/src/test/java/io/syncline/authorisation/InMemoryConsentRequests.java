package io.syncline.authorisation;

import io.syncline.InMemoryStorage;
import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Requests that are gone when the test ends. */
public final class InMemoryConsentRequests implements ConsentRequests {

    private final InMemoryStorage storage;
    private final Map<Key, ConsentRequest> rows = new HashMap<>();

    public InMemoryConsentRequests(InMemoryStorage storage) {
        this.storage = storage;
    }

    @Override
    public Optional<ConsentRequest> find(OrganisationId organisation, UserId user, Provider provider) {
        return storage.call(() -> Optional.ofNullable(rows.get(new Key(organisation, user, provider))));
    }

    @Override
    public void put(ConsentRequest request) {
        storage.run(() -> rows.put(new Key(request.organisation(), request.user(), request.provider()), request));
    }

    @Override
    public void remove(OrganisationId organisation, UserId user, Provider provider) {
        storage.run(() -> rows.remove(new Key(organisation, user, provider)));
    }

    private record Key(OrganisationId organisation, UserId user, Provider provider) {}
}
