package io.syncline.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The tokens of one connection.
 *
 * @param accessToken what a provider's API is called with
 * @param refreshToken what a new access token is bought with; missing only where a provider gave none
 * @param expiresAt when the provider stops to accept the access token
 * @param scopes the granted scopes in the provider's own words
 * @param refreshAt when the schedule refreshes them ahead of their end; empty where nothing is to be had by that
 * @param version grows by one with every stored change; 0 before the first
 */
public record TokenSet(
        Secret accessToken,
        Optional<Secret> refreshToken,
        Instant expiresAt,
        Set<String> scopes,
        Optional<Instant> refreshAt,
        long version) {

    /** A token that ends sooner is refreshed first, so that it does not end in the middle of a call. */
    public static final Duration MARGIN = Duration.ofMinutes(2);

    public TokenSet {
        scopes = Set.copyOf(scopes);
    }

    /** Whether the access token outlives the margin. */
    public boolean isFreshAt(Instant now) {
        return now.plus(MARGIN).isBefore(expiresAt);
    }

    /** Whether the schedule wants them refreshed. */
    public boolean isDueAt(Instant now) {
        return refreshAt.filter(moment -> !moment.isAfter(now)).isPresent();
    }

    /** These tokens, which the schedule leaves alone from now on. */
    public TokenSet parked() {
        return new TokenSet(accessToken, refreshToken, expiresAt, scopes, Optional.empty(), version);
    }

    /** These tokens as they lie in storage after they were stored. */
    public TokenSet stored() {
        return new TokenSet(accessToken, refreshToken, expiresAt, scopes, refreshAt, version + 1);
    }
}
