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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Google's OAuth 2.0.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/web-server">OAuth 2.0 for web servers</a>
 */
record GoogleDialect(GoogleEndpoints endpoints) implements Dialect {
    private static final String PREFIX = "https://www.googleapis.com/auth/";
    private static final List<String> IDENTITY = List.of("openid", "email", "profile");

    private static final Need LIST_CALENDARS =
            need("calendar.calendarlist.readonly", "calendar.calendarlist", "calendar.readonly", "calendar");

    /** @see <a href="https://developers.google.com/identity/protocols/oauth2/scopes">OAuth 2.0 scopes</a> */
    private static final ScopeTable SCOPES = new ScopeTable(Map.of(
            Service.CALENDAR,
            List.of(LIST_CALENDARS, need("calendar.events", "calendar")),
            Service.CALENDAR_READ,
            List.of(
                    LIST_CALENDARS,
                    need("calendar.events.readonly", "calendar.events", "calendar.readonly", "calendar")),
            Service.MAIL,
            List.of(new Need(PREFIX + "gmail.readonly", PREFIX + "gmail.modify", "https://mail.google.com/")),
            Service.CONTACTS,
            List.of(need("contacts.readonly", "contacts"))));

    /** A refusal by an administrator's settings: of the scopes for everybody, or of accounts outside one organisation. */
    private static final Set<String> ADMINISTRATORS = Set.of("admin_policy_enforced", "org_internal");

    private static final Set<String> OURS = Set.of(
            "invalid_client",
            "unauthorized_client",
            "deleted_client",
            "disabled_client",
            "redirect_uri_mismatch",
            "invalid_scope",
            "unsupported_grant_type",
            "unsupported_response_type");

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

    /** Google has none for the scopes of one application: an administrator trusts it in the Admin console. */
    @Override
    public Optional<URI> adminConsentEndpoint() {
        return Optional.empty();
    }

    /** A refresh token comes only with the first consent, or with {@code prompt=consent}. */
    @Override
    public Map<String, String> authorizeParameters(Authorization wanted) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("access_type", "offline");
        parameters.put("prompt", "consent");
        parameters.put("include_granted_scopes", "true");
        wanted.loginHint().filter(hint -> !hint.isBlank()).ifPresent(hint -> parameters.put("login_hint", hint));
        return parameters;
    }

    /** None: Google's APIs send no claims challenges. */
    @Override
    public Map<String, String> tokenParameters(Optional<String> claims) {
        return Map.of();
    }

    @Override
    public Set<String> scopesFor(Set<Service> services) {
        Set<String> scopes = new LinkedHashSet<>(IDENTITY);
        scopes.addAll(SCOPES.leastFor(services));
        return scopes;
    }

    @Override
    public Set<String> adminScopesFor(Set<Service> services) {
        return scopesFor(services);
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
        return SCOPES.allowedBy(scopes);
    }

    @Override
    public boolean acceptsIssuer(String issuer) {
        return issuer.isEmpty() || issuer.equals(ISSUER) || issuer.equals(Origins.of(endpoints.authorize()));
    }

    @Override
    public AuthorizationFault faultOf(String error, String description) {
        if (error.equals("access_denied")) {
            return AuthorizationFault.DENIED;
        }
        if (ADMINISTRATORS.contains(error)) {
            return AuthorizationFault.ADMINISTRATOR;
        }
        return OURS.contains(error) ? AuthorizationFault.OPERATOR : AuthorizationFault.PROVIDER;
    }

    /** {@code invalid_grant} has many reasons, and its person has to come back for each of them. */
    @Override
    public TokenAnswer meaningOf(Reply.Refusal refusal) {
        String code = Dialect.errorIn(refusal.body());
        return turn(refusal.status(), code)
                .answer(
                        code,
                        Optional.empty(),
                        refusal.retryAfter(),
                        "Google's token endpoint refused the request with HTTP " + refusal.status());
    }

    private static Turn turn(int status, String code) {
        if (!Turn.BELIEVED_STATUSES.contains(status)) {
            return Turn.NOBODY;
        }
        if (code.equals("invalid_grant") || code.equals("access_denied")) {
            return Turn.PERSON;
        }
        if (ADMINISTRATORS.contains(code)) {
            return Turn.ADMINISTRATOR;
        }
        return OURS.contains(code) ? Turn.OPERATOR : Turn.NOBODY;
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

    private static Need need(String least, String... wider) {
        return new Need(PREFIX + least, Stream.of(wider).map(PREFIX::concat).toArray(String[]::new));
    }

    private static AccountAnswer account(Claims claims) {
        return claims.id("sub")
                .<AccountAnswer>map(sub ->
                        new AccountAnswer.Known(new ProviderAccount(sub, claims.name("email"), claims.name("name"))))
                .orElseGet(() -> new AccountAnswer.Unavailable("Google's user information names nobody"));
    }
}
