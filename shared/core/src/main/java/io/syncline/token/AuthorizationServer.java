package io.syncline.token;

import io.syncline.connection.Service;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * A provider's OAuth 2.0 authorization server (RFC 6749, 7636, 7009). There is one per provider; its endpoints and
 * client are configuration.
 */
public interface AuthorizationServer {

    /** Whether this installation has credentials for the provider. */
    boolean isConfigured();

    /** Where to send the browser so that its person can allow the services. */
    URI authorizationUri(Authorization wanted);

    /**
     * Where an administrator of the account's organisation can allow the services for everybody, if the provider has
     * such a page.
     */
    Optional<URI> adminConsentUri(Set<Service> services, String state, URI redirectUri);

    /**
     * Whether an {@code iss} parameter of the answer is acceptable (RFC 9207).
     *
     * @param issuer the parameter, or empty where it is missing
     */
    boolean acceptsIssuer(String issuer);

    /**
     * What an error answer of the authorization endpoint means (RFC 6749 section 4.1.2.1).
     *
     * @param error the parameter {@code error}
     * @param description the parameter {@code error_description}; only a hint for whom to send, never shown
     */
    AuthorizationFault faultOf(String error, String description);

    /** Exchanges an authorization code; it works once. */
    TokenAnswer exchange(Secret code, Secret verifier, URI redirectUri);

    /**
     * Buys a new access token.
     *
     * @param claims what a provider's API demanded of the token (a claims challenge), as its JSON
     */
    TokenAnswer refresh(Secret refreshToken, Optional<String> claims);

    /** Buys a new access token. */
    default TokenAnswer refresh(Secret refreshToken) {
        return refresh(refreshToken, Optional.empty());
    }

    /** Who the tokens belong to. */
    AccountAnswer accountOf(TokenAnswer.Granted granted);

    /** Asks the provider to forget the grant (RFC 7009). */
    Revocation revoke(Secret token);

    /** How an error answer of the authorization endpoint is to be understood. */
    enum AuthorizationFault {
        /** The person said no. */
        DENIED,
        /** The organisation of the account lets only its administrators say yes. */
        ADMINISTRATOR,
        /** Our registration is wrong: the operator must act. */
        OPERATOR,
        /** Anything else; trying again is worth it. */
        PROVIDER
    }

    /** How asking a provider to forget a grant can end. */
    enum Revocation {
        /** It forgot it, or never knew it. */
        REVOKED,
        /** The provider has no such call. */
        NOT_OFFERED,
        /** It did not answer: to be tried again. */
        UNAVAILABLE
    }
}
