package io.syncline.local.providers.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import io.syncline.local.providers.fidelity.World;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;

/** Microsoft's id tokens: the person is {@code oid} within the tenant {@code tid}. */
final class MicrosoftIdTokens {

    private final World world;
    private final Tokens tokens;
    private final SignInScript script;
    private final String origin;

    MicrosoftIdTokens(World world, Tokens tokens, SignInScript script, String origin) {
        this.world = world;
        this.tokens = tokens;
        this.script = script;
        this.origin = origin;
    }

    String issue(Grant grant, Optional<String> nonce) {
        var now = world.clock().instant();
        var account = grant.account();
        var claims = new JWTClaimsSet.Builder()
                .issuer(origin + "/" + account.tenant() + "/v2.0")
                .audience(grant.clientId())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
                .claim("sub", account.subject().replace("-", ""))
                .claim("oid", account.subject())
                .claim("tid", account.tenant())
                .claim("ver", "2.0");
        if (grant.scopes().contains("profile")) {
            claims.claim("name", account.name()).claim("preferred_username", account.email());
        }
        if (grant.scopes().contains("email")) {
            claims.claim("email", account.email());
        }
        nonce.ifPresent(value -> claims.claim("nonce", value));
        var signed = claims.build();
        var token = script.nextFlaw()
                .map(flaw -> flaw.token(signed))
                .orElseGet(() -> SigningKey.ofThisProcess().signed(signed));
        tokens.noteIdToken(grant, token);
        return token;
    }
}
