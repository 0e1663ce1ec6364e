package io.syncline.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.connection.ProviderAccount;
import io.syncline.connection.Service;
import io.syncline.token.AccountAnswer;
import io.syncline.token.TokenAnswer;
import io.syncline.token.TokenAnswer.ClientRefused;
import io.syncline.token.TokenAnswer.GrantRefused;
import io.syncline.token.TokenAnswer.Unavailable;
import java.net.URI;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Google's OAuth 2.0.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/web-server">OAuth 2.0 for web servers</a>
 */
record GoogleDialect(GoogleEndpoints endpoints) implements Dialect {
    private static final String PREFIX = "https://www.googleapis.com/auth/";
    private static final List<String> IDENTITY = List.of("openid", "email", "profile");
    private static final List<String> LIST_CALENDARS = List.of(
            PREFIX + "calendar.calendarlist.readonly",
            PREFIX + "calendar.calendarlist",
            PREFIX + "calendar.readonly",
            PREFIX + "calendar");
    private static final List<String> WRITE_EVENTS = List.of(PREFIX + "calendar.events", PREFIX + "calendar");

    /** Google sends it in practice although its metadata does not announce it; where it is sent, it is this one. */
    private static final String ISSUER = "https://accounts.google.com";

    @Override
    public String title() {
        return "Google";
    }

    @Override
    public URI authorizeEndpoint() {
        return endpoints.authorize();
    }

    @Override
    public URI tokenEndpoint() {
        return endpoints.token();
    }

    @Override
    public Optional<URI> revokeEndpoint() {
        return Optional.of(endpoints.revoke());
    }

    /** A refresh token comes only with the first consent, or with {@code prompt=consent} (trap 2). */
    @Override
    public Map<String, String> authorizeParameters() {
        return Map.of("access_type", "offline", "prompt", "consent", "include_granted_scopes", "true");
    }

    @Override
    public Set<String> scopesFor(Set<Service> services) {
        Set<String> scopes = new LinkedHashSet<>(IDENTITY);
        for (Service service : services) {
            switch (service) {
                case CALENDAR -> {
                    scopes.add(LIST_CALENDARS.getFirst());
                    scopes.add(WRITE_EVENTS.getFirst());
                }
            }
        }
        return scopes;
    }

    @Override
    public String normalised(String scope) {
        return switch (scope) {
            case PREFIX + "userinfo.email" -> "email";
            case PREFIX + "userinfo.profile" -> "profile";
            default -> scope;
        };
    }

    @Override
    public Set<Service> servicesAllowedBy(Set<String> scopes) {
        Set<Service> services = EnumSet.noneOf(Service.class);
        if (!Collections.disjoint(scopes, LIST_CALENDARS) && !Collections.disjoint(scopes, WRITE_EVENTS)) {
            services.add(Service.CALENDAR);
        }
        return services;
    }

    @Override
    public boolean acceptsIssuer(String issuer) {
        return issuer.isEmpty() || issuer.equals(ISSUER) || issuer.equals(Origins.of(endpoints.authorize()));
    }

    @Override
    public TokenAnswer meaningOf(ObjectNode error) {
        String code = error.path("error").asText("");
        return switch (code) {
            case "invalid_grant",
                    "admin_policy_enforced",
                    "access_denied",
                    "interaction_required",
                    "consent_required",
                    "login_required" -> new GrantRefused(code);
            case "invalid_client",
                    "unauthorized_client",
                    "deleted_client",
                    "disabled_client",
                    "redirect_uri_mismatch",
                    "invalid_scope",
                    "unsupported_grant_type" -> new ClientRefused(code);
            default -> new Unavailable(Optional.empty(), "Google's token endpoint refused the request");
        };
    }

    /** Keyed on {@code sub}, never on the address: an address can be given to somebody else. */
    @Override
    public AccountAnswer accountOf(TokenAnswer.Granted granted, ClientCredentials client, JsonOverHttp http) {
        return switch (http.get(endpoints.userInfo(), granted.accessToken())) {
            case Reply.Fine(ObjectNode body) -> account(new Claims(body));
            case Reply.Refusal refusal ->
                new AccountAnswer.Unavailable("Google's user information: HTTP " + refusal.status());
            case Reply.Unusable unusable ->
                new AccountAnswer.Unavailable("Google's user information: " + unusable.reason());
        };
    }

    private static AccountAnswer account(Claims claims) {
        return claims.id("sub")
                .<AccountAnswer>map(sub ->
                        new AccountAnswer.Known(new ProviderAccount(sub, claims.name("email"), claims.name("name"))))
                .orElseGet(() -> new AccountAnswer.Unavailable("Google's user information names nobody"));
    }
}
