package io.syncline.local.providers.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.JWTClaimsSet;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Json;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;

/** Google's id tokens and user info: who signed in, keyed by {@code sub}. */
final class GoogleIdTokens {

    private final World world;
    private final Tokens tokens;
    private final SignInScript script;
    private final String issuer;

    GoogleIdTokens(World world, Tokens tokens, SignInScript script, String issuer) {
        this.world = world;
        this.tokens = tokens;
        this.script = script;
        this.issuer = issuer;
    }

    String issue(Grant grant, Optional<String> nonce) {
        var now = world.clock().instant();
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(grant.clientId())
                .claim("azp", grant.clientId())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
        userinfo(grant).properties().forEach(claim -> claims.claim(claim.getKey(), plain(claim.getValue())));
        nonce.ifPresent(value -> claims.claim("nonce", value));
        var signed = claims.build();
        var token = script.nextFlaw()
                .map(flaw -> flaw.token(signed))
                .orElseGet(() -> SigningKey.ofThisProcess().signed(signed));
        tokens.noteIdToken(grant, token);
        return token;
    }

    /** What the granted identity scopes show of the account. */
    static ObjectNode userinfo(Grant grant) {
        Account account = grant.account();
        var info = Json.object().put("sub", account.subject());
        if (grant.scopes().contains("https://www.googleapis.com/auth/userinfo.profile")) {
            info.put("name", account.name())
                    .put("given_name", account.givenName())
                    .put("family_name", account.familyName())
                    .put("picture", "https://lh3.googleusercontent.com/a/default-user=s96-c");
        }
        if (grant.scopes().contains("https://www.googleapis.com/auth/userinfo.email")) {
            info.put("email", account.email()).put("email_verified", true);
        }
        return info.put("hd", account.domain());
    }

    private static Object plain(com.fasterxml.jackson.databind.JsonNode value) {
        return value.isBoolean() ? (Object) value.booleanValue() : value.asText();
    }
}
