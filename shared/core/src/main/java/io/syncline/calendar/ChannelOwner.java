package io.syncline.calendar;

import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import java.time.Instant;

/**
 * Whose a channel is.
 *
 * @param secret of what every notice has to carry; the secret itself is nowhere but at the provider
 * @param until notices that come later mean nothing
 */
public record ChannelOwner(
        ChannelId id,
        Provider provider,
        OrganisationId organisation,
        CalendarRef calendar,
        SecretHash secret,
        Instant until) {

    /** The owner of a channel that lives longer. */
    ChannelOwner until(Instant later) {
        return new ChannelOwner(id, provider, organisation, calendar, secret, later);
    }
}
