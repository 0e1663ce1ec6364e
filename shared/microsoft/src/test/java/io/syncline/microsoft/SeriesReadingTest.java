package io.syncline.microsoft;

import static io.syncline.microsoft.GraphAnswers.event;
import static io.syncline.microsoft.GraphAnswers.list;
import static io.syncline.microsoft.GraphAnswers.page;
import static io.syncline.microsoft.GraphAnswers.refused;
import static io.syncline.microsoft.StubbedGraph.CALENDAR;
import static io.syncline.microsoft.StubbedGraph.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.Details;
import io.syncline.calendar.EventFacts;
import io.syncline.calendar.EventId;
import io.syncline.calendar.Listing;
import io.syncline.calendar.ListingPosition;
import io.syncline.calendar.Lookup;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.Recurrence;
import io.syncline.calendar.RemoteChange;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.When;
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
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How series are read, as Graph sends them and as nobody should. */
class SeriesReadingTest {

    private static final String ETAG = "W/\"v1\"";
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Window WINDOW =
            new Window(Instant.parse("2026-10-23T00:00:00Z"), Instant.parse("2027-11-22T00:00:00Z"));
    private static final LocalDate FIRST = LocalDate.parse("2026-12-01");
    private static final LocalDate SECOND = FIRST.plusWeeks(1);

    private static final String WEEKLY = """
            {"pattern":{"type":"weekly","interval":1,"month":0,"dayOfMonth":0,"daysOfWeek":["tuesday"],
              "firstDayOfWeek":"sunday","index":"first"},
             "range":{"type":"numbered","startDate":"2026-12-01","endDate":"0001-01-01","numberOfOccurrences":9,
              "recurrenceTimeZone":"W. Europe Standard Time"}}""";

    private final StubbedGraph graph = new StubbedGraph();

    @AfterEach
    void close() {
        graph.close();
    }

    @Test
    void T22_stubs_exceptions_and_masters_only_say_which_series_to_read() {
        graph.says(
                        200,
                        page(
                                "deltaLink",
                                delta("1"),
                                stub("o1", "m1"),
                                stub("o2", "m2"),
                                stub("o3", "m1"),
                                series("m2")))
                .saysInBatch(Said.json(200, series("m1")), Said.json(200, series("m2")));

        List<RemoteEvent> read = present(everything());

        assertThat(read).extracting(event -> event.id().value()).containsExactly("m1", "m2");
        assertThat(read.getFirst().details().when())
                .isEqualTo(new When.Repeating(
                        new When.Timed(FIRST.atTime(9, 0), FIRST.atTime(10, 0), BERLIN),
                        new Recurrence("FREQ=WEEKLY;BYDAY=TU;COUNT=9")));
        assertThat(graph.asked()).hasSize(2);
        assertThat(graph.asked().get(1).parts())
                .hasSize(2)
                .allSatisfy(part -> assertThat(part.get("url").getAsString())
                        .contains("select=")
                        .contains("cancelledOccurrences")
                        .contains("expand=exceptionOccurrences,singleValueExtendedProperties"))
                .allSatisfy(part ->
                        assertThat(part.getAsJsonObject("headers").toString()).contains("ImmutableId"));
    }

    @Test
    void T22_a_series_whose_master_is_gone_has_no_entry_and_the_page_goes_on() {
        graph.says(200, page("deltaLink", delta("1"), stub("o1", "gone"), event("e1", ETAG, "Pump"), stub("o2", "m1")))
                .saysInBatch(refused(404, "ErrorItemNotFound"), Said.json(200, series("m1")));

        assertThat(present(everything()))
                .extracting(event -> event.id().value())
                .containsExactlyInAnyOrder("e1", "m1");
    }

    @Test
    void R15_a_series_that_cannot_be_looked_at_leaves_the_page_unread() {
        graph.says(200, page("deltaLink", delta("1"), stub("o1", "m1")))
                .saysInBatch(refused(412, "ErrorIrresolvableConflict"));

        assertThat(((Listing.Failed) everything()).failure()).isInstanceOf(RemoteFailure.Unavailable.class);
    }

