package io.syncline.local.providers.google;

import static io.syncline.local.providers.google.GoogleEventsTest.assertRefused;
import static io.syncline.local.providers.google.GoogleEventsTest.timed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.Visitor.Reply;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.CalendarQuirks;
import io.syncline.local.providers.http.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Google does beyond the usual: rewritten texts, guests, types, versions that change by themselves, odd pages.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/events">Events</a>
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/sync">Synchronize resources efficiently</a>
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/errors">Handle API errors</a>
 */
class GoogleQuirksTest extends Simulated {

    private String token;
    private String events;

    @BeforeEach
    void signIn() {
        token = token(Provider.GOOGLE, TESS);
        var jobs = control.account(Provider.GOOGLE, TESS).calendars().get(1).id();
        events = simulators.endpoints().googleCalendar() + "/calendar/v3/calendars/" + jobs + "/events";
    }

    @ParameterizedTest
    @CsvSource({
        "'<p>Ring <b>twice</b></p><script>alert(1)</script>', '<p>Ring <b>twice</b></p>'",
        "'<a href=\"javascript:alert(1)\" onclick=\"x()\">here</a>', '<a>here</a>'",
        "'Tom & Tess, 3 < 4', 'Tom & Tess, 3 < 4'",
        "'Bring the ladder  ', 'Bring the ladder'",
        "'<script>x</script>a & b', 'a &amp; b'"
    })
    void T36_a_description_is_cleaned_once_and_then_stays(String sent, String stored) {
        var made = insert(timed("clean0").put("description", sent)).body();
        assertThat(made.path("description").asText()).isEqualTo(stored);
        var again =
                visitor.send("PATCH", events + "/clean0", token, Json.object().put("description", stored));
        assertThat(again.body().path("description").asText()).isEqualTo(stored);
    }

    @Test
    void T36_titles_and_places_become_one_trimmed_line_without_control_characters() {
        var made = insert(timed("clean0")
                        .put("summary", " Boiler\r\n\u0000urgent\u0007 ")
                        .put("location", "\tBasel\n"))
                .body();
        assertThat(made.path("summary").asText()).isEqualTo("Boiler urgent");
        assertThat(made.path("location").asText()).isEqualTo("Basel");
    }

    @Test
    void T34_an_event_can_get_another_version_right_after_it_was_made() {
        quirks().bumpAfterCreate(1);
        var etag = insert(timed("bumped")).body().path("etag").asText();
        var change = Json.object().put("summary", "x");
        assertRefused(
                visitor.send("PATCH", events + "/bumped", token, change, "If-Match", etag), 412, "conditionNotMet");
        var newest = visitor.get(events + "/bumped", token).body().path("etag").asText();
        assertThat(visitor.send("PATCH", events + "/bumped", token, change, "If-Match", newest)
                        .status())
                .isEqualTo(200);
        assertThat(insert(timed("stable")).body().path("etag"))
                .isEqualTo(visitor.get(events + "/stable", token).body().path("etag"));
    }

