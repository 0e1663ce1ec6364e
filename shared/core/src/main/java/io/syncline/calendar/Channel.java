package io.syncline.calendar;

import java.time.Duration;
import java.time.Instant;

/**
 * A way by which a provider tells that something changed in a calendar: a watch channel of Google, a subscription of
 * Microsoft. What it says is a hint and never more; it may come late, twice or not at all (F23).
 *
 * @param id chosen by us
 * @param remote what the provider needs to hear to renew or end it
 * @param expiresAt when it ends without a word
 * @param renewAt at 80 % of its life (R25)
 */
public record Channel(ChannelId id, String remote, Instant expiresAt, Instant renewAt) {

    /** A channel whose life begins, or begins anew, now. */
    static Channel alive(ChannelId id, String remote, Instant now, Instant expiresAt) {
        Duration life = Duration.between(now, expiresAt);
        return new Channel(id, remote, expiresAt, now.plus(life.multipliedBy(4).dividedBy(5)));
    }

    /** When its life began, last of all by a renewal: four fifths of it lie before {@code renewAt}. */
    Instant aliveSince() {
        return renewAt.minus(Duration.between(renewAt, expiresAt).multipliedBy(4));
    }
}