    @Test
    void T37_throttling_of_one_look_inside_of_a_batch_tells_when_to_come_back() {
        graph.says(200, page("deltaLink", delta("1"), stub("o1", "m1"), stub("o2", "m2")))
                .saysInBatch(
                        Said.json(200, series("m1")),
                        new Said(429, Map.of("Retry-After", "9"), "{\"error\":{\"code\":\"TooManyRequests\"}}"));

        assertThat(everything())
                .isEqualTo(new Listing.Failed(new RemoteFailure.Throttled(Optional.of(Duration.ofSeconds(9)))));
    }

    @Test
    void T21_S16_an_occurrence_that_is_said_to_be_removed_belongs_to_a_series_that_is_read() {
        graph.says(200, page("deltaLink", delta("1"), removed("x1"), removed("o9")))
                .saysInBatch(
                        Said.json(200, exception("x1", FIRST, "Moved far away", "")), refused(404, "ErrorItemNotFound"))
                .saysInBatch(Said.json(200, series("m1")));

        Listing.Last last = (Listing.Last) everything();

        assertThat(last.changes())
                .extracting(RemoteChange::id)
                .containsExactlyInAnyOrder(new EventId("m1"), new EventId("o9"));
        assertThat(last.changes()).contains(new RemoteChange.Gone(new EventId("o9")));
    }

    @Test
    void T25_who_was_invited_to_one_occurrence_has_that_one_as_a_single_event() {
        graph.says(200, page("deltaLink", delta("1"), exception("x1", FIRST, "Only I", "")))
                .saysInBatch(refused(404, "ErrorItemNotFound"))
                .saysInBatch(Said.json(200, exception("x1", FIRST, "Only I", "")));

        RemoteEvent only = present(everything()).getFirst();

        assertThat(only.id()).isEqualTo(new EventId("x1"));
        assertThat(only.details().title()).isEqualTo("Only I");
        assertThat(only.details().when()).isInstanceOf(When.Single.class);
    }

    @Test
    void an_occurrence_is_nothing_by_itself() {
        graph.says(200, exception("x1", FIRST, "One of many", ""));

        assertThat(find("x1")).isEqualTo(new Lookup.Absent());
    }

    @Test
    void F17_exceptions_are_kept_by_the_date_on_which_they_would_be() {
        graph.says(
                200,
                series(
                        "m1",
                        exceptions(
                                        exception("x1", SECOND, "Renamed", ""),
                                        exception("x2", SECOND.plusWeeks(1), "Weekly", ""),
                                        exception("x3", SECOND.plusWeeks(2), "Weekly", ",\"isCancelled\":true"))
                                + cancelled("OID.m1." + SECOND.plusWeeks(3), "OID.m1.2026-13-45", "nonsense", "")));

        assertThat(series().details().exceptions())
                .isEqualTo(Map.of(
                        SECOND,
                        titled("Renamed"),
                        SECOND.plusWeeks(2),
                        new Occurrence.Cancelled(),
                        SECOND.plusWeeks(3),
                        new Occurrence.Cancelled()));
    }

    @Test
    void F17_an_exception_that_only_differs_in_how_outlook_writes_texts_is_none() {
        graph.says(
                200,
                series(
                        "m1",
                        exceptions(
                                exception(
                                        "x1",
                                        SECOND,
                                        "Weekly ",
                                        ",\"body\":{\"contentType\":\"html\",\"content\":\"<html><body><div>Ring twice</div></body></html>\"}"))));

        assertThat(series().details().exceptions()).isEmpty();
    }

    @Test
    void F17_an_exception_on_a_date_that_the_rule_does_not_name_is_none() {
        graph.says(200, series("m1", exceptions(exception("x1", SECOND.plusDays(1), "Lost", ""))));

        assertThat(series().details().exceptions()).isEmpty();
    }

    @Test
    void R21_the_version_of_a_series_changes_with_each_exception_and_each_cancelled_date() {
        graph.says(200, series("m1"))
                .says(200, series("m1", exceptions(exception("x1", SECOND, "Renamed", ""))))
                .says(
                        200,
                        series(
                                "m1",
                                exceptions(exception("x1", SECOND, "Renamed", ",\"@odata.etag\":\"W/\\\"2\\\"\""))))
                .says(200, series("m1", cancelled("OID.m1." + SECOND)))
                .says(200, series("m1"));

        List<RemoteEvent> reads = IntStream.range(0, 5).mapToObj(_ -> series()).toList();

        assertThat(reads.subList(0, 4)).extracting(RemoteEvent::version).doesNotHaveDuplicates();
        assertThat(reads.getLast()).isEqualTo(reads.getFirst());
        assertThat(reads.getFirst().version().value()).matches("W/\"v1\" series/[0-9a-f]{16}");
    }

