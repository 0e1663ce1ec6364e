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
 * The page on which an administrator consents for everybody in the organisation.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-admin-consent">Admin consent</a>
 */
final class AdminConsent {

    static final String CONSENT_PATH = "/common/adminconsent/set";

    private final World world;
    private final OAuthClient client;
    private final Accounts accounts;
    private final Tenants tenants;
    private final SignInScript script;
    private final ConsentPage page;
    private final Waiting waiting = new Waiting();

    AdminConsent(World world, OAuthClient client, ProviderAccess access, ConsentPage page) {
        this.world = world;
        this.client = client;
        this.accounts = access.accounts();
        this.tenants = access.tenants();
        this.script = access.script();
        this.page = page;
    }

    Answer show(Request request) {
        var query = request.query();
        var fault = faultIn(query, request.place("tenant"));
        if (fault.isPresent()) {
            return problem(fault.get());
        }
        var asked = new AuthorizationRequest(
                AadError.guid(world),
                client.id(),
                query.first("redirect_uri").orElse(""),
                MicrosoftScopes.normalised(query.first("scope").orElse("")),
                query,
                request.place("tenant"),
                world.clock().instant());
        waiting.add(asked);
        var administrators = accounts.all().stream()
                .filter(account -> tenants.isAdministrator(account.email()))
                .filter(account -> MicrosoftTenant.takes(asked.tenant(), account))
                .toList();
        return Answer.html(200, page.ofAdministrator(asked, administrators, CONSENT_PATH))
                .with("Cache-Control", "no-store");
    }

    Answer decide(Request request) {
        var form = request.form();
        var asked = waiting.claim(form.first("request").orElse(""));
        if (asked.isEmpty()) {
            return Answer.html(
                    400, page.problem("This sign-in is over", "Go back to the application and start again."));
        }
        if (form.first("decision").filter("allow"::equals).isEmpty()) {
            return sentBack(asked.get(), declined());
        }
        return administrator(form)
                .map(account -> approved(asked.get(), account))
                .orElseGet(() -> problem("No account was chosen."));
    }

    private Answer approved(AuthorizationRequest asked, Account account) {
        if (!MicrosoftTenant.takes(asked.tenant(), account)) {
            return problem("AADSTS50020: User account '" + account.email() + "' does not exist in the tenant.");
        }
        if (!tenants.isAdministrator(account.email())) {
            return problem("AADSTS90093: " + AadError.numbered(90093).sentence()
                    + " Ask an administrator of your organization.");
        }
        tenants.consent(account, client.id(), asked.scopes());
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("admin_consent", "True");
        parameters.put("tenant", account.tenant());
        parameters.put(
                "scope",
                String.join(
                        " ",
                        asked.scopes().stream().map(MicrosoftScopes::inFull).toList()));
        return sentBack(asked, parameters);
    }

    private Map<String, String> declined() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("admin_consent", "True");
        parameters.put("error", "consent_required");
        parameters.put("error_description", AadError.numbered(65004).description(world));
        return parameters;
    }

    private Answer sentBack(AuthorizationRequest asked, Map<String, String> parameters) {
        var all = new LinkedHashMap<>(parameters);
        asked.state().ifPresent(state -> all.put("state", state));
        return Answer.redirect(asked.returning(script.redirecting(all)));
    }

    private Optional<Account> administrator(Query form) {
        return form.first("account")
                .filter(text -> !text.isBlank())
                .or(() -> form.first("new_account"))
                .filter(text -> !text.isBlank())
                .flatMap(accounts::findOrOpen);
    }

    private Optional<String> faultIn(Query query, String tenant) {
        if (List.of("common", "consumers").contains(tenant)) {
            return Optional.of("AADSTS900382: Admin consent is asked of an organization, not of '" + tenant + "'.");
        }
        if (query.first("client_id").filter(client.id()::equals).isEmpty()) {
            return Optional.of("AADSTS700016: " + AadError.numbered(700016).sentence());
        }
        if (!client.mayReturnTo(query.first("redirect_uri").orElse(""))) {
            return Optional.of("AADSTS50011: " + AadError.numbered(50011).sentence());
        }
        var scopes = MicrosoftScopes.normalised(query.first("scope").orElse(""));
        return scopes.isEmpty() || !MicrosoftScopes.unknown(scopes).isEmpty()
                ? Optional.of("AADSTS70011: " + AadError.numbered(70011).sentence())
                : Optional.empty();
    }

    private Answer problem(String sentence) {
        return Answer.html(400, page.problem("Sorry, but we’re having trouble signing you in", sentence));
    }
}
