package io.syncline.traffic;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Exclusive rights with an end, across all processes. A holder that stalls past the end has lost it: its release
 * has no effect on the next holder.
 */
public interface Leases {

    /**
     * Takes the lease if nobody holds it.
     *
     * @param name what is leased, with the organisation at its head
     * @return the lease, or nothing while somebody else holds it
     */
    Optional<Lease> take(String name, Duration life);

    /**
     * Takes as many of the leases as nobody holds.
     *
     * @return those taken, by name
     */
    default Map<String, Lease> takeAll(Collection<String> names, Duration life) {
        Map<String, Lease> taken = new HashMap<>();
        names.forEach(name -> take(name, life).ifPresent(lease -> taken.put(name, lease)));
        return taken;
    }

    /** Gives several leases back. */
    default void releaseAll(Collection<Lease> leases) {
        leases.forEach(this::release);
    }

    /** Gives the lease back; one that was lost meanwhile is left alone. */
    void release(Lease lease);

    /**
     * A held lease.
     *
     * @param owner random, so that only its holder can release it
     */
    record Lease(String name, String owner) {}
}