    @Test
    void T23_where_graph_does_not_name_cancelled_dates_those_without_an_occurrence_are() {
        String instances = IntStream.of(0, 2, 3, 4, 5, 6, 7)
                .mapToObj(week -> occurrence("o" + week, FIRST.plusWeeks(week)))
                .collect(Collectors.joining(","));
        graph.says(
                        200,
                        series("m1", exceptions(exception("x8", FIRST.plusWeeks(8), "Last", "")))
                                .replace(NONE_CANCELLED, ""))
                .says(200, "{\"value\":[" + instances + "]}");

        assertThat(series().details().exceptions())
                .isEqualTo(Map.of(SECOND, new Occurrence.Cancelled(), FIRST.plusWeeks(8), titled("Last")));
        assertThat(graph.asked().get(1).uri()).contains("/events/m1/instances?").contains("startDateTime=2026-11-30");
    }

    @Test
    void R15_a_series_without_any_occurrence_is_rather_a_broken_answer() {
        graph.says(200, series("m1").replace(NONE_CANCELLED, "")).says(200, list());

        assertThat(series().details().exceptions()).isEmpty();
    }

    @Test
    void R15_a_list_of_occurrences_that_cannot_be_read_leaves_the_series_unread() {
        for (String broken :
                List.of("{", "{\"value\":7}", "{\"value\":[],\"@odata.nextLink\":\"https://evil.example/v1.0/x\"}")) {
            graph.says(200, series("m1").replace(NONE_CANCELLED, "")).says(200, broken);

            assertThat(((Lookup.Failed) find("m1")).failure()).isInstanceOf(RemoteFailure.Unavailable.class);
        }
    }

    @Test
    void F17_exceptions_that_go_on_on_another_page_are_all_read() {
        String more = ",\"exceptionOccurrences@odata.nextLink\":\"" + graph.root()
                + "/me/events/m1/exceptionOccurrences?$skip=1\"";
        graph.says(200, series("m1", exceptions(exception("x1", SECOND, "Renamed", "")) + more))
                .says(200, list(exception("x2", SECOND.plusWeeks(1), "Renamed, too", "")));

        assertThat(series().details().exceptions()).containsOnlyKeys(SECOND, SECOND.plusWeeks(1));
    }

