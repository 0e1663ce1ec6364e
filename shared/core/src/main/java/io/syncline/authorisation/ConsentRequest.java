package io.syncline.authorisation;

import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody could not connect because only an administrator of the account's organisation may allow it. It waits until
 * that person tries again; what the administrator's browser says meanwhile is shown as a hint and trusted for nothing.
 *
 * @param answeredAt when an administrator's browser came back, saying yes
 */
public record ConsentRequest(
        OrganisationId organisation,
        UserId user,
        Provider provider,
        Set<Service> services,
        Instant askedAt,
        Optional<Instant> answeredAt) {

    public ConsentRequest {
        services = Set.copyOf(services);
    }

    /** What the trail calls it. */
    public String subject() {
        return "consent/" + provider.word() + "/" + user.value();
    }
}
