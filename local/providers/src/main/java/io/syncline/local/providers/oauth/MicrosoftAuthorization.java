package io.syncline.local.providers.oauth;

import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.account.Accounts;
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
    private final Accounts accounts;
    private final Tokens tokens;
    private final Tenants tenants;
    private final SignInScript script;
    private final SignIn signIn;

    MicrosoftAuthorization(World world, OAuthClient client, ProviderAccess access, ConsentPage page) {
        this.world = world;
        this.client = client;
        this.accounts = access.accounts();
        this.tokens = access.tokens();
        this.tenants = access.tenants();
        this.script = access.script();
        this.signIn = new SignIn(accounts, page, MicrosoftScopes::isIdentity, script, this);
    }

    Answer show(Request request) {
        var query = request.query();
        if (query.first("client_id").filter(client.id()::equals).isEmpty()) {
            return stayed("AADSTS700016: The application was not found in the directory.");
        }
        var redirectUri = query.first("redirect_uri").orElse("");
        if (!client.mayReturnTo(redirectUri)) {
            return stayed("AADSTS50011: " + AadError.numbered(50011).sentence());
        }
        var scopes = MicrosoftScopes.normalised(query.first("scope").orElse(""));
        var asked = new AuthorizationRequest(
                AadError.guid(world),
                client.id(),
                redirectUri,
                scopes,
                query,
                request.place("tenant"),
                world.clock().instant());
        return faultIn(query, scopes)
                .map(fault -> returned(asked, fault))
                .or(() -> silently(asked))
                .orElseGet(() -> signIn.show(asked, CONSENT_PATH));
    }

    Answer decide(Request request) {
        return signIn.decide(request.form());
    }

    @Override
    public Answer allowed(AuthorizationRequest request, Account account, List<String> scopes) {
        if (!MicrosoftTenant.takes(request.tenant(), account)) {
            return stayed("AADSTS50020: " + AadError.numbered(50020).sentence());
        }
        var planned = script.nextError();
        if (planned.isPresent()) {
            return failed(request, planned.get());
        }
        return mayConsent(account, scopes)
                ? granted(request, account, scopes)
                : returned(request, AadError.numbered(90094).as(tenants.refusal(account.domain())));
    }

    @Override
    public boolean approved(Account account, String scope) {
        return tenants.consented(account.domain(), client.id()).contains(scope);
    }

    private boolean mayConsent(Account account, List<String> scopes) {
        return tenants.letsConsent(account.domain())
                || tenants.isAdministrator(account.email())
                || scopes.stream().allMatch(scope -> MicrosoftScopes.isLowImpact(scope) || approved(account, scope));
    }

    private Answer granted(AuthorizationRequest request, Account account, List<String> scopes) {
        boolean offline = scopes.contains(MicrosoftScopes.OFFLINE);
        var grant = tokens.open(account, client.id(), scopes, offline, script.accessOf(account.email()));
        // Whoever signs in anew meets what an event demanded; what a policy demands has to be asked for.
        tokens.unmet(grant)
                .filter(demand ->
                        !demand.interaction() || Claims.of(request.query()).meet(demand))
                .ifPresent(demand -> tokens.meet(grant, demand));
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("code", tokens.issueCode(request, grant));
        request.state().ifPresent(state -> parameters.put("state", state));
        parameters.put("session_state", AadError.guid(world));
        return Answer.redirect(request.returning(script.redirecting(parameters)));
    }

    @Override
    public Answer denied(AuthorizationRequest request) {
        return returned(
                request, AadError.of(400, "access_denied", 65004, "User declined to consent to access the app."));
    }

    /** With {@code prompt=none} no page is shown: who is hinted at is taken to be signed in. */
    private Optional<Answer> silently(AuthorizationRequest request) {
        if (!request.prompts("none")) {
            return Optional.empty();
        }
        var account = request.loginHint().flatMap(accounts::find);
        if (account.isEmpty()) {
            return Optional.of(returned(request, AadError.numbered(50058)));
        }
        var consented = tokens.consented(account.get(), client.id());
        boolean known = request.scopes().stream()
                .allMatch(scope -> consented.contains(scope) || approved(account.get(), scope));
        return Optional.of(
                known
                        ? allowed(request, account.get(), request.scopes())
                        : returned(request, AadError.numbered(65001).as("consent_required")));
    }

    /** Ends a sign-in as planned: on Microsoft's page, or back at the application. */
    private Answer failed(AuthorizationRequest request, SignInError error) {
        return error.onThePage()
                ? stayed(error.description().orElse(error.error()))
                : sentBack(request, error.error(), error.description());
    }

    private Answer stayed(String sentence) {
        return signIn.problem(400, "Sorry, but we’re having trouble signing you in", sentence);
    }

    private Answer returned(AuthorizationRequest request, AadError fault) {
        return sentBack(request, fault.error(), Optional.of(fault.description(world)));
    }

    private Answer sentBack(AuthorizationRequest request, String error, Optional<String> description) {
        var parameters = new LinkedHashMap<>(Map.of("error", error));
        description.ifPresent(text -> parameters.put("error_description", text));
        request.state().ifPresent(state -> parameters.put("state", state));
        return Answer.redirect(request.returning(script.redirecting(parameters)));
    }

    private static Optional<AadError> faultIn(Query query, List<String> scopes) {
        if (query.first("response_type").filter("code"::equals).isEmpty()) {
            return fault("unsupported_response_type", 700054, "The response_type must be 'code'.");
        }
        if (query.first("scope").filter(scope -> !scope.isBlank()).isEmpty()) {
            return fault("invalid_request", 900144, "The request body must contain the following parameter: 'scope'.");
        }
        if (!MicrosoftScopes.unknown(scopes).isEmpty()) {
            return Optional.of(AadError.numbered(70011));
        }
        if (Claims.of(query).malformed()) {
            return fault("invalid_request", 9002313, "Invalid request. The claims are malformed.");
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
