package io.syncline.calendar;

import io.syncline.token.Secret;

/**
 * A channel that a provider is asked to open.
 *
 * @param secret comes back with every notice, and is all that tells a notice from a forgery
 */
public record NewChannel(ChannelId id, Secret secret) {}
