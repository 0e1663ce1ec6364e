package io.syncline.authorisation;

import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.util.Optional;

/** Who waits for an administrator's consent: at most one request per person and provider, for thirty days. */
public interface ConsentRequests {

    Optional<ConsentRequest> find(OrganisationId organisation, UserId user, Provider provider);

    /** Stores it in place of an earlier one. */
    void put(ConsentRequest request);

    /** Removes it; removing what is not there is fine. */
    void remove(OrganisationId organisation, UserId user, Provider provider);
}
