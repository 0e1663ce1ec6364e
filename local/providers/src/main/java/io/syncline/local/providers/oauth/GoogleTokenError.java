package io.syncline.local.providers.oauth;

import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How Google's token endpoint refuses. The descriptions are not documented: nobody may branch on them.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/web-server#exchange-errors-invalid-grant">
 *     Errors at the token endpoint</a>
 * @see <a href="https://developers.google.com/identity/protocols/oauth2#expiration">Refresh token expiration</a>
 */
public enum GoogleTokenError {
    /** The grant is over: revoked, six months unused, a new password, too many tokens, seven days of testing. */
    INVALID_GRANT(400, "invalid_grant", "Token has been expired or revoked.", ""),
    /** Session control of Google Cloud wants the person to sign in again. */
    INVALID_RAPT(400, "invalid_grant", "reauth related error (invalid_rapt)", "invalid_rapt"),
    /** An administrator restricted the service. */
    ADMIN_POLICY_ENFORCED(400, "admin_policy_enforced", "Access to your account data is restricted.", ""),
    /** The account is in the Advanced Protection Program. */
    POLICY_ENFORCED(400, "policy_enforced", "Access to your account data is restricted.", ""),
    ACCOUNT_DELETED(400, "invalid_grant", "The account has been deleted", ""),
    INVALID_CLIENT(401, "invalid_client", "Unauthorized", ""),
    CLIENT_NOT_FOUND(401, "invalid_client", "The OAuth client was not found.", ""),
    UNAUTHORIZED_CLIENT(401, "unauthorized_client", "Unauthorized", ""),
    DELETED_CLIENT(401, "deleted_client", "The OAuth client was deleted.", ""),
    ORG_INTERNAL(403, "org_internal", "This client is restricted to users within its organization.", ""),
    INVALID_SCOPE(400, "invalid_scope", "Some requested scopes were invalid.", ""),
    INVALID_REQUEST(400, "invalid_request", "Bad Request", ""),
    RATE_LIMIT_EXCEEDED(403, "rate_limit_exceeded", "Rate Limit Exceeded", ""),
    TOO_MANY_REQUESTS(429, "rate_limit_exceeded", "Rate Limit Exceeded", ""),
    INTERNAL_FAILURE(500, "internal_failure", "Internal Error", ""),
    BACKEND_ERROR(503, "backend_error", "Service unavailable. Please try again.", "");

    private final int status;
    private final String error;
    private final String description;
    private final String subtype;

    GoogleTokenError(int status, String error, String description, String subtype) {
        this.status = status;
        this.error = error;
        this.description = description;
        this.subtype = subtype;
    }

    /** Reads the name in any letter case. */
    public static GoogleTokenError of(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no error of Google's."));
    }

    private static Optional<GoogleTokenError> find(String name) {
        return Arrays.stream(values())
                .filter(one -> one.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    Answer answer() {
        var body = Json.object().put("error", error).put("error_description", description);
        if (!subtype.isEmpty()) {
            body.put("error_uri", "https://support.google.com/a/answer/9368756").put("error_subtype", subtype);
        }
        return Answer.json(status, body).with("Cache-Control", "no-store");
    }
}
