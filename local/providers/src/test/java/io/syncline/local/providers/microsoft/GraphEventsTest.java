package io.syncline.local.providers.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.Visitor;
import io.syncline.local.providers.Visitor.Reply;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.http.Json;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Single events at Microsoft.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/user-post-events">Create event</a>
 * @see <a href="https://learn.microsoft.com/graph/api/event-update">Update event</a>
 * @see <a href="https://learn.microsoft.com/graph/outlook-immutable-id">Immutable ids</a>
 */
class GraphEventsTest extends Simulated {

    static final String IMMUTABLE = "IdType=\"ImmutableId\"";

    private String token;
    private String root;
    private String events;

    @BeforeEach
    void signIn() {
        token = token(Provider.MICROSOFT, DANA);
        root = simulators.endpoints().graphRoot();
        events = root + "/me/events";
    }

    @Test
    void a_new_event_gets_the_defaults_a_change_key_and_seven_fraction_digits() {
        var reply = create(event("Boiler"));
        assertThat(reply.status()).isEqualTo(201);
        var made = reply.body();
        assertThat(made.at("/start/dateTime").asText()).isEqualTo("2026-11-25T09:00:00.0000000");
        assertThat(made.at("/start/timeZone").asText()).isEqualTo("UTC");
        assertThat(made.path("originalStartTimeZone").asText()).isEqualTo("W. Europe Standard Time");
        assertThat(made.path("@odata.etag").asText())
                .isEqualTo("W/\"" + made.path("changeKey").asText() + "\"");
        assertThat(made.path("createdDateTime").asText()).isEqualTo("2026-11-22T12:00:00.0000000Z");
        assertThat(made.path("showAs").asText()).isEqualTo("busy");
        assertThat(made.path("type").asText()).isEqualTo("singleInstance");
    }

