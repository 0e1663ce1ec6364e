package io.syncline.token;

import io.syncline.connection.Service;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How a token request can end: tokens, or whose turn it is to act. */
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
     * The person must act: the code or the grant is dead, or the provider wants to see them again.
     *
     * @param code the provider's machine code
     * @param claims what the provider asks for at the next sign-in, as its JSON (a claims challenge)
     */
    record GrantRefused(String code, Optional<String> claims) implements TokenAnswer {

        /** A refusal without a claims challenge. */
        public GrantRefused(String code) {
            this(code, Optional.empty());
        }
    }

    /**
     * An administrator of the account's organisation must act: consent is theirs to give, or the person's access to
     * this application was taken away.
     *
     * @param code the provider's machine code
     */
    record AdministratorRefused(String code) implements TokenAnswer {}

    /**
     * The operator must act: our own client is refused (its secret expired, say), and no connection is to blame.
     *
     * @param code the provider's machine code
     */
    record ClientRefused(String code) implements TokenAnswer {}

    /**
     * Wait: no usable answer now (429, 5xx, time-out, malformed).
     *
     * @param reason one sentence, without anything secret
     */
    record Unavailable(Optional<Duration> retryAfter, String reason) implements TokenAnswer {}
}
