package io.syncline.aws.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
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
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsInvalidMacException;
import software.amazon.awssdk.services.kms.model.VerifyMacRequest;
import software.amazon.awssdk.services.kms.model.VerifyMacResponse;

/** KMS in process: one key, encryption contexts honoured, calls counted, and it can be told to fail. */
public final class FakeKms implements KmsClient {

    private static final int NONCE = 12;

    private final SecureRandom random = new SecureRandom();
    private final byte[] key = random.generateSeed(32);
    private boolean down;
    private int calls;

    void isDown(boolean now) {
        down = now;
    }

    int calls() {
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
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        down = true;
    }

    private void count() {
        calls++;
        if (down) {
            throw SdkClientException.create("Connection refused");
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
