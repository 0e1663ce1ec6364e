package io.syncline.google;

import static io.syncline.google.ScriptedGoogle.error;
import static io.syncline.google.ScriptedGoogle.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.calendar.Availability;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarList;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventKey;
import io.syncline.calendar.EventVersion;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Listing;
import io.syncline.calendar.ListingPosition;
import io.syncline.calendar.Lookup;
import io.syncline.calendar.RemoteCalendarEntry;
import io.syncline.calendar.RemoteChange;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.RemoteWrite;
import io.syncline.calendar.RemoteWrite.Create;
import io.syncline.calendar.RemoteWrite.Delete;
import io.syncline.calendar.RemoteWrite.Update;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.calendar.WriteAnswer;
import io.syncline.calendar.WriteAnswer.Absent;
import io.syncline.calendar.WriteAnswer.Adopted;
import io.syncline.calendar.WriteAnswer.Failed;
import io.syncline.calendar.WriteAnswer.Stale;
import io.syncline.calendar.WriteAnswer.Written;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.sync.Cursor;
import io.syncline.sync.RemoteFailure;
import io.syncline.sync.RemoteFailure.CalendarGone;
import io.syncline.sync.RemoteFailure.NotPermitted;
import io.syncline.sync.RemoteFailure.Refused;
import io.syncline.sync.RemoteFailure.Throttled;
import io.syncline.sync.RemoteFailure.Unauthorized;
import io.syncline.sync.RemoteFailure.Unavailable;
import io.syncline.sync.Window;
import io.syncline.token.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Google may answer, and what is made of it. The contract is proven elsewhere, against the simulator. */
class GoogleCalendarsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T09:00:00Z"));
    private static final Secret TOKEN = Secret.of("ya29.secret");
    private static final CalendarRef CALENDAR =
            new CalendarRef(new ConnectionId("c_1"), new CalendarId("en.usa#holiday@group.v.calendar.google.com"));
    private static final Window WINDOW =
            new Window(Instant.parse("2026-10-23T00:00:00Z"), Instant.parse("2027-11-22T00:00:00Z"));
    private static final EventKey KEY = new EventKey(new OrganisationId("org-1"), new JobId("job-1"), CALENDAR);
    private static final String ID = GoogleEventId.of(KEY).value();
    private static final EventVersion VERSION = new EventVersion("\"1\"");
    private static final Details PUMP = new Details(
            "Pump",
            "",
            "",
            new When.Timed(
                    LocalDateTime.parse("2026-12-01T09:00"),
                    LocalDateTime.parse("2026-12-01T10:00"),
                    ZoneId.of("Europe/Zurich")),
            Availability.BUSY,
            Status.CONFIRMED);
    private static final String TIMES = """
            "start":{"dateTime":"2026-12-01T09:00:00+01:00","timeZone":"Europe/Zurich"},\
            "end":{"dateTime":"2026-12-01T10:00:00+01:00","timeZone":"Europe/Zurich"}""";

    private ScriptedGoogle google;
    private GoogleCalendars calendars;

    @BeforeEach
    void start() throws IOException {
        google = new ScriptedGoogle();
        calendars = new GoogleCalendars(google.root(), CLOCK);
    }

    @AfterEach
    void stop() {
        google.close();
    }

    @Test
    void an_id_has_52_characters_that_google_takes() {
        assertThat(ID).matches("[0-9a-v]{52}");
        assertThat(GoogleEventId.of(KEY)).isEqualTo(new EventId(ID));
        assertThat(GoogleEventId.of(new EventKey(new OrganisationId("org-2"), new JobId("job-1"), CALENDAR)))
                .isNotEqualTo(new EventId(ID));
    }

    @Test
    void calendars_come_from_all_pages_with_the_primary_one_first() {
        google.then(200, """
                {"items":[{"id":"a","summary":"A","accessRole":"reader","backgroundColor":"red"}],"nextPageToken":"2"}""").then(200, """
                {"items":[{"id":"gone","deleted":true},{"id":"me","summary":"Me","summaryOverride":"Mine","primary":true,
                "accessRole":"owner","backgroundColor":"#9fe1e7","timeZone":"Europe/Zurich"},{"id":"bare"}]}""");

        assertThat(calendars.list(TOKEN))
                .isEqualTo(new CalendarList.Found(List.of(
                        new RemoteCalendarEntry(new CalendarId("me"), "Mine", true, true, "#9fe1e7", "Europe/Zurich"),
                        new RemoteCalendarEntry(new CalendarId("a"), "A", false, false, "", ""),
                        new RemoteCalendarEntry(new CalendarId("bare"), "bare", false, false, "", ""))));
        assertThat(google.asked().get(1).uri().getQuery()).contains("pageToken=2");
    }

    @ParameterizedTest
    @CsvSource({
        "owner, true",
        "writer, true",
        "writerWithoutPrivateAccess, false",
        "reader, false",
        "freeBusyReader, false",
        "somethingNew, false"
    })
    void T40_only_who_may_write_and_sees_everything_is_a_writer(String role, boolean writable) {
        google.then(200, """
                {"items":[{"id":"a","accessRole":"%s"},{"id":"hidden","hidden":true,"accessRole":"owner"},
                {"id":"deleted","deleted":true,"accessRole":"owner"}]}""".formatted(role));

        assertThat(((CalendarList.Found) calendars.list(TOKEN)).calendars())
                .containsExactly(new RemoteCalendarEntry(new CalendarId("a"), "a", false, writable, "", ""));
    }

    @Test
    void a_list_of_calendars_that_does_not_end_is_given_up() {
        for (int i = 0; i < 100; i++) {
            google.then(200, "{\"nextPageToken\":\"again\"}");
        }

        assertThat(calendars.list(TOKEN)).isInstanceOf(CalendarList.Failed.class);
    }

    @Test
    void R21_a_full_listing_asks_for_the_window_and_for_series_as_such() {
        google.then(200, "{\"nextSyncToken\":\"s-1\"}");

        assertThat(everything())
                .isEqualTo(new Listing.Last(List.of(), PageCursor.after("s-1").cursor()));
        assertThat(google.asked().getFirst().uri().getQuery())
                .contains("singleEvents=false", "maxResults=250")
                .contains("timeMin=2026-10-23T00:00:00.000Z", "timeMax=2027-11-22T00:00:00.000Z")
                .doesNotContain("syncToken", "showDeleted");
        assertThat(google.asked().getFirst().uri().getRawPath()).contains("en.usa%23holiday@group");
    }

    @Test
    void R14_a_further_page_of_a_full_listing_asks_for_the_window_again() {
        google.then(200, "{\"nextPageToken\":\"p 1+/=\"}").then(200, "{\"nextSyncToken\":\"s-1\"}");

        Listing.More first = (Listing.More) everything();
        assertThat(page(first.nextPage())).isInstanceOf(Listing.Last.class);
        assertThat(google.asked().get(1).uri().getRawQuery())
                .contains("timeMin=", "timeMax=")
                .containsPattern("pageToken=p(%20|\\+)1(%2B|\\+)/(%3D|=)");
    }

    @Test
    void R14_a_further_page_of_changes_carries_the_sync_token_too() {
        google.then(200, "{\"nextPageToken\":\"p-1\"}").then(200, "{\"nextSyncToken\":\"s-2\"}");

        Listing.More first = (Listing.More) since("s-1");
        assertThat(page(first.nextPage()))
                .isEqualTo(new Listing.Last(List.of(), PageCursor.after("s-2").cursor()));
        assertThat(google.asked().get(1).uri().getQuery())
                .contains("syncToken=s-1", "pageToken=p-1")
                .doesNotContain("timeMin", "timeMax");
    }

    @ParameterizedTest
    @CsvSource({"410, fullSyncRequired", "410, updatedMinTooLongAgo", "400, invalid", "410, unheardOf"})
    void R15_a_refused_token_is_an_expired_cursor(int status, String reason) {
        google.then(status, error(status, reason))
                .then(status, error(status, reason))
                .then(status, error(status, reason));

        assertThat(since("s-1")).isEqualTo(new Listing.CursorExpired());
        assertThat(page(new PageCursor(Optional.of("s-1"), Optional.of("p-1")).cursor()))
                .isEqualTo(new Listing.CursorExpired());
        assertThat(page(PageCursor.within("p-1").cursor())).isEqualTo(new Listing.CursorExpired());
    }

    @Test
    void a_page_that_is_not_ours_is_an_expired_cursor() {
        assertThat(page(new Cursor("https://elsewhere.example/?$skiptoken=1"))).isEqualTo(new Listing.CursorExpired());
        assertThat(google.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "<html>hello</html>",
                "{\"items\":[{\"id\":\"a\",",
                "{\"items\":{\"id\":\"a\"},\"nextSyncToken\":\"s\"}",
                "{\"nextPageToken\":\"\",\"nextSyncToken\":\"\"}"
            })
    void a_malformed_listing_is_no_listing(String body) {
        google.then(200, body);

        assertThat(everything())
                .isInstanceOfSatisfying(
                        Listing.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(Unavailable.class));
    }

    @Test
    void a_listing_that_does_not_advance_is_no_listing() {
        google.then(200, "{\"nextPageToken\":\"p-1\"}");

        assertThat(page(PageCursor.within("p-1").cursor())).isInstanceOf(Listing.Failed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "401, authError, Unauthorized",
        "403, rateLimitExceeded, Throttled",
        "403, userRateLimitExceeded, Throttled",
        "403, insufficientPermissions, NotPermitted",
        "403, forbidden, Refused",
        "403, requiredAccessLevel, Refused",
        "403, accessNotConfigured, Unavailable",
        "404, notFound, CalendarGone",
        "400, invalid, Refused",
        "429, rateLimitExceeded, Throttled",
        "410, fullSyncRequired, Unavailable",
        "500, backendError, Unavailable",
        "503, backendError, Unavailable",
        "302, moved, Unavailable"
    })
    void a_failure_of_a_full_listing_is_told_by_its_code_after_one_call(int status, String reason, String expected) {
        google.then(status, Map.of("Location", google.root() + "/elsewhere"), error(status, reason));

        Listing listing = everything();

        assertThat(((Listing.Failed) listing).failure().getClass().getSimpleName())
                .isEqualTo(expected);
        assertThat(google.asked()).hasSize(1);
    }

    @Test
    void a_persistent_401_costs_one_call() {
        google.then(401, error(401, "authError")).then(401, error(401, "authError"));

        assertThat(everything()).isEqualTo(new Listing.Failed(new Unauthorized()));
        assertThat(google.asked()).hasSize(1);
    }

    @Test
    void T37_a_usage_limit_is_left_alone_for_hours() {
        google.then(403, error(403, "quotaExceeded")).then(403, error(403, "dailyLimitExceeded"));

        assertThat(everything()).isEqualTo(new Listing.Failed(new Throttled(Optional.of(Duration.ofHours(2)))));
        assertThat(everything()).isEqualTo(new Listing.Failed(new Throttled(Optional.of(Duration.ofHours(6)))));
    }

    @Test
    void a_wait_that_google_names_is_handed_on() {
        google.then(429, Map.of("Retry-After", "17"), error(429, "rateLimitExceeded"));

        assertThat(everything()).isEqualTo(new Listing.Failed(new Throttled(Optional.of(Duration.ofSeconds(17)))));
    }

    @Test
    void missing_permission_is_told_in_the_newer_form_too() {
        google.then(403, """
                {"error":{"code":403,"message":"no","status":"PERMISSION_DENIED","details":[{
                "@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]}}""");

        assertThat(((Listing.Failed) everything()).failure()).isInstanceOf(NotPermitted.class);
    }

    @Test
    void no_failure_tells_the_token() {
        google.then(
                400,
                "{\"error\":{\"code\":400,\"errors\":[{\"reason\":\"a b\"}],\"message\":\"%s\"}}"
                        .formatted("x\\n".repeat(500)));

        RemoteFailure failure = ((Listing.Failed) everything()).failure();

        assertThat(failure.toString())
                .doesNotContain("ya29")
                .hasSizeLessThan(300)
                .doesNotContain("\n");
    }

    @Test
    void a_token_that_fits_in_no_header_is_not_told_either() {
        Listing listing = calendars.changes(Secret.of("bad\ntoken"), CALENDAR, new ListingPosition.Everything(WINDOW));

        assertThat(listing).isInstanceOf(Listing.Failed.class);
        assertThat(listing.toString()).doesNotContain("bad");
    }

    @Test
    void what_is_no_appointment_is_passed_over() {
        google.then(200, """
                {"nextSyncToken":"s","items":[
                {"id":"a","eventType":"workingLocation",%1$s},{"id":"b","eventType":"birthday",%1$s},
                {"id":"c","eventType":"fromGmail",%1$s},{"id":"d"},{%1$s},
                null,{"id":"%2$s",%1$s},{"id":"%2$s","status":"cancelled"},{"id":"gone","status":"cancelled"},{"id":"e","etag":"\\"7\\"","eventType":"focusTime",%1$s}]}""".formatted(TIMES, "x".repeat(1_025)));

        assertThat(((Listing.Last) everything()).changes())
                .containsExactly(
                        new RemoteChange.Gone(new EventId("gone")),
                        new RemoteChange.Present(new RemoteEvent(
                                new EventId("e"),
                                new EventVersion("\"7\""),
                                new Details("", "", "", PUMP.when(), Availability.BUSY, Status.CONFIRMED),
                                false,
                                Optional.empty())));
    }

    @Test
    void R10_a_mark_is_believed_only_on_the_event_that_it_makes() {
        String mark =
                "\"extendedProperties\":{\"private\":{\"synclineJob\":\"job-1\",\"synclineOrganisation\":\"%s\"}}";
        google.then(200, """
                {"nextSyncToken":"s","items":[{"id":"%1$s",%2$s,%3$s},{"id":"copy",%2$s,%3$s},
                {"id":"%1$s_20261201","start":{"date":"2026-12-01"},%3$s},
                {"id":"odd",%2$s,"extendedProperties":{"private":{"synclineJob":"no job id!"}}}]}""".formatted(ID, TIMES, mark.formatted("org-1")))
                .then(200, """
                {"nextSyncToken":"s","items":[{"id":"%1$s",%2$s,%3$s}]}""".formatted(ID, TIMES, mark.formatted("org-2")));

        assertThat(marks())
                .containsExactly(Optional.of(new JobId("job-1")), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(marks()).containsExactly(Optional.empty());
    }

    private List<Optional<JobId>> marks() {
        return ((Listing.Last) everything())
                .changes().stream()
                        .map(change -> ((RemoteChange.Present) change).event().mark())
                        .toList();
    }

    @Test
    void a_found_event_without_zone_is_on_the_wall_of_its_calendar() {
        google.then(200, """
                {"id":"a","start":{"dateTime":"2026-12-01T08:00:00Z"},"end":{"dateTime":"2026-12-01T09:00:00Z"}}""").then(200, "{\"id\":\"c\",\"timeZone\":\"Europe/Zurich\"}");

        Lookup lookup = calendars.find(TOKEN, CALENDAR, new EventId("a"));

        assertThat(((Lookup.Found) lookup).event().details().when()).isEqualTo(PUMP.when());
    }

    @ParameterizedTest
    @CsvSource({"404, notFound", "410, deleted"})
    void an_event_that_google_does_not_know_is_absent(int status, String reason) {
        google.then(status, error(status, reason));

        assertThat(calendars.find(TOKEN, KEY)).isEqualTo(new Lookup.Absent());
        assertThat(google.asked().getFirst().uri().getPath()).endsWith("/events/" + ID);
    }

    @Test
    void R11_F20_S28_a_creation_invites_and_notifies_nobody() {
        google.thenParts(part(200, event(ID, "1", "confirmed")));

        WriteAnswer answer = write(new Create(KEY, PUMP)).getFirst();

        assertThat(answer).isInstanceOf(Written.class);
        String body = google.asked().getFirst().body();
        assertThat(google.asked().getFirst().uri().getPath()).isEqualTo("/batch/calendar/v3");
        assertThat(body)
                .contains("sendUpdates=none", "\"id\":\"" + ID + "\"", "\"synclineJob\":\"job-1\"")
                .contains("\"synclineOrganisation\":\"org-1\"", "\"timeZone\":\"Europe/Zurich\"")
                .doesNotContain("attendees", "null");
    }

    @Test
    void R10_an_id_that_is_taken_by_the_event_itself_is_adopted() {
        google.thenParts(part(409, error(409, "duplicate"))).thenParts(part(200, event(ID, "5", "tentative")));

        assertThat(write(new Create(KEY, PUMP)).getFirst())
                .isInstanceOfSatisfying(
                        Adopted.class,
                        adopted -> assertThat(adopted.event().version()).isEqualTo(new EventVersion("\"5\"")));
        assertThat(google.asked()).hasSize(2);
    }

    @Test
    void R10_an_id_that_is_taken_by_a_deleted_event_is_brought_back() {
        google.thenParts(part(409, error(409, "duplicate")))
                .thenParts(part(200, event(ID, "5", "cancelled")))
                .thenParts(part(200, event(ID, "6", "confirmed")));

        assertThat(write(new Create(KEY, PUMP)).getFirst()).isInstanceOf(Written.class);
        assertThat(google.asked().get(2).body())
                .contains("PUT ", "If-Match: \"5\"", "\"status\":\"confirmed\"", "\"sequence\":3", "sendUpdates=none");
    }

    @Test
    void R10_a_deleted_event_that_does_not_come_back_is_tried_again_later() {
        google.thenParts(part(409, error(409, "duplicate")))
                .thenParts(part(200, event(ID, "5", "cancelled")))
                .thenParts(part(412, error(412, "conditionNotMet")));

        assertThat(((Failed) write(new Create(KEY, PUMP)).getFirst()).failure()).isInstanceOf(Unavailable.class);
    }

    @Test
    void R04_only_the_fields_that_differ_are_written() {
        google.thenParts(part(200, event("a", "2", "confirmed")));
        Details to = new Details("Valve", "", "", PUMP.when(), Availability.BUSY, Status.CONFIRMED);

        write(new Update(new EventId("a"), VERSION, PUMP, to));

        assertThat(google.asked().getFirst().body())
                .contains("{\"summary\":\"Valve\"}", "x-http-method-override: PATCH")
                .contains("If-Match: \"1\"", "sendUpdates=none");
    }

    @Test
    void a_change_to_whole_days_takes_the_times_away_by_name() {
        google.thenParts(part(200, event("a", "2", "confirmed")));
        When days = new When.AllDay(LocalDate.parse("2026-12-24"), LocalDate.parse("2026-12-26"));
        Details to = new Details("Pump", "", "", days, Availability.BUSY, Status.CONFIRMED);

        write(new Update(new EventId("a"), VERSION, PUMP, to));

        assertThat(google.asked().getFirst().body())
                .contains("\"date\":\"2026-12-24\"", "\"date\":\"2026-12-26\"")
                .contains("\"dateTime\":null", "\"timeZone\":null");
    }

    @Test
    void an_update_of_nothing_writes_nothing() {
        google.thenParts(part(200, event("a", "1", "confirmed")), part(200, event("a", "2", "confirmed")));
        Update nothing = new Update(new EventId("a"), VERSION, PUMP, PUMP);

        assertThat(write(nothing, nothing))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Written.class),
                        second -> assertThat(second).isEqualTo(new Stale()));
        assertThat(google.asked().getFirst().body()).doesNotContain("PATCH", "POST ", "PUT ");
    }

    @Test
    void a_stale_event_is_looked_at_once_more_because_it_may_be_deleted() {
        String stale = part(412, error(412, "conditionNotMet"));
        google.thenParts(stale, stale, stale, stale)
                .thenParts(
                        part(200, event("a", "2", "confirmed")),
                        part(200, event("b", "2", "cancelled")),
                        part(404, error(404, "notFound")),
                        part(200, event("d", "2", "confirmed")));

        assertThat(write(update("a"), update("b"), delete("c"), delete("d")))
                .containsExactly(new Stale(), new Absent(), new Absent(), new Stale());
    }

    @Test
    void T34_what_somebody_writes_at_the_same_time_is_stale() {
        String conflict = part(409, error(409, "conflict"));
        google.thenParts(conflict, conflict, conflict)
                .thenParts(part(200, event("a", "2", "confirmed")), part(200, event("b", "2", "cancelled")));

        assertThat(write(update("a"), delete("b"), new Create(KEY, PUMP)))
                .containsExactly(new Stale(), new Absent(), new Stale());
    }

    @Test
    void R08_what_is_gone_is_absent() {
        google.thenParts(
                part(410, error(410, "deleted")),
                part(404, error(404, "notFound")),
                part(410, error(410, "deleted")),
                "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n");

        assertThat(write(delete("a"), delete("b"), update("c"), delete("d")))
                .containsExactly(new Absent(), new Absent(), new Absent(), new Absent());
    }

    @Test
    void R18_each_call_of_a_batch_has_its_own_end() {
        google.thenParts(
                part(200, event(ID, "1", "confirmed")),
                part(429, "Retry-After: 9\r\n", error(429, "rateLimitExceeded")),
                part(403, error(403, "quotaExceeded")),
                part(403, error(403, "forbiddenForNonOrganizer")),
                part(400, error(400, "invalid")),
                part(404, error(404, "notFound")),
                part(401, error(401, "authError")),
                part(503, "<html>busy</html>"),
                part(200, "<html>?</html>"),
                part(200, "{\"id\":17}"),
                part(409, error(409, "conflict")),
                part(200, event("last", "1", "confirmed")));
        Create create = new Create(KEY, PUMP);

        List<WriteAnswer> answers = write(Collections.nCopies(12, create).toArray(RemoteWrite[]::new));

        assertThat(answers).hasSize(12);
        assertThat(answers.getFirst()).isInstanceOf(Written.class);
        assertThat(failure(answers, 1)).isEqualTo(new Throttled(Optional.of(Duration.ofSeconds(9))));
        assertThat(failure(answers, 2)).isEqualTo(new Throttled(Optional.of(Duration.ofHours(2))));
        assertThat(failure(answers, 3)).isInstanceOf(Refused.class);
        assertThat(failure(answers, 4)).isInstanceOf(Refused.class);
        assertThat(failure(answers, 5)).isEqualTo(new CalendarGone());
        assertThat(failure(answers, 6)).isEqualTo(new Unauthorized());
        assertThat(failure(answers, 7)).isInstanceOf(Unavailable.class);
        assertThat(failure(answers, 8)).isInstanceOf(Unavailable.class);
        assertThat(failure(answers, 9)).isInstanceOf(Unavailable.class);
        assertThat(answers.get(10)).isEqualTo(new Stale());
        assertThat(answers.get(11)).isInstanceOf(Written.class);
    }

    @Test
    void a_part_that_is_missing_is_tried_again_later() {
        google.thenParts(part(200, event(ID, "1", "confirmed")));

        List<WriteAnswer> answers = write(new Create(KEY, PUMP), delete("b"));

        assertThat(answers.getFirst()).isInstanceOf(Written.class);
        assertThat(failure(answers, 1)).isInstanceOf(Unavailable.class);
    }

    @Test
    void a_part_without_end_is_tried_again_later() {
        String endless = event(ID, "1", "confirmed").replace("Pump", "x".repeat(5_000_000));
        google.thenParts(part(200, endless), part(404, error(404, "notFound")));

        List<WriteAnswer> answers = write(new Create(KEY, PUMP), delete("b"));

        assertThat(failure(answers, 0)).isInstanceOf(Unavailable.class);
        assertThat(answers.get(1)).isEqualTo(new Absent());
    }

    @Test
    void more_parts_than_calls_confuse_nobody() {
        google.thenParts(part(200, event(ID, "1", "confirmed")), part(200, event("b", "1", "confirmed")));

        assertThat(write(new Create(KEY, PUMP))).hasSize(1).first().isInstanceOf(Written.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no multipart", "--b\r\n", "--b\r\n\r\nHTTP/1.1 what\r\n\r\n--b--", "--b--"})
    void a_broken_frame_fails_every_call(String body) {
        google.then(200, Map.of("Content-Type", "multipart/mixed; boundary=b"), body);

        List<WriteAnswer> answers = write(new Create(KEY, PUMP), delete("b"));

        assertThat(answers).hasSize(2);
        assertThat(failure(answers, 0)).isInstanceOf(Unavailable.class);
        assertThat(failure(answers, 1)).isInstanceOf(Unavailable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "401, authError, Unauthorized",
        "403, rateLimitExceeded, Throttled",
        "429, rateLimitExceeded, Throttled",
        "404, notFound, Unavailable",
        "503, backendError, Unavailable"
    })
    void a_failure_of_the_whole_batch_is_the_failure_of_each_after_one_call(int status, String reason, String name) {
        google.then(status, error(status, reason));

        List<WriteAnswer> answers = write(new Create(KEY, PUMP), delete("b"));

        assertThat(answers)
                .extracting(answer -> ((Failed) answer).failure().getClass().getSimpleName())
                .containsExactly(name, name);
        assertThat(google.asked()).hasSize(1);
    }

    @Test
    void a_google_that_is_not_there_fails_every_call() {
        google.close();

        assertThat(failure(write(delete("b")), 0)).isInstanceOf(Unavailable.class);
        assertThat(everything()).isInstanceOf(Listing.Failed.class);
        assertThat(calendars.list(TOKEN)).isInstanceOf(CalendarList.Failed.class);
    }

    @Test
    void more_than_fifty_writes_are_refused() {
        assertThatThrownBy(() -> calendars.write(TOKEN, CALENDAR, Collections.nCopies(51, delete("a"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Listing everything() {
        return calendars.changes(TOKEN, CALENDAR, new ListingPosition.Everything(WINDOW));
    }

    private Listing since(String token) {
        return calendars.changes(
                TOKEN,
                CALENDAR,
                new ListingPosition.ChangesSince(PageCursor.after(token).cursor(), WINDOW));
    }

    private Listing page(Cursor cursor) {
        return calendars.changes(TOKEN, CALENDAR, new ListingPosition.Page(cursor, WINDOW));
    }

    private List<WriteAnswer> write(RemoteWrite... writes) {
        return calendars.write(TOKEN, CALENDAR, List.of(writes));
    }

    private static Update update(String id) {
        return new Update(
                new EventId(id),
                VERSION,
                PUMP,
                new Details("Valve", "", "", PUMP.when(), Availability.BUSY, Status.CONFIRMED));
    }

    private static Delete delete(String id) {
        return new Delete(new EventId(id), VERSION);
    }

    private static RemoteFailure failure(List<WriteAnswer> answers, int position) {
        return ((Failed) answers.get(position)).failure();
    }

    private static String event(String id, String etag, String status) {
        return """
                {"id":"%s","etag":"\\"%s\\"","status":"%s","summary":"Pump","sequence":3,%s}""".formatted(id, etag, status, TIMES);
    }
}
