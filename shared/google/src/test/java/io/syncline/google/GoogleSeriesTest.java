package io.syncline.google;

import static io.syncline.google.ScriptedGoogle.error;
import static io.syncline.google.ScriptedGoogle.part;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.Availability;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventKey;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Listing;
import io.syncline.calendar.ListingPosition;
import io.syncline.calendar.Lookup;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.Recurrence;
import io.syncline.calendar.RemoteChange;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.RemoteWrite;
import io.syncline.calendar.RemoteWrite.Create;
import io.syncline.calendar.RemoteWrite.Delete;
import io.syncline.calendar.RemoteWrite.Update;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.calendar.WriteAnswer;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.sync.Cursor;
import io.syncline.sync.RemoteFailure;
import io.syncline.sync.Window;
import io.syncline.token.Secret;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Google may answer when series are read and written, in whatever pieces they come. */
class GoogleSeriesTest {
    private static final Secret TOKEN = Secret.of("ya29.secret");
    private static final CalendarRef CALENDAR =
            new CalendarRef(new ConnectionId("c_1"), new CalendarId("tess@example.org"));
    private static final Window WINDOW =
            new Window(Instant.parse("2026-10-23T00:00:00Z"), Instant.parse("2027-11-22T00:00:00Z"));
    private static final LocalDate SECOND = LocalDate.parse("2026-12-08");
    private static final When.Single FIRST = new When.Timed(
            LocalDateTime.parse("2026-12-01T09:00"),
            LocalDateTime.parse("2026-12-01T10:00"),
            ZoneId.of("Europe/Zurich"));
    private static final Details WEEKLY = new Details(
            "Pump",
            "",
            "",
            new When.Repeating(FIRST, new Recurrence("FREQ=WEEKLY;BYDAY=TU;COUNT=10")),
            Availability.BUSY,
            Status.CONFIRMED);

    private ScriptedGoogle google;
    private GoogleCalendars calendars;

    @BeforeEach
    void start() throws IOException {
        google = new ScriptedGoogle();
        calendars = new GoogleCalendars(google.root(), InstantSource.system());
    }

    @AfterEach
    void stop() {
        google.close();
    }

    @Test
    void T24_a_cancelled_occurrence_alone_on_a_page_shows_its_series_whole() {
        google.then(200, page(stub("s", "20261208")))
                .thenParts(part(200, items(master("s", "1"), stub("s", "20261208"))));

        RemoteEvent series = only(everything());

        assertThat(series.id()).isEqualTo(new EventId("s"));
        assertThat(series.details()).isEqualTo(WEEKLY.with(SECOND, Optional.of(new Occurrence.Cancelled())));
        assertThat(google.asked().get(1).body())
                .contains("iCalUID=s@google.com", "singleEvents=false", "showDeleted=true");
    }

    @Test
    void T26_exceptions_before_their_master_and_after_it_are_one_series() {
        String whole = items(changed("s", "20261208", "Other"), stub("s", "20261215"), master("s", "1"));
        google.then(200, page(changed("s", "20261208", "Other"), master("s", "1"), stub("s", "20261215")))
                .thenParts(part(200, whole));

        assertThat(only(everything()).details().exceptions()).containsOnlyKeys(SECOND, LocalDate.parse("2026-12-15"));
    }

    @Test
    void T25_the_uid_of_a_series_that_was_not_created_here_is_asked_for() {
        google.then(200, page(stub("s", "20261208")))
                .thenParts(part(200, items()))
                .thenParts(part(200, master("s", "1").replace("s@google.com", "elsewhere@example.org")))
                .thenParts(part(
                        200,
                        items(
                                master("s", "1").replace("s@google.com", "elsewhere@example.org"),
                                stub("s", "20261208"))));

        assertThat(only(everything()).facts().uid()).contains("elsewhere@example.org");
        assertThat(google.asked().get(3).body()).contains("iCalUID=elsewhere@example.org");
    }

    @Test
    void R21_a_series_is_read_to_its_last_page() {
        google.then(200, page(master("s", "1")))
                .thenParts(part(200, "{\"nextPageToken\":\"2\"}"))
                .thenParts(
                        part(200, items(master("s", "1")).replace("{\"items\"", "{\"nextPageToken\":\"3\",\"items\"")))
                .thenParts(part(200, items(stub("s", "20261208"))));

        assertThat(only(everything()).details().exceptions()).containsOnlyKeys(SECOND);
        assertThat(google.asked().get(2).body()).contains("pageToken=2", "iCalUID=s@google.com");
    }

