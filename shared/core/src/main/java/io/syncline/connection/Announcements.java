package io.syncline.connection;

import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Instant;

/** What others are told about connections, over the event bus. At least once; the id drops doubles. */
@FunctionalInterface
public interface Announcements {

    /**
     * Tells it.
     *
     * @throws RuntimeException where it cannot be told now; it is tried again
     */
    void publish(NeedsAttention announcement);

    /**
     * A grant is dead: somebody has to act before the account works again.
     *
     * @param id the same for every repetition
     * @param byAdministrator whether an administrator of the account's organisation has to act, and not the owner
     */
    record NeedsAttention(
            String id,
            OrganisationId organisation,
            ConnectionId connection,
            UserId owner,
            Provider provider,
            String account,
            boolean byAdministrator,
            String reason,
            Instant since) {}
}
