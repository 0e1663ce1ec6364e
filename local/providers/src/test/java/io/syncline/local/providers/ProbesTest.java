package io.syncline.local.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.local.providers.Visitor.Reply;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One small request for each service, which says whether a token is worth something there.
 *
 * @see <a href="https://developers.google.com/workspace/gmail/api/reference/rest/v1/users/getProfile">users.getProfile</a>
 * @see <a href="https://developers.google.com/people/api/rest/v1/people/get">people.get</a>
 * @see <a href="https://learn.microsoft.com/graph/api/user-list-messages">List messages</a>
 * @see <a href="https://learn.microsoft.com/graph/api/user-list-contacts">List contacts</a>
 * @see <a href="https://learn.microsoft.com/graph/permissions-reference">Permissions</a>
 */
class ProbesTest extends Simulated {

    private static final String AUTH = "https://www.googleapis.com/auth/";

    @ParameterizedTest
    @ValueSource(strings = {"gmail.readonly", "gmail.metadata", "gmail.modify"})
    void gmail_tells_whose_mailbox_it_is(String scope) {
        var reply = gmail(google(AUTH + scope));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().path("emailAddress").asText()).isEqualTo(TESS);
        assertThat(reply.body().path("historyId").asText()).isNotBlank();
    }

    @Test
    void gmail_refuses_a_token_without_its_scope_and_a_dead_one() {
        var refused = gmail(google(AUTH + "calendar.events"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().at("/error/errors/0/reason").asText()).isEqualTo("insufficientPermissions");
        assertThat(refused.body().at("/error/status").asText()).isEqualTo("PERMISSION_DENIED");
        assertThat(refused.body().at("/error/details/0/reason").asText()).isEqualTo("ACCESS_TOKEN_SCOPE_INSUFFICIENT");
        assertThat(refused.body().at("/error/details/0/metadata/service").asText())
                .isEqualTo("gmail.googleapis.com");
        assertThat(refused.header("WWW-Authenticate")).contains("error=\"insufficient_scope\"");
        var dead = gmail("ya29.dead");
        assertThat(dead.status()).isEqualTo(401);
        assertThat(dead.body().at("/error/status").asText()).isEqualTo("UNAUTHENTICATED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contacts", "contacts.readonly"})
    void people_tells_the_name(String scope) {
        var reply = people(google(AUTH + scope), "me?personFields=names");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/names/0/displayName").asText()).isNotBlank();
        assertThat(people(google(AUTH + scope), "me/connections?personFields=names&pageSize=1")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void people_refuses_a_token_without_its_scope_and_a_dead_one() {
        var token = google(AUTH + "gmail.readonly");
        var refused = people(token, "me?personFields=names");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().at("/error").has("errors")).isFalse();
        assertThat(refused.body().at("/error/details/0/reason").asText()).isEqualTo("ACCESS_TOKEN_SCOPE_INSUFFICIENT");
        assertThat(refused.body().at("/error/details/0/metadata/method").asText())
                .isEqualTo("google.people.v1.PeopleService.GetPerson");
        assertThat(people(token, "me/connections?personFields=names").status()).isEqualTo(403);
        assertThat(people("ya29.dead", "me?personFields=names").status()).isEqualTo(401);
    }

    @Test
    void people_needs_to_be_told_the_fields() {
        assertThat(people(google(AUTH + "contacts"), "me").status()).isEqualTo(400);
    }

    @Test
    void the_profile_scope_shows_the_name_but_no_contacts() {
        var token = google("profile");
        assertThat(people(token, "me?personFields=names").status()).isEqualTo(200);
        assertThat(people(token, "me/connections?personFields=names").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"calendar.events.readonly, 200, 403", "calendar.readonly, 200, 403", "calendar.events, 200, 200"})
    void a_google_calendar_that_may_only_be_read_cannot_be_written(String scope, int read, int written) {
        var token = google(AUTH + scope);
        var events = simulators.endpoints().googleCalendarRoot() + "calendar/v3/calendars/primary/events";
        assertThat(visitor.get(events, token).status()).isEqualTo(read);
        var event = Json.object().put("summary", "One");
        event.putObject("start").put("date", "2026-11-23");
        event.putObject("end").put("date", "2026-11-24");
        var reply = visitor.send("POST", events, token, event);
        assertThat(reply.status()).isEqualTo(written);
        assertThat(reply.body().at("/error/errors/0/reason").asText(""))
                .isEqualTo(written == 200 ? "" : "insufficientPermissions");
        assertThat(reply.body().at("/error/details/0/metadata/method").asText(""))
                .isEqualTo(written == 200 ? "" : "calendar.v3.Events.Insert");
    }

    @ParameterizedTest
    @CsvSource({"Calendars.Read, 200, 403", "Calendars.ReadWrite, 200, 201"})
    void an_outlook_calendar_that_may_only_be_read_cannot_be_written(String scope, int read, int written) {
        var token = microsoft(scope);
        var events = simulators.endpoints().graphRoot() + "/me/events";
        assertThat(visitor.get(events, token).status()).isEqualTo(read);
        var event = Json.object().put("subject", "One");
        event.putObject("start").put("dateTime", "2026-11-23T10:00:00").put("timeZone", "UTC");
        event.putObject("end").put("dateTime", "2026-11-23T11:00:00").put("timeZone", "UTC");
        var reply = visitor.send("POST", events, token, event);
        assertThat(reply.status()).isEqualTo(written);
        assertThat(reply.body().at("/error/code").asText("")).isEqualTo(written == 201 ? "" : "ErrorAccessDenied");
    }

    @ParameterizedTest
    @CsvSource({
        "messages, Mail.Read",
        "messages, Mail.ReadBasic",
        "contacts, Contacts.Read",
        "contacts, Contacts.ReadWrite"
    })
    void graph_lists_one_message_and_one_contact_where_it_may(String collection, String scope) {
        var reply = graph(collection, microsoft(scope));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().path("value").isArray()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages", "contacts"})
    void graph_refuses_a_token_without_the_permission_and_a_dead_one(String collection) {
        var refused = graph(collection, microsoft("Calendars.Read"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().at("/error/code").asText()).isEqualTo("ErrorAccessDenied");
        var dead = graph(collection, "eyJ0.dead");
        assertThat(dead.status()).isEqualTo(401);
        assertThat(dead.body().at("/error/code").asText()).isEqualTo("InvalidAuthenticationToken");
    }

    private Reply gmail(String token) {
        return visitor.get(simulators.endpoints().googleGmailRoot() + "gmail/v1/users/me/profile", token);
    }

    private Reply people(String token, String what) {
        return visitor.get(simulators.endpoints().googlePeopleRoot() + "v1/people/" + what, token);
    }

    private Reply graph(String collection, String token) {
        return visitor.get(simulators.endpoints().graphRoot() + "/me/" + collection + "?$top=1&$select=id", token);
    }

    private String google(String scope) {
        return token(Provider.GOOGLE, TESS, "openid email " + scope);
    }

    private String microsoft(String scope) {
        return token(Provider.MICROSOFT, DANA, "openid offline_access " + scope);
    }

    private String token(Provider provider, String email, String scopes) {
        var asked = visitor.authorizeParameters(provider);
        asked.put("scope", scopes);
        return visitor.token(provider, visitor.codeForm(visitor.code(provider, email, asked)))
                .body()
                .path("access_token")
                .asText();
    }
}
