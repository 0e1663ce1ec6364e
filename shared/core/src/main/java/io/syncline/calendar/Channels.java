package io.syncline.calendar;

import java.util.Collection;
import java.util.Map;

/** Whose channels are. A notice names its channel and nothing else, so this is what it is looked up in. */
public interface Channels {

    /** Whose these channels are; one that is unknown, or forgotten after its end, is missing from the answer. */
    Map<ChannelId, ChannelOwner> find(Collection<ChannelId> channels);

    /** Stores whose a channel is, or that it lives longer. */
    void save(ChannelOwner owner);

    /** Forgets a channel: its notices mean nothing from now on. One that is unknown is fine. */
    void drop(ChannelId channel);
}