    @Test
    void exceptions_that_go_on_somewhere_else_are_not_followed() {
        String more = ",\"exceptionOccurrences@odata.nextLink\":\"https://evil.example/v1.0/x\"";
        graph.says(200, series("m1", more));

        assertThat(((Lookup.Failed) find("m1")).failure()).isInstanceOf(RemoteFailure.Unavailable.class);
        assertThat(graph.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tzone://Microsoft/Custom", "Nowhere Standard Time", ""})
    void T29_a_series_by_the_clock_of_a_zone_without_a_name_is_read_in_utc_and_says_so(String zone) {
        graph.says(
                200,
                series("m1", ",\"originalStartTimeZone\":\"" + zone + "\"")
                        .replace("\"recurrenceTimeZone\":\"W. Europe Standard Time\"", "\"recurrenceTimeZone\":\"\""));

        RemoteEvent read = series();

        assertThat(read.facts().beyond())
                .hasValueSatisfying(reason -> assertThat(reason).contains("zone without a name"));
        assertThat(((When.Timed) read.details().when().first()).zone()).isEqualTo(ZoneId.of("UTC"));
    }

    @Test
    void T29_the_zone_of_the_range_stands_in_for_one_without_a_name() {
        graph.says(200, series("m1", ",\"originalStartTimeZone\":\"tzone://Microsoft/Custom\""));

        RemoteEvent read = series();

        assertThat(read.facts().beyond()).isEmpty();
        assertThat(read.details().when().first())
                .isEqualTo(new When.Timed(FIRST.atTime(9, 0), FIRST.atTime(10, 0), BERLIN));
    }

    /** Nine o'clock on the 5th in Berlin is ten in the evening of the 4th in Honolulu. */
    @ParameterizedTest
    @CsvSource({
        "W. Europe Standard Time,2027-01-05,20270105",
        "Tokyo Standard Time,2027-01-05,20270105",
        "Hawaiian Standard Time,2027-01-04,20270105",
        "Nowhere Standard Time,2027-01-05,20270105"
    })
    void R22_the_last_date_is_one_in_the_zone_of_the_range(String zone, String endDate, String until) {
        String range = "{\"type\":\"endDate\",\"startDate\":\"2026-12-01\",\"endDate\":\"" + endDate
                + "\",\"recurrenceTimeZone\":\"" + zone + "\"}";
        graph.says(
                200,
                series("m1", recurrence("{\"type\":\"weekly\",\"interval\":1,\"daysOfWeek\":[\"tuesday\"]}", range)));

        assertThat(series().details().when().recurrence())
                .contains(new Recurrence("FREQ=WEEKLY;BYDAY=TU;UNTIL=" + until));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "7",
                "{\"pattern\":{\"type\":\"hourly\",\"interval\":1},\"range\":{\"type\":\"noEnd\"}}",
                "{\"pattern\":{\"type\":\"daily\",\"interval\":-1},\"range\":{\"type\":\"noEnd\"}}",
                "{\"pattern\":{\"type\":\"daily\",\"interval\":\"often\"},\"range\":{\"type\":\"noEnd\"}}",
                "{\"pattern\":{\"type\":\"daily\",\"interval\":1},\"range\":{\"type\":\"endDate\",\"endDate\":\"tomorrow\"}}",
                "{\"pattern\":{\"type\":\"daily\",\"interval\":1},\"range\":{\"type\":\"numbered\",\"numberOfOccurrences\":-3}}"
            })
    void F25_a_series_by_a_pattern_that_cannot_be_read_is_beyond_us_and_the_others_go_on(String recurrence) {
        graph.says(200, page("deltaLink", delta("1"), stub("o1", "m1"), stub("o2", "m2"), event("e1", ETAG, "Pump")))
                .saysInBatch(
                        Said.json(200, series("m1", ",\"recurrence\":" + recurrence)), Said.json(200, series("m2")));

        List<RemoteEvent> read = present(everything());

        assertThat(read).hasSize(3);
        RemoteEvent bad = byId(read, "m1");
        assertThat(bad.facts().beyond()).isPresent();
        assertThat(bad.details().when()).isInstanceOf(When.Single.class);
        assertThat(byId(read, "m2").facts().beyond()).isEmpty();
    }

    @Test
    void F25_a_rule_without_end_and_a_year_that_never_comes_are_read_in_no_time() {
        graph.says(
                        200,
                        series(
                                "m1",
                                recurrence("{\"type\":\"daily\",\"interval\":1}", "{\"type\":\"noEnd\"}")
                                        + cancelled("OID.m1.9999-12-31", "OID.m1.-0001-01-01")))
                .says(
                        200,
                        series(
                                "m2",
                                ",\"start\":{\"dateTime\":\"9999-12-31T23:00:00.0000000\",\"timeZone\":\"UTC\"},"
                                        + "\"end\":{\"dateTime\":\"9999-12-31T22:00:00.0000000\",\"timeZone\":\"UTC\"}"));

        assertThat(series().details().when().recurrence()).contains(new Recurrence("FREQ=DAILY"));
        When far = series().details().when();
        assertThat(far.end()).isEqualTo(far.start());
    }

    @Test
    void F25_more_exceptions_than_are_kept_are_beyond_us() {
        List<String> many = IntStream.rangeClosed(1, Details.MOST_EXCEPTIONS + 30)
                .mapToObj(day -> "OID.m1." + FIRST.plusDays(day))
                .toList();
        graph.says(
                200,
                series(
                        "m1",
                        recurrence("{\"type\":\"daily\",\"interval\":1}", "{\"type\":\"noEnd\"}")
                                + cancelled(many.toArray(String[]::new))));

        RemoteEvent read = series();

        assertThat(read.facts().beyond())
                .hasValueSatisfying(reason -> assertThat(reason).contains("200"));
        assertThat(read.details().exceptions()).hasSize(Details.MOST_EXCEPTIONS);
        assertThat(read.details().exceptions().lastKey()).isEqualTo(FIRST.plusDays(Details.MOST_EXCEPTIONS + 30));
    }

    @Test
    void F25_a_series_that_is_its_own_master_is_read_once() {
        graph.says(200, page("deltaLink", delta("1"), stub("m1", "m1"), stub("m2", "m3"), stub("m3", "m2")))
                .saysInBatch(
                        Said.json(200, exception("m1", FIRST, "Own", ",\"seriesMasterId\":\"m1\"")),
                        Said.json(200, exception("m3", FIRST, "Cycle", ",\"seriesMasterId\":\"m2\"")),
                        Said.json(200, exception("m2", FIRST, "Cycle", ",\"seriesMasterId\":\"m3\"")));

        assertThat(present(everything())).isEmpty();
        assertThat(graph.asked()).hasSize(2);
    }

    @Test
    void F25_huge_and_hostile_texts_are_read_in_bounds() {
        String attendees = IntStream.range(0, 500)
                .mapToObj(i -> "{\"type\":\"required\",\"emailAddress\":{\"address\":\"a" + i + "@x.example\"}}")
                .collect(Collectors.joining(",", "[", "]"));
        String html = "<html><body>" + "<p>x</p>".repeat(130_000) + "</body></html>";
        graph.says(
                200,
                page(
                        "deltaLink",
                        delta("1"),
                        event(
                                "e1",
                                ETAG,
                                "<script>alert(1)</script>\\u0000\\u0007 Bell",
                                ",\"body\":{\"contentType\":\"html\",\"content\":\"" + html + "\"},\"attendees\":"
                                        + attendees)));

        Details read = present(everything()).getFirst().details();

        assertThat(read.title()).isEqualTo("<script>alert(1)</script> Bell");
        assertThat(read.description()).hasSizeLessThanOrEqualTo(16_000).startsWith("x\nx\n");
    }

    @Test
    void F25_a_property_that_is_none_of_its_kind_spoils_neither_its_event_nor_the_page() {
        graph.says(
                200,
                page(
                        "deltaLink",
                        delta("1"),
                        event(
                                "e1",
                                ETAG,
                                "Pump",
                                ",\"lastModifiedDateTime\":\"yesterday\",\"originalStart\":\"never\""),
                        event("e2", ETAG, "Pump", ",\"isAllDay\":\"perhaps\",\"attendees\":3,\"location\":[]"),
                        "7",
                        "null",
                        event("e3", ETAG, "Pump")));

        assertThat(present(everything()))
                .extracting(event -> event.id().value())
                .containsExactly("e1", "e2", "e3");
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 100_000})
    void F25_an_answer_that_is_nested_without_end_harms_nobody(int depth) {
        String nested = "[".repeat(depth) + "]".repeat(depth);
        graph.says(
                200,
                page(
                        "deltaLink",
                        delta("1"),
                        event("e1", ETAG, "Pump", ",\"x\":" + nested),
                        event("e2", ETAG, "Pump")));

        Listing listing = everything();

        if (listing instanceof Listing.Failed(RemoteFailure failure)) {
            assertThat(failure).isInstanceOf(RemoteFailure.Unavailable.class);
        } else {
            assertThat(present(listing)).extracting(event -> event.id().value()).contains("e2");
        }
    }

