package io.syncline.local.providers.push;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Microsoft's subscriptions. Safe for many threads. */
public final class Subscriptions {

    private final InstantSource clock;
    private final Map<String, Subscription> open = new LinkedHashMap<>();
    private boolean refusingDuplicates;
    private long changes;

    Subscriptions(InstantSource clock) {
        this.clock = clock;
    }

    public synchronized void open(Subscription subscription) {
        changes++;
        open.put(subscription.id(), subscription);
    }

    /** The living subscription of this id. */
    public synchronized Optional<Subscription> find(String id) {
        return Optional.ofNullable(open.get(id))
                .filter(subscription -> subscription.expiration().isAfter(clock.instant()));
    }

    /** The living subscriptions, the oldest first. */
    public synchronized List<Subscription> living() {
        var now = clock.instant();
        return open.values().stream()
                .filter(subscription -> subscription.expiration().isAfter(now))
                .toList();
    }

    /** Gives a living subscription another end, and lets its notices flow again. */
    public synchronized Optional<Subscription> renew(String id, Instant expiration) {
        changes++;
        var renewed =
                find(id).map(subscription -> subscription.expiring(expiration).suspended(false));
        renewed.ifPresent(subscription -> open.put(id, subscription));
        return renewed;
    }

    public synchronized void remove(String id) {
        changes++;
        open.remove(id);
    }

    synchronized void suspend(String id) {
        changes++;
        open.computeIfPresent(id, (key, subscription) -> subscription.suspended(true));
    }

    synchronized void expire(String id, Instant at) {
        changes++;
        open.computeIfPresent(id, (key, subscription) -> subscription.expiring(at));
    }

    /** Whether a second subscription of one application to one resource is refused; the documentation says so. */
    public synchronized boolean refusingDuplicates() {
        return refusingDuplicates;
    }

    synchronized void refuseDuplicates(boolean refusing) {
        refusingDuplicates = refusing;
    }

    /** Moves on with every change. */
    synchronized long changes() {
        return changes;
    }
}
