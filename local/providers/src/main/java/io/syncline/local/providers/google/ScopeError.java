package io.syncline.local.providers.google;

import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Refusal;

/**
 * How Google's APIs refuse a token: 401 for a dead one, 403 for one without the scope.
 *
 * @param service the API's host name in the error's details
 * @param errors whether the API still lists {@code errors} with a {@code reason}, as Calendar and Gmail do and People
 *     does not
 * @see <a href="https://developers.google.com/workspace/gmail/api/guides/handle-errors">Gmail: resolve errors</a>
 * @see <a href="https://cloud.google.com/apis/design/errors#error_info">ErrorInfo</a>
 */
record ScopeError(String service, boolean errors) {

    static final ScopeError CALENDAR = new ScopeError("calendar-json.googleapis.com", true);
    static final ScopeError GMAIL = new ScopeError("gmail.googleapis.com", true);
    static final ScopeError PEOPLE = new ScopeError("people.googleapis.com", false);

    private static final String REALM = "Bearer realm=\"https://accounts.google.com/\", error=";

    /**
     * The scope is missing.
     *
     * @param method the API's own name of the method
     * @param scope one that would do
     */
    Refusal insufficient(String method, String scope) {
        var error = Json.object().put("code", 403).put("message", "Request had insufficient authentication scopes.");
        if (errors) {
            error.putArray("errors")
                    .addObject()
                    .put("message", "Insufficient Permission")
                    .put("domain", "global")
                    .put("reason", "insufficientPermissions");
        }
        error.put("status", "PERMISSION_DENIED");
        error.putArray("details")
                .addObject()
                .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
                .put("reason", "ACCESS_TOKEN_SCOPE_INSUFFICIENT")
                .put("domain", "googleapis.com")
                .putObject("metadata")
                .put("method", method)
                .put("service", service);
        return new Refusal(Answer.json(403, Json.object().set("error", error))
                .with("WWW-Authenticate", REALM + "\"insufficient_scope\", scope=\"" + scope + "\""));
    }

    /** The token is dead. */
    Refusal unauthorised() {
        var error = Json.object()
                .put("code", 401)
                .put(
                        "message",
                        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or"
                                + " other valid authentication credential.");
        if (errors) {
            error.putArray("errors")
                    .addObject()
                    .put("message", "Invalid Credentials")
                    .put("domain", "global")
                    .put("reason", "authError")
                    .put("location", "Authorization")
                    .put("locationType", "header");
        }
        error.put("status", "UNAUTHENTICATED");
        return new Refusal(Answer.json(401, Json.object().set("error", error))
                .with("WWW-Authenticate", REALM + "\"invalid_token\""));
    }
}
