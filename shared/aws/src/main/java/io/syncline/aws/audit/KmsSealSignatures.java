package io.syncline.aws.audit;

import io.syncline.audit.SealSignatures;
import io.syncline.token.VaultUnavailable;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/**
 * ECDSA over P-256 with SHA-256 by KMS (Sign), whose private key nobody can read. Verifying needs the public key only,
 * which is asked for once and kept. An outage is a {@link VaultUnavailable}.
 */
public final class KmsSealSignatures implements SealSignatures {

    private final KmsClient kms;
    private final String keyId;
    private Optional<PublicKey> publicKey = Optional.empty();

    public KmsSealSignatures(KmsClient kms, String keyId) {
        this.kms = kms;
        this.keyId = keyId;
    }

    @Override
    public String key() {
        return keyId;
    }

    /** The bytes are signed as they are; KMS takes up to 4,096. */
    @Override
    public String sign(byte[] bytes) {
        try {
            byte[] signature = kms.sign(request -> request.keyId(keyId)
                            .message(SdkBytes.fromByteArray(bytes))
                            .messageType(MessageType.RAW)
                            .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256))
                    .signature()
                    .asByteArray();
            return Base64.getEncoder().encodeToString(signature);
        } catch (SdkException e) {
            throw new VaultUnavailable("The key service cannot sign now", e);
        }
    }

    @Override
    public boolean matches(String key, byte[] bytes, String signature) {
        if (!key.equals(keyId)) {
            return false;
        }
        try {
            Signature check = Signature.getInstance("SHA256withECDSA");
            check.initVerify(publicKey());
            check.update(bytes);
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (SignatureException | IllegalArgumentException e) {
            return false; // no signature at all
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key that seals cannot be used for checking", e);
        }
    }

    private synchronized PublicKey publicKey() throws GeneralSecurityException {
        if (publicKey.isEmpty()) {
            publicKey = Optional.of(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(asked())));
        }
        return publicKey.orElseThrow();
    }

    private byte[] asked() {
        try {
            return kms.getPublicKey(request -> request.keyId(keyId)).publicKey().asByteArray();
        } catch (SdkException e) {
            throw new VaultUnavailable("The key service cannot say its public key now", e);
        }
    }
}
