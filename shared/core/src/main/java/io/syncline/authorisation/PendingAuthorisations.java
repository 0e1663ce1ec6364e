package io.syncline.authorisation;

import io.syncline.audit.Deed;
import java.util.Optional;

/** Started connections; each can be claimed once. */
public interface PendingAuthorisations {

    /** Stores it together with its entry in the trail; rows that expired vanish by themselves. */
    void add(PendingAuthorisation pending, Deed deed);

    /**
     * Takes it away, so that nobody else can: of two callers at once, one gets it.
     *
     * @return what was started, or nothing where it is unknown, claimed or vanished; the caller checks its expiry
     */
    Optional<PendingAuthorisation> claim(String id);
}
