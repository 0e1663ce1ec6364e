package io.syncline.identity;

import java.util.Set;

/** The signed-in person on whose behalf a use case runs. */
public record Caller(OrganisationId organisation, UserId user, String name, Set<Role> roles) {

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Whether all jobs of the organisation are theirs to see and change. */
    public boolean dispatches() {
        return roles.contains(Role.DISPATCHER) || roles.contains(Role.ADMINISTRATOR);
    }

    /** Whether all connections of the organisation are theirs to see and manage. */
    public boolean administers() {
        return roles.contains(Role.ADMINISTRATOR);
    }

    /** Whether something that belongs to the given person is theirs to manage. */
    public boolean manages(UserId owner) {
        return administers() || user.equals(owner);
    }
}