    @Test
    void R21_the_exceptions_of_a_series_that_is_no_longer_shown_are_asked_for_once_each_batch_of_fifty() {
        List<String> masters =
                IntStream.range(0, 60).mapToObj(i -> master("series" + i, "1")).toList();
        google.then(200, page(masters.toArray(String[]::new)))
                .thenParts(wholes(masters.subList(0, 50)))
                .thenParts(wholes(masters.subList(50, 60)));

        assertThat(((Listing.Last) everything()).changes()).hasSize(60);
        assertThat(google.asked()).hasSize(3);
    }

    private static String[] wholes(List<String> masters) {
        return masters.stream().map(master -> part(200, items(master))).toArray(String[]::new);
    }

    @Test
    void R21_what_is_left_of_an_exception_shows_its_series_again() {
        google.then(200, page("{\"id\":\"s_20261208T080000Z\",\"status\":\"cancelled\"}"))
                .thenParts(part(200, items(master("s", "1"))));

        assertThat(only(everything()).details()).isEqualTo(WEEKLY);
    }

    @Test
    void R15_a_series_is_gone_with_all_its_occurrences_and_nothing_more_is_asked() {
        google.then(
                200,
                page(
                        "{\"id\":\"s_20261208T080000Z\",\"status\":\"cancelled\"}",
                        "{\"id\":\"s\",\"status\":\"cancelled\"}",
                        "{\"id\":\"s_20261215T080000Z\",\"status\":\"cancelled\"}"));

        assertThat(((Listing.Last) everything()).changes()).containsExactly(new RemoteChange.Gone(new EventId("s")));
        assertThat(google.asked()).hasSize(1);
    }

    @Test
    void T24_occurrences_of_a_series_that_is_not_here_stand_for_themselves() {
        google.then(200, page(changed("s", "20261208", "Other"), stub("s", "20261215")))
                .thenParts(part(200, items()))
                .thenParts(part(404, error(404, "notFound")));

        List<RemoteChange> changes = ((Listing.Last) everything()).changes();

        assertThat(changes).hasSize(2);
        assertThat(((RemoteChange.Present) changes.getFirst()).event().details())
                .isEqualTo(WEEKLY.regular(SECOND).titled("Other"));
        assertThat(changes.get(1)).isEqualTo(new RemoteChange.Gone(new EventId("s_20261215T080000Z")));
    }

    @Test
    void bad_input_series_that_belong_to_each_other_in_a_circle_stand_for_themselves() {
        String a = changed("b", "20261208", "A").replace("\"b_20261208T080000Z\"", "\"a\"");
        String b = changed("a", "20261208", "B").replace("\"a_20261208T080000Z\"", "\"b\"");
        google.then(200, page(a, b, master("s", "1")))
                .thenParts(part(200, items()), part(200, items()), part(200, items(master("s", "1"))))
                .thenParts(part(200, a), part(200, b));

        assertThat(((Listing.Last) everything()).changes())
                .extracting(RemoteChange::id)
                .containsExactlyInAnyOrder(new EventId("a"), new EventId("b"), new EventId("s"));
    }

    @Test
    void bad_input_an_event_that_is_garbage_is_passed_over_and_the_others_are_shown() {
        google.then(
                        200,
                        page(
                                "{\"id\":\"garbage\",\"start\":{\"dateTime\":\"yesterday\"}}",
                                "{\"id\":\"more\",\"status\":17,\"start\":[]}",
                                "17",
                                master("s", "1"),
                                "{\"id\":\"gone\",\"status\":\"cancelled\"}"))
                .thenParts(part(200, items(master("s", "1"))));

        assertThat(((Listing.Last) everything()).changes())
                .extracting(RemoteChange::id)
                .containsExactlyInAnyOrder(new EventId("s"), new EventId("gone"));
    }

