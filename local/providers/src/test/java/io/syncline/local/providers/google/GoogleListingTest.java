package io.syncline.local.providers.google;

import static io.syncline.local.providers.google.GoogleEventsTest.assertRefused;
import static io.syncline.local.providers.google.GoogleEventsTest.timed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.Visitor;
import io.syncline.local.providers.Visitor.Reply;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.http.Json;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Listing and synchronising at Google.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/events/list">Events: list</a>
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/sync">Synchronize resources efficiently</a>
 */
class GoogleListingTest extends Simulated {

    private String token;
    private String events;

    @BeforeEach
    void signIn() {
        token = token(Provider.GOOGLE, TESS);
        var jobs = control.account(Provider.GOOGLE, TESS).calendars().get(1).id();
        events =
                simulators.endpoints().googleCalendar() + "/calendar/v3/calendars/" + Visitor.encoded(jobs) + "/events";
    }

    @Test
    void the_window_is_about_the_end_below_and_the_start_above_both_exclusive() {
        at("before", "2026-11-25T08:00:00Z", "2026-11-25T09:00:00Z");
        at("inside", "2026-11-25T08:30:00Z", "2026-11-25T09:30:00Z");
        at("after0", "2026-11-25T10:00:00Z", "2026-11-25T11:00:00Z");
        var page = list("?timeMin=2026-11-25T09:00:00Z&timeMax=2026-11-25T10:00:00Z");
        assertThat(ids(page)).containsExactly("inside");
        assertThat(page.body().has("nextSyncToken")).isTrue();
    }

    @Test
    void a_bound_without_offset_and_an_empty_window_are_400() {
        assertThat(list("?timeMin=2026-11-25T09:00:00").status()).isEqualTo(400);
        assertRefused(list("?timeMin=2026-11-25T09:00:00Z&timeMax=2026-11-25T09:00:00Z"), 400, "timeRangeEmpty");
    }

    @Test
    void deleted_events_are_listed_only_on_demand_and_say_little() {
        insert(timed("gone00"));
        visitor.delete(events + "/gone00", token);
        assertThat(ids(list(""))).isEmpty();
        var tombstone = list("?showDeleted=true").body().at("/items/0");
        assertThat(tombstone.path("status").asText()).isEqualTo("cancelled");
        assertThat(tombstone.has("summary")).isFalse();
    }

    @Test
    void T18_the_sync_token_comes_only_on_the_last_page() {
        for (int number = 0; number < 3; number++) {
            insert(timed("page0" + number));
        }
        var first = list("?maxResults=2");
        assertThat(first.body().has("nextSyncToken")).isFalse();
        var last = list(
                "?maxResults=2&pageToken=" + first.body().path("nextPageToken").asText());
        assertThat(last.body().has("nextPageToken")).isFalse();
        assertThat(last.body().has("nextSyncToken")).isTrue();
    }

    @Test
    void a_change_in_the_middle_of_paging_is_not_lost() {
        for (int number = 0; number < 3; number++) {
            insert(timed("page0" + number));
        }
        var first = list("?maxResults=2");
        visitor.send("PATCH", events + "/page00", token, Json.object().put("summary", "Changed meanwhile"));
        var last = list(
                "?maxResults=2&pageToken=" + first.body().path("nextPageToken").asText());
        var changes = list("?syncToken=" + last.body().path("nextSyncToken").asText());
        assertThat(ids(changes)).containsExactly("page00");
    }

    @Test
    void an_incremental_round_has_pages_too() {
        var syncToken = list("").body().path("nextSyncToken").asText();
        for (int number = 0; number < 5; number++) {
            insert(timed("page0" + number));
        }
        var first = list("?maxResults=3&syncToken=" + syncToken);
        assertThat(ids(first)).containsExactly("page00", "page01", "page02");
        var last = list("?maxResults=3&syncToken=" + syncToken + "&pageToken="
                + first.body().path("nextPageToken").asText());
        assertThat(ids(last)).containsExactly("page03", "page04");
        assertThat(ids(list("?syncToken=" + last.body().path("nextSyncToken").asText())))
                .isEmpty();
    }

