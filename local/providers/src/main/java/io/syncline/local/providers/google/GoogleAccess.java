package io.syncline.local.providers.google;

import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.http.Refusal;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.oauth.Grant;
import io.syncline.local.providers.oauth.Tokens;
import java.util.Arrays;
import java.util.Set;

/** Who calls, and what the granted scopes let the caller do. */
final class GoogleAccess {

    private static final String PREFIX = "https://www.googleapis.com/auth/";
    private static final Set<String> LISTING =
            Set.of("calendar.calendarlist.readonly", "calendar.calendarlist", "calendar.readonly", "calendar");
    private static final Set<String> READING = Set.of(
            "calendar.events.readonly", "calendar.events.owned", "calendar.events", "calendar.readonly", "calendar");
    private static final Set<String> WRITING = Set.of("calendar.events.owned", "calendar.events", "calendar");

    private final Tokens tokens;

    GoogleAccess(Tokens tokens) {
        this.tokens = tokens;
    }

    Account listing(Request request) {
        return allowed(request, LISTING);
    }

    StoredCalendar reading(Request request) {
        return calendar(request, allowed(request, READING));
    }

    StoredCalendar writing(Request request) {
        var calendar = calendar(request, allowed(request, WRITING));
        if (!calendar.writable()) {
            throw GoogleError.readOnly();
        }
        return calendar;
    }

    Account caller(Request request) {
        return bearer(request).account();
    }

    private Account allowed(Request request, Set<String> oneOf) {
        var grant = bearer(request);
        if (grant.scopes().stream().noneMatch(scope -> oneOf.contains(scope.replace(PREFIX, "")))) {
            throw insufficient();
        }
        return grant.account();
    }

    private Grant bearer(Request request) {
        return request.headers().bearer().flatMap(tokens::bearer).orElseThrow(GoogleAccess::unauthorised);
    }

    private static StoredCalendar calendar(Request request, Account account) {
        return account.calendar(request.place("calendarId")).orElseThrow(GoogleError::notFound);
    }

    private static Refusal unauthorised() {
        var answer = GoogleError.of(401, "authError", "Invalid Credentials")
                .at("header", "Authorization")
                .answer();
        return new Refusal(answer.with(
                "WWW-Authenticate", "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\""));
    }

    private static Refusal insufficient() {
        var answer = GoogleError.of(403, "insufficientPermissions", "Request had insufficient authentication scopes.")
                .answer();
        return new Refusal(answer.with(
                "WWW-Authenticate",
                "Bearer realm=\"https://accounts.google.com/\", error=\"insufficient_scope\", scope=\""
                        + String.join(" ", Arrays.asList(PREFIX + "calendar")) + "\""));
    }
}