    @Test
    void bad_input_a_series_with_an_occurrence_that_is_garbage_is_left_alone_and_says_why() {
        google.then(200, page(master("s", "1")))
                .thenParts(part(
                        200,
                        items(
                                master("s", "1"),
                                changed("s", "20261208", "Other").replace("2026-12-08T09:00:00+01:00", "late"))));

        assertThat(only(everything()).facts().beyond()).isPresent();
    }

    @Test
    void bad_input_a_series_without_measure_is_left_alone_and_says_why() {
        google.then(200, page(master("s", "1"), master("t", "1")))
                .thenParts(
                        part(200, items(master("s", "1").replace("Pump", "x".repeat(5_000_000)))),
                        part(200, items(master("t", "1"))));

        assertThat(((Listing.Last) everything()).changes())
                .extracting(change ->
                        ((RemoteChange.Present) change).event().facts().beyond().isPresent())
                .containsExactly(true, false);
    }

    @Test
    void bad_input_a_uid_that_google_refuses_is_left_alone_and_says_why() {
        google.then(200, page(master("s", "1"))).thenParts(part(400, error(400, "invalidParameter")));

        assertThat(only(everything()).facts().beyond()).isPresent();
    }

    @Test
    void bad_input_a_series_whose_pages_do_not_end_is_left_alone_and_says_why() {
        google.then(200, page(master("s", "1")));
        for (int i = 0; i < 100; i++) {
            google.thenParts(part(200, "{\"nextPageToken\":\"" + i + "\"}"));
        }

        assertThat(only(everything()).facts().beyond()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"429 rateLimitExceeded Throttled", "503 backendError Unavailable", "401 authError Unauthorized"})
    void T38_a_series_that_cannot_be_read_now_is_no_reason_to_go_on(String answer) {
        String[] words = answer.split(" ", -1);
        int status = Integer.parseInt(words[0]);
        google.then(200, page(master("s", "1"))).thenParts(part(status, error(status, words[1])));

        assertThat(((Listing.Failed) everything()).failure().getClass().getSimpleName())
                .isEqualTo(words[2]);
    }

    @Test
    void R21_a_found_master_is_found_whole() {
        google.then(200, master("s", "1"))
                .thenParts(part(200, items(master("s", "1"), changed("s", "20261208", "Other"))));

        Lookup lookup = calendars.find(TOKEN, CALENDAR, new EventId("s"));

        assertThat(((Lookup.Found) lookup).event().details().exceptions()).containsOnlyKeys(SECOND);
    }

    @Test
    void R12_the_version_of_a_series_changes_with_every_part_of_it_and_with_nothing_else() {
        assertThat(version(master("s", "1"), stub("s", "20261208"), stub("s", "20261215")))
                .isEqualTo(version(stub("s", "20261215"), master("s", "1"), stub("s", "20261208")))
                .isNotEqualTo(version(master("s", "2"), stub("s", "20261208"), stub("s", "20261215")))
                .isNotEqualTo(version(master("s", "1"), stub("s", "20261208")))
                .isNotEqualTo(
                        version(master("s", "1"), stub("s", "20261208").replace("e1", "e2"), stub("s", "20261215")))
                .startsWith("\"1\" S");
    }

    private String version(String... whole) {
        google.then(200, page(master("s", "1"))).thenParts(part(200, items(whole)));
        return only(everything()).version().value();
    }

    @Test
    void R06_what_changed_in_a_series_while_it_was_written_makes_the_write_stale() {
        RemoteEvent seen = listed(master("s", "1"), changed("s", "20261208", "Other"));
        google.thenParts(part(200, items(master("s", "1"), changed("s", "20261208", "Other"))))
                .thenParts(part(200, changed("s", "20261208", "Third").replace("e1", "e2")))
                .thenParts(part(
                        200,
                        items(
                                master("s", "1"),
                                changed("s", "20261208", "Fourth").replace("e1", "e3"))));

        assertThat(write(new Update(seen.id(), seen.version(), seen.details(), WEEKLY.with(SECOND, titled("Third")))))
                .isEqualTo(new WriteAnswer.Stale());
        assertThat(lastRequest(1)).contains("If-Match: \"e1\"", "{\"summary\":\"Third\"}", "sendUpdates=none");
    }

