package io.syncline.local.providers.google;

import static io.syncline.local.providers.google.GoogleEventsTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.Visitor;
import io.syncline.local.providers.Visitor.Reply;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.calendar.UserException;
import io.syncline.local.providers.control.UnknownInSimulator;
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

/**
 * Series at Google: a master, changed instances as events of their own, and everything that makes and drops them.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/recurringevents">Recurring events</a>
 * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/events">Events</a>
 */
class GoogleSeriesTest extends Simulated {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
    private static final LocalDate SECOND = LocalDate.of(2026, 12, 2);

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
    void a_rule_without_a_zone_at_the_start_and_one_that_is_none_are_400() {
        var event = GoogleEventsTest.timed("abcde");
        event.putArray("recurrence").add("RRULE:FREQ=DAILY");
        assertRefused(insert(event), 400, "required");
        event.withObject("/start").put("timeZone", "Europe/Zurich");
        event.putArray("recurrence").add("RRULE:FREQ=SOMETIMES");
        assertRefused(insert(event), 400, "invalid");
        event.putArray("recurrence").add("DTSTART:20261125T100000Z");
        assertRefused(insert(event), 400, "invalid");
    }

    @Test
    void R21_a_series_is_one_item_in_a_listing_of_series_and_its_instances_otherwise() {
        series("abcde", "RRULE:FREQ=WEEKLY;COUNT=3");
        assertThat(ids(list(""))).containsExactly("abcde");
        assertThat(ids(list("?singleEvents=true")))
                .containsExactly("abcde_20261125T090000Z", "abcde_20261202T090000Z", "abcde_20261209T090000Z");
        var instance = list("?singleEvents=true").body().at("/items/1");
        assertThat(instance.path("recurringEventId").asText()).isEqualTo("abcde");
        assertThat(instance.at("/originalStartTime/dateTime").asText()).isEqualTo("2026-12-02T10:00:00+01:00");
        assertThat(instance.path("iCalUID").asText()).isEqualTo("abcde@google.com");
        assertThat(instance.has("recurrence")).isFalse();
    }

