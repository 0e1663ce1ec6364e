package io.syncline.local.providers.microsoft;

import static io.syncline.local.providers.microsoft.GraphEventsTest.IMMUTABLE;
import static io.syncline.local.providers.microsoft.GraphEventsTest.assertRefused;
import static io.syncline.local.providers.microsoft.GraphEventsTest.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.Visitor;
import io.syncline.local.providers.Visitor.Reply;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.CalendarQuirks;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.calendar.UserException;
import io.syncline.local.providers.http.Json;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Series at Microsoft: a master with a pattern, stubs, exceptions, and all that is not said.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/event">event</a>
 * @see <a href="https://learn.microsoft.com/graph/api/event-delta">event: delta</a>
 * @see <a href="https://learn.microsoft.com/graph/api/resources/recurrencepattern">recurrencePattern</a>
 */
class GraphSeriesTest extends Simulated {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
    private static final LocalDate SECOND = LocalDate.of(2026, 12, 2);
    private static final String WINDOW = "?startDateTime=2026-11-01T00:00:00Z&endDateTime=2027-02-01T00:00:00Z";
    private static final String MARK = "String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Job";

    private String token;
    private String calendar;
    private String events;

    @BeforeEach
    void signIn() {
        token = token(Provider.MICROSOFT, DANA);
        var jobs = control.account(Provider.MICROSOFT, DANA).calendars().get(1).id();
        calendar = simulators.endpoints().graphRoot() + "/me/calendars/" + Visitor.encoded(jobs);
        events = calendar + "/events";
    }

