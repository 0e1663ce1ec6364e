package io.syncline.local.providers.push;

import java.time.Instant;
import java.util.Optional;

/**
 * One of Google's notification channels.
 *
 * @param resourceId the same for all channels of one collection
 * @param calendar the watched calendar's id
 * @param account the e-mail address of the account that watches
 * @param token what the client wants to find in each notice
 * @param expiration when it ends, without notice
 * @param messages the number of the last message
 * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/channels">Channels</a>
 */
public record Channel(
        String id,
        String resourceId,
        String resourceUri,
        String calendar,
        String account,
        String address,
        Optional<String> token,
        Instant expiration,
        long messages) {

    Channel expiring(Instant other) {
        return new Channel(id, resourceId, resourceUri, calendar, account, address, token, other, messages);
    }

    Channel at(long message) {
        return new Channel(id, resourceId, resourceUri, calendar, account, address, token, expiration, message);
    }

    boolean livesAt(Instant now) {
        return expiration.isAfter(now);
    }
}