    @Test
    void a_series_is_in_a_window_when_one_of_its_instances_is() {
        series("abcde", "RRULE:FREQ=WEEKLY;COUNT=3");
        assertThat(ids(list("?timeMin=2026-12-02T09:30:00Z&timeMax=2026-12-02T09:40:00Z")))
                .containsExactly("abcde");
        assertThat(ids(list("?timeMin=2026-12-03T00:00:00Z&timeMax=2026-12-04T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void R21_a_patch_of_an_instance_makes_an_exception_and_leaves_the_rest() {
        series("abcde", "RRULE:FREQ=WEEKLY;COUNT=3");
        var url = events + "/abcde_20261202T090000Z";
        assertThat(visitor.get(url, token).body().path("summary").asText()).isEqualTo("Boiler");
        rename("abcde_20261202T090000Z", "Only this one");
        assertThat(ids(list(""))).containsExactly("abcde", "abcde_20261202T090000Z");
        var exception = list("").body().at("/items/1");
        assertThat(exception.path("summary").asText()).isEqualTo("Only this one");
        assertThat(exception.path("recurringEventId").asText()).isEqualTo("abcde");
        assertThat(exception.at("/originalStartTime/timeZone").asText()).isEqualTo("Europe/Zurich");
        assertThat(ids(list("?singleEvents=true"))).hasSize(3);
        assertThat(ids(visitor.get(events + "/abcde/instances", token)))
                .containsExactly("abcde_20261125T090000Z", "abcde_20261202T090000Z", "abcde_20261209T090000Z");
    }

    @Test
    void R21_a_put_of_the_whole_instance_as_it_was_read_makes_an_exception_too() {
        series("abcde", "RRULE:FREQ=WEEKLY;COUNT=3");
        var url = events + "/abcde_20261202T090000Z";
        var whole = (ObjectNode) visitor.get(url, token).body();
        var put = visitor.send(
                "PUT",
                url,
                token,
                whole.put("summary", "Whole"),
                "If-Match",
                whole.path("etag").asText());
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.body().path("recurringEventId").asText()).isEqualTo("abcde");
        assertRefused(
                visitor.send(
                        "PUT", url, token, whole, "If-Match", whole.path("etag").asText()),
                412,
                "conditionNotMet");
    }

    @Test
    void an_instance_that_the_rule_does_not_have_is_404_and_one_cannot_recur_itself() {
        series("abcde", "RRULE:FREQ=WEEKLY;COUNT=3");
        assertRefused(visitor.get(events + "/abcde_20261203T090000Z", token), 404, "notFound");
        assertRefused(visitor.get(events + "/abcde_20261202", token), 404, "notFound");
        assertRefused(visitor.get(events + "/abcde_20269999T999999Z", token), 404, "notFound");
        var change = Json.object();
        change.putArray("recurrence").add("RRULE:FREQ=DAILY");
        assertRefused(visitor.send("PATCH", events + "/abcde_20261202T090000Z", token, change), 400, "invalid");
    }

    @Test
    void T24_a_cancelled_instance_has_only_its_id_and_which_one_it_was() {
        series("abcde", "RRULE:FREQ=WEEKLY;COUNT=3");
        var syncToken = syncToken("");
        assertThat(visitor.delete(events + "/abcde_20261202T090000Z", token).status())
                .isEqualTo(204);
        var stub = list("?syncToken=" + syncToken).body().at("/items/0");
        assertThat(stub.properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("kind", "etag", "id", "status", "recurringEventId", "originalStartTime");
        assertThat(stub.path("status").asText()).isEqualTo("cancelled");
        assertThat(stub.at("/originalStartTime/dateTime").asText()).isEqualTo("2026-12-02T10:00:00+01:00");
        assertRefused(visitor.delete(events + "/abcde_20261202T090000Z", token), 410, "deleted");
    }

    @Test
    void T24_a_full_listing_of_series_shows_cancelled_instances_as_long_as_the_series_lives() {
        series("abcde", "RRULE:FREQ=WEEKLY;COUNT=3");
        visitor.delete(events + "/abcde_20261202T090000Z", token);
        assertThat(ids(list(""))).containsExactly("abcde", "abcde_20261202T090000Z");
        assertThat(ids(list("?singleEvents=true"))).hasSize(2);
        assertThat(ids(list("?singleEvents=true&showDeleted=true"))).hasSize(3);
        visitor.delete(events + "/abcde", token);
        assertThat(ids(list(""))).isEmpty();
    }

    @Test
    void a_cancelled_instance_comes_back_by_a_write_that_says_so() {
        series("abcde", "RRULE:FREQ=WEEKLY;COUNT=3");
        var url = events + "/abcde_20261202T090000Z";
        visitor.delete(url, token);
        var revived = visitor.send("PATCH", url, token, Json.object().put("status", "confirmed"));
        assertThat(revived.status()).isEqualTo(200);
        assertThat(ids(list("?singleEvents=true"))).hasSize(3);
    }

    @Test
    void a_deleted_series_leaves_plain_tombstones_of_itself_and_of_its_exceptions() {
        series("abcde", "RRULE:FREQ=WEEKLY;COUNT=3");
        rename("abcde_20261202T090000Z", "Only this one");
        var syncToken = syncToken("");
        visitor.delete(events + "/abcde", token);
        var changes = list("?syncToken=" + syncToken);
        assertThat(ids(changes)).containsExactlyInAnyOrder("abcde", "abcde_20261202T090000Z");
        assertThat(changes.body().path("items").valueStream())
                .allMatch(item -> item.path("status").asText().equals("cancelled"))
                .noneMatch(item -> item.has("recurringEventId"));
        assertRefused(visitor.get(events + "/abcde/instances", token), 410, "deleted");
    }

    @Test
    void T31_a_deleted_series_is_revived_with_its_rule_and_without_its_exceptions() {
        series("abcde", "RRULE:FREQ=WEEKLY;COUNT=3");
        rename("abcde_20261202T090000Z", "Only this one");
        var whole = (ObjectNode) visitor.get(events + "/abcde", token).body();
        visitor.delete(events + "/abcde", token);
        assertThat(visitor.send("PUT", events + "/abcde", token, whole).status())
                .isEqualTo(200);
        assertThat(ids(list("?singleEvents=true"))).hasSize(3);
        assertThat(exceptions("abcde")).isEmpty();
    }

    @Test
    void R21_another_start_or_rule_drops_the_exceptions_whose_time_is_gone() {
        series("abcde", "RRULE:FREQ=WEEKLY;COUNT=3");
        rename("abcde_20261202T090000Z", "Kept");
        rename("abcde_20261209T090000Z", "Dropped");
        var syncToken = syncToken("");
        var change = Json.object();
        change.putArray("recurrence").add("RRULE:FREQ=WEEKLY;COUNT=2");
        visitor.send("PATCH", events + "/abcde", token, change);
        var changes = list("?syncToken=" + syncToken);
        assertThat(ids(changes)).containsExactly("abcde", "abcde_20261209T090000Z");
        assertThat(changes.body().at("/items/1").has("recurringEventId")).isFalse();
        assertThat(exceptions("abcde")).containsOnlyKeys(SECOND);

        change.putArray("recurrence").add("RRULE:FREQ=WEEKLY;COUNT=3");
        visitor.send("PATCH", events + "/abcde", token, change);
        assertThat(visitor.get(events + "/abcde_20261209T090000Z", token)
                        .body()
                        .path("summary")
                        .asText())
                .isEqualTo("Boiler");
    }

    @Test
    void R21_an_edit_of_the_series_reaches_what_an_exception_had_in_common_with_it() {
        series("abcde", "RRULE:FREQ=WEEKLY;COUNT=3");
        rename("abcde_20261202T090000Z", "Only this one");
        var url = events + "/abcde_20261202T090000Z";
        var etag = visitor.get(url, token).body().path("etag");
        visitor.send(
                "PATCH",
                events + "/abcde",
                token,
                Json.object().put("summary", "All").put("location", "Basel"));
        var exception = visitor.get(url, token).body();
        assertThat(exception.path("summary").asText()).isEqualTo("Only this one");
        assertThat(exception.path("location").asText()).isEqualTo("Basel");
        assertThat(exception.path("etag")).isNotEqualTo(etag);
    }

    @Test
    void R21_a_longer_series_makes_exceptions_longer_that_were_not_moved() {
        series("abcde", "RRULE:FREQ=WEEKLY;COUNT=3");
        rename("abcde_20261202T090000Z", "Only this one");
        var change = Json.object();
        change.putObject("end").put("dateTime", "2026-11-25T12:00:00+01:00").put("timeZone", "Europe/Zurich");
        visitor.send("PATCH", events + "/abcde", token, change);
        assertThat(visitor.get(events + "/abcde_20261202T090000Z", token)
                        .body()
                        .at("/end/dateTime")
                        .asText())
                .isEqualTo("2026-12-02T12:00:00+01:00");
    }

    @Test
    void R21_a_single_event_becomes_a_series_in_its_place_and_back() {
        var event = GoogleEventsTest.timed("abcde");
        event.withObject("/start").put("timeZone", "Europe/Zurich");
        insert(event);
        control.makeSeries(Provider.GOOGLE, TESS, "Jobs", "abcde", "RRULE:FREQ=WEEKLY;COUNT=3");
        assertThat(ids(list("?singleEvents=true"))).hasSize(3);
        rename("abcde_20261202T090000Z", "Only this one");
        control.makeSingle(Provider.GOOGLE, TESS, "Jobs", "abcde");
        assertThat(ids(list(""))).containsExactly("abcde");
        assertThat(ids(list("?singleEvents=true"))).containsExactly("abcde");
        assertThat(list("").body().at("/items/0").has("recurrence")).isFalse();
        assertRefused(visitor.get(events + "/abcde_20261209T090000Z", token), 404, "notFound");
    }

    @Test
    void T25_this_and_following_is_a_trimmed_series_and_a_new_one_with_its_exceptions() {
        var event = GoogleEventsTest.timed("abcde");
        event.withObject("/start").put("timeZone", "Europe/Zurich");
        event.putArray("recurrence").add("RRULE:FREQ=WEEKLY;COUNT=4");
        event.putObject("extendedProperties").putObject("private").put("job", "J-1");
        insert(event);
        rename("abcde_20261209T090000Z", "Only this one");
        visitor.delete(events + "/abcde_20261216T090000Z", token);
        var syncToken = syncToken("");

        var tail = control.splitSeries(
                Provider.GOOGLE, TESS, "Jobs", "abcde", SECOND, following -> following.withTitle("From now on"));

        assertThat(tail.id()).isEqualTo("abcde_R20261202T090000");
        assertThat(tail.recurrence()).containsExactly("RRULE:FREQ=WEEKLY;COUNT=3");
        var old = visitor.get(events + "/abcde", token).body();
        assertThat(old.at("/recurrence/0").asText()).isEqualTo("RRULE:FREQ=WEEKLY;UNTIL=20261202T085959Z");
        assertThat(old.path("summary").asText()).isEqualTo("Boiler");
        var young = visitor.get(events + "/" + tail.id(), token).body();
        assertThat(young.path("iCalUID").asText()).isEqualTo("abcde_R20261202T090000@google.com");
        assertThat(young.at("/extendedProperties/private/job").asText()).isEqualTo("J-1");
        assertThat(exceptions("abcde")).isEmpty();
        assertThat(exceptions(tail.id())).containsOnlyKeys(SECOND.plusWeeks(1), SECOND.plusWeeks(2));
        assertThat(ids(list("?syncToken=" + syncToken)))
                .containsExactlyInAnyOrder(
                        "abcde",
                        "abcde_20261209T090000Z",
                        "abcde_20261216T090000Z",
                        tail.id(),
                        tail.id() + "_20261209T090000Z",
                        tail.id() + "_20261216T090000Z");
    }

    @Test
    void T25_a_second_cut_has_one_mark_and_the_first_occurrence_cannot_be_cut_off() {
        series("abcde", "RRULE:FREQ=WEEKLY;COUNT=4");
        var tail = control.splitSeries(Provider.GOOGLE, TESS, "Jobs", "abcde", SECOND, all -> all);
        var end = control.splitSeries(Provider.GOOGLE, TESS, "Jobs", tail.id(), SECOND.plusWeeks(1), all -> all);
        assertThat(end.id()).isEqualTo("abcde_R20261209T090000");
        assertThat(ids(list("?singleEvents=true"))).hasSize(4);
        assertThatThrownBy(() -> control.splitSeries(Provider.GOOGLE, TESS, "Jobs", tail.id(), SECOND, all -> all))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> control.cancelOccurrence(Provider.GOOGLE, TESS, "Jobs", tail.id(), SECOND.plusDays(1)))
                .isInstanceOf(UnknownInSimulator.class);
    }

    @Test
    void R21_the_owner_sees_a_series_once_with_its_exceptions_by_their_original_day() {
        var made = control.createSeries(
                Provider.GOOGLE,
                TESS,
                "Jobs",
                UserEvent.of("Boiler", at("2026-11-25T10:00")),
                "RRULE:FREQ=WEEKLY;COUNT=4");
        var later = at("2026-12-03T14:00");
        control.moveOccurrence(Provider.GOOGLE, TESS, "Jobs", made.id(), SECOND, later);
        control.cancelOccurrence(Provider.GOOGLE, TESS, "Jobs", made.id(), SECOND.plusWeeks(1));
        assertThat(control.events(Provider.GOOGLE, TESS, "Jobs")).hasSize(1);
        var exceptions = exceptions(made.id());
        assertThat(exceptions).containsEntry(SECOND.plusWeeks(1), new UserException.Cancelled());
        assertThat(((UserException.Edited) exceptions.get(SECOND)).event().when())
                .isEqualTo(later);
        assertThat(occurrences()).extracting(UserEvent::when).contains(later).hasSize(3);
        control.restoreOccurrence(Provider.GOOGLE, TESS, "Jobs", made.id(), SECOND.plusWeeks(1));
        control.restoreOccurrence(Provider.GOOGLE, TESS, "Jobs", made.id(), SECOND);
        assertThat(occurrences()).hasSize(4).extracting(UserEvent::when).doesNotContain(later);
    }

    @Test
    void a_change_of_a_series_tells_a_listing_of_instances_which_ones_are_gone() {
        series("abcde", "RRULE:FREQ=WEEKLY;COUNT=3");
        var syncToken = syncToken("?singleEvents=true");
        var change = Json.object();
        change.putArray("recurrence").add("RRULE:FREQ=WEEKLY;COUNT=2");
        visitor.send("PATCH", events + "/abcde", token, change);
        var changes = list("?singleEvents=true&syncToken=" + syncToken);
        assertThat(ids(changes)).hasSize(3);
        assertThat(changes.body().at("/items/2/status").asText()).isEqualTo("cancelled");
    }

    @Test
    void T18_a_series_without_end_comes_in_pages_of_instances() {
        series("abcde", "RRULE:FREQ=DAILY");
        var window = "&singleEvents=true&timeMin=2026-12-01T00:00:00Z&timeMax=2026-12-08T00:00:00Z";
        var first = list("?maxResults=4" + window);
        var last = list("?maxResults=4" + window + "&pageToken="
                + first.body().path("nextPageToken").asText());
        assertThat(ids(first)).hasSize(4);
        assertThat(ids(last)).hasSize(3).doesNotContainAnyElementsOf(ids(first));
    }

    @Test
    void instances_come_in_pages_and_by_their_original_start() {
        series("abcde", "RRULE:FREQ=DAILY;COUNT=5");
        var first = visitor.get(events + "/abcde/instances?maxResults=3", token);
        var last = visitor.get(
                events + "/abcde/instances?maxResults=3&pageToken="
                        + first.body().path("nextPageToken").asText(),
                token);
        assertThat(ids(first)).hasSize(3);
        assertThat(ids(last)).hasSize(2);
        assertThat(ids(visitor.get(events + "/abcde/instances?originalStart=2026-11-26T09:00:00Z", token)))
                .containsExactly("abcde_20261126T090000Z");
    }

    @Test
    void R23_the_iCalUID_finds_the_series_and_its_exceptions() {
        series("abcde", "RRULE:FREQ=WEEKLY;COUNT=3");
        series("other", "RRULE:FREQ=WEEKLY;COUNT=3");
        rename("abcde_20261202T090000Z", "Only this one");
        assertThat(ids(list("?iCalUID=abcde@google.com"))).containsExactly("abcde", "abcde_20261202T090000Z");
    }

    @Test
    void T28_an_all_day_series_names_its_instances_by_dates() {
        var event = Json.object().put("id", "oncall").put("summary", "On call");
        event.putObject("start").put("date", "2026-11-25");
        event.putObject("end").put("date", "2026-11-27");
        event.putArray("recurrence").add("RRULE:FREQ=WEEKLY;COUNT=2");
        insert(event);
        assertThat(ids(list("?singleEvents=true"))).containsExactly("oncall_20261125", "oncall_20261202");
        var instance = visitor.get(events + "/oncall_20261202", token).body();
        assertThat(instance.at("/end/date").asText()).isEqualTo("2026-12-04");
        assertThat(instance.at("/originalStartTime/date").asText()).isEqualTo("2026-12-02");
    }

    @Test
    void a_series_moves_to_another_calendar_with_its_exceptions_and_leaves_tombstones() {
        series("abcde", "RRULE:FREQ=WEEKLY;COUNT=3");
        rename("abcde_20261202T090000Z", "Only this one");
        var instance = visitor.send("POST", events + "/abcde_20261202T090000Z/move?destination=primary", token, "");
        assertRefused(instance, 400, "cannotChangeOrganizerOfInstance");
        var syncToken = syncToken("");
        var moved = visitor.send("POST", events + "/abcde/move?destination=primary", token, "");
        assertThat(moved.status()).isEqualTo(200);
        assertThat(moved.body().at("/organizer/email").asText()).isEqualTo(TESS);
        assertThat(ids(list(""))).isEmpty();
        assertThat(ids(list("?syncToken=" + syncToken))).contains("abcde");
        assertThat(control.series(Provider.GOOGLE, TESS, "primary", "abcde").exceptions())
                .containsOnlyKeys(SECOND);
        assertRefused(visitor.send("POST", events + "/abcde/move?destination=primary", token, ""), 410, "deleted");
        control.moveToCalendar(Provider.GOOGLE, TESS, "primary", "abcde", "Jobs");
        assertThat(exceptions("abcde")).containsOnlyKeys(SECOND);
    }

    private List<UserEvent> occurrences() {
        return control.occurrences(Provider.GOOGLE, TESS, "Jobs", NOW, NOW.plus(Duration.ofDays(60)));
    }

    private static UserEvent.When at(String start) {
        var from = LocalDateTime.parse(start);
        return new UserEvent.When.Timed(from, from.plusHours(1), ZURICH);
    }

    /** Wednesdays at ten, from 25 November. */
    private void series(String id, String... lines) {
        var event = GoogleEventsTest.timed(id);
        event.withObject("/start").put("timeZone", "Europe/Zurich");
        event.withObject("/end").put("timeZone", "Europe/Zurich");
        List.of(lines).forEach(event.putArray("recurrence")::add);
        assertThat(insert(event).status()).isEqualTo(200);
    }

    private SortedMap<LocalDate, UserException> exceptions(String id) {
        return control.series(Provider.GOOGLE, TESS, "Jobs", id).exceptions();
    }

    private void rename(String id, String summary) {
        assertThat(visitor.send("PATCH", events + "/" + id, token, Json.object().put("summary", summary))
                        .status())
                .isEqualTo(200);
    }

    private String syncToken(String query) {
        return list(query).body().path("nextSyncToken").asText();
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
