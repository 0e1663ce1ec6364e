package io.syncline.local.providers.oauth;

import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.account.Accounts;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Query;
import io.syncline.local.providers.http.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Microsoft's sign-in page. An unknown application or redirect address stays on the page; other faults go back to the
 * application. Unlike Microsoft's own page it lets permissions be unticked, as a tenant's policy could refuse them.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow">Authorization code flow</a>
 */
final class MicrosoftAuthorization implements SignIn.Ending {

    static final String CONSENT_PATH = "/common/consent/set";

    private final World world;
    private final OAuthClient client;
    private final Tokens tokens;
    private final SignIn signIn;

    MicrosoftAuthorization(World world, OAuthClient client, Accounts accounts, Tokens tokens) {
        this.world = world;
        this.client = client;
        this.tokens = tokens;
        var page = new ConsentPage(Provider.MICROSOFT, client.name(), MicrosoftScopes::isIdentity);
        this.signIn = new SignIn(accounts, page, MicrosoftScopes::isIdentity, this);
    }

    Answer show(Request request) {
        var query = request.query();
        if (query.first("client_id").filter(client.id()::equals).isEmpty()) {
            return signIn.problem(
                    400,
                    "Sorry, but we’re having trouble signing you in",
                    "AADSTS700016: The application was not found in the directory.");
        }
        var redirectUri = query.first("redirect_uri").orElse("");
        if (!client.mayReturnTo(redirectUri)) {
            return signIn.problem(
                    400,
                    "Sorry, but we’re having trouble signing you in",
                    "AADSTS50011: The redirect URI specified in the request does not match the redirect URIs configured for the application.");
        }
        var scopes = MicrosoftScopes.normalised(query.first("scope").orElse(""));
        var asked = new AuthorizationRequest(
                AadError.guid(world),
                client.id(),
                redirectUri,
                scopes,
                query,
                world.clock().instant());
        return faultIn(query).map(fault -> returned(asked, fault)).orElseGet(() -> signIn.show(asked, CONSENT_PATH));
    }

    Answer decide(Request request) {
        return signIn.decide(request.form());
    }

    @Override
    public Answer allowed(AuthorizationRequest request, Account account, List<String> scopes) {
        var grant = tokens.open(account, client.id(), scopes, scopes.contains(MicrosoftScopes.OFFLINE));
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("code", tokens.issueCode(request, grant));
        request.state().ifPresent(state -> parameters.put("state", state));
        parameters.put("session_state", AadError.guid(world));
        return Answer.redirect(request.returning(parameters));
    }

    @Override
    public Answer denied(AuthorizationRequest request) {
        return returned(
                request, AadError.of(400, "access_denied", 65004, "User declined to consent to access the app."));
    }

    private Answer returned(AuthorizationRequest request, AadError fault) {
        var parameters = new LinkedHashMap<>(Map.of("error", fault.error()));
        parameters.put("error_description", fault.description(world));
        request.state().ifPresent(state -> parameters.put("state", state));
        return Answer.redirect(request.returning(parameters));
    }

    private static Optional<AadError> faultIn(Query query) {
        if (query.first("response_type").filter("code"::equals).isEmpty()) {
            return fault("unsupported_response_type", 700054, "The response_type must be 'code'.");
        }
        if (query.first("scope").filter(scope -> !scope.isBlank()).isEmpty()) {
            return fault("invalid_request", 900144, "The request body must contain the following parameter: 'scope'.");
        }
        if (query.first("prompt").filter("none"::equals).isPresent()) {
            return fault("login_required", 50058, "A silent sign-in request was sent but no user is signed in.");
        }
        if (query.first("code_challenge").filter(Pkce::isChallenge).isEmpty()
                || query.first("code_challenge_method").filter("S256"::equals).isEmpty()) {
            return fault("invalid_request", 501491, "A code_challenge with the method S256 is required here.");
        }
        return Optional.empty();
    }

    private static Optional<AadError> fault(String error, int code, String sentence) {
        return Optional.of(AadError.of(400, error, code, sentence));
    }
}
