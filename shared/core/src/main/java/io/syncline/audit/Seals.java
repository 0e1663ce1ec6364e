package io.syncline.audit;

import io.syncline.identity.OrganisationId;
import java.util.List;

/** The seals of each organisation, where nobody can change or remove them. */
public interface Seals {

    /** Keeps a seal; one that is there for the same sequence already stays as it is. */
    void put(Seal seal);

    /** The newest ones, the newest first. */
    List<Seal> newest(OrganisationId organisation, int limit);
}