    @Test
    void T34_a_write_can_fail_although_nobody_changed_anything() {
        var etag = insert(timed("stable")).body().path("etag").asText();
        quirks().conflictOnWrite(1, CalendarQuirks.WriteConflict.STALE_412);
        var change = Json.object().put("summary", "x");
        assertRefused(
                visitor.send("PATCH", events + "/stable", token, change, "If-Match", etag), 412, "conditionNotMet");
        assertThat(visitor.send("PATCH", events + "/stable", token, change, "If-Match", etag)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void T18_every_page_can_have_an_empty_one_before_it_and_repeat_an_item() {
        for (int number = 0; number < 5; number++) {
            insert(timed("page0" + number));
        }
        quirks().emptyPages(true);
        quirks().duplicates(true);
        var pages = pages("?maxResults=2");
        assertThat(pages).anyMatch(List::isEmpty);
        var all = pages.stream().flatMap(List::stream).toList();
        assertThat(all).hasSizeGreaterThan(5);
        assertThat(all.stream().distinct()).containsExactly("page00", "page01", "page02", "page03", "page04");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void T13_a_sync_token_can_die_before_any_page_of_a_full_listing_and_of_a_round(int page) {
        var syncToken = list("").body().path("nextSyncToken").asText();
        for (int number = 0; number < 3; number++) {
            insert(timed("page0" + number));
        }
        assertDiesBefore(page, "?maxResults=1&syncToken=" + syncToken);
        if (page > 1) {
            assertDiesBefore(page, "?maxResults=1");
        }
    }

    private void assertDiesBefore(int page, String query) {
        var next = query;
        for (int turned = 1; turned < page; turned++) {
            next = query + "&pageToken="
                    + list(next).body().path("nextPageToken").asText();
        }
        control.expireSyncState(Provider.GOOGLE, TESS, "Jobs");
        assertRefused(list(next), 410, "fullSyncRequired");
    }

    @Test
    void changes_from_too_long_ago_are_not_remembered() {
        assertRefused(list("?updatedMin=2026-09-01T00:00:00Z"), 410, "updatedMinTooLongAgo");
        assertThat(list("?updatedMin=2026-11-20T00:00:00Z").status()).isEqualTo(200);
    }

    @Test
    void tombstones_can_keep_their_details_for_a_while() {
        insert(timed("gone00"));
        visitor.delete(events + "/gone00", token);
        quirks().cancelledKeepDetails(true);
        assertThat(list("?showDeleted=true").body().at("/items/0/summary").asText())
                .isEqualTo("Boiler");
    }

    @Test
    void writing_guests_replaces_them_and_an_answer_that_is_left_out_is_taken_back() {
        var event = timed("guests");
        event.putArray("attendees").addObject().put("email", "a@x.example").put("responseStatus", "accepted");
        event.withArray("/attendees").addObject().put("email", "b@x.example");
        insert(event);
        var change = Json.object();
        change.putArray("attendees").addObject().put("email", "a@x.example");
        var guests =
                visitor.send("PATCH", events + "/guests", token, change).body().path("attendees");
        assertThat(guests).hasSize(1);
        assertThat(guests.at("/0/responseStatus").asText()).isEqualTo("needsAction");
    }

    @Test
    void a_list_of_guests_that_is_too_long_is_cut_and_says_so() {
        var event = timed("guests");
        var guests = event.putArray("attendees");
        for (int number = 0; number < 500; number++) {
            guests.addObject().put("email", "guest" + number + "@x.example");
        }
        guests.addObject().put("email", TESS).put("self", true);
        insert(event);
        var cut = list("?maxAttendees=3").body().at("/items/0");
        assertThat(cut.path("attendees")).hasSize(3);
        assertThat(cut.path("attendeesOmitted").asBoolean()).isTrue();
        assertThat(cut.at("/attendees/0/self").asBoolean()).isTrue();
        var change = Json.object().put("attendeesOmitted", true);
        change.putArray("attendees").addObject().put("email", TESS).put("responseStatus", "declined");
        var whole = visitor.send("PATCH", events + "/guests", token, change).body();
        assertThat(whole.path("attendees")).hasSize(501);
        assertThat(whole.at("/attendees/500/responseStatus").asText()).isEqualTo("declined");
    }

    @Test
    void R18_a_guest_changes_only_what_is_their_own() {
        var event = timed("invited");
        event.putObject("organizer").put("email", "boss@other.example");
        control.seedRaw(Provider.GOOGLE, TESS, "Jobs", event);
        var url = events + "/invited";
        assertRefused(
                visitor.send("PATCH", url, token, Json.object().put("summary", "Mine")),
                403,
                "forbiddenForNonOrganizer");
        assertThat(visitor.send("PATCH", url, token, Json.object().put("colorId", "7"))
                        .status())
                .isEqualTo(200);
        assertThat(visitor.delete(url, token).status()).isEqualTo(204);
    }

    @Test
    void a_type_is_fixed_at_the_creation_and_filters_listings() {
        assertRefused(insert(timed("focus0").put("eventType", "focusTime")), 400, "eventTypeRestriction");
        assertRefused(insert(timed("gmail0").put("eventType", "fromGmail")), 400, "invalid");
        insert(timed("plain0"));
        control.seedRaw(Provider.GOOGLE, TESS, "Jobs", timed("home00").put("eventType", "workingLocation"));
        assertThat(ids(list("?eventTypes=workingLocation"))).containsExactly("home00");
        assertThat(ids(list("?eventTypes=default&eventTypes=workingLocation"))).hasSize(2);
        var syncToken = list("?eventTypes=default").body().path("nextSyncToken").asText();
        control.seedRaw(Provider.GOOGLE, TESS, "Jobs", timed("home01").put("eventType", "workingLocation"));
        insert(timed("plain1"));
        assertThat(ids(list("?eventTypes=default&syncToken=" + syncToken))).containsExactly("plain1");
    }

    private List<List<String>> pages(String query) {
        var pages = new ArrayList<List<String>>();
        var page = list(query);
        pages.add(ids(page));
        while (page.body().has("nextPageToken")) {
            page = list(
                    query + "&pageToken=" + page.body().path("nextPageToken").asText());
            pages.add(ids(page));
        }
        return pages;
    }

    private CalendarQuirks quirks() {
        return control.quirks(Provider.GOOGLE, TESS, "Jobs");
    }

    private Reply list(String query) {
        return visitor.get(events + query, token);
    }

    private Reply insert(ObjectNode event) {
        return visitor.send("POST", events, token, event);
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
