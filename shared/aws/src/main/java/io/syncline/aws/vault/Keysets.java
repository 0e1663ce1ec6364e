package io.syncline.aws.vault;

import io.syncline.aws.audit.GuardedWrite;
import io.syncline.identity.OrganisationId;
import io.syncline.token.Keyrings.KeyId;
import java.util.Optional;

/** The keys that each organisation's secrets are sealed with. An outage is a {@code VaultUnavailable}. */
public interface Keysets {

    /**
     * The organisation's keys to seal with, created when it has none. Where they were changed or moved, nothing can be
     * sealed until an operator puts their row right: that is a {@code VaultUnavailable} too.
     *
     * @throws io.syncline.token.OrganisationGone where nothing is to be sealed for it any more
     */
    OpenKeyset of(OrganisationId organisation);

    /**
     * The organisation's keys, or nothing where it has none: then nothing of it can be opened any more.
     *
     * @throws BrokenSeal where they were changed or belong to another organisation
     */
    Optional<OpenKeyset> existing(OrganisationId organisation);

    /** The organisation's keys as they are stored now: for whoever met a seal of a key that is not among them. */
    Optional<OpenKeyset> newest(OrganisationId organisation);

    /**
     * Keeps whatever is stored in the same transaction from being stored for an organisation that leaves, or under a key
     * that is gone: keys in memory are up to five minutes old.
     *
     * @param used the key that sealed it
     */
    GuardedWrite stillOpen(OrganisationId organisation, KeyId used);
}
