package io.syncline.local.providers.google;

import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.oauth.Grant;
import io.syncline.local.providers.oauth.Tokens;
import java.util.Locale;
import java.util.Set;

/** Who calls, and what the granted scopes let the caller do. */
final class GoogleAccess {

    private static final String PREFIX = "https://www.googleapis.com/auth/";
    private static final Set<String> LISTING =
            Set.of("calendar.calendarlist.readonly", "calendar.calendarlist", "calendar.readonly", "calendar");
    private static final Set<String> READING = Set.of(
            "calendar.events.readonly",
            "calendar.events.owned.readonly",
            "calendar.events.owned",
            "calendar.events",
            "calendar.readonly",
            "calendar");
    private static final Set<String> WRITING = Set.of("calendar.events.owned", "calendar.events", "calendar");

    private final Tokens tokens;
    private final ScopeError errors;

    GoogleAccess(Tokens tokens, ScopeError errors) {
        this.tokens = tokens;
        this.errors = errors;
    }

    Account listing(Request request) {
        return allowed(request, LISTING, "calendar.v3.CalendarList.List", "calendar.calendarlist.readonly");
    }

    StoredCalendar reading(Request request) {
        return calendar(request, allowed(request, READING, "calendar.v3.Events.List", "calendar.events.readonly"));
    }

    StoredCalendar writing(Request request) {
        var calendar = calendar(request, allowed(request, WRITING, methodOf(request), "calendar.events"));
        if (!calendar.writable()) {
            throw GoogleError.readOnly();
        }
        return calendar;
    }

    Account caller(Request request) {
        return bearer(request).account();
    }

    /**
     * The caller, who has one of these scopes.
     *
     * @param oneOf short names of scopes
     * @param method the API's own name of the method
     * @param least the narrowest scope that would do
     */
    Account allowed(Request request, Set<String> oneOf, String method, String least) {
        var grant = bearer(request);
        if (grant.scopes().stream().noneMatch(scope -> oneOf.contains(scope.replace(PREFIX, "")))) {
            throw errors.insufficient(method, PREFIX + least);
        }
        return grant.account();
    }

    private Grant bearer(Request request) {
        return request.headers().bearer().flatMap(tokens::bearer).orElseThrow(errors::unauthorised);
    }

    private static String methodOf(Request request) {
        var method = request.method().equals("POST") ? "insert" : request.method();
        return "calendar.v3.Events." + method.substring(0, 1).toUpperCase(Locale.ROOT)
                + method.substring(1).toLowerCase(Locale.ROOT);
    }

    private static StoredCalendar calendar(Request request, Account account) {
        return account.calendar(request.place("calendarId")).orElseThrow(GoogleError::notFound);
    }
}
