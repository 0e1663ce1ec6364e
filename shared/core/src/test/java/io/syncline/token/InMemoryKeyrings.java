package io.syncline.token;

import io.syncline.InMemoryStorage;
import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.Deed;
import io.syncline.audit.InMemoryAuditTrail;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys that are numbers: they remember what was sealed with which one, and seal nothing. */
public final class InMemoryKeyrings implements Keyrings {

    private final InMemoryStorage storage;
    private final InstantSource clock;
    private final InMemoryAuditTrail trail;
    private final Map<OrganisationId, Keyring> rings = new HashMap<>();
    private final List<InMemoryTokenVault> vaults = new ArrayList<>();
    private int made;

    InMemoryKeyrings(InMemoryStorage storage, InstantSource clock, InMemoryAuditTrail trail) {
        this.storage = storage;
        this.clock = clock;
        this.trail = trail;
    }

    void seals(InMemoryTokenVault vault) {
        vaults.add(vault);
    }

    private InMemoryTokenVault vault() {
        return vaults.getFirst();
    }

    /** The key for something new; an organisation's first one is made on the way. */
    public KeyId primaryToSealWith(OrganisationId organisation) {
        Keyring ring = rings.computeIfAbsent(organisation, this::firstOf);
        if (ring.standing() != Standing.OPEN) {
            throw new OrganisationGone("Organisation " + organisation.value() + " was removed");
        }
        return ring.primary().orElseThrow();
    }

    private Keyring firstOf(OrganisationId organisation) {
        trail.add(
                organisation,
                List.of(Deed.done(Actor.function("vault"), Action.KEY_CREATED, subject(organisation), "")));
        Key key = newKey();
        return new Keyring(organisation, Standing.OPEN, List.of(key), Optional.of(key.id()), clock.instant());
    }

    private static String subject(OrganisationId organisation) {
        return "organisation/" + organisation.value();
    }

    private Key newKey() {
        return new Key(new KeyId(String.format("%08x", 0x1000 + ++made)), clock.instant());
    }

    boolean opens(OrganisationId organisation, KeyId key) {
        return Optional.ofNullable(rings.get(organisation)).stream()
                .flatMap(ring -> ring.keys().stream())
                .anyMatch(one -> one.id().equals(key));
    }

    @Override
    public Optional<Keyring> find(OrganisationId organisation) {
        return storage.call(() -> Optional.ofNullable(rings.get(organisation)));
    }

    @Override
    public List<OrganisationId> withPrimaryBefore(Instant moment, int limit) {
        return storage.call(() -> rings.values().stream()
                .filter(ring -> ring.standing() == Standing.OPEN)
                .filter(ring -> ring.primarySince().isBefore(moment))
                .map(Keyring::organisation)
                .limit(limit)
                .toList());
    }

    @Override
    public List<OrganisationId> rotating(int limit) {
        return storage.call(() -> rings.values().stream()
                .filter(Keyring::isRotating)
                .map(Keyring::organisation)
                .limit(limit)
                .toList());
    }

    @Override
    public void addPrimary(OrganisationId organisation, KeyId expectedPrimary, Deed deed) {
        storage.run(() -> {
            Keyring ring = rings.get(organisation);
            if (ring == null
                    || ring.standing() != Standing.OPEN
                    || !ring.primary().equals(Optional.of(expectedPrimary))) {
                return;
            }
            Key key = newKey();
            List<Key> keys = new ArrayList<>(ring.keys());
            keys.add(key);
            put(new Keyring(organisation, Standing.OPEN, keys, Optional.of(key.id()), clock.instant()), deed);
        });
    }

    private void put(Keyring ring, Deed deed) {
        rings.put(ring.organisation(), ring);
        trail.add(ring.organisation(), List.of(deed));
    }

    @Override
    public Resealed reseal(OrganisationId organisation, Optional<String> position, int limit) {
        return storage.call(() -> {
            List<Map.Entry<ConnectionId, KeyId>> rest = vault().sealed(organisation).entrySet().stream()
                    .filter(row -> row.getKey().value().compareTo(position.orElse("")) > 0)
                    .toList();
            List<Map.Entry<ConnectionId, KeyId>> page =
                    rest.stream().limit(limit).toList();
            int resealed = 0;
            KeyId primary = rings.get(organisation).primary().orElseThrow();
            for (Map.Entry<ConnectionId, KeyId> row : page) {
                if (!row.getValue().equals(primary)) {
                    vault().reseal(organisation, row.getKey(), primary);
                    resealed++;
                }
            }
            return new Resealed(
                    page.size(),
                    resealed,
                    page.size() < rest.size()
                            ? Optional.of(page.getLast().getKey().value())
                            : Optional.empty());
        });
    }

    @Override
    public boolean retire(OrganisationId organisation, Deed deed) {
        return storage.call(() -> {
            Keyring ring = rings.get(organisation);
            KeyId primary = ring.primary().orElseThrow();
            if (vault().sealed(organisation).values().stream().anyMatch(key -> !key.equals(primary))) {
                return false;
            }
            if (ring.isRotating()) {
                put(
                        new Keyring(
                                organisation,
                                ring.standing(),
                                List.of(ring.keys().getLast()),
                                ring.primary(),
                                ring.primarySince()),
                        deed);
            }
            return true;
        });
    }

    @Override
    public void close(OrganisationId organisation, Deed deed) {
        storage.run(() -> {
            Keyring ring = ringOrNothing(organisation);
            if (ring.standing() == Standing.OPEN) {
                put(standing(ring, Standing.CLOSED), deed);
            }
        });
    }

    private Keyring ringOrNothing(OrganisationId organisation) {
        return rings.getOrDefault(
                organisation, new Keyring(organisation, Standing.OPEN, List.of(), Optional.empty(), clock.instant()));
    }

    private static Keyring standing(Keyring ring, Standing next) {
        return new Keyring(ring.organisation(), next, ring.keys(), ring.primary(), ring.primarySince());
    }

    @Override
    public void shred(OrganisationId organisation, Deed deed) {
        storage.run(() -> {
            Keyring ring = ringOrNothing(organisation);
            if (ring.standing() != Standing.SHREDDED) {
                put(
                        new Keyring(organisation, Standing.SHREDDED, List.of(), Optional.empty(), ring.primarySince()),
                        deed);
            }
        });
    }

    @Override
    public void readmit(OrganisationId organisation, Deed deed) {
        storage.run(() -> {
            Keyring ring = ringOrNothing(organisation);
            if (ring.standing() != Standing.OPEN) {
                Key key = newKey();
                List<Key> keys = new ArrayList<>(ring.keys());
                keys.add(key);
                put(new Keyring(organisation, Standing.OPEN, keys, Optional.of(key.id()), clock.instant()), deed);
            }
        });
    }

    @Override
    public Map<KeyId, Long> census(OrganisationId organisation) {
        return storage.call(() -> {
            Map<KeyId, Long> census = new HashMap<>();
            vault().sealed(organisation).values().forEach(key -> census.merge(key, 1L, Long::sum));
            return Collections.unmodifiableMap(census);
        });
    }
}
