package io.syncline.calendar;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Owners of channels that are gone when the test ends. */
public final class InMemoryChannels implements Channels {

    private final Map<ChannelId, ChannelOwner> owners = new HashMap<>();
    private long writes;

    @Override
    public synchronized Map<ChannelId, ChannelOwner> find(Collection<ChannelId> channels) {
        Map<ChannelId, ChannelOwner> found = new HashMap<>(owners);
        found.keySet().retainAll(channels);
        return found;
    }

    @Override
    public synchronized void save(ChannelOwner owner) {
        writes++;
        owners.put(owner.id(), owner);
    }

    @Override
    public synchronized void drop(ChannelId channel) {
        writes++;
        owners.remove(channel);
    }

    /** All that are known. */
    public synchronized Collection<ChannelOwner> all() {
        return Map.copyOf(owners).values();
    }

    /** How often something was written. */
    public synchronized long writes() {
        return writes;
    }
}
