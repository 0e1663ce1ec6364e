package io.syncline.local.providers.oauth;

import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.account.Accounts;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Query;
import java.util.List;
import java.util.function.Predicate;

/** Shows the consent page and takes its form; each shown request can be decided once. */
final class SignIn {

    private final Accounts accounts;
    private final ConsentPage page;
    private final Predicate<String> fixedScope;
    private final SignInScript script;
    private final Ending ending;
    private final Waiting waiting = new Waiting();

    SignIn(Accounts accounts, ConsentPage page, Predicate<String> fixedScope, SignInScript script, Ending ending) {
        this.accounts = accounts;
        this.page = page;
        this.fixedScope = fixedScope;
        this.script = script;
        this.ending = ending;
    }

    /** How a provider sends the browser back. */
    interface Ending {

        Answer allowed(AuthorizationRequest request, Account account, List<String> scopes);

        Answer denied(AuthorizationRequest request);

        /** Whether this needs no consent of the person, because an administrator gave it for everybody. */
        default boolean approved(Account account, String scope) {
            return false;
        }
    }

    Answer show(AuthorizationRequest request, String action) {
        waiting.add(request);
        var hinted = request.loginHint().flatMap(accounts::find);
        Predicate<String> approved = scope ->
                hinted.filter(account -> ending.approved(account, scope)).isPresent();
        return Answer.html(200, page.of(request, accounts.all(), approved, action))
                .with("Cache-Control", "no-store");
    }

    Answer problem(int status, String title, String sentence) {
        return Answer.html(status, page.problem(title, sentence));
    }

    Answer decide(Query form) {
        var request = waiting.claim(form.first("request").orElse(""));
        if (request.isEmpty()) {
            return problem(400, "This sign-in is over", "Go back to the application and start again.");
        }
        if (form.first("decision").filter("allow"::equals).isEmpty()) {
            return ending.denied(request.get());
        }
        return allowed(request.get(), form);
    }

    private Answer allowed(AuthorizationRequest request, Query form) {
        var email = form.first("account").filter(text -> !text.isBlank()).or(() -> form.first("new_account"));
        var account = email.filter(text -> !text.isBlank()).flatMap(accounts::findOrOpen);
        if (account.isEmpty()) {
            return problem(
                    400, "No account was chosen", "Choose an account or type a valid e-mail address, and start again.");
        }
        var granted = granted(request, account.get(), form.all("scope"));
        return granted.isEmpty() ? ending.denied(request) : ending.allowed(request, account.get(), granted);
    }

    private List<String> granted(AuthorizationRequest request, Account account, List<String> ticked) {
        var willing = script.ticks(account.email());
        return request.scopes().stream()
                .filter(scope -> fixedScope.test(scope)
                        || ending.approved(account, scope)
                        || (ticked.contains(scope) && willing.test(scope)))
                .toList();
    }
}
