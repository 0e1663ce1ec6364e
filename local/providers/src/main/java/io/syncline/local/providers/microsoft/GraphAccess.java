package io.syncline.local.providers.microsoft;

import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.http.Refusal;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.oauth.Bearer;
import io.syncline.local.providers.oauth.Grant;
import io.syncline.local.providers.oauth.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** Who calls, and what the granted permissions let the caller do. */
final class GraphAccess {

    private static final Set<String> READING =
            Set.of("Calendars.Read", "Calendars.ReadWrite", "Calendars.Read.Shared", "Calendars.ReadWrite.Shared");
    private static final Set<String> WRITING = Set.of("Calendars.ReadWrite", "Calendars.ReadWrite.Shared");

    private static final Set<String> MAIL = Set.of("Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite");
    private static final Set<String> CONTACTS = Set.of("Contacts.Read", "Contacts.ReadWrite");
    private static final String AUTHORIZATION_URI = "https://login.microsoftonline.com/common/oauth2/authorize";

    private final Tokens tokens;

    GraphAccess(Tokens tokens) {
        this.tokens = tokens;
    }

    Grant bearer(Request request) {
        var token = request.headers().bearer().orElseThrow(GraphAccess::unauthorised);
        return switch (tokens.look(token)) {
            case Bearer.Living(Grant grant) -> grant;
            case Bearer.Challenged(Grant grant, String claims) -> throw challenged(claims);
            case Bearer.Dead() -> throw unauthorised();
        };
    }

    Account profile(Request request) {
        return allowed(request, Set.of("User.Read", "User.ReadWrite"));
    }

    Account readingMail(Request request) {
        return allowed(request, MAIL);
    }

    Account readingContacts(Request request) {
        return allowed(request, CONTACTS);
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

    static Refusal unauthorised() {
        var answer = GraphError.answer(
                401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.", error -> {});
        return new Refusal(
                answer.with("WWW-Authenticate", "Bearer realm=\"\", authorization_uri=\"" + AUTHORIZATION_URI + "\""));
    }

    /**
     * The token is refused until it has these claims.
     *
     * @see <a href="https://learn.microsoft.com/entra/identity-platform/claims-challenge">Claims challenges</a>
     */
    private static Refusal challenged(String claims) {
        var answer = GraphError.answer(
                401,
                "InvalidAuthenticationToken",
                "Continuous access evaluation resulted in challenge with result: InteractionRequired and code:"
                        + " TokenIssuedBeforeRevocationTimestamp",
                error -> {});
        return new Refusal(answer.with(
                "WWW-Authenticate",
                "Bearer realm=\"\", authorization_uri=\"%s\", error=\"insufficient_claims\", claims=\"%s\""
                        .formatted(
                                AUTHORIZATION_URI,
                                Base64.getEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8)))));
    }
}
