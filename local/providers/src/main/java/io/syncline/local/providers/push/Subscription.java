package io.syncline.local.providers.push;

import io.syncline.local.providers.oauth.Grant;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One of Microsoft's subscriptions.
 *
 * @param grant whose events are watched, and by whose leave
 * @param changeTypes of {@code created}, {@code updated} and {@code deleted}
 * @param resource as the client wrote it
 * @param immutableIds whether notices name events by their immutable ids
 * @param suspended whether notices wait for a new authorisation
 * @see <a href="https://learn.microsoft.com/graph/api/resources/subscription">subscription resource type</a>
 */
public record Subscription(
        String id,
        Grant grant,
        Set<String> changeTypes,
        String notificationUrl,
        Optional<String> lifecycleUrl,
        Optional<String> clientState,
        String resource,
        Instant expiration,
        boolean immutableIds,
        boolean suspended) {

    public Subscription {
        changeTypes = Set.copyOf(changeTypes);
    }

    /** The e-mail address of the mailbox. */
    public String account() {
        return grant.account().email();
    }

    Subscription expiring(Instant other) {
        return new Subscription(
                id,
                grant,
                changeTypes,
                notificationUrl,
                lifecycleUrl,
                clientState,
                resource,
                other,
                immutableIds,
                suspended);
    }

    Subscription suspended(boolean other) {
        return new Subscription(
                id,
                grant,
                changeTypes,
                notificationUrl,
                lifecycleUrl,
                clientState,
                resource,
                expiration,
                immutableIds,
                other);
    }
}
