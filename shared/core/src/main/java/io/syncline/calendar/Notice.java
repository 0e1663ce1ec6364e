package io.syncline.calendar;

import io.syncline.token.Secret;

/**
 * What somebody who calls itself a provider says about a channel. Nothing of it is believed but that it has the secret.
 *
 * @param secret what came with it
 */
public record Notice(ChannelId channel, Secret secret, News news) {

    /** What notices are about. */
    public enum News {
        /** The channel is open; nothing happened yet. */
        OPENED,
        /** Something changed, or notices got lost. */
        CHANGED,
        /** The channel has to be renewed before it says more. */
        TO_BE_RENEWED,
        /** The channel is gone. */
        LOST
    }
}
