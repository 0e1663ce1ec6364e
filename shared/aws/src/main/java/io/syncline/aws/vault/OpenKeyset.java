package io.syncline.aws.vault;

import com.google.crypto.tink.Aead;
import io.syncline.token.Keyrings.KeyId;
import java.util.Set;

/**
 * An organisation's keys, unwrapped.
 *
 * @param aead seals with the primary key and opens with each
 */
public record OpenKeyset(Aead aead, KeyId primary, Set<KeyId> keys) {

    public OpenKeyset {
        keys = Set.copyOf(keys);
    }

    /** Whether it has the key that sealed the bytes; of what is no seal at all nobody has the key. */
    boolean knows(byte[] sealed) {
        return Seal.keyOf(sealed).filter(keys::contains).isPresent();
    }

    Seal seal() {
        return new Seal(aead);
    }
}
