package io.syncline.local.providers.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.account.Provider;
import java.text.ParseException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Id tokens that a careful client refuses.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">ID token validation</a>
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/id-tokens">ID tokens in the Microsoft identity
 *     platform</a>
 */
class IdTokenFlawsTest extends Simulated {

    @ParameterizedTest
    @EnumSource
    void the_subject_can_be_missing_a_number_or_somebody_else(Provider provider) throws Exception {
        assertThat(flawed(provider, IdTokenFlaw.NO_SUBJECT).getClaims()).doesNotContainKeys("sub", "oid");
        assertThat(SignedJWT.parse(raw(provider, IdTokenFlaw.NUMERIC_SUBJECT))
                        .getPayload()
                        .toString())
                .contains("\"sub\":42");
        assertThat(flawed(provider, IdTokenFlaw.OTHER_SUBJECT).getSubject())
                .isNotEqualTo(ordinary(provider).getSubject());
    }

    @ParameterizedTest
    @EnumSource
    void the_token_can_be_for_somebody_else_from_somebody_else_or_too_old(Provider provider) throws Exception {
        assertThat(flawed(provider, IdTokenFlaw.OTHER_AUDIENCE).getAudience())
                .isNotEqualTo(ordinary(provider).getAudience());
        assertThat(flawed(provider, IdTokenFlaw.OTHER_ISSUER).getIssuer())
                .isNotEqualTo(ordinary(provider).getIssuer());
        assertThat(flawed(provider, IdTokenFlaw.OTHER_NONCE).getClaim("nonce"))
                .isNotEqualTo(ordinary(provider).getClaim("nonce"));
        assertThat(flawed(provider, IdTokenFlaw.EXPIRED).getExpirationTime()).isBefore(Instant.EPOCH.plusSeconds(1));
    }

    @ParameterizedTest
    @EnumSource
    void the_token_can_be_unsigned_signed_by_a_stranger_or_none_at_all(Provider provider) throws Exception {
        assertThat(JWTParser.parse(raw(provider, IdTokenFlaw.UNSIGNED))).isInstanceOf(PlainJWT.class);
        assertThat(verifies(SignedJWT.parse(raw(provider, IdTokenFlaw.OTHER_KEY))))
                .isFalse();
        assertThatThrownBy(() -> JWTParser.parse(raw(provider, IdTokenFlaw.MALFORMED)))
                .isInstanceOf(ParseException.class);
        assertThat(verifies(SignedJWT.parse(next(provider)))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = "MICROSOFT")
    void the_tenant_can_be_missing_or_another(Provider provider) throws Exception {
        assertThat(flawed(provider, IdTokenFlaw.NO_TENANT).getClaims()).doesNotContainKey("tid");
        assertThat(flawed(provider, IdTokenFlaw.OTHER_TENANT).getClaim("tid"))
                .isNotEqualTo(ordinary(provider).getClaim("tid"));
    }

    private boolean verifies(SignedJWT token) throws Exception {
        var keys = JWKSet.parse(
                visitor.get(simulators.endpoints().googleJwks(), "").body().toString());
        return token.verify(new RSASSAVerifier(keys.getKeys().getFirst().toRSAKey()));
    }

    private JWTClaimsSet flawed(Provider provider, IdTokenFlaw flaw) throws ParseException {
        return SignedJWT.parse(raw(provider, flaw)).getJWTClaimsSet();
    }

    private JWTClaimsSet ordinary(Provider provider) throws ParseException {
        return SignedJWT.parse(next(provider)).getJWTClaimsSet();
    }

    private String raw(Provider provider, IdTokenFlaw flaw) {
        control.signIns(provider).flaw(flaw, 1);
        return next(provider);
    }

    private String next(Provider provider) {
        return visitor.connect(provider, provider == Provider.GOOGLE ? TESS : DANA)
                .path("id_token")
                .asText();
    }
}
