package io.syncline.local.providers.oauth;

import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.account.Accounts;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Query;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Shows the consent page and takes its form; each shown request can be decided once. */
final class SignIn {

    private static final int REMEMBERED = 1_000;

    private final Accounts accounts;
    private final ConsentPage page;
    private final Predicate<String> fixedScope;
    private final Ending ending;
    private final Map<String, AuthorizationRequest> waiting = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AuthorizationRequest> eldest) {
            return size() > REMEMBERED;
        }
    };

    SignIn(Accounts accounts, ConsentPage page, Predicate<String> fixedScope, Ending ending) {
        this.accounts = accounts;
        this.page = page;
        this.fixedScope = fixedScope;
        this.ending = ending;
    }

    /** How a provider sends the browser back. */
    interface Ending {

        Answer allowed(AuthorizationRequest request, Account account, List<String> scopes);

        Answer denied(AuthorizationRequest request);
    }

    synchronized Answer show(AuthorizationRequest request, String action) {
        waiting.put(request.id(), request);
        return Answer.html(200, page.of(request, accounts.all(), action)).with("Cache-Control", "no-store");
    }

    Answer problem(int status, String title, String sentence) {
        return Answer.html(status, page.problem(title, sentence));
    }

    Answer decide(Query form) {
        var request = claimed(form.first("request").orElse(""));
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
        var account = email.filter(text -> !text.isBlank()).flatMap(this::accountOf);
        if (account.isEmpty()) {
            return problem(
                    400, "No account was chosen", "Choose an account or type a valid e-mail address, and start again.");
        }
        var ticked = form.all("scope");
        var granted = request.scopes().stream()
                .filter(scope -> fixedScope.test(scope) || ticked.contains(scope))
                .toList();
        return granted.isEmpty() ? ending.denied(request) : ending.allowed(request, account.get(), granted);
    }

    private Optional<Account> accountOf(String email) {
        try {
            return Optional.of(accounts.find(email.strip())
                    .orElseGet(() -> accounts.open(new Accounts.Newcomer(email.strip(), "", "Europe/Zurich"))));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private synchronized Optional<AuthorizationRequest> claimed(String id) {
        return Optional.ofNullable(waiting.remove(id));
    }
}
