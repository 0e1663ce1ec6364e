package io.syncline.authorisation;

import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * Who was removed, and when: what was started before that is not completed any more. Kept for a day, which is longer
 * than anything that was started lives.
 */
public interface Removals {

    void put(OrganisationId organisation, UserId user, Instant at);

    Optional<Instant> find(OrganisationId organisation, UserId user);
}