    @Test
    void T13_an_expired_sync_token_is_410_fullSyncRequired_also_between_pages() {
        insert(timed("page00"));
        var syncToken = list("").body().path("nextSyncToken").asText();
        insert(timed("page01"));
        insert(timed("page02"));
        var first = list("?maxResults=1&syncToken=" + syncToken);
        control.expireSyncState(Provider.GOOGLE, TESS);
        assertRefused(list("?syncToken=" + syncToken), 410, "fullSyncRequired");
        var next = "?maxResults=1&syncToken=" + syncToken + "&pageToken="
                + first.body().path("nextPageToken").asText();
        assertRefused(list(next), 410, "fullSyncRequired");
        assertThat(ids(list(""))).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timeMin=2026-01-01T00:00:00Z", "timeMax=2026-01-01T00:00:00Z", "orderBy=updated", "q=x",
                "updatedMin=2026-01-01T00:00:00Z", "iCalUID=x", "privateExtendedProperty=a%3Db", "showDeleted=false"
            })
    void T20_a_sync_token_forbids(String parameter) {
        var syncToken = list("").body().path("nextSyncToken").asText();
        assertThat(list("?" + parameter + "&syncToken=" + syncToken).status()).isEqualTo(400);
    }

    @Test
    void T20_the_other_parameters_are_frozen_with_the_token() {
        var syncToken = list("?singleEvents=true").body().path("nextSyncToken").asText();
        assertThat(list("?syncToken=" + syncToken).status()).isEqualTo(400);
        assertThat(list("?singleEvents=true&syncToken=" + syncToken).status()).isEqualTo(200);
    }

    @Test
    void a_sync_token_of_another_calendar_or_of_nobody_needs_a_full_sync() {
        var foreign = visitor.get(
                        simulators.endpoints().googleCalendar() + "/calendar/v3/calendars/primary/events", token)
                .body()
                .path("nextSyncToken")
                .asText();
        assertRefused(list("?syncToken=" + foreign), 410, "fullSyncRequired");
        assertRefused(list("?syncToken=invented"), 410, "fullSyncRequired");
        assertRefused(list("?pageToken=invented"), 400, "invalid");
    }

    @Test
    void an_event_that_leaves_the_frozen_window_is_still_reported() {
        insert(timed("moves0"));
        var syncToken = list("?timeMin=2026-11-01T00:00:00Z&timeMax=2026-12-01T00:00:00Z")
                .body()
                .path("nextSyncToken")
                .asText();
        at("later0", "2027-06-01T08:00:00Z", "2027-06-01T09:00:00Z");
        var change = Json.object();
        change.putObject("start").put("dateTime", "2027-05-01T08:00:00Z");
        change.putObject("end").put("dateTime", "2027-05-01T09:00:00Z");
        visitor.send("PATCH", events + "/moves0", token, change);
        assertThat(ids(list("?syncToken=" + syncToken))).containsExactly("moves0");
    }

    @Test
    void a_private_extended_property_finds_its_event() {
        var event = timed("marked");
        event.putObject("extendedProperties").putObject("private").put("job", "J=7");
        insert(event);
        insert(timed("plain0"));
        assertThat(ids(list("?privateExtendedProperty=job%3DJ%3D7"))).containsExactly("marked");
        assertThat(list("?privateExtendedProperty=job%3DJ%3D7").body().has("nextSyncToken"))
                .isFalse();
    }

    @Test
    void sorting_by_start_time_needs_single_events() {
        at("second", "2026-11-26T08:00:00Z", "2026-11-26T09:00:00Z");
        at("first0", "2026-11-25T08:00:00Z", "2026-11-25T09:00:00Z");
        assertRefused(list("?orderBy=startTime"), 400, "badRequest");
        assertThat(ids(list("?orderBy=startTime&singleEvents=true"))).containsExactly("first0", "second");
    }

    @Test
    void a_series_is_kept_as_it_came() {
        var series = timed("series");
        series.withObject("/start").put("timeZone", "Europe/Zurich");
        series.putArray("recurrence").add("RRULE:FREQ=WEEKLY;COUNT=3");
        insert(series);
        assertThat(list("").body().at("/items/0/recurrence/0").asText()).isEqualTo("RRULE:FREQ=WEEKLY;COUNT=3");
        assertThat(list("?singleEvents=true").status()).isEqualTo(200);
    }

    @Test
    void the_calendar_list_comes_in_pages() {
        var url = simulators.endpoints().googleCalendar() + "/calendar/v3/users/me/calendarList";
        var first = visitor.get(url + "?maxResults=2", token);
        assertThat(first.body().path("items")).hasSize(2);
        var last = visitor.get(
                url + "?maxResults=2&pageToken="
                        + first.body().path("nextPageToken").asText(),
                token);
        assertThat(last.body().path("items")).hasSize(1);
        assertThat(last.body().at("/items/0/accessRole").asText()).isEqualTo("reader");
        assertThat(visitor.get(url + "?minAccessRole=writer", token).body().path("items"))
                .hasSize(2);
    }

    private Reply list(String query) {
        return visitor.get(events + query, token);
    }

    private void insert(ObjectNode event) {
        assertThat(visitor.send("POST", events, token, event).status()).isEqualTo(200);
    }

    private void at(String id, String start, String end) {
        var event = timed(id);
        event.set("start", Json.object().put("dateTime", start));
        event.set("end", Json.object().put("dateTime", end));
        insert(event);
    }

    private static List<String> ids(Reply page) {
        return page.body()
                .path("items")
                .valueStream()
                .map(item -> item.path("id"))
                .map(JsonNode::asText)
                .toList();
    }
}
