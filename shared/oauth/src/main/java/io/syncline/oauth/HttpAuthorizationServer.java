package io.syncline.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.connection.Service;
import io.syncline.token.AccountAnswer;
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
    public URI authorizationUri(Set<Service> services, String state, String codeChallenge, URI redirectUri) {
        ClientCredentials client = credentials
                .get()
                .orElseThrow(() -> new IllegalStateException("There are no credentials for " + dialect.title()));
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", client.id());
        query.put("response_type", "code");
        query.put("redirect_uri", redirectUri.toString());
        query.put("scope", String.join(" ", dialect.scopesFor(services)));
        query.put("state", state);
        query.put("code_challenge", codeChallenge);
        query.put("code_challenge_method", "S256");
        query.putAll(dialect.authorizeParameters());
        return withQuery(dialect.authorizeEndpoint(), query);
    }

    @Override
    public boolean acceptsIssuer(String issuer) {
        return dialect.acceptsIssuer(issuer);
    }

    @Override
    public TokenAnswer exchange(Secret code, Secret verifier, URI redirectUri) {
        return tokens(Map.of(
                "grant_type", "authorization_code",
                "code", code.reveal(),
                "code_verifier", verifier.reveal(),
                "redirect_uri", redirectUri.toString()));
    }

    @Override
    public TokenAnswer refresh(Secret refreshToken) {
        return tokens(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken.reveal()));
    }

    @Override
    public AccountAnswer accountOf(TokenAnswer.Granted granted) {
        return credentials
                .get()
                .map(client -> dialect.accountOf(granted, client, http))
                .orElseGet(() -> new AccountAnswer.Unavailable("There are no credentials for " + dialect.title()));
    }

    /** Whatever the provider answers: our copy of the token is destroyed anyway, and a dead token is what is wanted. */
    @Override
    public void revoke(Secret token) {
        dialect.revokeEndpoint().ifPresent(endpoint -> http.post(endpoint, Map.of("token", token.reveal())));
    }

    private TokenAnswer tokens(Map<String, String> form) {
        Optional<ClientCredentials> client = credentials.get();
        if (client.isEmpty()) {
            return new TokenAnswer.ClientRefused("not_configured");
        }
        Map<String, String> complete = new LinkedHashMap<>(form);
        complete.put("client_id", client.get().id());
        complete.put("client_secret", client.get().secret().reveal());
        return switch (http.post(dialect.tokenEndpoint(), complete)) {
            case Reply.Fine(ObjectNode body) -> TokenBody.read(body, dialect);
            case Reply.Refusal refusal -> dialect.meaningOf(refusal.body());
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