    @Test
    void R21_a_recurrence_makes_a_series_and_comes_back_complete() {
        var made = create(weekly(3)).body();
        assertThat(made.path("type").asText()).isEqualTo("seriesMaster");
        assertThat(made.at("/recurrence/pattern").toString())
                .isEqualTo("{\"type\":\"weekly\",\"interval\":1,\"month\":0,\"dayOfMonth\":0,"
                        + "\"daysOfWeek\":[\"wednesday\"],\"firstDayOfWeek\":\"sunday\",\"index\":\"first\"}");
        assertThat(made.at("/recurrence/range").toString())
                .isEqualTo("{\"type\":\"numbered\",\"startDate\":\"2026-11-25\",\"endDate\":\"0001-01-01\","
                        + "\"recurrenceTimeZone\":\"W. Europe Standard Time\",\"numberOfOccurrences\":3}");
        assertThat(starts(get(calendar + "/calendarView" + WINDOW)))
                .containsExactly("2026-11-25T09:00", "2026-12-02T09:00", "2026-12-09T09:00");
        assertThat(get(events).body().path("value")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'pattern':{'type':'weekly','interval':1},'range':{'type':'noEnd','startDate':'2026-11-25'}}",
                "{'pattern':{'type':'hourly','interval':1},'range':{'type':'noEnd','startDate':'2026-11-25'}}",
                "{'pattern':{'type':'daily','interval':0},'range':{'type':'noEnd','startDate':'2026-11-25'}}",
                "{'pattern':{'type':'daily','interval':1},'range':{'type':'noEnd','startDate':'2026-11-26'}}",
                "{'pattern':{'type':'daily','interval':1},'range':{'type':'noEnd','startDate':'soon'}}",
                "{'pattern':{'type':'daily','interval':1},'range':{'type':'numbered','startDate':'2026-11-25'}}",
                "{'pattern':{'type':'daily','interval':1},'range':{'type':'endDate','startDate':'2026-11-25',"
                        + "'endDate':'2026-11-24'}}",
                "{'pattern':{'type':'absoluteMonthly','interval':1,'dayOfMonth':32},"
                        + "'range':{'type':'noEnd','startDate':'2026-11-25'}}",
                "{'pattern':{'type':'relativeMonthly','interval':1,'daysOfWeek':['monday'],'index':'fifth'},"
                        + "'range':{'type':'noEnd','startDate':'2026-11-25'}}",
                "{'pattern':{'type':'weekly','interval':1,'daysOfWeek':['monday']},"
                        + "'range':{'type':'endDate','startDate':'2026-11-25','endDate':'2026-11-26'}}",
                "{}"
            })
    void T27_a_pattern_that_is_none_is_400(String recurrence) {
        var event = event("Boiler");
        event.set("recurrence", Json.read(recurrence.replace('\'', '"')).orElseThrow());
        assertThat(create(event).status()).isEqualTo(400);
    }

    @Test
    void a_series_begins_with_the_first_day_of_its_pattern() {
        var event = weekly(3);
        event.withObject("/recurrence/pattern").putArray("daysOfWeek").add("friday");
        var made = create(event).body();
        assertThat(made.at("/start/dateTime").asText()).isEqualTo("2026-11-27T09:00:00.0000000");
        assertThat(made.at("/recurrence/range/startDate").asText()).isEqualTo("2026-11-27");
    }

    @Test
    void T22_a_round_gives_stubs_without_subject_before_their_master() {
        create(weekly(3));
        var first = get(calendar + "/calendarView/delta" + WINDOW, "Prefer", "odata.maxpagesize=3");
        var stub = first.body().at("/value/0");
        assertThat(stub.properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "@odata.type", "@odata.etag", "id", "type", "seriesMasterId", "start", "end");
        assertThat(types(first)).containsExactly("occurrence", "occurrence", "occurrence");
        var last = get(first.body().path("@odata.nextLink").asText(), "Prefer", "odata.maxpagesize=3");
        assertThat(types(last)).containsExactly("seriesMaster");
        assertThat(last.body().at("/value/0/subject").asText()).isEqualTo("Boiler");
        assertThat(last.body().at("/value/0/id")).isEqualTo(stub.path("seriesMasterId"));
    }

    @Test
    void T22_a_master_whose_first_time_lies_outside_of_the_window_does_not_come_at_all() {
        create(weekly(30));
        var later = "?startDateTime=2026-12-01T00:00:00Z&endDateTime=2026-12-15T00:00:00Z";
        assertThat(types(get(calendar + "/calendarView/delta" + later))).containsExactly("occurrence", "occurrence");
    }

    @Test
    void T22_a_master_can_stand_first_or_be_left_out() {
        create(weekly(1));
        quirks().masters(CalendarQuirks.MasterPlacement.FIRST);
        assertThat(types(get(calendar + "/calendarView/delta" + WINDOW))).containsExactly("seriesMaster", "occurrence");
        quirks().masters(CalendarQuirks.MasterPlacement.ABSENT);
        assertThat(types(get(calendar + "/calendarView/delta" + WINDOW))).containsExactly("occurrence");
    }

    @Test
    void T23_a_deleted_occurrence_has_no_tombstone_and_the_rest_is_sent_again() {
        var id = created(weekly(3));
        var link = deltaLink();
        var second = occurrences(id).get(1);
        assertThat(visitor.delete(events + "/" + second, token).status()).isEqualTo(204);
        var changes = get(link);
        assertThat(types(changes)).containsExactly("occurrence", "occurrence", "seriesMaster");
        assertThat(ids(changes)).doesNotContain(second);
        assertThat(changes.body().toString()).doesNotContain("@removed");
        assertRefused(get(events + "/" + second), 404, "ErrorItemNotFound");
    }

    @Test
    void T23_a_deleted_exception_has_no_tombstone_either() {
        var id = created(weekly(3));
        var second = occurrences(id).get(1);
        patch(second, Json.object().put("subject", "Only this one"));
        var link = deltaLink();
        visitor.delete(events + "/" + second, token);
        assertThat(types(get(link))).containsExactly("occurrence", "occurrence", "seriesMaster");
        assertRefused(get(events + "/" + second), 404, "ErrorItemNotFound");
    }

    @Test
    void T23_the_last_occurrence_in_the_window_goes_with_a_tombstone_of_a_series_that_exists() {
        var id = created(weekly(30));
        var link = deltaLink("?startDateTime=2026-12-01T00:00:00Z&endDateTime=2026-12-08T00:00:00Z");
        visitor.delete(events + "/" + occurrences(id).get(1), token);
        var changes = get(link);
        assertThat(ids(changes)).containsExactly(id);
        assertThat(changes.body().at("/value/0/@removed/reason").asText()).isEqualTo("deleted");
        assertThat(get(events + "/" + id).status()).isEqualTo(200);
    }

    @Test
    void a_deleted_series_leaves_tombstones_of_its_occurrences_its_exceptions_and_of_itself() {
        var id = created(weekly(3));
        var occurrences = occurrences(id);
        patch(occurrences.get(1), Json.object().put("subject", "Only this one"));
        var link = deltaLink();
        visitor.delete(events + "/" + id, token);
        var changes = get(link);
        assertThat(ids(changes))
                .containsExactlyInAnyOrder(occurrences.get(0), occurrences.get(1), occurrences.get(2), id);
        assertThat(changes.body().path("value").valueStream()).allMatch(one -> one.has("@removed"));
        assertThat(get(calendar + "/calendarView/delta" + WINDOW).body().path("value"))
                .isEmpty();
    }

    @Test
    void R21_a_patch_of_an_occurrence_makes_an_exception_under_the_same_id() {
        var id = created(weekly(3));
        var link = deltaLink();
        var second = occurrences(id).get(1);
        var patched = patch(second, Json.object().put("subject", "Only this one"));
        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.body().path("type").asText()).isEqualTo("exception");
        assertThat(patched.body().path("originalStart").asText()).isEqualTo("2026-12-02T09:00:00Z");
        assertThat(patched.body().path("seriesMasterId").asText()).isEqualTo(id);
        var changes = get(link);
        assertThat(ids(changes)).containsExactly(second);
        assertThat(changes.body().at("/value/0/subject").asText()).isEqualTo("Only this one");
        assertThat(types(get(events + "/" + id + "/instances" + WINDOW)))
                .containsExactly("occurrence", "exception", "occurrence");
        assertThat(types(get(calendar + "/calendarView/delta" + WINDOW))).contains("exception");
        var change = Json.object();
        change.set("recurrence", recurrence(1, 3));
        assertRefused(patch(second, change), 400, "ErrorPropertyValidationFailure");
    }

    @Test
    void R23_iCalUId_differs_by_occurrence_and_uid_is_the_same() {
        var id = created(weekly(3));
        var values = get(events + "/" + id + "/instances" + WINDOW).body().path("value");
        assertThat(values.valueStream().map(one -> one.path("iCalUId")).distinct())
                .hasSize(3);
        assertThat(values.valueStream().map(one -> one.path("uid")).distinct()).hasSize(1);
    }

    @Test
    void T21_an_exception_that_was_moved_outside_comes_as_removed_although_it_exists() {
        var id = created(weekly(3));
        var link = deltaLink("?startDateTime=2026-11-01T00:00:00Z&endDateTime=2026-12-10T00:00:00Z");
        var third = occurrences(id).get(2);
        assertThat(patch(third, at("2026-12-16T10:00:00")).status()).isEqualTo(200);
        var changes = get(link);
        assertThat(ids(changes)).containsExactly(third);
        assertThat(changes.body().at("/value/0/@removed/reason").asText()).isEqualTo("deleted");
        assertThat(get(events + "/" + third).status()).isEqualTo(200);
    }

    @Test
    void an_occurrence_cannot_be_moved_onto_or_past_a_neighbour() {
        var id = created(weekly(3));
        var second = occurrences(id).get(1);
        var third = occurrences(id).get(2);
        assertRefused(patch(second, at("2026-12-09T18:00:00")), 400, "ErrorOccurrenceCrossingBoundary");
        assertRefused(patch(second, at("2026-12-20T10:00:00")), 400, "ErrorOccurrenceCrossingBoundary");
        assertRefused(patch(second, at("2026-11-25T08:00:00")), 400, "ErrorOccurrenceCrossingBoundary");
        assertThat(patch(second, at("2026-12-08T10:00:00")).status()).isEqualTo(200);
        assertRefused(patch(third, at("2026-12-08T18:00:00")), 400, "ErrorOccurrenceCrossingBoundary");
        visitor.delete(events + "/" + third, token);
        assertThat(patch(second, at("2026-12-20T10:00:00")).status()).isEqualTo(200);
    }

    @Test
    void R21_a_master_tells_its_exceptions_and_cancelled_days_on_demand() {
        var id = created(weekly(3));
        var occurrences = occurrences(id);
        patch(occurrences.get(1), Json.object().put("subject", "Only this one"));
        visitor.delete(events + "/" + occurrences.get(2), token);
        var selected = "?$select=subject,type,exceptionOccurrences,cancelledOccurrences";
        var master = get(events + "/" + id + selected + "&$expand=exceptionOccurrences")
                .body();
        assertThat(master.at("/cancelledOccurrences/0").asText()).isEqualTo("OID." + id + ".2026-12-09");
        assertThat(master.path("exceptionOccurrences")).hasSize(1);
        assertThat(master.at("/exceptionOccurrences/0/subject").asText()).isEqualTo("Only this one");
        assertThat(get(events + "/" + id).body().has("cancelledOccurrences")).isFalse();
        assertThat(get(events + "/" + occurrences.get(1) + "?$select=occurrenceId")
                        .body()
                        .path("occurrenceId")
                        .asText())
                .isEqualTo("OID." + id + ".2026-12-02");
    }

    @Test
    void R10_the_mark_of_a_series_is_found_on_its_master() {
        var id = created(marked(weekly(3)));
        var expand =
                Visitor.encoded("exceptionOccurrences,singleValueExtendedProperties($filter=id eq '" + MARK + "')");
        assertThat(get(events + "/" + id + "?$expand=" + expand)
                        .body()
                        .at("/singleValueExtendedProperties/0/value")
                        .asText())
                .isEqualTo("J-1");
        var filter =
                Visitor.encoded("singleValueExtendedProperties/Any(ep: ep/id eq '" + MARK + "' and ep/value eq 'J-1')");
        assertThat(ids(get(events + "?$filter=" + filter))).containsExactly(id);
    }

    @Test
    void R21_another_pattern_drops_the_exceptions_without_a_trace() {
        var id = created(weekly(3));
        var occurrences = occurrences(id);
        patch(occurrences.get(1), Json.object().put("subject", "Only this one"));
        visitor.delete(events + "/" + occurrences.get(2), token);
        var link = deltaLink();
        var change = Json.object();
        change.set("recurrence", recurrence(2, 3));
        assertThat(patch(id, change).status()).isEqualTo(200);
        var changes = get(link);
        assertThat(types(changes)).containsExactly("occurrence", "occurrence", "occurrence", "seriesMaster");
        assertThat(changes.body().toString()).doesNotContain("@removed");
        assertThat(exceptions(id)).isEmpty();
    }

    @Test
    void R21_another_time_of_the_day_drops_the_exceptions_too() {
        var id = created(weekly(3));
        patch(occurrences(id).get(1), Json.object().put("subject", "Only this one"));
        var change = at("2026-11-25T14:00:00");
        assertThat(patch(id, change).status()).isEqualTo(200);
        assertThat(exceptions(id)).isEmpty();
        assertThat(starts(get(calendar + "/calendarView" + WINDOW)))
                .containsExactly("2026-11-25T13:00", "2026-12-02T13:00", "2026-12-09T13:00");
    }

    @Test
    void R21_another_end_keeps_the_exceptions_that_are_inside() {
        var id = created(weekly(3));
        patch(occurrences(id).get(1), Json.object().put("subject", "Only this one"));
        var change = Json.object();
        change.set("recurrence", recurrence(1, 2));
        patch(id, change);
        assertThat(exceptions(id)).containsOnlyKeys(SECOND);
        change.set("recurrence", recurrence(1, 1));
        patch(id, change);
        assertThat(exceptions(id)).isEmpty();
    }

    @Test
    void R21_an_edit_of_the_series_reaches_what_an_exception_had_in_common_with_it() {
        var id = created(weekly(3));
        var occurrences = occurrences(id);
        patch(occurrences.get(1), Json.object().put("subject", "Only this one"));
        patch(id, Json.object().put("subject", "All").put("showAs", "free"));
        var exception = get(events + "/" + occurrences.get(1)).body();
        assertThat(exception.path("subject").asText()).isEqualTo("Only this one");
        assertThat(exception.path("showAs").asText()).isEqualTo("free");
        assertThat(get(events + "/" + occurrences.get(2)).body().path("subject").asText())
                .isEqualTo("All");
    }

    @Test
    void R21_a_single_event_becomes_a_series_in_its_place_and_back() {
        var id = created(event("Boiler"));
        var change = Json.object();
        change.set("recurrence", recurrence(1, 3));
        assertThat(patch(id, change).body().path("type").asText()).isEqualTo("seriesMaster");
        var link = deltaLink();
        assertThat(patch(id, Json.object().putNull("recurrence"))
                        .body()
                        .path("type")
                        .asText())
                .isEqualTo("singleInstance");
        assertThat(types(get(link))).containsExactly("singleInstance");
    }

    @Test
    void T25_this_and_following_ends_the_series_and_makes_another_one_without_our_mark() {
        var id = created(marked(weekly(4)).put("transactionId", "t-1"));
        var tail = control.splitSeries(
                Provider.MICROSOFT, DANA, "Jobs", id, SECOND, following -> following.withTitle("From now on"));
        assertThat(tail.recurrence()).containsExactly("RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=WE;WKST=SU;COUNT=3");
        assertThat(control.event(Provider.MICROSOFT, DANA, "Jobs", id).recurrence())
                .containsExactly("RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=WE;WKST=SU;UNTIL=20261201");
        var young =
                control.resource(Provider.MICROSOFT, DANA, "Jobs", tail.id()).orElseThrow();
        assertThat(young.path("singleValueExtendedProperties")).isEmpty();
        assertThat(young.path("transactionId").isNull()).isTrue();
        assertThat(young.path("uid")).isNotEqualTo(get(events + "/" + id).body().path("uid"));
        assertThat(starts(get(calendar + "/calendarView" + WINDOW))).hasSize(4);
    }

    @Test
    void R21_the_owner_sees_a_series_once_with_its_exceptions_by_their_original_day() {
        var made = atDesk("RRULE:FREQ=WEEKLY;COUNT=4");
        var later = timed("2026-12-03T14:00");
        control.moveOccurrence(Provider.MICROSOFT, DANA, "Jobs", made.id(), SECOND, later);
        control.cancelOccurrence(Provider.MICROSOFT, DANA, "Jobs", made.id(), SECOND.plusWeeks(1));
        assertThat(control.events(Provider.MICROSOFT, DANA, "Jobs")).hasSize(1);
        assertThat(exceptions(made.id())).containsEntry(SECOND.plusWeeks(1), new UserException.Cancelled());
        assertThat(((UserException.Edited) exceptions(made.id()).get(SECOND))
                        .event()
                        .when())
                .isEqualTo(later);
        assertThat(control.occurrences(Provider.MICROSOFT, DANA, "Jobs", NOW, NOW.plus(Duration.ofDays(60))))
                .hasSize(3);
        control.restoreOccurrence(Provider.MICROSOFT, DANA, "Jobs", made.id(), SECOND.plusWeeks(1));
        control.restoreOccurrence(Provider.MICROSOFT, DANA, "Jobs", made.id(), SECOND);
        assertThat(exceptions(made.id())).isEmpty();
        assertThat(control.occurrences(Provider.MICROSOFT, DANA, "Jobs", NOW, NOW.plus(Duration.ofDays(60))))
                .hasSize(4)
                .extracting(UserEvent::when)
                .doesNotContain(later);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RRULE:FREQ=DAILY;INTERVAL=2|daily",
                "RRULE:FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR|weekly",
                "RRULE:FREQ=WEEKLY|weekly",
                "RRULE:FREQ=MONTHLY;BYMONTHDAY=25|absoluteMonthly",
                "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1|absoluteMonthly",
                "RRULE:FREQ=MONTHLY;BYDAY=4WE|relativeMonthly",
                "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1|relativeMonthly",
                "RRULE:FREQ=YEARLY|absoluteYearly",
                "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=-1WE|relativeYearly"
            })
    void T27_an_outlook_user_has_a_pattern_for(String rule, String type) {
        var made = atDesk(rule);
        var event =
                control.resource(Provider.MICROSOFT, DANA, "Jobs", made.id()).orElseThrow();
        assertThat(event.at("/recurrence/pattern/type").asText()).isEqualTo(type);
        assertThat(control.changeRule(
                                Provider.MICROSOFT,
                                DANA,
                                "Jobs",
                                made.id(),
                                made.recurrence().getFirst())
                        .recurrence())
                .isEqualTo(made.recurrence());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RRULE:FREQ=MONTHLY;BYMONTHDAY=1,15",
                "RRULE:FREQ=MONTHLY;BYMONTHDAY=31",
                "RRULE:FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1,3",
                "RRULE:FREQ=MONTHLY;BYDAY=5MO",
                "RRULE:FREQ=HOURLY",
                "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
                "RRULE:FREQ=YEARLY;BYWEEKNO=20",
                "RDATE:20261201T090000Z"
            })
    void T27_an_outlook_user_has_no_pattern_for(String rule) {
        assertThatThrownBy(() -> atDesk(rule))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Outlook has no pattern");
    }

    @Test
    void T27_a_day_that_a_month_does_not_have_is_its_last_day() {
        var event = event("Rent");
        var recurrence = "{\"pattern\":{\"type\":\"absoluteMonthly\",\"interval\":1,\"dayOfMonth\":31},"
                + "\"range\":{\"type\":\"numbered\",\"numberOfOccurrences\":3,\"startDate\":\"2026-11-25\"}}";
        event.set("recurrence", Json.read(recurrence).orElseThrow());
        create(event);
        assertThat(starts(get(calendar + "/calendarView" + WINDOW)))
                .containsExactly("2026-11-30T09:00", "2026-12-31T09:00", "2027-01-31T09:00");
    }

    @Test
    void R22_a_series_keeps_its_wall_time_over_the_change_of_the_clocks() {
        var event = event("Early");
        event.withObject("/start").put("dateTime", "2026-10-21T10:00:00");
        event.withObject("/end").put("dateTime", "2026-10-21T11:00:00");
        event.set("recurrence", recurrence(1, 2));
        event.withObject("/recurrence/range").put("startDate", "2026-10-21");
        create(event);
        assertThat(starts(get(calendar
                        + "/calendarView?startDateTime=2026-10-01T00:00:00Z&endDateTime=2026-11-01T00:00:00Z")))
                .containsExactly("2026-10-21T08:00", "2026-10-28T09:00");
    }

    @Test
    void an_event_that_moves_to_another_calendar_keeps_only_its_immutable_id() {
        var made = visitor.send("POST", events, token, weekly(3), "Prefer", IMMUTABLE)
                .body();
        var immutable = made.path("id").asText();
        var link = deltaLink();
        var mutable = get(events + "/" + immutable).body().path("id").asText();
        control.moveToCalendar(Provider.MICROSOFT, DANA, "Jobs", immutable, "primary");
        assertThat(ids(get(link))).contains(mutable);
        var root = simulators.endpoints().graphRoot() + "/me/events/";
        assertThat(get(root + immutable).body().path("id").asText())
                .isNotEqualTo(mutable)
                .isNotEqualTo(immutable);
        assertRefused(get(root + mutable), 404, "ErrorItemNotFound");
        assertThat(get(root + immutable, "Prefer", IMMUTABLE).body().path("id").asText())
                .isEqualTo(immutable);
    }

    private UserEvent atDesk(String rule) {
        var event = UserEvent.of("Boiler", timed("2026-11-25T10:00"));
        return control.createSeries(Provider.MICROSOFT, DANA, "Jobs", event, rule);
    }

    private static UserEvent.When timed(String start) {
        var from = LocalDateTime.parse(start);
        return new UserEvent.When.Timed(from, from.plusHours(1), ZURICH);
    }

    private CalendarQuirks quirks() {
        return control.quirks(Provider.MICROSOFT, DANA, "Jobs");
    }

    private SortedMap<LocalDate, UserException> exceptions(String id) {
        return control.series(Provider.MICROSOFT, DANA, "Jobs", id).exceptions();
    }

    private static ObjectNode marked(ObjectNode event) {
        event.putArray("singleValueExtendedProperties")
                .addObject()
                .put("id", MARK)
                .put("value", "J-1");
        return event;
    }

    private static ObjectNode weekly(int times) {
        var event = event("Boiler");
        event.set("recurrence", recurrence(1, times));
        return event;
    }

    /** Wednesdays. */
    static ObjectNode recurrence(int interval, int times) {
        var recurrence = Json.object();
        recurrence
                .putObject("pattern")
                .put("type", "weekly")
                .put("interval", interval)
                .putArray("daysOfWeek")
                .add("Wednesday");
        recurrence
                .putObject("range")
                .put("type", "numbered")
                .put("startDate", "2026-11-25")
                .put("numberOfOccurrences", times);
        return recurrence;
    }

    private static ObjectNode at(String start) {
        var end = LocalDateTime.parse(start).plusHours(1).toString();
        var change = Json.object();
        change.putObject("start").put("dateTime", start).put("timeZone", "Europe/Zurich");
        change.putObject("end").put("dateTime", end).put("timeZone", "Europe/Zurich");
        return change;
    }

    private List<String> occurrences(String id) {
        return ids(get(events + "/" + id + "/instances" + WINDOW));
    }

    private String created(ObjectNode event) {
        return create(event).body().path("id").asText();
    }

    private Reply create(ObjectNode event) {
        return visitor.send("POST", events, token, event);
    }

    private Reply patch(String id, ObjectNode change) {
        return visitor.send("PATCH", events + "/" + id, token, change);
    }

    private String deltaLink() {
        return deltaLink(WINDOW);
    }

    private String deltaLink(String window) {
        return get(calendar + "/calendarView/delta" + window, "Prefer", "odata.maxpagesize=1000")
                .body()
                .path("@odata.deltaLink")
                .asText();
    }

    private Reply get(String url, String... headers) {
        return visitor.get(url, token, headers);
    }

    private static List<String> ids(Reply page) {
        return values(page, "id");
    }

    private static List<String> types(Reply page) {
        return values(page, "type");
    }

    private static List<String> starts(Reply page) {
        return page.body()
                .path("value")
                .valueStream()
                .map(one -> one.at("/start/dateTime").asText().substring(0, 16))
                .toList();
    }

    private static List<String> values(Reply page, String field) {
        return page.body()
                .path("value")
                .valueStream()
                .map(one -> one.path(field))
                .map(JsonNode::asText)
                .toList();
    }
}