    @Test
    void R06_a_series_that_changed_since_it_was_seen_is_not_touched() {
        RemoteEvent seen = listed(master("s", "1"));
        String now = items(master("s", "1"), changed("s", "20261208", "Other"));
        google.thenParts(part(200, now)).thenParts(part(200, now));

        assertThat(write(new Update(seen.id(), seen.version(), seen.details(), WEEKLY.titled("Valve"))))
                .isEqualTo(new WriteAnswer.Stale());
        assertThat(write(new Delete(seen.id(), seen.version()))).isEqualTo(new WriteAnswer.Stale());
        assertThat(lastRequest(0)).contains("GET ").doesNotContain("DELETE ", "PATCH");
    }

    @Test
    void R08_a_series_that_is_gone_is_absent() {
        RemoteEvent seen = listed(master("s", "1"));
        google.thenParts(part(200, items())).thenParts(part(404, error(404, "notFound")));

        assertThat(write(new Update(seen.id(), seen.version(), seen.details(), WEEKLY.titled("Valve"))))
                .isEqualTo(new WriteAnswer.Absent());
    }

    @Test
    void R21_an_occurrence_that_google_does_not_know_is_refused_with_its_date() {
        RemoteEvent seen = listed(master("s", "1"));
        google.thenParts(part(200, items(master("s", "1"))))
                .thenParts(part(200, items()))
                .thenParts(part(200, items(master("s", "1"))));

        WriteAnswer answer =
                write(new Update(seen.id(), seen.version(), seen.details(), WEEKLY.with(SECOND, titled("Third"))));

        assertThat(((WriteAnswer.Failed) answer).failure())
                .isInstanceOfSatisfying(
                        RemoteFailure.Refused.class,
                        refused -> assertThat(refused.reason()).contains("2026-12-08"));
    }

    @Test
    void F26_a_lost_answer_in_the_middle_of_a_series_is_tried_again_later() {
        RemoteEvent seen = listed(master("s", "1"));
        google.thenParts(part(200, items(master("s", "1")))).thenParts();

        WriteAnswer answer = write(new Update(seen.id(), seen.version(), seen.details(), WEEKLY.titled("Valve")));

        assertThat(((WriteAnswer.Failed) answer).failure()).isInstanceOf(RemoteFailure.Unavailable.class);
    }

    @Test
    void R21_a_series_that_becomes_a_single_event_loses_its_rule_by_name() {
        RemoteEvent seen = listed(master("s", "1"));
        google.thenParts(part(200, items(master("s", "1"))))
                .thenParts(part(200, master("s", "2").replaceFirst("\"recurrence\":\\[[^]]*],", "")));

        WriteAnswer answer = write(new Update(seen.id(), seen.version(), seen.details(), WEEKLY.at(FIRST)));

        assertThat(((WriteAnswer.Written) answer).event().details()).isEqualTo(WEEKLY.at(FIRST));
        assertThat(lastRequest(0)).contains("\"recurrence\":null", "If-Match: \"1\"");
    }

    @Test
    void T27_a_series_in_a_zone_without_a_name_is_refused_or_gets_a_name_before_anything_is_asked() {
        When.Timed first = (When.Timed) FIRST;
        When odd = new When.Repeating(
                new When.Timed(first.from(), first.to(), ZoneOffset.ofHoursMinutes(5, 17)),
                new Recurrence("FREQ=WEEKLY"));
        When even = new When.Repeating(
                new When.Timed(first.from(), first.to(), ZoneOffset.ofHours(-3)), new Recurrence("FREQ=WEEKLY"));

        assertThat(((WriteAnswer.Failed) write(create(WEEKLY.at(odd)))).failure())
                .isInstanceOf(RemoteFailure.Refused.class);
        assertThat(google.asked()).isEmpty();
        google.thenParts(part(503, error(503, "backendError")));
        write(create(WEEKLY.at(even)));
        assertThat(lastRequest(0)).contains("\"timeZone\":\"Etc/GMT+3\"").contains("09:00:00.000-03:00");
    }

    @Test
    void T27_a_series_whose_first_date_is_none_of_its_rule_is_refused_before_anything_is_asked() {
        When fridays = new When.Repeating(FIRST, new Recurrence("FREQ=WEEKLY;BYDAY=FR"));

        assertThat(((WriteAnswer.Failed) write(create(WEEKLY.at(fridays)))).failure())
                .isInstanceOf(RemoteFailure.Refused.class);
        assertThat(google.asked()).isEmpty();
    }

