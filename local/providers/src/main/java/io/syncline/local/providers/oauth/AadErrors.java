package io.syncline.local.providers.oauth;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The errors of the Microsoft identity platform by number. The words of {@code error} and {@code suberror} are those
 * that were seen on the wire or that the pages give; where the platform varies, {@link AadError#as} varies, too.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">AADSTS error codes</a>
 */
final class AadErrors {

    private static final String GRANT = "invalid_grant";
    private static final String CLIENT = "invalid_client";
    private static final String INTERACTION = "interaction_required";
    private static final String POLICY_CLAIMS =
            "{\"access_token\":{\"capolids\":{\"essential\":true,\"values\":[\"3e0a5a3c-7f0e-4c50-8b7b-2f6f7a2c9d11\"]}}}";

    private static final Map<Integer, AadError> KNOWN = Stream.of(
                    multiFactor(
                            50072,
                            "Due to a configuration change made by your administrator, you must enroll in"
                                    + " multi-factor authentication to access the resource."),
                    multiFactor(50074, "Strong Authentication is required."),
                    multiFactor(
                            50076,
                            "Due to a configuration change made by your administrator, or because you moved"
                                    + " to a new location, you must use multi-factor authentication to access the resource."),
                    multiFactor(
                            50078,
                            "Presented multi-factor authentication has expired due to policies configured by"
                                    + " your administrator, you must refresh your multi-factor authentication."),
                    multiFactor(
                            50079,
                            "Due to a configuration change made by your administrator, you must enroll in"
                                    + " multi-factor authentication to access the resource."),
                    blocked(50131, "Device is not in required device state, or the request was blocked."),
                    blocked(53000, "Your device is required to be compliant to access this resource."),
                    blocked(53001, "Your device is required to be managed to access this resource."),
                    blocked(53003, "Access has been blocked by Conditional Access policies."),
                    blocked(530035, "Access has been blocked by security defaults."),
                    grant(50132, "The session is not valid due to password expiration or recent password change.")
                            .withSuberror("bad_token"),
                    grant(50133, "The session is not valid due to password expiration or recent password change.")
                            .withSuberror("bad_token"),
                    grant(
                                    50173,
                                    "The provided grant has expired due to it being revoked, a fresh auth token is needed.")
                            .withSuberror("bad_token"),
                    grant(
                                    70043,
                                    "The refresh token has expired or is invalid due to sign-in frequency checks by"
                                            + " conditional access.")
                            .withSuberror("token_expired"),
                    grant(70008, "The provided authorization code or refresh token has expired due to inactivity.")
                            .withSuberror("token_expired"),
                    grant(
                                    700082,
                                    "The refresh token has expired due to inactivity. The token was inactive for"
                                            + " 90.00:00:00.")
                            .withSuberror("bad_token"),
                    grant(
                                    700084,
                                    "The refresh token was issued to a single page app, and therefore has a fixed,"
                                            + " limited lifetime of 1.00:00:00.")
                            .withSuberror("token_expired"),
                    grant(65001, "The user or administrator has not consented to use the application.")
                            .withSuberror("consent_required"),
                    of(400, "access_denied", 65004, "The resource owner or authorization server denied the request."),
                    of(400, "consent_required", 90093, "Calling principal cannot consent due to lack of permissions."),
                    of(400, "consent_required", 90094, "The grant requires admin permission."),
                    of(
                            400,
                            "unauthorized_client",
                            650052,
                            "The app needs access to a service that your organization"
                                    + " has not subscribed to or enabled."),
                    of(400, "unauthorized_client", 650056, "Misconfigured application."),
                    of(
                            400,
                            "invalid_resource",
                            650057,
                            "Invalid resource. The client has requested access to a"
                                    + " resource which is not listed in its registration."),
                    of(400, "invalid_resource", 500011, "The resource principal was not found in the tenant."),
                    grant(
                            50105,
                            "Your administrator has configured the application to block users unless they are"
                                    + " specifically granted access."),
                    grant(50034, "The user account does not exist in the directory."),
                    grant(50053, "The account is locked, you've tried to sign in too many times."),
                    grant(50055, "The password is expired.").withSuberror("user_password_expired"),
                    grant(50057, "The user account is disabled."),
                    grant(50020, "The user account from this identity provider does not exist in the tenant."),
                    of(400, "login_required", 50058, "A silent sign-in request was sent but no user is signed in."),
                    of(401, CLIENT, 7000215, "Invalid client secret provided."),
                    of(401, CLIENT, 7000222, "The provided client secret keys for the app are expired."),
                    of(
                            401,
                            CLIENT,
                            7000218,
                            "The request body must contain the following parameter:"
                                    + " 'client_assertion' or 'client_secret'."),
                    of(
                            401,
                            CLIENT,
                            700027,
                            "The certificate with identifier used to sign the client assertion is not"
                                    + " registered on the application."),
                    of(
                            400,
                            "unauthorized_client",
                            700016,
                            "Application with this identifier was not found in the" + " directory."),
                    of(400, "unauthorized_client", 700011, "The application was not found in the directory."),
                    of(
                            400,
                            "invalid_request",
                            50011,
                            "The redirect URI specified in the request does not match the"
                                    + " redirect URIs configured for the application."),
                    of(
                            400,
                            "invalid_request",
                            50194,
                            "The application is not configured as a multi-tenant application."),
                    of(400, "invalid_scope", 70011, "The provided value for the input parameter 'scope' is not valid."),
                    of(400, "invalid_request", 90002, "The tenant was not found."),
                    of(
                            400,
                            "invalid_request",
                            900023,
                            "The specified tenant identifier is neither a valid DNS name,"
                                    + " nor a valid external domain."),
                    grant(501481, "The Code_Verifier does not match the code_challenge of the authorization."),
                    grant(54005, "OAuth2 Authorization code was already redeemed."),
                    grant(70000, "The provided value for the refresh token is not valid."),
                    of(503, "temporarily_unavailable", 90033, "A transient error has occurred. Please try again."),
                    of(503, "temporarily_unavailable", 50033, "A transient error has occurred. Please try again."),
                    of(
                            400,
                            "invalid_request",
                            50196,
                            "The server terminated an operation because it encountered a"
                                    + " client request loop. Please contact your app vendor."),
                    of(
                            400,
                            "access_denied",
                            500212,
                            "The user's administrator has set an outbound access policy that"
                                    + " does not allow access to the resource tenant."),
                    of(
                            400,
                            "access_denied",
                            500213,
                            "The resource tenant's cross-tenant access policy does not allow"
                                    + " this user to access this tenant."))
            .collect(Collectors.toUnmodifiableMap(AadError::code, Function.identity()));

    private AadErrors() {}

    static AadError numbered(int code) {
        return KNOWN.getOrDefault(code, grant(code, "The request was refused."));
    }

    private static AadError multiFactor(int code, String sentence) {
        return grant(code, sentence).withSuberror("basic_action").withClaims(POLICY_CLAIMS);
    }

    private static AadError blocked(int code, String sentence) {
        return of(400, INTERACTION, code, sentence).withSuberror("message_only").withClaims(POLICY_CLAIMS);
    }

    private static AadError grant(int code, String sentence) {
        return of(400, GRANT, code, sentence);
    }

    private static AadError of(int status, String error, int code, String sentence) {
        return new AadError(status, error, code, sentence, Optional.empty(), Optional.empty());
    }
}
