package io.syncline.aws.vault;

import io.syncline.authorisation.StateSignatures;
import io.syncline.token.VaultUnavailable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsInvalidMacException;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;

/**
 * HMAC-SHA-256 by KMS (GenerateMac, VerifyMac), whose key nobody can read. An outage is a {@link VaultUnavailable}.
 */
public final class KmsStateSignatures implements StateSignatures {

    /** The longest message that KMS takes. */
    private static final int MOST_BYTES = 4096;

    private static final int MAC_BYTES = 32;

    private final KmsClient kms;
    private final String keyId;

    public KmsStateSignatures(KmsClient kms, String keyId) {
        this.kms = kms;
        this.keyId = keyId;
    }

    @Override
    public String sign(String text) {
        try {
            byte[] mac = kms.generateMac(request -> request.keyId(keyId)
                            .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)
                            .message(SdkBytes.fromUtf8String(text)))
                    .mac()
                    .asByteArray();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
        } catch (SdkException e) {
            throw new VaultUnavailable("The key service cannot sign now", e);
        }
    }

    @Override
    public boolean matches(String text, String signature) {
        byte[] mac = decoded(signature);
        if (mac.length != MAC_BYTES || text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return false;
        }
        try {
            return kms.verifyMac(request -> request.keyId(keyId)
                            .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)
                            .message(SdkBytes.fromUtf8String(text))
                            .mac(SdkBytes.fromByteArray(mac)))
                    .macValid();
        } catch (KmsInvalidMacException e) {
            return false;
        } catch (SdkException e) {
            throw new VaultUnavailable("The key service cannot verify now", e);
        }
    }

    private static byte[] decoded(String signature) {
        try {
            return Base64.getUrlDecoder().decode(signature);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
