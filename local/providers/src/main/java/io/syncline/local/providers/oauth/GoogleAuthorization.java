package io.syncline.local.providers.oauth;

import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Google's sign-in page. Faults of the application stay on the page and are never redirected; consent is granular.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/web-server">OAuth 2.0 for web servers</a>
 */
final class GoogleAuthorization implements SignIn.Ending {

    static final String CONSENT_PATH = "/signin/oauth/consent";

    private final World world;
    private final OAuthClient client;
    private final Tokens tokens;
    private final Tenants tenants;
    private final SignInScript script;
    private final String issuer;
    private final SignIn signIn;

    GoogleAuthorization(World world, OAuthClient client, ProviderAccess access, String issuer) {
        this.world = world;
        this.client = client;
        this.tokens = access.tokens();
        this.tenants = access.tenants();
        this.script = access.script();
        this.issuer = issuer;
        var page = new ConsentPage(Provider.GOOGLE, client.name(), GoogleScopes::isIdentity);
        this.signIn = new SignIn(access.accounts(), page, GoogleScopes::isIdentity, script, this);
    }

    Answer show(Request request) {
        var query = request.query();
        if (query.first("client_id").filter(client.id()::equals).isEmpty()) {
            return signIn.problem(401, "Access blocked", "Error 401: invalid_client. The OAuth client was not found.");
        }
        var redirectUri = query.first("redirect_uri").orElse("");
        if (!client.mayReturnTo(redirectUri)) {
            return signIn.problem(400, "Access blocked", "Error 400: redirect_uri_mismatch.");
        }
        var fault = GoogleRequestFault.in(query);
        if (fault.isPresent()) {
            return signIn.problem(400, "Access blocked", "Error 400: " + fault.get());
        }
        var scopes = GoogleScopes.normalised(query.first("scope").orElse(""));
        var unknown = GoogleScopes.unknown(scopes);
        if (!unknown.isEmpty()) {
            return signIn.problem(
                    400, "Access blocked", "Error 400: invalid_scope. Some requested scopes were invalid: " + unknown);
        }
        var id = new UUID(world.random().nextLong(), world.random().nextLong()).toString();
        var asked = new AuthorizationRequest(
                id, client.id(), redirectUri, scopes, query, "", world.clock().instant());
        return query.first("prompt").filter("none"::equals).isPresent()
                ? sentBack(asked, Map.of("error", "interaction_required"))
                : signIn.show(asked, CONSENT_PATH);
    }

    Answer decide(Request request) {
        return signIn.decide(request.form());
    }

    @Override
    public Answer allowed(AuthorizationRequest request, Account account, List<String> scopes) {
        var planned = script.nextError();
        if (planned.isPresent()) {
            return failed(request, planned.get());
        }
        return tenants.letsConsent(account.domain())
                ? granted(request, account, scopes)
                : failed(request, SignInError.google("admin_policy_enforced"));
    }

    private Answer granted(AuthorizationRequest request, Account account, List<String> scopes) {
        var before = tokens.consented(account, client.id());
        boolean offline =
                request.query().first("access_type").filter("offline"::equals).isPresent()
                        && (before.isEmpty() || request.prompts("consent"));
        var all = withEarlier(request, scopes, new ArrayList<>(before));
        var grant = tokens.open(account, client.id(), all, offline, script.accessOf(account.email()));
        var parameters = new LinkedHashMap<String, String>();
        request.state().ifPresent(state -> parameters.put("state", state));
        parameters.put("iss", issuer);
        parameters.put("code", tokens.issueCode(request, grant));
        parameters.put("scope", GoogleScopes.echoed(grant.scopes()));
        parameters.put("authuser", "0");
        parameters.put("hd", account.domain());
        parameters.put("prompt", "consent");
        return Answer.redirect(request.returning(script.redirecting(parameters)));
    }

    @Override
    public Answer denied(AuthorizationRequest request) {
        return sentBack(request, Map.of("error", "access_denied"));
    }

    /** Ends a sign-in as planned: on Google's page, or back at the application. */
    private Answer failed(AuthorizationRequest request, SignInError error) {
        if (error.onThePage()) {
            return signIn.problem(
                    400,
                    "Access blocked",
                    "Error 400: " + error.error() + ". "
                            + error.description().orElse("Ask the administrator of your organisation."));
        }
        var parameters = new LinkedHashMap<>(Map.of("error", error.error()));
        error.description().ifPresent(text -> parameters.put("error_description", text));
        return sentBack(request, parameters);
    }

    private Answer sentBack(AuthorizationRequest request, Map<String, String> parameters) {
        return Answer.redirect(request.returning(script.redirecting(withState(request, parameters))));
    }

    private static Map<String, String> withState(AuthorizationRequest request, Map<String, String> parameters) {
        var all = new LinkedHashMap<>(parameters);
        request.state().ifPresent(state -> all.put("state", state));
        return all;
    }

    private static List<String> withEarlier(AuthorizationRequest request, List<String> scopes, List<String> earlier) {
        if (!request.query().isTrue("include_granted_scopes")) {
            return scopes;
        }
        var all = new LinkedHashSet<>(scopes);
        all.addAll(earlier);
        return List.copyOf(all);
    }
}
