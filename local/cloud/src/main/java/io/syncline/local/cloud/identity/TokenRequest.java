package io.syncline.local.cloud.identity;

import java.time.Duration;
import java.util.List;

/**
 * An access token to be made, as good or as bad as a test wants it.
 *
 * @param user the {@code sub} claim
 * @param issuer the {@code iss} claim; empty for the real one
 * @param audience the {@code aud} claim; empty for the real one
 * @param life from now; negative for a token that is over
 * @param foreignKey signed with a key that the issuer never published
 */
public record TokenRequest(
        String user,
        String name,
        String email,
        String organisation,
        List<String> roles,
        String issuer,
        String audience,
        Duration life,
        boolean foreignKey) {

    public TokenRequest {
        roles = List.copyOf(roles);
    }

    /** A good token for an hour. */
    public static TokenRequest of(DemoPerson person) {
        return of(person.id(), person.name(), person.email(), person.organisation(), person.roles());
    }

    /** A good token for an hour for anybody. */
    public static TokenRequest of(String user, String name, String email, String organisation, List<String> roles) {
        return new TokenRequest(user, name, email, organisation, roles, "", "", Duration.ofHours(1), false);
    }

    public TokenRequest expired() {
        return new TokenRequest(
                user, name, email, organisation, roles, issuer, audience, Duration.ofHours(-2), foreignKey);
    }

    public TokenRequest issuedBy(String otherIssuer) {
        return new TokenRequest(user, name, email, organisation, roles, otherIssuer, audience, life, foreignKey);
    }

    public TokenRequest forAudience(String otherAudience) {
        return new TokenRequest(user, name, email, organisation, roles, issuer, otherAudience, life, foreignKey);
    }

    public TokenRequest signedByForeignKey() {
        return new TokenRequest(user, name, email, organisation, roles, issuer, audience, life, true);
    }
}
