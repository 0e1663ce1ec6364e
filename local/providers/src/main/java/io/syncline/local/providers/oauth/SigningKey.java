package io.syncline.local.providers.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.UUID;

/** The RSA key with which the providers sign id tokens (RS256); a new one in every process. */
final class SigningKey {

    private final RSAKey key;

    private SigningKey(RSAKey key) {
        this.key = key;
    }

    static SigningKey ofThisProcess() {
        return Once.KEY;
    }

    /** Another key, which nobody published. */
    static SigningKey unpublished() {
        return Stranger.KEY;
    }

    private static SigningKey generated() {
        try {
            return new SigningKey(new RSAKeyGenerator(2048)
                    .keyID("simulated-" + UUID.randomUUID())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate());
        } catch (JOSEException failed) {
            throw new IllegalStateException("No RSA key could be made.", failed);
        }
    }

    /** Making a key takes a good part of a second: it waits until somebody needs it. */
    private static final class Once {
        private static final SigningKey KEY = generated();
    }

    private static final class Stranger {
        private static final SigningKey KEY = generated();
    }

    String signed(JWTClaimsSet claims) {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID(key.getKeyID())
                    .type(com.nimbusds.jose.JOSEObjectType.JWT)
                    .build();
            var token = new SignedJWT(header, claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException failed) {
            throw new IllegalStateException("An id token could not be signed.", failed);
        }
    }

    /** The JSON Web Key Set with the public half. */
    String published() {
        return new JWKSet(key.toPublicJWK()).toString();
    }
}
