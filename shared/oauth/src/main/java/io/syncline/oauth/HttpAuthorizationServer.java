package io.syncline.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.connection.Service;
import io.syncline.token.AccountAnswer;
import io.syncline.token.Authorization;
import io.syncline.token.AuthorizationServer;
import io.syncline.token.Secret;
import io.syncline.token.TokenAnswer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** An {@link AuthorizationServer} over HTTP; what differs between providers is in its {@link Dialect}. */
final class HttpAuthorizationServer implements AuthorizationServer {
    private final Dialect dialect;
    private final Supplier<Optional<ClientCredentials>> credentials;
    private final JsonOverHttp http;

    HttpAuthorizationServer(Dialect dialect, Supplier<Optional<ClientCredentials>> credentials, JsonOverHttp http) {
        this.dialect = dialect;
        this.credentials = credentials;
        this.http = http;
    }

    @Override
    public boolean isConfigured() {
        return credentials.get().isPresent();
    }

    @Override
    public URI authorizationUri(Authorization wanted) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", client().id());
        query.put("response_type", "code");
        query.put("redirect_uri", wanted.redirectUri().toString());
        query.put("scope", String.join(" ", dialect.scopesFor(wanted.services())));
        query.put("state", wanted.state());
        query.put("code_challenge", wanted.codeChallenge());
        query.put("code_challenge_method", "S256");
        query.putAll(dialect.authorizeParameters(wanted));
        return withQuery(dialect.authorizeEndpoint(), query);
    }

    @Override
    public Optional<URI> adminConsentUri(Set<Service> services, String state, URI redirectUri) {
        return dialect.adminConsentEndpoint().map(endpoint -> {
            Map<String, String> query = new LinkedHashMap<>();
            query.put("client_id", client().id());
            query.put("scope", String.join(" ", dialect.adminScopesFor(services)));
            query.put("redirect_uri", redirectUri.toString());
            query.put("state", state);
            return withQuery(endpoint, query);
        });
    }

    @Override
    public AuthorizationFault faultOf(String error, String description) {
        return dialect.faultOf(error, description);
    }

    @Override
    public boolean acceptsIssuer(String issuer) {
        return dialect.acceptsIssuer(issuer);
    }

    @Override
    public TokenAnswer exchange(Secret code, Secret verifier, URI redirectUri) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code.reveal());
        form.put("code_verifier", verifier.reveal());
        form.put("redirect_uri", redirectUri.toString());
        form.putAll(dialect.tokenParameters(Optional.empty()));
        return tokens(form, TokenBody::ofExchange);
    }

    /**
     * Without {@code scope}, which asks for all that was granted (RFC 6749 section 6). Naming scopes would have the whole
     * refresh refused where an account allowed fewer than we once asked for.
     */
    @Override
    public TokenAnswer refresh(Secret refreshToken, Optional<String> claims) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken.reveal());
        form.putAll(dialect.tokenParameters(claims));
        return tokens(form, TokenBody::ofRefresh);
    }

    @Override
    public AccountAnswer accountOf(TokenAnswer.Granted granted) {
        return credentials
                .get()
                .map(client -> dialect.accountOf(granted, client, http))
                .orElseGet(() -> new AccountAnswer.Unavailable("There are no credentials for " + dialect.title()));
    }

    @Override
    public Revocation revoke(Secret token) {
        return dialect.revokeEndpoint()
                .map(endpoint -> revocation(http.post(endpoint, Map.of("token", token.reveal()))))
                .orElse(Revocation.NOT_OFFERED);
    }

    /** A token that is not known is as dead as one that was revoked; Google says 400 to it where RFC 7009 says 200. */
    private static Revocation revocation(Reply reply) {
        return switch (reply) {
            case Reply.Fine _ -> Revocation.REVOKED;
            case Reply.Refusal refusal ->
                Set.of("invalid_token", "invalid_grant").contains(Dialect.errorIn(refusal.body()))
                        ? Revocation.REVOKED
                        : Revocation.UNAVAILABLE;
            case Reply.Unusable _ -> Revocation.UNAVAILABLE;
        };
    }

    private ClientCredentials client() {
        return credentials
                .get()
                .orElseThrow(() -> new IllegalStateException("There are no credentials for " + dialect.title()));
    }

    private TokenAnswer tokens(Map<String, String> form, BiFunction<ObjectNode, Dialect, TokenAnswer> reading) {
        Optional<ClientCredentials> client = credentials.get();
        if (client.isEmpty()) {
            return new TokenAnswer.ClientRefused("not_configured");
        }
        Map<String, String> complete = new LinkedHashMap<>(form);
        complete.put("client_id", client.get().id());
        complete.put("client_secret", client.get().secret().reveal());
        return switch (http.post(dialect.tokenEndpoint(), complete)) {
            case Reply.Fine(ObjectNode body) -> reading.apply(body, dialect);
            case Reply.Refusal refusal -> dialect.meaningOf(refusal);
            case Reply.Unusable(Optional<Duration> retryAfter, String reason) ->
                new TokenAnswer.Unavailable(retryAfter, dialect.title() + "'s token endpoint: " + reason);
        };
    }

    private static URI withQuery(URI endpoint, Map<String, String> query) {
        String text = query.entrySet().stream()
                .map(field -> encoded(field.getKey()) + '=' + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return URI.create(endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + text);
    }

    /** In a query a blank is {@code %20}: not everybody reads {@code +} as one (RFC 3986 section 2.1). */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
