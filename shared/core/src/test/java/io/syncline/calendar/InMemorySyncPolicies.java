package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Policies that are gone when the test ends. */
public final class InMemorySyncPolicies implements SyncPolicies {

    private final Map<OrganisationId, SyncPolicy> policies = new ConcurrentHashMap<>();

    @Override
    public SyncPolicy find(OrganisationId organisation) {
        return policies.getOrDefault(organisation, SyncPolicy.DEFAULT);
    }

    @Override
    public void save(OrganisationId organisation, SyncPolicy policy) {
        policies.put(organisation, policy);
    }
}
