package io.syncline.oauth;

import io.syncline.connection.Service;
import io.syncline.token.Authorization;
import io.syncline.token.AuthorizationServer;
import io.syncline.token.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Both providers on one server that answers with what it was told to. */
final class ScriptedProviders implements AutoCloseable {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T09:00:00Z"));
    static final URI CALLBACK = URI.create("https://syncline.example/oauth/google/callback");

    final ScriptedServer server;
    final AuthorizationServer google;
    final AuthorizationServer microsoft;

    ScriptedProviders() throws IOException {
        server = new ScriptedServer();
        google = AuthorizationServers.google(googleEndpoints(), ScriptedProviders::client, CLOCK);
        microsoft = AuthorizationServers.microsoft(microsoftEndpoints(), ScriptedProviders::client, CLOCK);
    }

    GoogleEndpoints googleEndpoints() {
        return new GoogleEndpoints(
                server.uri("/auth"), server.uri("/token"), server.uri("/revoke"), server.uri("/userinfo"));
    }

    MicrosoftEndpoints microsoftEndpoints() {
        return MicrosoftEndpoints.under(server.uri("/organizations"), server.uri("/v1.0"));
    }

    static Optional<ClientCredentials> client() {
        return Optional.of(new ClientCredentials("client-1", Secret.of("client-secret-4711")));
    }

    static Authorization wanted(Service... services) {
        return wanted(Optional.empty(), Optional.empty(), services);
    }

    static Authorization wanted(Optional<String> loginHint, Optional<String> claims, Service... services) {
        return new Authorization(Set.of(services), "state/1", "challenge", CALLBACK, loginHint, claims);
    }

    static Map<String, String> query(URI uri) {
        return Stream.of(uri.getRawQuery().split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        server.close();
    }
}
