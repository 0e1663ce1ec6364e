package io.syncline.local.providers.microsoft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;

/**
 * Who the caller is, and which calendars there are.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/user-get">Get a user</a>
 * @see <a href="https://learn.microsoft.com/graph/api/user-list-calendars">List calendars</a>
 * @see <a href="https://learn.microsoft.com/graph/api/user-list-messages">List messages</a>
 * @see <a href="https://learn.microsoft.com/graph/api/user-list-contacts">List contacts</a>
 */
final class GraphMailbox {

    private final GraphAccess access;
    private final String origin;

    GraphMailbox(GraphAccess access, String origin) {
        this.access = access;
        this.origin = origin;
    }

    Answer me(Request request) {
        var account = access.profile(request);
        var json = Json.object().put("@odata.context", "https://graph.microsoft.com/v1.0/$metadata#users/$entity");
        json.putArray("businessPhones");
        json.put("displayName", account.name())
                .put("givenName", account.givenName())
                .put("surname", account.familyName())
                .putNull("jobTitle")
                .put("mail", account.email())
                .putNull("mobilePhone")
                .putNull("officeLocation")
                .put("preferredLanguage", "en-US")
                .put("userPrincipalName", account.email())
                .put("id", account.subject());
        return Answer.json(200, json);
    }

    Answer userinfo(Request request) {
        var account = access.bearer(request).account();
        return Answer.json(
                200,
                Json.object()
                        .put("sub", account.subject().replace("-", ""))
                        .put("name", account.name())
                        .put("given_name", account.givenName())
                        .put("family_name", account.familyName())
                        .put("picture", "https://graph.microsoft.com/v1.0/me/photo/$value")
                        .put("email", account.email()));
    }

    Answer messages(Request request) {
        return nothingIn("messages", access.readingMail(request));
    }

    Answer contacts(Request request) {
        return nothingIn("contacts", access.readingContacts(request));
    }

    /** Simulated mailboxes have neither mail nor contacts. */
    private static Answer nothingIn(String collection, Account account) {
        var json = Json.object()
                .put(
                        "@odata.context",
                        "https://graph.microsoft.com/v1.0/$metadata#users('%s')/%s(id)"
                                .formatted(account.subject(), collection));
        json.putArray("value");
        return Answer.json(200, json);
    }

    Answer calendars(Request request) {
        var account = access.reading(request);
        var calendars = account.calendars();
        int skip = Math.max(0, request.query().number("$skip").orElse(0));
        int top = Math.clamp(request.query().number("$top").orElse(10), 1, 1_000);
        int to = Math.min(calendars.size(), skip + top);
        var json = Json.object().put("@odata.context", "https://graph.microsoft.com/v1.0/$metadata#users/calendars");
        var value = json.putArray("value");
        calendars.subList(Math.min(skip, to), to).forEach(calendar -> value.add(shown(calendar, account)));
        if (to < calendars.size()) {
            json.put("@odata.nextLink", origin + request.path() + "?$top=" + top + "&$skip=" + to);
        }
        return Answer.json(200, json);
    }

    Answer calendar(Request request) {
        var account = access.reading(request);
        return Answer.json(200, shown(GraphAccess.calendar(account, request), account));
    }

    private static ObjectNode shown(StoredCalendar calendar, Account account) {
        var json = Json.object()
                .put("id", calendar.id())
                .put("name", calendar.isPrimary() ? "Calendar" : calendar.name())
                .put("color", "auto")
                .put("hexColor", "")
                .put("isDefaultCalendar", calendar.isPrimary())
                .put("changeKey", "DxYSthXJXEWwAQSYQnXvIgAAIxGttg==")
                .put("canShare", calendar.writable())
                .put("canViewPrivateItems", true)
                .put("canEdit", calendar.writable());
        json.putArray("allowedOnlineMeetingProviders").add("teamsForBusiness");
        json.put("defaultOnlineMeetingProvider", "teamsForBusiness")
                .put("isTallyingResponses", calendar.isPrimary())
                .put("isRemovable", !calendar.isPrimary());
        json.putObject("owner").put("name", account.name()).put("address", account.email());
        return json;
    }
}
