package io.syncline.local.providers.oauth;

import com.nimbusds.jose.PlainHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Locale;
import java.util.UUID;

/**
 * What can be wrong with an id token; each has to be refused.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">ID token validation</a>
 */
public enum IdTokenFlaw {
    /** Neither {@code sub} nor {@code oid}. */
    NO_SUBJECT,
    /** {@code sub} and {@code oid} are numbers. */
    NUMERIC_SUBJECT,
    /** {@code sub} and {@code oid} name somebody else. */
    OTHER_SUBJECT,
    /** No {@code tid}. */
    NO_TENANT,
    /** {@code tid} is another organisation's. */
    OTHER_TENANT,
    OTHER_AUDIENCE,
    OTHER_ISSUER,
    OTHER_NONCE,
    EXPIRED,
    /** Signed with a key that is not published. */
    OTHER_KEY,
    /** {@code alg} is {@code none}. */
    UNSIGNED,
    /** No JWT at all. */
    MALFORMED;

    private static final String SOMEBODY = "99999999-9999-4999-8999-999999999999";

    /** Reads the name in any letter case. */
    public static IdTokenFlaw of(String name) {
        return Arrays.stream(values())
                .filter(flaw -> flaw.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no flaw of an id token."));
    }

    String token(JWTClaimsSet claims) {
        return switch (this) {
            case NO_SUBJECT -> signed(claims, "sub", null, "oid", null);
            case NUMERIC_SUBJECT -> signed(claims, "sub", 42L, "oid", 42L);
            case OTHER_SUBJECT -> signed(claims, "sub", SOMEBODY, "oid", SOMEBODY);
            case NO_TENANT -> signed(claims, "tid", null);
            case OTHER_TENANT -> signed(claims, "tid", SOMEBODY);
            case OTHER_AUDIENCE -> signed(claims, "aud", "another-application");
            case OTHER_ISSUER -> signed(claims, "iss", "https://issuer.attacker.example");
            case OTHER_NONCE -> signed(claims, "nonce", UUID.randomUUID().toString());
            case EXPIRED -> signed(claims, "exp", Date.from(Instant.EPOCH));
            case OTHER_KEY -> SigningKey.unpublished().signed(claims);
            case UNSIGNED -> new PlainJWT(new PlainHeader(), claims).serialize();
            case MALFORMED -> "this is no.json web.token";
        };
    }

    private static String signed(JWTClaimsSet claims, @org.jspecify.annotations.Nullable Object... pairs) {
        var changed = new JWTClaimsSet.Builder(claims);
        for (int at = 0; at < pairs.length; at += 2) {
            changed.claim(String.valueOf(pairs[at]), pairs[at + 1]);
        }
        return SigningKey.ofThisProcess().signed(changed.build());
    }
}
