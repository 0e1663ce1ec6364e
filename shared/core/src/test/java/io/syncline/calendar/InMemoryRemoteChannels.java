package io.syncline.calendar;

import io.syncline.token.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A provider that tells of changes, as Google does or as Microsoft does. */
public final class InMemoryRemoteChannels implements RemoteChannels {

    private final InstantSource clock;
    private final boolean prolongs;
    private final Map<ChannelId, NewChannel> open = new HashMap<>();
    private final Deque<Opening> nextOpenings = new ArrayDeque<>();
    private final Deque<Extension> nextExtensions = new ArrayDeque<>();
    private final List<String> calls = new ArrayList<>();
    private Consumer<NewChannel> onOpen = _ -> {};

    private InMemoryRemoteChannels(InstantSource clock, boolean prolongs) {
        this.clock = clock;
        this.prolongs = prolongs;
    }

    /** Prolongs nothing: another channel has to take over. */
    public static InMemoryRemoteChannels likeGoogle(InstantSource clock) {
        return new InMemoryRemoteChannels(clock, false);
    }

    /** Prolongs what is open. */
    public static InMemoryRemoteChannels likeMicrosoft(InstantSource clock) {
        return new InMemoryRemoteChannels(clock, true);
    }

    @Override
    public Opening open(Secret accessToken, CalendarRef calendar, NewChannel channel) {
        calls.add("open");
        onOpen.accept(channel);
        if (!nextOpenings.isEmpty()) {
            return nextOpenings.remove();
        }
        open.put(channel.id(), channel);
        return new Opening.Opened("remote-" + open.size(), inAWeek());
    }

    @Override
    public Extension extend(Secret accessToken, CalendarRef calendar, Channel channel) {
        calls.add("extend");
        if (!nextExtensions.isEmpty()) {
            return nextExtensions.remove();
        }
        if (!prolongs) {
            return new Extension.NotOffered();
        }
        return open.containsKey(channel.id()) ? new Extension.Extended(inAWeek()) : new Extension.Gone();
    }

    @Override
    public void close(Secret accessToken, CalendarRef calendar, Channel channel) {
        calls.add("close");
        open.remove(channel.id());
    }

    /** The next channels are opened, or not, like this. */
    public void nextOpenings(Opening... answers) {
        nextOpenings.addAll(List.of(answers));
    }

    /** The next channels are prolonged, or not, like this. */
    public void nextExtensions(Extension... answers) {
        nextExtensions.addAll(List.of(answers));
    }

    /** What happens while a channel is being opened. */
    public void onOpen(Consumer<NewChannel> listener) {
        onOpen = listener;
    }

    /** It forgets all channels without a word. */
    public void forgetAll() {
        open.clear();
    }

    /** The channels that are open. */
    public List<NewChannel> open() {
        return List.copyOf(open.values());
    }

    /** What was called since the last time somebody asked. */
    public List<String> takeCalls() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    private Instant inAWeek() {
        return clock.instant().plus(Duration.ofDays(7));
    }
}