    @Test
    void T20_a_cursor_of_another_format_has_expired() {
        for (String old :
                List.of("CPDAlvWDx70CEPDAlvWDx70C", "full p", "since s p", "3 after s", "2 full", "2 after %zz")) {
            assertThat(calendars.changes(TOKEN, CALENDAR, new ListingPosition.ChangesSince(new Cursor(old), WINDOW)))
                    .isEqualTo(new Listing.CursorExpired());
            assertThat(calendars.changes(TOKEN, CALENDAR, new ListingPosition.Page(new Cursor(old), WINDOW)))
                    .isEqualTo(new Listing.CursorExpired());
        }
        assertThat(google.asked()).isEmpty();
    }

    private static Create create(Details details) {
        return new Create(new EventKey(new OrganisationId("org-1"), new JobId("job-1"), CALENDAR), details);
    }

    private RemoteEvent listed(String... whole) {
        google.then(200, page(master("s", "1"))).thenParts(part(200, items(whole)));
        return only(everything());
    }

    private static Optional<Occurrence> titled(String title) {
        return Optional.of(Occurrence.Changed.between(
                WEEKLY.regular(SECOND), WEEKLY.regular(SECOND).titled(title)));
    }

    /** @param before how many requests came after it */
    private String lastRequest(int before) {
        return google.asked().get(google.asked().size() - 1 - before).body();
    }

    private WriteAnswer write(RemoteWrite write) {
        return calendars.write(TOKEN, CALENDAR, List.of(write)).getFirst();
    }

    private Listing everything() {
        return calendars.changes(TOKEN, CALENDAR, new ListingPosition.Everything(WINDOW));
    }

    private static RemoteEvent only(Listing listing) {
        assertThat(listing).isInstanceOf(Listing.Last.class);
        List<RemoteChange> changes = ((Listing.Last) listing).changes();
        assertThat(changes).hasSize(1);
        return ((RemoteChange.Present) changes.getFirst()).event();
    }

    private static String page(String... items) {
        return items(items).replaceFirst("\\{", "{\"timeZone\":\"Europe/Zurich\",\"nextSyncToken\":\"s\",");
    }

    private static String items(String... items) {
        return List.of(items).stream().collect(Collectors.joining(",", "{\"items\":[", "]}"));
    }

    private static String master(String id, String etag) {
        return """
                {"id":"%1$s","etag":"\\"%2$s\\"","status":"confirmed","summary":"Pump","iCalUID":"%1$s@google.com",\
                "recurrence":["RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=10"],\
                "start":{"dateTime":"2026-12-01T09:00:00+01:00","timeZone":"Europe/Zurich"},\
                "end":{"dateTime":"2026-12-01T10:00:00+01:00","timeZone":"Europe/Zurich"}}""".formatted(id, etag);
    }

    /** An occurrence with another title. */
    private static String changed(String series, String date, String title) {
        String day = LocalDate.parse(date, DateTimeFormatter.BASIC_ISO_DATE).toString();
        return """
                {"id":"%1$s_%2$sT080000Z","etag":"\\"e1\\"","status":"confirmed","summary":"%4$s","recurringEventId":"%1$s",\
                "originalStartTime":{"dateTime":"%3$sT09:00:00+01:00","timeZone":"Europe/Zurich"},\
                "start":{"dateTime":"%3$sT09:00:00+01:00","timeZone":"Europe/Zurich"},\
                "end":{"dateTime":"%3$sT10:00:00+01:00","timeZone":"Europe/Zurich"}}""".formatted(series, date, day, title);
    }

    /** A cancelled occurrence, with what Google guarantees of it. */
    private static String stub(String series, String date) {
        String day = LocalDate.parse(date, DateTimeFormatter.BASIC_ISO_DATE).toString();
        return """
                {"id":"%1$s_%2$sT080000Z","etag":"\\"e1\\"","status":"cancelled","recurringEventId":"%1$s",\
                "originalStartTime":{"dateTime":"%3$sT09:00:00+01:00","timeZone":"Europe/Zurich"}}""".formatted(series, date, day);
    }
}
