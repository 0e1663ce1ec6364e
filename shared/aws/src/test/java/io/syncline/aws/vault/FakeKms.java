package io.syncline.aws.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateMacRequest;
import software.amazon.awssdk.services.kms.model.GenerateMacResponse;
import software.amazon.awssdk.services.kms.model.GetPublicKeyRequest;
import software.amazon.awssdk.services.kms.model.GetPublicKeyResponse;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidMacException;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.SignResponse;
import software.amazon.awssdk.services.kms.model.VerifyMacRequest;
import software.amazon.awssdk.services.kms.model.VerifyMacResponse;

/** KMS in process: one key, encryption contexts honoured, calls counted, and it can be told to fail. */
public final class FakeKms implements KmsClient {

    private static final int NONCE = 12;

    private final SecureRandom random = new SecureRandom();
    private final byte[] key = random.generateSeed(32);
    private final KeyPair pair = newPair();
    private boolean down;
    private boolean refusing;
    private int calls;

    public void isDown(boolean now) {
        down = now;
    }

    public int calls() {
        return calls;
    }

    @Override
    public EncryptResponse encrypt(EncryptRequest request) {
        count();
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = cipher(
                Cipher.ENCRYPT_MODE,
                nonce,
                request.encryptionContext(),
                request.plaintext().asByteArray());
        byte[] blob = Arrays.copyOf(nonce, NONCE + sealed.length);
        System.arraycopy(sealed, 0, blob, NONCE, sealed.length);
        return EncryptResponse.builder()
                .ciphertextBlob(SdkBytes.fromByteArray(blob))
                .build();
    }

    @Override
    public DecryptResponse decrypt(DecryptRequest request) {
        count();
        byte[] blob = request.ciphertextBlob().asByteArray();
        byte[] nonce = Arrays.copyOf(blob, NONCE);
        byte[] sealed = Arrays.copyOfRange(blob, NONCE, blob.length);
        byte[] plain = cipher(Cipher.DECRYPT_MODE, nonce, request.encryptionContext(), sealed);
        return DecryptResponse.builder()
                .plaintext(SdkBytes.fromByteArray(plain))
                .build();
    }

    @Override
    public GenerateMacResponse generateMac(GenerateMacRequest request) {
        count();
        return GenerateMacResponse.builder()
                .mac(SdkBytes.fromByteArray(mac(request.message().asByteArray())))
                .build();
    }

    @Override
    public VerifyMacResponse verifyMac(VerifyMacRequest request) {
        count();
        byte[] expected = mac(request.message().asByteArray());
        if (!MessageDigest.isEqual(expected, request.mac().asByteArray())) {
            throw KmsInvalidMacException.builder().message("no").build();
        }
        return VerifyMacResponse.builder().macValid(true).build();
    }

    @Override
    public SignResponse sign(SignRequest request) {
        count();
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(request.message().asByteArray());
            return SignResponse.builder()
                    .signature(SdkBytes.fromByteArray(signature.sign()))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public GetPublicKeyResponse getPublicKey(GetPublicKeyRequest request) {
        count();
        return GetPublicKeyResponse.builder()
                .publicKey(SdkBytes.fromByteArray(pair.getPublic().getEncoded()))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        down = true;
    }

    /** Lets it answer that nobody may use the key, as after a change of its policy. */
    public void isRefusing(boolean now) {
        refusing = now;
    }

    private synchronized void count() {
        calls++;
        if (down) {
            throw SdkClientException.create("Connection refused");
        }
        if (refusing) {
            throw KmsException.builder()
                    .statusCode(400)
                    .message("AccessDeniedException")
                    .build();
        }
    }

    private static KeyPair newPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] cipher(int mode, byte[] nonce, Map<String, String> context, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(new TreeMap<>(context).toString().getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw InvalidCiphertextException.builder().cause(e).build();
        }
    }

    private byte[] mac(byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
