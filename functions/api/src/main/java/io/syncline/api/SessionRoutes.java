package io.syncline.api;

import io.syncline.aws.http.HttpRequest;
import io.syncline.aws.http.HttpResponse;
import io.syncline.aws.http.Routes.Responder;
import io.syncline.connection.Provider;
import io.syncline.identity.Caller;
import io.syncline.identity.Role;
import io.syncline.token.AuthorizationServers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a browser needs to sign somebody in, and who that is then. */
record SessionRoutes(String issuer, String clientId, String audience, AuthorizationServers servers) {

    Map<String, Responder> routes() {
        return Map.of("GET /v1/config", _ -> config(), "GET /v1/me", SessionRoutes::me);
    }

    record ConfigForm(String issuer, String clientId, String audience, String scope, List<String> providers) {}

    record MeForm(String user, String name, @Nullable String email, String organisation, List<String> roles) {}

    private HttpResponse config() {
        List<String> providers = Arrays.stream(Provider.values())
                .filter(provider -> servers.of(provider).isConfigured())
                .map(Provider::word)
                .toList();
        return HttpResponse.json(200, new ConfigForm(issuer, clientId, audience, "openid profile email", providers));
    }

    private static HttpResponse me(HttpRequest request) {
        Caller caller = request.caller();
        List<String> roles =
                caller.roles().stream().sorted().map(SessionRoutes::word).toList();
        return HttpResponse.json(
                200,
                new MeForm(
                        caller.user().value(),
                        caller.name(),
                        request.claims().get("email"),
                        caller.organisation().value(),
                        roles));
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
