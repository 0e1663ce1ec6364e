package io.syncline.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.connection.ProviderAccount;
import io.syncline.connection.Service;
import io.syncline.token.AccountAnswer;
import io.syncline.token.TokenAnswer;
import io.syncline.token.TokenAnswer.ClientRefused;
import io.syncline.token.TokenAnswer.GrantRefused;
import io.syncline.token.TokenAnswer.Unavailable;
import java.net.URI;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The Microsoft identity platform, version 2.0.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow">Authorization code flow</a>
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">AADSTS error codes</a>
 */
record MicrosoftDialect(MicrosoftEndpoints endpoints) implements Dialect {
    private static final String PREFIX = "https://graph.microsoft.com/";
    private static final String WRITE_CALENDARS = "Calendars.ReadWrite";
    private static final List<String> IDENTITY = List.of("openid", "profile", "email", "offline_access", "User.Read");

    /**
     * Our registration is wrong, whatever {@code error} stands beside them: secret wrong, expired or missing, app or
     * redirect unknown, tenant unknown. They hit everybody at once, and no connection is to blame (trap 7).
     */
    private static final Set<Integer> CLIENT_FAULTS =
            Set.of(7000215, 7000222, 7000218, 700016, 700011, 50011, 50194, 70011, 90002, 900023, 700027);

    /** Passing trouble, whatever {@code error} stands beside it. */
    private static final Set<Integer> PASSING = Set.of(90033, 50033, 50196);

    @Override
    public String title() {
        return "Microsoft";
    }

    @Override
    public URI authorizeEndpoint() {
        return endpoints.authorize();
    }

    @Override
    public URI tokenEndpoint() {
        return endpoints.token();
    }

    /** There is none: what stays is to forget the tokens. Signing the person out everywhere would be too much. */
    @Override
    public Optional<URI> revokeEndpoint() {
        return Optional.empty();
    }

    @Override
    public Map<String, String> authorizeParameters() {
        return Map.of("prompt", "select_account", "response_mode", "query");
    }

    @Override
    public Set<String> scopesFor(Set<Service> services) {
        Set<String> scopes = new LinkedHashSet<>(IDENTITY);
        for (Service service : services) {
            switch (service) {
                case CALENDAR -> scopes.add(WRITE_CALENDARS);
            }
        }
        return scopes;
    }

    @Override
    public String normalised(String scope) {
        return scope.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) ? scope.substring(PREFIX.length()) : scope;
    }

    @Override
    public Set<Service> servicesAllowedBy(Set<String> scopes) {
        Set<Service> services = EnumSet.noneOf(Service.class);
        if (scopes.stream().anyMatch(WRITE_CALENDARS::equalsIgnoreCase)) {
            services.add(Service.CALENDAR);
        }
        return services;
    }

    /** None is sent today. Should one come, it is a tenant of the same authority (RFC 9207 section 2.4). */
    @Override
    public boolean acceptsIssuer(String issuer) {
        String authority = Origins.of(endpoints.authorize()) + "/";
        return issuer.isEmpty()
                || (issuer.startsWith(authority)
                        && issuer.substring(authority.length()).matches("[0-9a-fA-F-]{36}/v2\\.0"));
    }

    @Override
    public TokenAnswer meaningOf(ObjectNode error) {
        for (JsonNode number : error.path("error_codes")) {
            if (CLIENT_FAULTS.contains(number.asInt())) {
                return new ClientRefused("AADSTS" + number.asInt());
            }
            if (PASSING.contains(number.asInt())) {
                return refused();
            }
        }
        String code = error.path("error").asText("");
        return switch (code) {
            case "invalid_grant", "interaction_required", "consent_required", "login_required", "access_denied" ->
                new GrantRefused(code);
            case "invalid_client", "unauthorized_client", "invalid_scope", "unsupported_grant_type" ->
                new ClientRefused(code);
            default -> refused();
        };
    }

    /** Keyed on tenant and object id, which no other account ever has; both stand in the id token only. */
    @Override
    public AccountAnswer accountOf(TokenAnswer.Granted granted, ClientCredentials client, JsonOverHttp http) {
        Optional<Claims> claims = granted.identityToken().flatMap(token -> Claims.ofIdentityToken(token, client.id()));
        if (claims.isEmpty()) {
            return new AccountAnswer.Unavailable("Microsoft sent no id token for this client");
        }
        Optional<String> tenant = claims.get().id("tid");
        Optional<String> person = claims.get().id("oid");
        if (tenant.isEmpty() || person.isEmpty()) {
            return new AccountAnswer.Unavailable("Microsoft's id token names nobody");
        }
        String email = email(claims.get(), granted, http);
        return new AccountAnswer.Known(new ProviderAccount(
                tenant.get() + '.' + person.get(), email, claims.get().name("name")));
    }

    /** For people to read only, so an unanswered question leaves it empty. */
    private String email(Claims claims, TokenAnswer.Granted granted, JsonOverHttp http) {
        for (String claim : List.of("preferred_username", "email")) {
            if (!claims.name(claim).isEmpty()) {
                return claims.name(claim);
            }
        }
        return switch (http.get(endpoints.userInfo(), granted.accessToken())) {
            case Reply.Fine(ObjectNode body) -> new Claims(body).name("email");
            case Reply.Refusal refusal -> "";
            case Reply.Unusable unusable -> "";
        };
    }

    private static TokenAnswer refused() {
        return new Unavailable(Optional.empty(), "Microsoft's token endpoint refused the request");
    }
}
