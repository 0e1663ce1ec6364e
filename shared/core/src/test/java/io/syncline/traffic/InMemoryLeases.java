package io.syncline.traffic;

import io.syncline.InMemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Leases within one process. */
public final class InMemoryLeases implements Leases {

    private final InMemoryStorage storage;
    private final InstantSource clock;
    private final Map<String, Held> held = new HashMap<>();
    private long count;

    public InMemoryLeases(InstantSource clock) {
        this(new InMemoryStorage(), clock);
    }

    /** Leases whose faults the storage decides on. */
    public InMemoryLeases(InMemoryStorage storage, InstantSource clock) {
        this.storage = storage;
        this.clock = clock;
    }

    @Override
    public Optional<Lease> take(String name, Duration life) {
        return storage.call(() -> taken(name, life));
    }

    private Optional<Lease> taken(String name, Duration life) {
        Instant now = clock.instant();
        Held holder = held.get(name);
        if (holder != null && holder.until.isAfter(now)) {
            return Optional.empty();
        }
        Lease lease = new Lease(name, "owner-" + ++count);
        held.put(name, new Held(lease, now.plus(life)));
        return Optional.of(lease);
    }

    @Override
    public void release(Lease lease) {
        storage.run(() -> {
            Held holder = held.get(lease.name());
            if (holder != null && holder.lease.equals(lease)) {
                held.remove(lease.name());
            }
        });
    }

    private record Held(Lease lease, Instant until) {}
}
