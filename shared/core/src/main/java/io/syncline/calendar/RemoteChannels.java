package io.syncline.calendar;

import io.syncline.token.Secret;

/**
 * The channels by which one provider tells of changes in calendars. No call sleeps or retries; no answer of a provider
 * is thrown.
 */
public interface RemoteChannels {

    /**
     * Opens a channel for as long as the provider allows. Its first notice, and its handshake, may come before this
     * returns.
     */
    Opening open(Secret accessToken, CalendarRef calendar, NewChannel channel);

    /** Prolongs an open channel. */
    Extension extend(Secret accessToken, CalendarRef calendar, Channel channel);

    /** Closes a channel, as well as it can be done: one that stays open ends by itself, and nobody listens to it. */
    void close(Secret accessToken, CalendarRef calendar, Channel channel);
}
