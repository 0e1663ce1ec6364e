package io.syncline.aws.vault;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import io.syncline.identity.OrganisationId;
import io.syncline.token.VaultUnavailable;
import java.security.GeneralSecurityException;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;

/**
 * Wraps keysets with one KMS key.
 *
 * <p>The wrapped bytes are what KMS Encrypt makes of Tink's binary keyset, with the encryption context
 * {@code {organisation: <id>}}: KMS itself refuses to unwrap it for another organisation.
 */
public final class KeyWrapping {

    private final KmsClient kms;
    private final String keyId;

    public KeyWrapping(KmsClient kms, String keyId) {
        this.kms = kms;
        this.keyId = keyId;
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink's AEAD is not available", e);
        }
    }

    byte[] wrap(OrganisationId organisation, KeysetHandle keyset) {
        try {
            byte[] bytes = TinkProtoKeysetFormat.serializeKeyset(
                    keyset, InsecureSecretKeyAccess.get(), RegistryConfiguration.get());
            return kms.encrypt(request -> request.keyId(keyId)
                            .plaintext(SdkBytes.fromByteArray(bytes))
                            .encryptionContext(contextOf(organisation)))
                    .ciphertextBlob()
                    .asByteArray();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A keyset could not be written", e);
        } catch (SdkException e) {
            throw new VaultUnavailable("The keys of an organisation cannot be wrapped now", e);
        }
    }

    KeysetHandle unwrap(OrganisationId organisation, byte[] wrapped) {
        try {
            byte[] keyset = kms.decrypt(request -> request.keyId(keyId)
                            .ciphertextBlob(SdkBytes.fromByteArray(wrapped))
                            .encryptionContext(contextOf(organisation)))
                    .plaintext()
                    .asByteArray();
            return TinkProtoKeysetFormat.parseKeyset(
                    keyset, InsecureSecretKeyAccess.get(), RegistryConfiguration.get());
        } catch (InvalidCiphertextException | IncorrectKeyException e) {
            throw new BrokenSeal("The keyset of an organisation does not open: it was changed or moved", e);
        } catch (SdkException e) {
            throw new VaultUnavailable("The keys of an organisation cannot be unwrapped now", e);
        } catch (GeneralSecurityException e) {
            throw new BrokenSeal("What the key service unwrapped is no keyset", e);
        }
    }

    private static Map<String, String> contextOf(OrganisationId organisation) {
        return Map.of("organisation", organisation.value());
    }
}
