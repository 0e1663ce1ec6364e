package io.syncline.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.connection.Service;
import io.syncline.token.AccountAnswer;
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

    /** What an authorization request carries beyond RFC 6749 and 7636. */
    Map<String, String> authorizeParameters();

    /** The least scopes for the services, and for knowing who it is. */
    Set<String> scopesFor(Set<Service> services);

    /** The one way in which we write a scope that the provider writes in several. */
    String normalised(String scope);

    /** What granted, normalised scopes allow. */
    Set<Service> servicesAllowedBy(Set<String> scopes);

    boolean acceptsIssuer(String issuer);

    /** What an error body of the token endpoint means, by its machine codes only. */
    TokenAnswer meaningOf(ObjectNode error);

    AccountAnswer accountOf(TokenAnswer.Granted granted, ClientCredentials client, JsonOverHttp http);
}