    @Test
    void T30_the_same_transaction_gives_the_same_event() {
        var event = event("Once").put("transactionId", "t-1");
        var first = create(event).body();
        var second = create(event);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body().path("id").asText()).isEqualTo(first.path("id").asText());
        assertThat(control.events(Provider.MICROSOFT, DANA, "primary").stream()
                        .filter(one -> one.title().equals("Once")))
                .hasSize(1);
    }

    @Test
    void T32_the_same_transaction_with_another_body_names_the_existing_event() {
        var first = create(event("Once").put("transactionId", "t-1")).body();
        var second = create(event("Twice").put("transactionId", "t-1"));
        assertRefused(second, 400, "ErrorDuplicateTransactionId");
        assertThat(second.body().at("/error/@event.existingEventId").asText())
                .isEqualTo(first.path("id").asText());
    }

    @Test
    void T33_an_empty_body_is_400() {
        assertRefused(create(Json.object()), 400, "ErrorInvalidRequest");
        assertRefused(visitor.send("POST", events, token, ""), 400, "RequestBodyRead");
    }

    @Test
    void T34_a_stale_change_key_is_412() {
        var made = create(event("Stale")).body();
        var url = events + "/" + Visitor.encoded(made.path("id").asText());
        var etag = made.path("@odata.etag").asText();
        assertThat(patch(url, Json.object().put("subject", "1"), "If-Match", etag)
                        .status())
                .isEqualTo(200);
        assertRefused(
                patch(url, Json.object().put("subject", "2"), "If-Match", etag), 412, "ErrorIrresolvableConflict");
        assertRefused(visitor.delete(url, token, "If-Match", etag), 412, "ErrorIrresolvableConflict");
        assertThat(visitor.delete(url, token).status()).isEqualTo(204);
        assertRefused(visitor.delete(url, token), 404, "ErrorItemNotFound");
        assertRefused(visitor.get(url, token), 404, "ErrorItemNotFound");
    }

    @Test
    void T36_a_text_body_comes_back_as_rewritten_html_or_as_text_on_demand() {
        var event = event("Body");
        event.putObject("body").put("contentType", "text").put("content", "Line <1> & more\nLine 2");
        var made = create(event).body();
        assertThat(made.at("/body/contentType").asText()).isEqualTo("html");
        assertThat(made.at("/body/content").asText())
                .startsWith("<html><head>\r\n<meta")
                .contains("Line &lt;1&gt; &amp; more<br>");
        var url = events + "/" + made.path("id").asText();
        var text = visitor.get(url, token, "Prefer", "outlook.body-content-type=\"text\"");
        assertThat(text.body().at("/body/content").asText()).isEqualTo("Line <1> & more\r\nLine 2");
        assertThat(text.header("Preference-Applied")).contains("outlook.body-content-type");
        var again = Json.object();
        again.set("body", made.path("body"));
        assertThat(patch(url, again).body().at("/body/content").asText())
                .isEqualTo(made.at("/body/content").asText());
    }

    @Test
    void T29_windows_and_iana_names_are_taken_and_others_are_400() {
        var windows = event("Windows");
        windows.withObject("/start").put("timeZone", "Pacific Standard Time");
        windows.withObject("/end").put("timeZone", "Pacific Standard Time");
        assertThat(create(windows).body().at("/start/dateTime").asText()).isEqualTo("2026-11-25T18:00:00.0000000");
        var unknown = event("Nowhere");
        unknown.withObject("/start").put("timeZone", "Middle Earth Standard Time");
        assertRefused(create(unknown), 400, "TimeZoneNotSupportedException");
        assertRefused(
                visitor.get(events, token, "Prefer", "outlook.timezone=\"Nowhere\""),
                400,
                "TimeZoneNotSupportedException");
    }

    @Test
    void an_all_day_event_lies_between_midnights_of_one_zone() {
        assertRefused(
                create(allDay("2026-11-25T08:00:00", "2026-11-26T00:00:00", "UTC")),
                400,
                "ErrorPropertyValidationFailure");
        assertRefused(
                create(allDay("2026-11-25T00:00:00", "2026-11-25T00:00:00", "UTC")),
                400,
                "ErrorPropertyValidationFailure");
        assertThat(create(allDay("2026-11-25T00:00:00", "2026-11-26T00:00:00", "UTC"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void T28_an_all_day_event_shifts_only_in_a_foreign_zone() {
        var made = create(allDay("2026-11-25T00:00:00", "2026-11-26T00:00:00", "Europe/Zurich"))
                .body();
        assertThat(made.at("/start/dateTime").asText()).isEqualTo("2026-11-25T00:00:00.0000000");
        var url = events + "/" + made.path("id").asText();
        var home = visitor.get(url, token, "Prefer", "outlook.timezone=\"W. Europe Standard Time\"");
        assertThat(home.body().at("/start/dateTime").asText()).isEqualTo("2026-11-25T00:00:00.0000000");
        var foreign = visitor.get(url, token, "Prefer", "outlook.timezone=\"Tokyo Standard Time\"");
        assertThat(foreign.body().at("/start/dateTime").asText()).isEqualTo("2026-11-25T08:00:00.0000000");
    }

    @Test
    void ids_differ_without_the_immutable_preference_and_both_are_understood() {
        var made = visitor.send("POST", events, token, event("Ids"), "Prefer", IMMUTABLE)
                .body();
        var mutable =
                visitor.get(events + "/" + made.path("id").asText(), token).body();
        assertThat(mutable.path("id").asText()).isNotEqualTo(made.path("id").asText());
        var seen = visitor.get(
                events + "/" + mutable.path("id").asText(),
                token,
                "Prefer",
                "outlook.timezone=\"UTC\"",
                "Prefer",
                IMMUTABLE);
        assertThat(seen.body().path("id").asText()).isEqualTo(made.path("id").asText());
    }

    @Test
    void extended_properties_are_not_echoed_but_can_be_expanded_filtered_and_patched() {
        var event = event("Marked");
        var id = "String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Job";
        event.putArray("singleValueExtendedProperties")
                .addObject()
                .put("id", id)
                .put("value", "O'Brien");
        var made = create(event).body();
        assertThat(made.has("singleValueExtendedProperties")).isFalse();
        var expand = "?$expand=" + Visitor.encoded("singleValueExtendedProperties($filter=id eq '" + id + "')");
        var url = events + "/" + made.path("id").asText();
        assertThat(visitor.get(url + expand, token)
                        .body()
                        .at("/singleValueExtendedProperties/0/value")
                        .asText())
                .isEqualTo("O'Brien");
        var filter = "?$filter="
                + Visitor.encoded(
                        "singleValueExtendedProperties/Any(ep: ep/id eq '" + id + "' and ep/value eq 'O''Brien')");
        assertThat(visitor.get(events + filter, token).body().path("value")).hasSize(1);
        var change = Json.object();
        change.putArray("singleValueExtendedProperties")
                .addObject()
                .put("id", id)
                .put("value", "J-2");
        patch(url, change);
        assertThat(visitor.get(events + filter, token).body().path("value")).isEmpty();
    }

    @Test
    void a_location_overwrites_the_locations() {
        var event = event("Where");
        event.putObject("location").put("displayName", "Basel");
        assertThat(create(event).body().at("/locations/0/displayName").asText()).isEqualTo("Basel");
    }

    @Test
    void a_permission_that_was_not_given_and_a_read_only_calendar_are_403() {
        var asked = visitor.authorizeParameters(Provider.MICROSOFT);
        asked.put("scope", "openid User.Read Calendars.Read");
        var reader = visitor.token(Provider.MICROSOFT, visitor.codeForm(visitor.code(Provider.MICROSOFT, DANA, asked)))
                .body()
                .path("access_token")
                .asText();
        assertThat(visitor.get(events, reader).status()).isEqualTo(200);
        assertRefused(visitor.send("POST", events, reader, event("No")), 403, "ErrorAccessDenied");
        var holidays =
                control.account(Provider.MICROSOFT, DANA).calendars().getLast().id();
        assertRefused(
                visitor.send(
                        "POST", root + "/me/calendars/" + Visitor.encoded(holidays) + "/events", token, event("No")),
                403,
                "ErrorAccessDenied");
    }

    @Test
    void own_mailbox_goes_by_id_or_address_and_others_are_closed() {
        var me = visitor.get(root + "/me", token).body();
        assertThat(visitor.get(root + "/users/" + me.path("id").asText() + "/calendars", token)
                        .body()
                        .path("value"))
                .hasSize(3);
        assertThat(visitor.get(root + "/users/" + DANA + "/calendar", token)
                        .body()
                        .path("isDefaultCalendar")
                        .asBoolean())
                .isTrue();
        assertRefused(visitor.get(root + "/users/ada@fieldworks.example/calendars", token), 403, "ErrorAccessDenied");
    }

    @Test
    void the_calendar_view_needs_a_window_and_lists_come_in_pages() {
        assertRefused(visitor.get(root + "/me/calendarView", token), 400, "ErrorInvalidParameter");
        var window = "?startDateTime=2026-11-20T00:00:00Z&endDateTime=2027-01-01T00:00:00Z";
        assertThat(visitor.get(root + "/me/calendarView" + window, token).body().path("value"))
                .isNotEmpty();
        var first = visitor.get(events + "?$top=4", token);
        assertThat(first.body().path("value")).hasSize(4);
        var next = visitor.get(first.body().path("@odata.nextLink").asText(), token);
        assertThat(next.body().path("value")).hasSize(2);
    }

    @Test
    void a_selection_keeps_only_what_it_names() {
        var made = create(event("Narrow")).body();
        var seen = visitor.get(events + "/" + made.path("id").asText() + "?$select=subject", token)
                .body();
        assertThat(seen.properties().stream().map(java.util.Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(List.of("@odata.context", "@odata.etag", "id", "subject"));
    }

    private Reply create(ObjectNode event) {
        return visitor.send("POST", events, token, event);
    }

    private Reply patch(String url, ObjectNode change, String... headers) {
        return visitor.send("PATCH", url, token, change, headers);
    }

    static ObjectNode event(String subject) {
        var event = Json.object().put("subject", subject);
        event.putObject("start").put("dateTime", "2026-11-25T10:00:00").put("timeZone", "Europe/Zurich");
        event.putObject("end").put("dateTime", "2026-11-25T11:00:00").put("timeZone", "Europe/Zurich");
        return event;
    }

    static void assertRefused(Reply reply, int status, String code) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body().at("/error/code").asText()).isEqualTo(code);
    }

    private static ObjectNode allDay(String start, String end, String zone) {
        var event = Json.object().put("subject", "Day").put("isAllDay", true);
        event.putObject("start").put("dateTime", start).put("timeZone", zone);
        event.putObject("end").put("dateTime", end).put("timeZone", zone);
        return event;
    }
}
