package io.syncline.aws.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.syncline.token.Keyrings.KeyId;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.Set;

/** What is done with Tink's keysets: all keys are AES-256-GCM. */
final class TinkKeys {

    private TinkKeys() {}

    static KeysetHandle one() {
        try {
            return KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A keyset could not be made", e);
        }
    }

    /** The keyset with a new key, which is its primary one. */
    static KeysetHandle withNewPrimary(KeysetHandle keyset) {
        try {
            return KeysetHandle.newBuilder(keyset)
                    .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                            .withRandomId()
                            .makePrimary())
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A key could not be added to a keyset", e);
        }
    }

    /** The keyset without any key but its primary one. */
    static KeysetHandle withPrimaryOnly(KeysetHandle keyset) {
        try {
            return KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(keyset.getPrimary().getKey())
                            .withFixedId(keyset.getPrimary().getId())
                            .makePrimary())
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Keys could not be taken out of a keyset", e);
        }
    }

    static OpenKeyset open(KeysetHandle keyset) {
        try {
            Set<KeyId> keys = new HashSet<>();
            for (int place = 0; place < keyset.size(); place++) {
                keys.add(Seal.keyOf(keyset.getAt(place).getId()));
            }
            return new OpenKeyset(keyset.getPrimitive(RegistryConfiguration.get(), Aead.class), primary(keyset), keys);
        } catch (GeneralSecurityException e) {
            throw new BrokenSeal("What the key service unwrapped is no keyset for sealing", e);
        }
    }

    static KeyId primary(KeysetHandle keyset) {
        return Seal.keyOf(keyset.getPrimary().getId());
    }
}
