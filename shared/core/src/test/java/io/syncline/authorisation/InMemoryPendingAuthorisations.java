package io.syncline.authorisation;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Started connections that are gone when the test ends. */
public final class InMemoryPendingAuthorisations implements PendingAuthorisations {

    private final Map<String, PendingAuthorisation> rows = new ConcurrentHashMap<>();

    @Override
    public void add(PendingAuthorisation pending) {
        rows.put(pending.id(), pending);
    }

    @Override
    public Optional<PendingAuthorisation> claim(String id) {
        return Optional.ofNullable(rows.remove(id));
    }

    /** How many wait. */
    public int size() {
        return rows.size();
    }
}
