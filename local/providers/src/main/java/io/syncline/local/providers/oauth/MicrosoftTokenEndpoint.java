package io.syncline.local.providers.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Query;
import io.syncline.local.providers.http.Request;
import java.util.List;
import java.util.Optional;

/**
 * Microsoft's token endpoint. Every refresh gives a new refresh token; whether the old one lives on is the
 * {@link TokenPolicy}'s choice, and it does by default.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/refresh-tokens">Refresh tokens</a>
 */
final class MicrosoftTokenEndpoint {

    private final World world;
    private final OAuthClient client;
    private final Tokens tokens;
    private final MicrosoftIdTokens idTokens;

    MicrosoftTokenEndpoint(World world, OAuthClient client, Tokens tokens, MicrosoftIdTokens idTokens) {
        this.world = world;
        this.client = client;
        this.tokens = tokens;
        this.idTokens = idTokens;
    }

    Answer token(Request request) {
        var form = request.form();
        var credentials = ClientCredentials.of(request, form);
        if (credentials.id().filter(client.id()::equals).isEmpty()) {
            return error(
                    400,
                    "unauthorized_client",
                    700016,
                    "Application with this identifier was not found in the directory.");
        }
        if (credentials.secret().isEmpty()) {
            return error(
                    401,
                    "invalid_client",
                    7000218,
                    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
        }
        if (credentials.secret().filter(client.secret()::equals).isEmpty()) {
            return error(401, "invalid_client", 7000215, "Invalid client secret provided.");
        }
        return switch (form.first("grant_type").orElse("")) {
            case "authorization_code" -> exchanged(form);
            case "refresh_token" -> refreshed(form);
            default -> error(400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.");
        };
    }

    private Answer exchanged(Query form) {
        var redemption = tokens.redeem(
                form.first("code").orElse(""),
                client.id(),
                form.first("redirect_uri").orElse(""),
                form.first("code_verifier"));
        return switch (redemption) {
            case Redemption.Redeemed(AuthorizationRequest asked, Grant grant) -> firstTokens(asked, grant, form);
            case Redemption.Unknown() -> refusedCode(9002313, "Invalid request. Request is malformed or invalid.");
            case Redemption.Used(Grant grant) -> refusedCode(54005, "OAuth2 Authorization code was already redeemed.");
            case Redemption.Expired() -> refusedCode(70008, "The provided authorization code has expired.");
            case Redemption.Misdirected() -> refusedCode(50011, "The redirect URI differs from the authorization's.");
            case Redemption.Unverified(), Redemption.Mismatched() ->
                refusedCode(501481, "The Code_Verifier does not match the code_challenge of the authorization.");
        };
    }

    private Answer refusedCode(int code, String sentence) {
        return error(400, "invalid_grant", code, sentence);
    }

    private Answer firstTokens(AuthorizationRequest asked, Grant grant, Query form) {
        boolean challengeable =
                Claims.of(form).handleChallenges() || Claims.of(asked.query()).handleChallenges();
        var body = accessFor(grant, challengeable, asked.nonce());
        if (grant.offline()) {
            body.put("refresh_token", tokens.issueRefresh(grant));
        }
        return ok(body);
    }

    private Answer refreshed(Query form) {
        var old = form.first("refresh_token").orElse("");
        var grant = tokens.refreshing(old, client.id());
        if (grant.isEmpty()) {
            return AadError.numbered(50173).answer(world);
        }
        var asked = MicrosoftScopes.normalised(
                form.first("scope").orElse(String.join(" ", grant.get().scopes())));
        if (!grant.get().scopes().containsAll(withoutIdentity(asked))) {
            return AadError.numbered(65001).answer(world);
        }
        return stillDemanded(grant.get(), Claims.of(form))
                .map(refusal -> refusal.answer(world))
                .orElseGet(() -> renewed(old, grant.get(), form));
    }

    /** Claims in a refresh meet what an event demanded; what only the person can meet refuses the refresh. */
    private Optional<AadError> stillDemanded(Grant grant, Claims claims) {
        var demand = tokens.unmet(grant).filter(claims::meet);
        demand.filter(found -> !found.interaction()).ifPresent(found -> tokens.meet(grant, found));
        return demand.filter(ClaimsDemand::interaction)
                .map(found ->
                        AadError.numbered(50076).as("interaction_required").withClaims(found.claims()));
    }

    private Answer renewed(String old, Grant grant, Query form) {
        boolean challengeable = Claims.of(form).handleChallenges();
        return tokens.rotate(old, grant)
                .map(newer ->
                        ok(accessFor(grant, challengeable, Optional.empty()).put("refresh_token", newer)))
                .orElseGet(() -> error(
                        400,
                        "invalid_grant",
                        70000,
                        "The provided value for the refresh token is not valid: it was replaced by a newer one."));
    }

    private static List<String> withoutIdentity(List<String> scopes) {
        return scopes.stream()
                .filter(scope -> !MicrosoftScopes.isIdentity(scope) && !scope.equals(".default"))
                .toList();
    }

    private ObjectNode accessFor(Grant grant, boolean challengeable, Optional<String> nonce) {
        var life =
                challengeable ? TokenPolicy.CHALLENGEABLE_LIFE : tokens.policy().accessTokenLife();
        long seconds = life.toSeconds();
        var body = Json.object()
                .put("token_type", "Bearer")
                .put("scope", MicrosoftScopes.echoed(grant.scopes()))
                .put("expires_in", seconds)
                .put("ext_expires_in", seconds)
                .put("access_token", tokens.issueAccess(grant, life, challengeable));
        if (grant.scopes().contains("openid")) {
            body.put("id_token", idTokens.issue(grant, nonce));
        }
        return body;
    }

    private static Answer ok(ObjectNode body) {
        return Answer.json(200, body)
                .with("Cache-Control", "no-store, no-cache")
                .with("Pragma", "no-cache");
    }

    private Answer error(int status, String error, int code, String sentence) {
        return AadError.of(status, error, code, sentence).answer(world);
    }
}
