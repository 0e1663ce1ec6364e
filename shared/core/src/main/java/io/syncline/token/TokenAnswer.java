package io.syncline.token;

import io.syncline.connection.Service;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How a token request can end. */
public sealed interface TokenAnswer {

    /**
     * Tokens.
     *
     * @param refreshToken missing where the provider keeps the old one valid and sends none
     * @param life how long the access token is accepted
     * @param scopes what was granted, normalised, in the provider's words
     * @param services what the scopes allow
     * @param identityToken the OpenID Connect id token, where there is one
     */
    record Granted(
            Secret accessToken,
            Optional<Secret> refreshToken,
            Duration life,
            Set<String> scopes,
            Set<Service> services,
            Optional<Secret> identityToken)
            implements TokenAnswer {

        public Granted {
            scopes = Set.copyOf(scopes);
            services = Set.copyOf(services);
        }
    }

    /**
     * The code or the grant is dead ({@code invalid_grant} and its kin): its person has to come back.
     *
     * @param code the provider's machine code
     */
    record GrantRefused(String code) implements TokenAnswer {}

    /**
     * Our own client is refused (its secret expired, say): the operator has to act, no connection is to blame.
     *
     * @param code the provider's machine code
     */
    record ClientRefused(String code) implements TokenAnswer {}

    /**
     * No usable answer now (429, 5xx, time-out, malformed): try again later.
     *
     * @param reason one sentence, without anything secret
     */
    record Unavailable(Optional<Duration> retryAfter, String reason) implements TokenAnswer {}
}
