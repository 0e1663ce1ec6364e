package io.syncline.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.connection.ProviderAccount;
import io.syncline.connection.Service;
import io.syncline.oauth.ScopeTable.Need;
import io.syncline.token.AccountAnswer;
import io.syncline.token.Authorization;
import io.syncline.token.AuthorizationServer.AuthorizationFault;
import io.syncline.token.TokenAnswer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Microsoft identity platform, version 2.0.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow">Authorization code flow</a>
 */
record MicrosoftDialect(MicrosoftEndpoints endpoints) implements Dialect {
    private static final String PREFIX = "https://graph.microsoft.com/";
    private static final List<String> IDENTITY = List.of("openid", "profile", "email", "offline_access", "User.Read");

    /** These belong to no resource and are never written with one. */
    private static final Set<String> WITHOUT_RESOURCE = Set.of("openid", "profile", "email", "offline_access");

    /** @see <a href="https://learn.microsoft.com/graph/permissions-reference">Microsoft Graph permissions</a> */
    private static final ScopeTable SCOPES = new ScopeTable(Map.of(
            Service.CALENDAR, List.of(new Need("Calendars.ReadWrite")),
            Service.CALENDAR_READ, List.of(new Need("Calendars.Read", "Calendars.ReadWrite")),
            Service.MAIL, List.of(new Need("Mail.Read", "Mail.ReadWrite")),
            Service.CONTACTS, List.of(new Need("Contacts.Read", "Contacts.ReadWrite"))));

    private static final Map<String, String> SPELLING = spelling();

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
    public Optional<URI> adminConsentEndpoint() {
        return Optional.of(endpoints.adminConsent());
    }

    /** Somebody who has to sign in with one account is not asked which. */
    @Override
    public Map<String, String> authorizeParameters(Authorization wanted) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_mode", "query");
        parameters.put("claims", ClaimsRequest.declaring(wanted.claims()));
        wanted.loginHint()
                .filter(hint -> !hint.isBlank())
                .ifPresentOrElse(
                        hint -> parameters.put("login_hint", hint), () -> parameters.put("prompt", "select_account"));
        return parameters;
    }

    @Override
    public Map<String, String> tokenParameters(Optional<String> claims) {
        return Map.of("claims", ClaimsRequest.declaring(claims));
    }

    @Override
    public Set<String> scopesFor(Set<Service> services) {
        Set<String> scopes = new LinkedHashSet<>(IDENTITY);
        scopes.addAll(SCOPES.leastFor(services));
        return scopes;
    }

    /** Those of the sign-in too: where people may consent to nothing, they could not even sign in. */
    @Override
    public Set<String> adminScopesFor(Set<Service> services) {
        Set<String> scopes = new LinkedHashSet<>();
        scopesFor(services).forEach(scope -> scopes.add(WITHOUT_RESOURCE.contains(scope) ? scope : PREFIX + scope));
        return scopes;
    }

    /** With or without their resource, and in any case, scopes are the same to Microsoft. */
    @Override
    public String normalised(String scope) {
        String name =
                scope.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) ? scope.substring(PREFIX.length()) : scope;
        return SPELLING.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    }

    @Override
    public Set<Service> servicesAllowedBy(Set<String> scopes) {
        return SCOPES.allowedBy(scopes);
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
    public AuthorizationFault faultOf(String error, String description) {
        MicrosoftError known = MicrosoftError.of(error, description);
        return switch (known.turn()) {
            case NOBODY -> AuthorizationFault.PROVIDER;
            case OPERATOR -> AuthorizationFault.OPERATOR;
            case ADMINISTRATOR -> AuthorizationFault.ADMINISTRATOR;
            case PERSON -> known.isDeclined() ? AuthorizationFault.DENIED : AuthorizationFault.PROVIDER;
        };
    }

    @Override
    public TokenAnswer meaningOf(Reply.Refusal refusal) {
        MicrosoftError known = MicrosoftError.of(refusal.body());
        Turn turn = Turn.BELIEVED_STATUSES.contains(refusal.status()) ? known.turn() : Turn.NOBODY;
        return turn.answer(
                known.code(),
                ClaimsRequest.in(refusal.body()),
                refusal.retryAfter(),
                "Microsoft's token endpoint refused the request with HTTP " + refusal.status());
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

    private static Map<String, String> spelling() {
        return Stream.concat(IDENTITY.stream(), SCOPES.names().stream())
                .distinct()
                .collect(Collectors.toMap(name -> name.toLowerCase(Locale.ROOT), name -> name));
    }
}
