package io.syncline.audit;

import io.syncline.identity.OrganisationId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Seals that are gone when the test ends. */
public final class InMemorySeals implements Seals {

    private final NavigableMap<String, NavigableMap<Long, Seal>> rows = new TreeMap<>();

    @Override
    public synchronized void put(Seal seal) {
        rows.computeIfAbsent(seal.head().organisation().value(), _ -> new TreeMap<>())
                .putIfAbsent(seal.head().sequence(), seal);
    }

    @Override
    public synchronized List<Seal> newest(OrganisationId organisation, int limit) {
        return new ArrayList<>(rows.getOrDefault(organisation.value(), new TreeMap<>())
                        .descendingMap()
                        .values())
                .stream().limit(limit).toList();
    }

    /** Puts a seal in place of the one that is there, as only somebody could who broke the bucket's lock. */
    public synchronized void replace(Seal seal) {
        rows.computeIfAbsent(seal.head().organisation().value(), _ -> new TreeMap<>())
                .put(seal.head().sequence(), seal);
    }
}
