package io.syncline.microsoft;

import static io.syncline.microsoft.GraphAnswers.challenge;
import static io.syncline.microsoft.GraphAnswers.event;
import static io.syncline.microsoft.GraphAnswers.list;
import static io.syncline.microsoft.GraphAnswers.page;
import static io.syncline.microsoft.GraphAnswers.refused;
import static io.syncline.microsoft.StubbedGraph.CALENDAR;
import static io.syncline.microsoft.StubbedGraph.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.Availability;
import io.syncline.calendar.CalendarList;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventKey;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Listing;
import io.syncline.calendar.ListingPosition;
import io.syncline.calendar.Lookup;
import io.syncline.calendar.RemoteCalendarEntry;
import io.syncline.calendar.RemoteChange;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.identity.OrganisationId;
import io.syncline.microsoft.StubbedGraph.Said;
import io.syncline.sync.Cursor;
import io.syncline.sync.RemoteFailure;
import io.syncline.sync.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MicrosoftCalendarsReadTest {

    private static final String DEMAND = "{\"access_token\":{\"nbf\":{\"essential\":true}}}";
    private static final String ETAG = "W/\"v1\"";
    private static final Window WINDOW =
            new Window(Instant.parse("2026-10-23T00:00:00Z"), Instant.parse("2027-11-22T00:00:00Z"));
    private static final ListingPosition EVERYTHING = new ListingPosition.Everything(WINDOW);

    private final StubbedGraph graph = new StubbedGraph();

    @AfterEach
    void close() {
        graph.close();
    }

    @Test
    void calendars_are_read_page_by_page_and_the_primary_one_stands_first() {
        graph.says(200, """
                        {"@odata.nextLink":"%s/me/calendars?$skip=1","value":[
                         {"id":"b","name":"Birthdays","canEdit":false,"isDefaultCalendar":false,"hexColor":""}]}
                        """.formatted(graph.root())).says(200, """
                        {"value":[{"id":"a","name":"Calendar","canEdit":true,"isDefaultCalendar":true,
                         "hexColor":"#0078d4","color":"auto"},{"id":"","name":"broken"}]}
                        """);

        CalendarList list = graph.calendars().list(TOKEN);

        assertThat(((CalendarList.Found) list).calendars())
                .extracting(calendar -> calendar.id().value(), RemoteCalendarEntry::writable)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", true),
                        org.assertj.core.groups.Tuple.tuple("b", false));
        assertThat(graph.asked().get(1).uri()).isEqualTo("/v1.0/me/calendars?$skip=1");
    }

    @Test
    void a_list_of_calendars_that_goes_on_elsewhere_is_not_followed() {
        graph.says(200, "{\"@odata.nextLink\":\"http://evil.example/v1.0/me/calendars\",\"value\":[]}");

        assertThat(((CalendarList.Failed) graph.calendars().list(TOKEN)).failure())
                .isInstanceOf(RemoteFailure.Unavailable.class);
        assertThat(graph.asked()).hasSize(1);
    }

    @Test
    void a_list_of_calendars_without_end_is_given_up() {
        for (int i = 0; i < 60; i++) {
            graph.says(200, "{\"@odata.nextLink\":\"" + graph.root() + "/me/calendars?$skip=1\",\"value\":[]}");
        }

        assertThat(graph.calendars().list(TOKEN)).isInstanceOf(CalendarList.Failed.class);
        assertThat(graph.asked()).hasSize(50);
    }

    @Test
    void a_listing_begins_with_its_window_and_its_preferences() {
        graph.says(200, page("deltaLink", delta("1")));

        assertThat(changes(EVERYTHING)).isEqualTo(new Listing.Last(List.of(), cursor("1")));

        String uri = graph.asked().getFirst().uri();
        assertThat(uri).startsWith("/v1.0/me/calendars/AAMk%2Fcal%3D%3D/calendarView/delta");
        assertThat(uri)
                .contains("startDateTime=2026-10-23T00%3A00%3A00Z")
                .contains("endDateTime=2027-11-22T00%3A00%3A00Z");
        assertThat(graph.asked().getFirst().header("Prefer"))
                .contains("odata.maxpagesize=100")
                .contains("IdType=\"ImmutableId\"")
                .contains("outlook.body-content-type=\"text\"");
    }

    @Test
    void T18_an_empty_page_goes_on_by_its_link_as_it_is_with_the_same_preferences() {
        String odd = graph.root() + "/me/calendars/AAMk/calendarView/delta?$skiptoken=aB%2F=-_.~c";
        graph.says(200, page("nextLink", odd)).says(200, page("deltaLink", delta("1")));

        Listing first = changes(EVERYTHING);
        changes(new ListingPosition.Page(((Listing.More) first).nextPage(), WINDOW));

        assertThat(((Listing.More) first).changes()).isEmpty();
        assertThat(graph.asked().get(1).uri())
                .isEqualTo("/v1.0/me/calendars/AAMk/calendarView/delta?$skiptoken=aB%2F=-_.~c");
        assertThat(graph.asked().get(1).header("Prefer"))
                .isEqualTo(graph.asked().get(0).header("Prefer"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/v1.0/x",
                "http://localhost:1/v1.0/x",
                "http://localhost.evil.example/v1.0/x",
                "http://user@localhost/v1.0/x",
                "file:///v1.0/x",
                "not a link at all",
                "/v1.0/x"
            })
    void a_link_that_leads_elsewhere_is_neither_kept_nor_called(String hostile) {
        graph.says(200, page("nextLink", hostile));

        Listing listing = changes(EVERYTHING);

        assertThat(((Listing.Failed) listing).failure()).isInstanceOf(RemoteFailure.Unavailable.class);
        assertThat(changes(new ListingPosition.ChangesSince(new Cursor("2 - " + hostile), WINDOW)))
                .isEqualTo(new Listing.CursorExpired());
        assertThat(graph.asked()).hasSize(1);
    }

    @Test
    void a_page_without_any_link_is_a_broken_answer() {
        graph.says(200, list(event("e1", ETAG, "Pump")));

        assertThat(changes(EVERYTHING)).isInstanceOf(Listing.Failed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "410,SyncStateNotFound",
        "410,''",
        "400,SYNCSTATENOTFOUND",
        "404,syncStateNotFound",
        "400,resyncRequired",
        "409,ResyncRequired",
        "400,syncStateInvalid",
        "400,InvalidSyncStateData"
    })
    void F10_S11_an_expired_cursor_is_known_in_every_dialect(int status, String code) {
        graph.says(refused(status, code));

        assertThat(changes(since(delta("1")))).isEqualTo(new Listing.CursorExpired());
    }

    @Test
    void F8_a_listing_from_the_start_has_no_cursor_to_expire() {
        graph.says(refused(410, "SyncStateNotFound"));

        assertThat(((Listing.Failed) changes(EVERYTHING)).failure()).isInstanceOf(RemoteFailure.Unavailable.class);
    }

    @Test
    void T21_a_removal_is_believed_after_a_look() {
        graph.says(200, page("deltaLink", delta("2"), removed("dead"), removed("moved")))
                .saysInBatch(refused(404, "ErrorItemNotFound"), Said.json(200, event("moved", ETAG, "Far away")));

        List<RemoteChange> changes = ((Listing.Last) changes(since(delta("1")))).changes();

        assertThat(changes.getFirst()).isEqualTo(new RemoteChange.Gone(new EventId("dead")));
        assertThat(((RemoteChange.Present) changes.get(1)).event().details().title())
                .isEqualTo("Far away");
        assertThat(graph.asked().get(1).parts())
                .extracting(part -> part.get("url").getAsString().replaceFirst("\\?.*", ""))
                .containsExactly(
                        "/me/calendars/AAMk%2Fcal%3D%3D/events/dead", "/me/calendars/AAMk%2Fcal%3D%3D/events/moved");
    }

    @ParameterizedTest
    @CsvSource({"503,ErrorServerBusy", "500,UnknownError", "412,ErrorIrresolvableConflict"})
    void R15_a_look_without_a_clear_answer_deletes_nothing(int status, String code) {
        graph.says(200, page("deltaLink", delta("2"), removed("dead"))).saysInBatch(refused(status, code));

        assertThat(((Listing.Failed) changes(since(delta("1")))).failure())
                .isInstanceOf(RemoteFailure.Unavailable.class);
    }

    @Test
    void F25_one_unreadable_item_stops_no_page() {
        graph.says(
                200,
                page(
                        "deltaLink",
                        delta("1"),
                        "{\"id\":\"no-time\",\"subject\":\"x\",\"@odata.etag\":\"W\"}",
                        "{\"subject\":\"no id\"}",
                        event("bad", ETAG, "Bad", ",\"start\":{\"dateTime\":\"yesterday\",\"timeZone\":\"UTC\"}"),
                        event("e1", ETAG, "Pump")));

        assertThat(((Listing.Last) changes(EVERYTHING)).changes())
                .extracting(RemoteChange::id)
                .containsExactly(new EventId("e1"));
    }

    @Test
    void an_event_is_read_with_the_wall_time_of_its_author() {
        assertThat(read("").details())
                .isEqualTo(new Details(
                        "Pump",
                        "Ring twice",
                        "Main St 1",
                        new When.Timed(
                                LocalDateTime.parse("2026-12-01T09:00"),
                                LocalDateTime.parse("2026-12-01T10:00"),
                                ZoneId.of("Europe/Berlin")),
                        Availability.BUSY,
                        Status.CONFIRMED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tzone://Microsoft/Custom", "tzone://Microsoft/Utc", "Nowhere Standard Time", ""})
    void T29_a_zone_without_a_name_is_read_in_utc(String zone) {
        When when =
                read(",\"originalStartTimeZone\":\"" + zone + "\"").details().when();

        assertThat(when)
                .isEqualTo(new When.Timed(
                        LocalDateTime.parse("2026-12-01T08:00"),
                        LocalDateTime.parse("2026-12-01T09:00"),
                        ZoneId.of("UTC")));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-23T00:00:00.0000000,2026-12-24T00:00:00.0000000",
        "2026-12-22T23:00:00.0000000,2026-12-23T23:00:00.0000000"
    })
    void F19_an_all_day_event_keeps_its_dates_even_where_midnight_was_shifted(String start, String end) {
        When when =
                read(",\"isAllDay\":true,\"start\":{\"dateTime\":\"%s\",\"timeZone\":\"UTC\"},\"end\":{\"dateTime\":\"%s\",\"timeZone\":\"UTC\"}"
                                .formatted(start, end))
                        .details()
                        .when();

        assertThat(when).isEqualTo(new When.AllDay(LocalDate.parse("2026-12-23"), LocalDate.parse("2026-12-24")));
    }

    @ParameterizedTest
    @CsvSource({
        "free,FREE,CONFIRMED",
        "tentative,BUSY,TENTATIVE",
        "busy,BUSY,CONFIRMED",
        "oof,BUSY,CONFIRMED",
        "workingElsewhere,BUSY,CONFIRMED",
        "somethingNew,BUSY,CONFIRMED"
    })
    void what_it_shows_as_is_two_fields(String showAs, Availability availability, Status status) {
        Details details = read(",\"showAs\":\"" + showAs + "\"").details();

        assertThat(details.availability()).isEqualTo(availability);
        assertThat(details.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"private,true", "confidential,true", "personal,false", "normal,false"})
    void R09_private_and_confidential_events_are_hidden(String sensitivity, boolean hidden) {
        assertThat(read(",\"sensitivity\":\"" + sensitivity + "\"").hidden()).isEqualTo(hidden);
    }

    @Test
    void T36_a_body_in_html_is_read_as_its_text() {
        String html = "<html><body><p>First&nbsp;line<br>Second</p><p>Third &lt;b&gt;</p></body></html>";

        assertThat(read(",\"body\":{\"contentType\":\"html\",\"content\":\"" + html + "\"}")
                        .details()
                        .description())
                .isEqualTo("First line\nSecond\nThird <b>");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void T37_nothing_is_asked_twice_and_nobody_sleeps(int status) {
        graph.says(refused(status, "Busy").with("Retry-After", "1"));

        changes(EVERYTHING);

        assertThat(graph.asked()).hasSize(1);
    }

    @Test
    void throttling_tells_when_to_come_back() {
        graph.says(refused(429, "TooManyRequests").with("Retry-After", "17"));

        assertThat(changes(EVERYTHING))
                .isEqualTo(new Listing.Failed(new RemoteFailure.Throttled(Optional.of(Duration.ofSeconds(17)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "", "99999999999999"})
    void a_wait_that_cannot_be_read_is_none(String wait) {
        graph.says(refused(429, "TooManyRequests").with("Retry-After", wait));

        assertThat(changes(EVERYTHING)).isEqualTo(new Listing.Failed(new RemoteFailure.Throttled(Optional.empty())));
    }

    @Test
    void a_refused_token_is_unauthorized_and_not_tried_again() {
        graph.says(refused(401, "InvalidAuthenticationToken"));

        assertThat(changes(EVERYTHING)).isEqualTo(new Listing.Failed(new RemoteFailure.Unauthorized()));
        assertThat(graph.asked()).hasSize(1);
    }

    @Test
    void what_graph_demands_of_the_next_token_is_told_after_one_call() {
        graph.says(refused(401, "InvalidAuthenticationToken").with("WWW-Authenticate", challenge(DEMAND)));

        assertThat(changes(EVERYTHING))
                .isEqualTo(new Listing.Failed(new RemoteFailure.Unauthorized(Optional.of(DEMAND))));
        assertThat(graph.asked()).hasSize(1);
    }

    @Test
    void a_demand_without_a_body_is_told_too() {
        graph.says(new Said(401, Map.of("WWW-Authenticate", challenge(DEMAND)), ""));

        assertThat(changes(EVERYTHING))
                .isEqualTo(new Listing.Failed(new RemoteFailure.Unauthorized(Optional.of(DEMAND))));
    }

    @Test
    void a_challenge_beside_another_status_demands_nothing() {
        graph.says(refused(503, "ServiceNotAvailable").with("WWW-Authenticate", challenge(DEMAND)));

        assertThat(((Listing.Failed) changes(EVERYTHING)).failure()).isInstanceOf(RemoteFailure.Unavailable.class);
    }

    @Test
    void a_missing_permission_is_told_with_its_code() {
        graph.says(refused(403, "ErrorAccessDenied"));

        assertThat(changes(EVERYTHING))
                .isEqualTo(
                        new Listing.Failed(new RemoteFailure.NotPermitted("ErrorAccessDenied: Something about it.")));
    }

    @ParameterizedTest
    @CsvSource({"404,ErrorItemNotFound", "404,ResourceNotFound", "400,ErrorInvalidIdMalformed"})
    void T40_a_calendar_that_is_not_there_is_gone(int status, String code) {
        graph.says(refused(status, code));

        assertThat(changes(EVERYTHING)).isEqualTo(new Listing.Failed(new RemoteFailure.CalendarGone()));
    }

    @Test
    void a_redirection_is_not_followed() {
        graph.says(new Said(302, Map.of("Location", graph.root() + "/elsewhere"), ""));

        assertThat(((Listing.Failed) changes(EVERYTHING)).failure()).isInstanceOf(RemoteFailure.Unavailable.class);
        assertThat(graph.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "null",
                "[]",
                "<html>",
                "{\"value\":7}",
                "{\"value\":[{\"id\":\"e\",\"createdDateTime\":\"yesterday\"}]}"
            })
    void malformed_answers_are_no_answers(String nonsense) {
        graph.says(200, nonsense);

        assertThat(((Listing.Failed) changes(EVERYTHING)).failure()).isInstanceOf(RemoteFailure.Unavailable.class);
    }

    @Test
    void an_error_with_an_odd_date_is_still_a_failure() {
        graph.says(
                404,
                "{\"error\":{\"code\":\"ErrorItemNotFound\",\"message\":\"\",\"innerError\":{\"date\":\"today\"}}}");

        assertThat(changes(EVERYTHING)).isInstanceOf(Listing.Failed.class);
    }

    @Test
    void a_read_on_a_dead_connection_is_asked_once_more() {
        graph.says(200, page("deltaLink", delta("1"))).says(Said.cut()).says(200, page("deltaLink", delta("2")));
        MicrosoftCalendars calendars = graph.calendars();
        calendars.changes(TOKEN, CALENDAR, EVERYTHING);

        assertThat(calendars.changes(TOKEN, CALENDAR, EVERYTHING)).isInstanceOf(Listing.Last.class);
        assertThat(graph.asked()).hasSize(3);
    }

    @Test
    void nobody_at_home_is_unavailable() {
        graph.close();

        assertThat(((Listing.Failed) changes(EVERYTHING)).failure()).isInstanceOf(RemoteFailure.Unavailable.class);
    }

    @Test
    void an_event_that_is_not_there_is_absent_where_its_calendar_is() {
        graph.says(refused(404, "ErrorItemNotFound")).says(200, "{\"id\":\"cal\"}");

        assertThat(graph.calendars().find(TOKEN, CALENDAR, new EventId("e1"))).isEqualTo(new Lookup.Absent());
    }

    @Test
    void T40_an_event_of_a_calendar_that_is_gone_is_not_taken_for_deleted() {
        graph.says(refused(404, "ErrorItemNotFound")).says(refused(404, "ErrorItemNotFound"));

        assertThat(graph.calendars().find(TOKEN, CALENDAR, new EventId("e1")))
                .isEqualTo(new Lookup.Failed(new RemoteFailure.CalendarGone()));
    }

    @Test
    void R10_an_event_is_found_by_its_key_and_bears_its_job() {
        graph.says(200, list(event("e1", ETAG, "Pump")));
        var key = new EventKey(new OrganisationId("org-1"), new JobId("job-1"), CALENDAR);

        Lookup found = graph.calendars().find(TOKEN, key);

        assertThat(((Lookup.Found) found).event().mark()).contains(new JobId("job-1"));
        assertThat(graph.asked().getFirst().uri())
                .contains("filter=singleValueExtendedProperties")
                .contains(CreationMark.valueOf(key));
    }

    @Test
    void a_page_of_somebody_else_s_transactions_bears_no_marks() {
        for (String transaction :
                List.of("localevent:1", "syncline/short/job", "7E163156-7762-4BEB-A1C6-729EA81755A7")) {
            assertThat(read(",\"transactionId\":\"" + transaction + "\"").mark())
                    .isEmpty();
        }
    }

    private RemoteEvent read(String more) {
        graph.says(200, page("deltaLink", delta("1"), event("e1", ETAG, "Pump", more)));
        List<RemoteChange> changes = ((Listing.Last) changes(EVERYTHING)).changes();
        return ((RemoteChange.Present) changes.getFirst()).event();
    }

    private Listing changes(ListingPosition position) {
        return graph.calendars().changes(TOKEN, CALENDAR, position);
    }

    private static ListingPosition since(String link) {
        return new ListingPosition.ChangesSince(new Cursor("2 - " + link), WINDOW);
    }

    private Cursor cursor(String token) {
        return new Cursor("2 - " + delta(token));
    }

    private String delta(String token) {
        return graph.root() + "/me/calendars/AAMk/calendarView/delta?$deltatoken=" + token;
    }

    private static String removed(String id) {
        return "{\"@odata.type\":\"#microsoft.graph.event\",\"id\":\"" + id
                + "\",\"@removed\":{\"reason\":\"deleted\"}}";
    }
}
