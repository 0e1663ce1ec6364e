package io.syncline.identity;

import java.util.List;

/** The organisations that ever connected an account, those that left included. */
@FunctionalInterface
public interface Organisations {

    List<OrganisationId> all();
}
