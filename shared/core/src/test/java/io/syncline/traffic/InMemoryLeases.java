package io.syncline.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Leases within one process. */
public final class InMemoryLeases implements Leases {

    private final InstantSource clock;
    private final Map<String, Held> held = new HashMap<>();
    private long count;

    public InMemoryLeases(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Optional<Lease> take(String name, Duration life) {
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
    public synchronized void release(Lease lease) {
        Held holder = held.get(lease.name());
        if (holder != null && holder.lease.equals(lease)) {
            held.remove(lease.name());
        }
    }

    private record Held(Lease lease, Instant until) {}
}
