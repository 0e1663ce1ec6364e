package io.syncline.aws.vault;

import com.google.crypto.tink.Aead;
import io.syncline.identity.OrganisationId;
import java.util.Optional;

/** The keys that each organisation's secrets are sealed with. An outage is a {@code VaultUnavailable}. */
public interface Keysets {

    /** The organisation's keys, created when it has none. */
    Aead of(OrganisationId organisation);

    /** The organisation's keys, or nothing where it has none: then nothing of it can be opened any more. */
    Optional<Aead> existing(OrganisationId organisation);
}
