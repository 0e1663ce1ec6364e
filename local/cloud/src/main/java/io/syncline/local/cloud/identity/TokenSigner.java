package io.syncline.local.cloud.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.UUID;

/** Signs tokens with RS256. */
final class TokenSigner {

    private final RSAKey key;

    private TokenSigner(RSAKey key) {
        this.key = key;
    }

    static TokenSigner create() {
        try {
            return new TokenSigner(new RSAKeyGenerator(2048)
                    .keyID(UUID.randomUUID().toString())
                    .generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("Every Java can make an RSA key", e);
        }
    }

    /** The key of the file, which is made when it is missing: sessions outlive a restart. */
    static TokenSigner keptIn(Path file) {
        try {
            if (Files.exists(file)) {
                return new TokenSigner(RSAKey.parse(Files.readString(file)));
            }
            TokenSigner signer = create();
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, signer.key.toJSONString());
            return signer;
        } catch (IOException e) {
            throw new UncheckedIOException("The signing key in " + file + " cannot be kept", e);
        } catch (ParseException e) {
            throw new IllegalStateException("The signing key in " + file + " is damaged: delete the file", e);
        }
    }

    String sign(JWTClaimsSet claims, String type) {
        try {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID(key.getKeyID())
                    .type(new JOSEObjectType(type))
                    .build();
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("The token cannot be signed", e);
        }
    }

    /** The public half, as a JWK set. */
    String publicKeys() {
        return new JWKSet(key.toPublicJWK()).toString();
    }
}
