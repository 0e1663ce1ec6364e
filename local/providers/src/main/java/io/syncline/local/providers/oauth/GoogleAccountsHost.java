package io.syncline.local.providers.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.http.Responder;
import io.syncline.local.providers.http.Routes;
import java.util.List;
import java.util.Optional;

/** Stands for accounts.google.com, oauth2.googleapis.com and openidconnect.googleapis.com at once. */
public final class GoogleAccountsHost {

    /** The host's name in the ledger and in fault rules. */
    public static final String PART = "google-accounts";

    private final String issuer;
    private final Tokens tokens;
    private final GoogleAuthorization authorization;
    private final GoogleTokenEndpoint endpoint;

    public GoogleAccountsHost(World world, OAuthClient client, ProviderAccess access, String issuer) {
        this.issuer = issuer;
        this.tokens = access.tokens();
        // The first sign-in should not wait for the making of a key.
        Thread.ofVirtual().name("signing-key").start(SigningKey::ofThisProcess);
        this.authorization = new GoogleAuthorization(world, client, access, issuer);
        var idTokens = new GoogleIdTokens(world, tokens, access.script(), issuer);
        this.endpoint = new GoogleTokenEndpoint(world, client, tokens, idTokens);
    }

    public Responder routes() {
        return new Routes(request -> Answer.json(404, Json.object().put("error", "not_found")))
                .on("GET", "/o/oauth2/v2/auth", authorization::show)
                .on("GET", "/o/oauth2/auth", authorization::show)
                .on("POST", GoogleAuthorization.CONSENT_PATH, authorization::decide)
                .on("GET", "/favicon.ico", request -> Answer.empty(204))
                .on("POST", "/token", endpoint::token)
                .on("POST", "/revoke", endpoint::revoke)
                .on("GET", "/tokeninfo", this::tokeninfo)
                .on("POST", "/tokeninfo", this::tokeninfo)
                .on("GET", "/v1/userinfo", this::userinfo)
                .on("POST", "/v1/userinfo", this::userinfo)
                .on("GET", "/oauth2/v2/userinfo", this::userinfo)
                .on("GET", "/oauth2/v3/userinfo", this::userinfo)
                .on("GET", "/oauth2/v3/certs", this::keys)
                .on("GET", "/.well-known/openid-configuration", this::discovery);
    }

    private Answer userinfo(Request request) {
        return request.headers()
                .bearer()
                .flatMap(tokens::bearer)
                .filter(grant -> grant.scopes().stream().anyMatch(GoogleScopes::isIdentity))
                .map(grant -> Answer.json(200, GoogleIdTokens.userinfo(grant)))
                .orElseGet(() -> Answer.json(
                                401,
                                Json.object()
                                        .put("error", "invalid_request")
                                        .put("error_description", "Invalid Credentials"))
                        .with("WWW-Authenticate", "Bearer error=\"invalid_token\""));
    }

    private Answer tokeninfo(Request request) {
        var token = request.query()
                .first("access_token")
                .or(() -> request.form().first("access_token"))
                .orElse("");
        return tokens.bearer(token)
                .map(grant -> Answer.json(200, info(grant, tokens.secondsLeft(token))))
                .orElseGet(() -> Answer.json(
                        400, Json.object().put("error", "invalid_token").put("error_description", "Invalid Value")));
    }

    private static ObjectNode info(Grant grant, long secondsLeft) {
        return Json.object()
                .put("azp", grant.clientId())
                .put("aud", grant.clientId())
                .put("sub", grant.account().subject())
                .put("scope", GoogleScopes.echoed(grant.scopes()))
                .put("expires_in", Long.toString(secondsLeft))
                .put("email", grant.account().email())
                .put("email_verified", "true")
                .put("access_type", grant.offline() ? "offline" : "online");
    }

    private Answer keys(Request request) {
        return Answer.of(
                200,
                "application/json; charset=utf-8",
                SigningKey.ofThisProcess().published());
    }

    private Answer discovery(Request request) {
        var json = Json.object()
                .put("issuer", issuer)
                .put("authorization_endpoint", issuer + "/o/oauth2/v2/auth")
                .put("token_endpoint", issuer + "/token")
                .put("userinfo_endpoint", issuer + "/v1/userinfo")
                .put("revocation_endpoint", issuer + "/revoke")
                .put("jwks_uri", issuer + "/oauth2/v3/certs");
        listed(json, "response_types_supported", List.of("code"));
        listed(json, "subject_types_supported", List.of("public"));
        listed(json, "id_token_signing_alg_values_supported", List.of("RS256"));
        listed(json, "code_challenge_methods_supported", List.of("S256"));
        listed(json, "scopes_supported", List.of("openid", "email", "profile"));
        return Answer.json(200, json);
    }

    private static void listed(ObjectNode json, String field, List<String> values) {
        values.forEach(json.withArray("/" + field)::add);
    }

    /** Which grant a request asks tokens of, where it asks for tokens. */
    public Optional<LedgerEntry.TokenRequest> tokenRequest(Request request) {
        return request.path().equals("/token") ? Optional.of(tokens.asked(request.form())) : Optional.empty();
    }

    /** Whose secret a request to this host carries. */
    public Optional<String> speaker(Request request) {
        return request.headers().bearer().flatMap(tokens::ownerOf).or(() -> {
            var form = request.method().equals("POST") ? request.form() : request.query();
            return form.first("refresh_token")
                    .or(() -> form.first("code"))
                    .or(() -> form.first("token"))
                    .flatMap(tokens::ownerOf);
        });
    }
}
