package io.syncline.local.providers.push;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Google's notification channels. Safe for many threads. */
public final class Channels {

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, Channel> open = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();
    private Duration longest = Duration.ofDays(7);
    private Predicate<String> unauthorized = address -> false;
    private boolean syncFirst;
    private long changes;

    Channels(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** Opens a channel; false when its id was ever used. */
    public synchronized boolean open(Channel channel) {
        if (!used.add(channel.id())) {
            return false;
        }
        changes++;
        open.put(channel.id(), channel);
        return true;
    }

    /** Ends a channel of this account; false when there is none of these ids. */
    public synchronized boolean stop(String id, String resourceId, String account) {
        boolean there = find(id).filter(channel -> channel.resourceId().equals(resourceId))
                .filter(channel -> channel.account().equals(account))
                .isPresent();
        if (there) {
            remove(id);
        }
        return there;
    }

    /** The living channel of this id. */
    public synchronized Optional<Channel> find(String id) {
        return Optional.ofNullable(open.get(id)).filter(channel -> channel.livesAt(clock.instant()));
    }

    /** The living channels, the oldest first. */
    public synchronized List<Channel> living() {
        var now = clock.instant();
        return open.values().stream().filter(channel -> channel.livesAt(now)).toList();
    }

    /** Gives the channel's next message its number: larger than the last one, but not always by one. */
    public synchronized Channel nextMessage(Channel channel) {
        changes++;
        var next = channel.at(channel.messages() == 0 ? 1 : channel.messages() + 1 + random.nextInt(100));
        open.computeIfPresent(channel.id(), (id, there) -> next);
        return next;
    }

    synchronized void remove(String id) {
        changes++;
        open.remove(id);
    }

    synchronized void expire(String id, Instant at) {
        changes++;
        open.computeIfPresent(id, (key, channel) -> channel.expiring(at));
    }

    /** The longest life that a channel gets, whatever it asks for; seven days unless somebody says otherwise. */
    public synchronized Duration longest() {
        return longest;
    }

    synchronized void setLongest(Duration other) {
        longest = other;
    }

    /** Whether the address is refused as one of a domain that nobody verified. */
    public synchronized boolean isUnauthorized(String address) {
        return unauthorized.test(address);
    }

    synchronized void setUnauthorized(Predicate<String> addresses) {
        unauthorized = addresses;
    }

    /** Whether the sync message arrives before the watch request is answered. */
    public synchronized boolean syncFirst() {
        return syncFirst;
    }

    synchronized void setSyncFirst(boolean first) {
        syncFirst = first;
    }

    /** Moves on with every change. */
    synchronized long changes() {
        return changes;
    }

    synchronized Set<String> usedIds() {
        return Set.copyOf(used);
    }

    synchronized void restore(List<Channel> channels, List<String> ids) {
        used.addAll(ids);
        channels.forEach(channel -> {
            used.add(channel.id());
            open.put(channel.id(), channel);
        });
    }
}
