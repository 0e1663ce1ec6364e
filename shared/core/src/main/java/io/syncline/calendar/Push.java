package io.syncline.calendar;

import java.time.Instant;
import java.util.Optional;

/**
 * How a calendar hears of changes besides its poll (R25, F22).
 *
 * @param channel the one that is open
 * @param problem why there is none, or why it could not be renewed, one sentence; the poll goes on all the same
 * @param dueAt when to open the next one, or to try again
 * @param failures attempts in a row that came to nothing
 */
public record Push(Optional<Channel> channel, Optional<String> problem, Instant dueAt, int failures) {

    /** A push without failures. */
    public Push(Optional<Channel> channel, Optional<String> problem, Instant dueAt) {
        this(channel, problem, dueAt, 0);
    }

    /** Over an open channel, which is renewed in time. */
    static Push over(Channel channel) {
        return new Push(Optional.of(channel), Optional.empty(), channel.renewAt());
    }

    /** None, and nothing stands in the way of opening a channel at once. */
    static Push none(Instant now) {
        return new Push(Optional.empty(), Optional.empty(), now);
    }

    /** Whether changes are told at once. */
    public boolean isHealthyAt(Instant now) {
        return channel.filter(open -> open.expiresAt().isAfter(now)).isPresent();
    }

    /** This push after its channel was lost: the next run opens another one. */
    public Push lost(String reason, Instant now) {
        return new Push(Optional.empty(), Optional.of(reason), now);
    }

    /** This push, to be renewed by the next run. */
    public Push dueAt(Instant now) {
        return new Push(channel, problem, now, failures);
    }

    /** Whether it goes over this channel. */
    public boolean isOver(ChannelId id) {
        return channel.filter(open -> open.id().equals(id)).isPresent();
    }
}
