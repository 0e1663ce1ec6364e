package io.syncline.local.providers.oauth;

import io.syncline.local.providers.fidelity.World;
import java.util.Optional;
import java.util.Set;

/**
 * How a sign-in ends in place of a code.
 *
 * @param error the word of {@code error}
 * @param description what {@code error_description} says, where there is one
 * @param onThePage whether the provider shows it itself and never sends the browser back
 */
public record SignInError(String error, Optional<String> description, boolean onThePage) {

    /** Shown by Google itself, as its page on web server applications says. */
    private static final Set<String> ON_GOOGLES_PAGE = Set.of(
            "admin_policy_enforced",
            "policy_enforced",
            "org_internal",
            "disallowed_useragent",
            "invalid_client",
            "deleted_client",
            "invalid_scope",
            "rate_limit_exceeded",
            "redirect_uri_mismatch");

    private static final Set<Integer> ON_MICROSOFTS_PAGE = Set.of(
            50011, 50020, 50034, 50053, 50055, 50057, 50105, 500011, 500212, 500213, 700016, 700011, 90002, 900023);

    /**
     * An error of Google's.
     *
     * @see <a href="https://developers.google.com/identity/protocols/oauth2/web-server#authorization-errors">
     *     Authorization errors</a>
     */
    public static SignInError google(String error) {
        return new SignInError(error, Optional.empty(), ON_GOOGLES_PAGE.contains(error));
    }

    /**
     * An error of the Microsoft identity platform.
     *
     * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#error-response">
     *     Error response</a>
     */
    static SignInError microsoft(AadError error, World world) {
        return new SignInError(
                error.error(), Optional.of(error.description(world)), ON_MICROSOFTS_PAGE.contains(error.code()));
    }

    /** The same with another text. */
    public SignInError saying(String text) {
        return new SignInError(error, Optional.of(text), onThePage);
    }

    /** The same, but sent back to the application. */
    public SignInError redirected() {
        return new SignInError(error, description, false);
    }
}