    @Test
    void T18_a_page_that_leads_back_to_itself_is_given_up() {
        graph.says(200, page("nextLink", delta("1")));

        Listing listing = graph.calendars()
                .changes(TOKEN, CALENDAR, new ListingPosition.Page(new Cursor("2 - " + delta("1")), WINDOW));

        assertThat(((Listing.Failed) listing).failure()).isInstanceOf(RemoteFailure.Unavailable.class);
    }

    @Test
    void T22_a_series_with_occurrences_on_many_pages_is_read_once_a_listing() {
        String next = graph.root() + "/me/calendars/AAMk/calendarView/delta?$skiptoken=2";
        graph.says(200, page("nextLink", next, stub("o1", "m1"), stub("o2", "gone")))
                .saysInBatch(Said.json(200, series("m1")), refused(404, "ErrorItemNotFound"))
                .says(200, page("deltaLink", delta("1"), stub("o3", "m1"), exception("x1", SECOND, "Renamed", "")))
                .says(200, page("deltaLink", delta("2"), stub("o3", "m1")))
                .saysInBatch(Said.json(200, series("m1")));

        Listing.More first = (Listing.More) everything();
        Listing.Last last = (Listing.Last)
                graph.calendars().changes(TOKEN, CALENDAR, new ListingPosition.Page(first.nextPage(), WINDOW));
        Listing nextRound =
                graph.calendars().changes(TOKEN, CALENDAR, new ListingPosition.ChangesSince(last.cursor(), WINDOW));

        assertThat(first.changes()).hasSize(1);
        assertThat(last.changes()).isEmpty();
        assertThat(present(nextRound)).hasSize(1);
    }

