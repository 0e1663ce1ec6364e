package io.syncline.local.providers.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Query;
import io.syncline.local.providers.http.Request;
import java.time.Duration;
import java.util.Optional;

/**
 * Google's {@code /token} and {@code /revoke}. A refresh token comes only with the first offline consent or with
 * {@code prompt=consent}, and is not rotated unless the {@link TokenPolicy} says so; revoking ends all of the account's grants to the client.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/web-server">OAuth 2.0 for web servers</a>
 */
final class GoogleTokenEndpoint {

    private final World world;
    private final OAuthClient client;
    private final Tokens tokens;
    private final GoogleIdTokens idTokens;

    GoogleTokenEndpoint(World world, OAuthClient client, Tokens tokens, GoogleIdTokens idTokens) {
        this.world = world;
        this.client = client;
        this.tokens = tokens;
        this.idTokens = idTokens;
    }

    Answer token(Request request) {
        var form = request.form();
        var credentials = ClientCredentials.of(request, form);
        if (credentials.id().filter(client.id()::equals).isEmpty()) {
            return error(401, "invalid_client", "The OAuth client was not found.");
        }
        if (credentials.secret().filter(client.secret()::equals).isEmpty()) {
            return error(401, "invalid_client", "Unauthorized");
        }
        return switch (form.first("grant_type").orElse("")) {
            case "authorization_code" -> exchanged(form);
            case "refresh_token" -> refreshed(form);
            default ->
                error(
                        400,
                        "unsupported_grant_type",
                        "Invalid grant_type: " + form.first("grant_type").orElse(""));
        };
    }

    Answer revoke(Request request) {
        var token = request.form().first("token").or(() -> request.query().first("token"));
        return token.flatMap(tokens::revoke).isPresent()
                ? Answer.json(200, Json.object())
                : error(400, "invalid_token", "Token expired or revoked");
    }

    private Answer exchanged(Query form) {
        var redemption = tokens.redeem(
                form.first("code").orElse(""),
                client.id(),
                form.first("redirect_uri").orElse(""),
                form.first("code_verifier"));
        return switch (redemption) {
            case Redemption.Redeemed(AuthorizationRequest asked, Grant grant) -> firstTokens(asked, grant);
            case Redemption.Unknown() -> error(400, "invalid_grant", "Malformed auth code.");
            case Redemption.Used(Grant grant) -> reused(grant);
            case Redemption.Expired() -> error(400, "invalid_grant", "Bad Request");
            case Redemption.Misdirected() -> error(400, "redirect_uri_mismatch", "Bad Request");
            case Redemption.Unverified() -> error(400, "invalid_request", "Missing code verifier.");
            case Redemption.Mismatched() -> error(400, "invalid_grant", "Invalid code verifier.");
        };
    }

    /** A code that comes twice may be stolen: what it gave is taken back (RFC 6749 section 4.1.2). */
    private Answer reused(Grant grant) {
        tokens.end(grant);
        return error(400, "invalid_grant", "Bad Request");
    }

    private Answer firstTokens(AuthorizationRequest asked, Grant grant) {
        var body = accessFor(grant, asked.nonce());
        if (grant.offline()) {
            body.put("refresh_token", tokens.issueRefresh(grant));
            tokens.dropOldestRefreshTokens(grant);
        }
        return ok(body);
    }

    private Answer refreshed(Query form) {
        var old = form.first("refresh_token").orElse("");
        return tokens.refreshing(old, client.id())
                .flatMap(grant -> renewed(old, grant))
                .map(GoogleTokenEndpoint::ok)
                .orElseGet(() -> error(400, "invalid_grant", "Token has been expired or revoked."));
    }

    private Optional<ObjectNode> renewed(String old, Grant grant) {
        if (tokens.policy().rotation() == TokenPolicy.Rotation.KEEP_OLD) {
            return Optional.of(accessFor(grant, Optional.empty()));
        }
        return tokens.rotate(old, grant)
                .map(newer -> accessFor(grant, Optional.empty()).put("refresh_token", newer));
    }

    private ObjectNode accessFor(Grant grant, Optional<String> nonce) {
        var body = Json.object()
                .put("access_token", tokens.issueAccess(grant))
                .put("expires_in", tokens.policy().accessTokenLife().toSeconds())
                .put("scope", GoogleScopes.echoed(grant.scopes()))
                .put("token_type", "Bearer");
        grant.endsAt()
                .map(end -> Duration.between(world.clock().instant(), end).toSeconds())
                .ifPresent(seconds -> body.put("refresh_token_expires_in", seconds));
        if (grant.scopes().contains("openid")) {
            body.put("id_token", idTokens.issue(grant, nonce));
        }
        return body;
    }

    private static Answer ok(ObjectNode body) {
        return Answer.json(200, body).with("Cache-Control", "no-store").with("Pragma", "no-cache");
    }

    private static Answer error(int status, String error, String description) {
        return Answer.json(status, Json.object().put("error", error).put("error_description", description))
                .with("Cache-Control", "no-store");
    }
}
