package io.syncline.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.connection.Service;
import io.syncline.token.AccountAnswer;
import io.syncline.token.Authorization;
import io.syncline.token.AuthorizationServer.AuthorizationFault;
import io.syncline.token.TokenAnswer;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one provider does differently from another within OAuth 2.0. */
sealed interface Dialect permits GoogleDialect, MicrosoftDialect {
    /** The provider's name in sentences. */
    String title();

    URI authorizeEndpoint();

    URI tokenEndpoint();

    /** Where a grant is given back (RFC 7009), if the provider has such a place. */
    Optional<URI> revokeEndpoint();

    /** Where an administrator allows something for everybody, if the provider has such a page. */
    Optional<URI> adminConsentEndpoint();

    /** What an authorization request carries beyond RFC 6749 and 7636. */
    Map<String, String> authorizeParameters(Authorization wanted);

    /**
     * What a token request carries beyond RFC 6749 and 7636.
     *
     * @param claims what an API demanded of the token, as its JSON
     */
    Map<String, String> tokenParameters(Optional<String> claims);

    /** The least scopes for the services, and for knowing who it is. */
    Set<String> scopesFor(Set<Service> services);

    /** The scopes for which an administrator's consent is asked. */
    Set<String> adminScopesFor(Set<Service> services);

    /** The one way in which we write a scope that the provider writes in several. */
    String normalised(String scope);

    /** What granted, normalised scopes allow: of services that cover each other only the strongest. */
    Set<Service> servicesAllowedBy(Set<String> scopes);

    boolean acceptsIssuer(String issuer);

    /**
     * What an error of the authorization endpoint means.
     *
     * @param description only what stands at its very beginning may be used, and only as a hint for whom to send
     */
    AuthorizationFault faultOf(String error, String description);

    /**
     * What a refusal by the token endpoint means, by status and machine codes only. A code that is not known condemns
     * nothing and nobody: it is waited.
     */
    TokenAnswer meaningOf(Reply.Refusal refusal);

    AccountAnswer accountOf(TokenAnswer.Granted granted, ClientCredentials client, JsonOverHttp http);

    /** The {@code error} of an error answer (RFC 6749 section 5.2), or empty. */
    static String errorIn(ObjectNode body) {
        return body.path("error").isTextual() ? body.path("error").textValue() : "";
    }
}
