package io.syncline.authorisation;

import io.syncline.audit.Deed;
import io.syncline.token.InMemoryRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Started connections that are gone when the test ends. */
public final class InMemoryPendingAuthorisations implements PendingAuthorisations {

    private final InMemoryRegistry registry;
    private final Map<String, PendingAuthorisation> rows = new HashMap<>();

    /** Pending authorisations whose verifiers are sealed with the registry's keys. */
    public InMemoryPendingAuthorisations(InMemoryRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void add(PendingAuthorisation pending, Deed deed) {
        registry.storage().run(() -> {
            registry.keyrings().primaryToSealWith(pending.organisation());
            rows.put(pending.id(), pending);
            registry.trail().add(pending.organisation(), List.of(deed));
        });
    }

    @Override
    public Optional<PendingAuthorisation> claim(String id) {
        return registry.storage().call(() -> Optional.ofNullable(rows.remove(id)));
    }

    /** How many wait. */
    public int size() {
        return rows.size();
    }
}