    @Test
    void T18_of_an_event_that_stands_there_twice_the_later_state_counts() {
        graph.says(
                200,
                page(
                        "deltaLink",
                        delta("1"),
                        event("e1", "W/\"1\"", "Old"),
                        event("e2", ETAG, "Pump"),
                        event("e1", "W/\"2\"", "New")));

        assertThat(present(everything()))
                .extracting(event -> event.details().title())
                .containsExactly("Pump", "New");
    }

    @Test
    void F8_a_cursor_from_when_occurrences_were_listed_one_by_one_is_expired() {
        assertThat(graph.calendars()
                        .changes(TOKEN, CALENDAR, new ListingPosition.ChangesSince(new Cursor(delta("1")), WINDOW)))
                .isEqualTo(new Listing.CursorExpired());
        assertThat(graph.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "410,SyncStateNotFound",
        "410,resyncRequired",
        "410,''",
        "400,syncstatenotfound",
        "400,RESYNCREQUIRED",
        "404,syncStateInvalid",
        "400,INVALIDSYNCSTATEDATA",
        "409,SyncStateNotFound"
    })
    void F10_a_cursor_that_expires_in_the_middle_of_a_listing_is_known_in_every_dialect(int status, String code) {
        graph.says(refused(status, code).with("Location", graph.root() + "/me/calendars/x/calendarView/delta"));

        assertThat(graph.calendars()
                        .changes(TOKEN, CALENDAR, new ListingPosition.Page(new Cursor("2 - " + delta("7")), WINDOW)))
                .isEqualTo(new Listing.CursorExpired());
        assertThat(graph.asked()).hasSize(1);
    }

    @Test
    void F16_an_attendee_s_copy_is_foreign_and_its_uid_and_last_change_are_told() {
        graph.says(
                        200,
                        event(
                                "e1",
                                ETAG,
                                "Pump",
                                ",\"isOrganizer\":false,\"iCalUId\":\"uid-1\",\"uid\":\"uid-2\","
                                        + "\"lastModifiedDateTime\":\"2026-11-22T08:00:00.1234567Z\""))
                .says(
                        200,
                        series(
                                "m1",
                                ",\"isOrganizer\":true,\"iCalUId\":\"uid-1\",\"uid\":\"uid-2\","
                                        + "\"lastModifiedDateTime\":\"2026-11-22T08:00:00Z\""
                                        + exceptions(exception(
                                                "x1",
                                                SECOND,
                                                "Renamed",
                                                ",\"lastModifiedDateTime\":\"2026-11-22T09:00:00Z\""))));

        assertThat(series().facts())
                .isEqualTo(new EventFacts(
                        Optional.of("uid-1"),
                        true,
                        Optional.of(Instant.parse("2026-11-22T08:00:00.1234567Z")),
                        Optional.empty()));
        assertThat(series().facts())
                .isEqualTo(new EventFacts(
                        Optional.of("uid-2"),
                        false,
                        Optional.of(Instant.parse("2026-11-22T09:00:00Z")),
                        Optional.empty()));
    }

    @Test
    void R09_a_private_occurrence_hides_its_series() {
        graph.says(200, series("m1", exceptions(exception("x1", SECOND, "Secret", ",\"sensitivity\":\"private\""))));

        assertThat(series().hidden()).isTrue();
    }

    @Test
    void R10_only_a_series_that_carries_both_of_our_marks_bears_a_job() {
        var key = new io.syncline.calendar.EventKey(
                new io.syncline.identity.OrganisationId("org-1"), new io.syncline.calendar.JobId("job-1"), CALENDAR);
        String transaction = ",\"transactionId\":\"" + CreationMark.transactionOf(key, Optional.empty()) + "\"";
        graph.says(200, series("m1", transaction))
                .says(200, series("m1", transaction + property(CreationMark.KEY_PROPERTY, "ab".repeat(32))))
                .says(200, series("m1", transaction + property(CreationMark.KEY_PROPERTY, CreationMark.valueOf(key))));

        assertThat(List.of(series().mark(), series().mark(), series().mark()))
                .containsExactly(Optional.empty(), Optional.empty(), Optional.of(key.job()));
    }

