package io.syncline.local.cloud.aws;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/**
 * An ECC_NIST_P256 key that signs with ECDSA_SHA_256; signatures are in DER (RFC 3279, section 2.2.3).
 *
 * <p>Its material is: 2 bytes length of the private key, the private key (PKCS #8), the public key
 * (SubjectPublicKeyInfo).
 */
record SigningKey(PrivateKey secret, PublicKey open) {

    static final String SPEC = "ECC_NIST_P256";
    static final String ALGORITHM = "ECDSA_SHA_256";

    static byte[] newMaterial() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] secret = pair.getPrivate().getEncoded();
            byte[] open = pair.getPublic().getEncoded();
            return ByteBuffer.allocate(Short.BYTES + secret.length + open.length)
                    .putShort((short) secret.length)
                    .put(secret)
                    .put(open)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has the curve P-256", e);
        }
    }

    static SigningKey of(byte[] material) throws GeneralSecurityException {
        int length = ByteBuffer.wrap(material).getShort();
        KeyFactory factory = KeyFactory.getInstance("EC");
        byte[] secret = Arrays.copyOfRange(material, Short.BYTES, Short.BYTES + length);
        byte[] open = Arrays.copyOfRange(material, Short.BYTES + length, material.length);
        return new SigningKey(
                factory.generatePrivate(new PKCS8EncodedKeySpec(secret)),
                factory.generatePublic(new X509EncodedKeySpec(open)));
    }

    /** The public half as SubjectPublicKeyInfo in DER (RFC 5280, section 4.1). */
    byte[] publicKey() {
        return open.getEncoded();
    }

    /** @param digest whether the message is its SHA-256 already */
    byte[] sign(byte[] message, boolean digest) throws GeneralSecurityException {
        Signature signature = signature(digest);
        signature.initSign(secret);
        signature.update(message);
        return signature.sign();
    }

    /** A signature that is no DER at all is wrong like any other. */
    boolean verifies(byte[] message, boolean digest, byte[] signed) throws GeneralSecurityException {
        Signature signature = signature(digest);
        signature.initVerify(open);
        signature.update(message);
        try {
            return signature.verify(signed);
        } catch (SignatureException e) {
            return false;
        }
    }

    private static Signature signature(boolean digest) throws GeneralSecurityException {
        return Signature.getInstance(digest ? "NONEwithECDSA" : "SHA256withECDSA");
    }
}
