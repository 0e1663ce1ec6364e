package io.syncline.local.providers.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Accounts;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.http.Responder;
import io.syncline.local.providers.http.Routes;
import java.util.List;
import java.util.Optional;

/** Stands for login.microsoftonline.com. */
public final class MicrosoftLoginHost {

    /** The host's name in the ledger and in fault rules. */
    public static final String PART = "microsoft-login";

    private final World world;
    private final Accounts accounts;
    private final Tokens tokens;
    private final String origin;
    private final String graph;
    private final MicrosoftAuthorization authorization;
    private final AdminConsent adminConsent;
    private final MicrosoftTokenEndpoint endpoint;

    public MicrosoftLoginHost(World world, OAuthClient client, ProviderAccess access, String origin, String graph) {
        this.world = world;
        this.accounts = access.accounts();
        this.tokens = access.tokens();
        this.origin = origin;
        this.graph = graph;
        var page = new ConsentPage(Provider.MICROSOFT, client.name(), MicrosoftScopes::isIdentity);
        this.authorization = new MicrosoftAuthorization(world, client, access, page);
        this.adminConsent = new AdminConsent(world, client, access, page);
        var idTokens = new MicrosoftIdTokens(world, tokens, access.script(), origin);
        this.endpoint = new MicrosoftTokenEndpoint(world, client, tokens, idTokens);
    }

    public Responder routes() {
        return new Routes(request -> Answer.text(404, "Not found."))
                .on("POST", MicrosoftAuthorization.CONSENT_PATH, authorization::decide)
                .on("GET", "/favicon.ico", request -> Answer.empty(204))
                .on("POST", AdminConsent.CONSENT_PATH, adminConsent::decide)
                .on("GET", "/{tenant}/v2.0/adminconsent", inTenant(adminConsent::show))
                .on("GET", "/{tenant}/adminconsent", inTenant(adminConsent::show))
                .on("GET", "/{tenant}/oauth2/v2.0/authorize", inTenant(authorization::show))
                .on("POST", "/{tenant}/oauth2/v2.0/token", inTenant(endpoint::token))
                .on("GET", "/{tenant}/oauth2/v2.0/logout", this::logout)
                .on("GET", "/{tenant}/discovery/v2.0/keys", this::keys)
                .on("GET", "/{tenant}/v2.0/.well-known/openid-configuration", inTenant(this::discovery));
    }

    /** Which grant a request asks tokens of, where it asks for tokens. */
    public Optional<LedgerEntry.TokenRequest> tokenRequest(Request request) {
        return request.path().endsWith("/oauth2/v2.0/token")
                ? Optional.of(tokens.asked(request.form()))
                : Optional.empty();
    }

    /** Whose secret a request to this host carries. */
    public Optional<String> speaker(Request request) {
        var form = request.method().equals("POST") ? request.form() : request.query();
        return form.first("refresh_token").or(() -> form.first("code")).flatMap(tokens::ownerOf);
    }

    private Responder inTenant(Responder responder) {
        return request -> knows(request.place("tenant"))
                ? responder.answer(request)
                : AadError.of(400, "invalid_request", 90002, "Tenant '" + request.place("tenant") + "' not found.")
                        .answer(world);
    }

    private boolean knows(String tenant) {
        return List.of("organizations", "common", "consumers").contains(tenant)
                || accounts.all().stream()
                        .anyMatch(account -> account.tenant().equals(tenant)
                                || account.domain().equals(tenant));
    }

    private Answer logout(Request request) {
        return request.query()
                .first("post_logout_redirect_uri")
                .filter(OAuthClient::isWebAddress)
                .map(Answer::redirect)
                .orElseGet(() -> Answer.html(
                        200, "<!doctype html><title>Signed out</title><p>You signed out of your account.</p>"));
    }

    private Answer keys(Request request) {
        return Answer.of(
                200,
                "application/json; charset=utf-8",
                SigningKey.ofThisProcess().published());
    }

    private Answer discovery(Request request) {
        var tenant = request.place("tenant");
        var root = origin + "/" + tenant;
        boolean single = !List.of("organizations", "common").contains(tenant);
        var json = Json.object()
                .put("issuer", origin + "/" + (single ? tenant : "{tenantid}") + "/v2.0")
                .put("authorization_endpoint", root + "/oauth2/v2.0/authorize")
                .put("token_endpoint", root + "/oauth2/v2.0/token")
                .put("end_session_endpoint", root + "/oauth2/v2.0/logout")
                .put("jwks_uri", root + "/discovery/v2.0/keys")
                .put("userinfo_endpoint", graph + "/oidc/userinfo");
        listed(json, "response_types_supported", List.of("code"));
        listed(json, "subject_types_supported", List.of("pairwise"));
        listed(json, "id_token_signing_alg_values_supported", List.of("RS256"));
        listed(json, "scopes_supported", List.of("openid", "profile", "email", "offline_access"));
        return Answer.json(200, json);
    }

    private static void listed(ObjectNode json, String field, List<String> values) {
        values.forEach(json.withArray("/" + field)::add);
    }
}