    @Test
    void F26_what_is_owed_to_a_series_counts_as_there() {
        var owed = new TreeMap<LocalDate, Occurrence>();
        owed.put(SECOND, titled("Owed"));
        owed.put(SECOND.plusWeeks(1), titled("Owed, too"));
        owed.put(SECOND.plusDays(1), titled("On no date of it"));
        graph.says(
                200,
                series(
                        "m1",
                        property(OwedExceptions.PROPERTY, OwedExceptions.written(owed))
                                + cancelled("OID.m1." + SECOND)));

        assertThat(series().details().exceptions())
                .isEqualTo(Map.of(SECOND, new Occurrence.Cancelled(), SECOND.plusWeeks(1), titled("Owed, too")));
    }

    private static final String NONE_CANCELLED = ",\"cancelledOccurrences\":[]";

    private static String series(String id) {
        return series(id, "");
    }

    private static String series(String id, String more) {
        return event(
                id, ETAG, "Weekly", ",\"type\":\"seriesMaster\"" + NONE_CANCELLED + ",\"recurrence\":" + WEEKLY + more);
    }

    private static String recurrence(String pattern, String range) {
        return ",\"recurrence\":{\"pattern\":" + pattern + ",\"range\":" + range + "}";
    }

    private static String exceptions(String... events) {
        return ",\"exceptionOccurrences\":[" + String.join(",", events) + "]";
    }

    private static String cancelled(String... ids) {
        return ",\"cancelledOccurrences\":[\"" + String.join("\",\"", ids) + "\"]";
    }

    private static String property(String id, String value) {
        return ",\"singleValueExtendedProperties\":[{\"id\":\"" + id + "\",\"value\":\"" + value + "\"}]";
    }

    private static String exception(String id, LocalDate original, String subject, String more) {
        return event(
                id,
                "W/\"x\"",
                subject,
                at(original) + ",\"type\":\"exception\",\"seriesMasterId\":\"m1\",\"originalStart\":\"" + original
                        + "T08:00:00Z\"" + more);
    }

    private static String occurrence(String id, LocalDate date) {
        return event(id, "W/\"o\"", "Weekly", at(date) + ",\"type\":\"occurrence\",\"seriesMasterId\":\"m1\"");
    }

    private static String at(LocalDate date) {
        LocalDateTime start = date.atTime(8, 0);
        return ",\"start\":{\"dateTime\":\"%s:00.0000000\",\"timeZone\":\"UTC\"},\"end\":{\"dateTime\":\"%s:00.0000000\",\"timeZone\":\"UTC\"}"
                .formatted(start, start.plusHours(1));
    }

    private static Occurrence.Changed titled(String title) {
        return new Occurrence.Changed(
                Optional.of(title),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Listing everything() {
        return graph.calendars().changes(TOKEN, CALENDAR, new ListingPosition.Everything(WINDOW));
    }

    private Lookup find(String id) {
        return graph.calendars().find(TOKEN, CALENDAR, new EventId(id));
    }

    private RemoteEvent series() {
        return ((Lookup.Found) find("m1")).event();
    }

    private static RemoteEvent byId(List<RemoteEvent> events, String id) {
        return events.stream()
                .filter(event -> event.id().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<RemoteEvent> present(Listing listing) {
        assertThat(listing).isInstanceOf(Listing.Last.class);
        return ((Listing.Last) listing)
                .changes().stream()
                        .map(change -> ((RemoteChange.Present) change).event())
                        .toList();
    }

    private String delta(String token) {
        return graph.root() + "/me/calendars/AAMk/calendarView/delta?$deltatoken=" + token;
    }

    private static String removed(String id) {
        return "{\"@odata.type\":\"#microsoft.graph.event\",\"id\":\"" + id
                + "\",\"@removed\":{\"reason\":\"deleted\"}}";
    }

    private static String stub(String id, String master) {
        return """
                {"@odata.type":"#microsoft.graph.event","@odata.etag":"W/\\"o\\"","id":"%s","type":"occurrence",
                 "seriesMasterId":"%s",
                 "start":{"dateTime":"2026-12-08T08:00:00.0000000","timeZone":"UTC"},
                 "end":{"dateTime":"2026-12-08T09:00:00.0000000","timeZone":"UTC"}}
                """.formatted(id, master);
    }
}
