package io.syncline.token;

import io.syncline.connection.Service;
import java.net.URI;
import java.util.Set;

/**
 * A provider's OAuth 2.0 authorization server (RFC 6749, 7636, 7009). There is one per provider; its endpoints and
 * client are configuration.
 */
public interface AuthorizationServer {

    /** Whether this installation has credentials for the provider. */
    boolean isConfigured();

    /** Where to send the browser so that its person can allow the services. */
    URI authorizationUri(Set<Service> services, String state, String codeChallenge, URI redirectUri);

    /**
     * Whether an {@code iss} parameter of the answer is acceptable (RFC 9207).
     *
     * @param issuer the parameter, or empty where it is missing
     */
    boolean acceptsIssuer(String issuer);

    /** Exchanges an authorization code; it works once. */
    TokenAnswer exchange(Secret code, Secret verifier, URI redirectUri);

    /** Buys a new access token. */
    TokenAnswer refresh(Secret refreshToken);

    /** Who the tokens belong to. */
    AccountAnswer accountOf(TokenAnswer.Granted granted);

    /** Asks the provider to forget the grant; a provider without such a call, or an unknown token, is fine. */
    void revoke(Secret token);
}
