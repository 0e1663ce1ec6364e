package io.syncline.calendar;

import io.syncline.identity.OrganisationId;

/** What each organisation decided about changes. */
public interface SyncPolicies {

    /** The organisation's policy, or {@link SyncPolicy#DEFAULT}. */
    SyncPolicy find(OrganisationId organisation);

    void save(OrganisationId organisation, SyncPolicy policy);
}
