package io.syncline.local.providers.microsoft;

import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.http.Refusal;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.oauth.Grant;
import io.syncline.local.providers.oauth.Tokens;
import java.util.Set;

/** Who calls, and what the granted permissions let the caller do. */
final class GraphAccess {

    private static final Set<String> READING =
            Set.of("Calendars.Read", "Calendars.ReadWrite", "Calendars.Read.Shared", "Calendars.ReadWrite.Shared");
    private static final Set<String> WRITING = Set.of("Calendars.ReadWrite", "Calendars.ReadWrite.Shared");

    private final Tokens tokens;

    GraphAccess(Tokens tokens) {
        this.tokens = tokens;
    }

    Grant bearer(Request request) {
        return request.headers().bearer().flatMap(tokens::bearer).orElseThrow(GraphAccess::unauthorised);
    }

    Account profile(Request request) {
        return allowed(request, Set.of("User.Read", "User.ReadWrite"));
    }

    Account reading(Request request) {
        return allowed(request, READING);
    }

    Account writing(Request request) {
        return allowed(request, WRITING);
    }

    /** The calendar named in the path, or the default one. */
    static StoredCalendar calendar(Account account, Request request) {
        return request.namedPlace("calendarId")
                .map(id -> account.calendar(id).orElseThrow(GraphError::notFound))
                .orElseGet(account::primary);
    }

    private Account allowed(Request request, Set<String> oneOf) {
        var grant = bearer(request);
        if (grant.scopes().stream().noneMatch(oneOf::contains)) {
            throw GraphError.accessDenied();
        }
        return grant.account();
    }

    private static Refusal unauthorised() {
        var answer = GraphError.answer(
                401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.", error -> {});
        return new Refusal(answer.with(
                "WWW-Authenticate",
                "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\""));
    }
}
