package io.syncline.audit;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** Signatures as the key service makes them, with a key that lives as long as the test. */
public final class FakeSealSignatures implements SealSignatures {

    private final String name;
    private final KeyPair pair;

    /** A key of its own. */
    public FakeSealSignatures(String name) {
        this.name = name;
        this.pair = generated();
    }

    private static KeyPair generated() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has P-256", e);
        }
    }

    @Override
    public String key() {
        return name;
    }

    @Override
    public String sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(bytes);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A seal could not be signed", e);
        }
    }

    @Override
    public boolean matches(String key, byte[] bytes, String signature) {
        if (!key.equals(name)) {
            return false;
        }
        try {
            Signature check = Signature.getInstance("SHA256withECDSA");
            check.initVerify(pair.getPublic());
            check.update(bytes);
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
