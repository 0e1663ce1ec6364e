package io.syncline.local.providers.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.Visitor.Reply;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.http.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Single events at Google.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/events">Events</a>
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/version-resources">Versions of resources</a>
 */
class GoogleEventsTest extends Simulated {

    private String token;
    private String events;

    @BeforeEach
    void signIn() {
        token = token(Provider.GOOGLE, TESS);
        events = simulators.endpoints().googleCalendar() + "/calendar/v3/calendars/primary/events";
    }

    @Test
    void a_new_event_gets_an_etag_an_icaluid_and_the_defaults() {
        var made = insert(timed("abcde")).body();
        assertThat(made.path("etag").asText()).matches("\"\\d+\"");
        assertThat(made.path("iCalUID").asText()).isEqualTo("abcde@google.com");
        assertThat(made.path("status").asText()).isEqualTo("confirmed");
        assertThat(made.path("sequence").asInt()).isZero();
        assertThat(made.at("/organizer/self").asBoolean()).isTrue();
        assertThat(made.at("/reminders/useDefault").asBoolean()).isTrue();
    }

    @Test
    void times_are_shown_in_the_calendars_offset_and_keep_their_zone() {
        var event = timed("ahead");
        event.set("start", Json.object().put("dateTime", "2026-07-01T09:00:00").put("timeZone", "America/New_York"));
        event.set("end", Json.object().put("dateTime", "2026-07-01T14:30:00.000Z"));
        var made = insert(event).body();
        assertThat(made.at("/start/dateTime").asText()).isEqualTo("2026-07-01T15:00:00+02:00");
        assertThat(made.at("/start/timeZone").asText()).isEqualTo("America/New_York");
        assertThat(made.at("/end/dateTime").asText()).isEqualTo("2026-07-01T16:30:00+02:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abcd", "ABCDEF", "wxyz01", "abc_de", "größe1"})
    void an_id_outside_of_base32hex_is_400(String id) {
        assertRefused(insert(timed(id)), 400, "invalid");
    }

    @Test
    void T30_an_id_that_is_taken_is_409_duplicate() {
        insert(timed("taken0"));
        assertRefused(insert(timed("taken0")), 409, "duplicate");
    }

    @Test
    void T31_a_deleted_events_id_stays_taken_and_an_update_revives_it() {
        var made = insert(timed("ghost0")).body();
        assertThat(visitor.delete(events + "/ghost0", token).status()).isEqualTo(204);
        assertRefused(insert(timed("ghost0")), 409, "duplicate");
        assertThat(visitor.get(events + "/ghost0", token).body().path("status").asText())
                .isEqualTo("cancelled");

        var revival = timed("ghost0")
                .put("status", "confirmed")
                .put("sequence", made.path("sequence").asInt());
        var revived = visitor.send("PUT", events + "/ghost0", token, revival);
        assertThat(revived.status()).isEqualTo(200);
        assertThat(revived.body().path("status").asText()).isEqualTo("confirmed");
    }

    @Test
    void T14_a_second_delete_and_a_patch_of_a_deleted_event_are_410_deleted() {
        insert(timed("again0"));
        assertThat(visitor.delete(events + "/again0", token).status()).isEqualTo(204);
        assertRefused(visitor.delete(events + "/again0", token), 410, "deleted");
        assertRefused(
                visitor.send("PATCH", events + "/again0", token, Json.object().put("summary", "x")), 410, "deleted");
        assertRefused(visitor.delete(events + "/never0", token), 404, "notFound");
    }

    @Test
    void T34_every_write_needs_the_newest_etag_when_it_names_one() {
        var etag = insert(timed("etag00")).body().path("etag").asText();
        var first =
                visitor.send("PATCH", events + "/etag00", token, Json.object().put("summary", "1"), "If-Match", etag);
        assertThat(first.status()).isEqualTo(200);
        var second =
                visitor.send("PATCH", events + "/etag00", token, Json.object().put("summary", "2"), "If-Match", etag);
        assertRefused(second, 412, "conditionNotMet");
        assertThat(second.body().at("/error/errors/0/location").asText()).isEqualTo("If-Match");
        assertRefused(visitor.delete(events + "/etag00", token, "If-Match", etag), 412, "conditionNotMet");
        assertThat(visitor.delete(
                                events + "/etag00",
                                token,
                                "If-Match",
                                first.body().path("etag").asText())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void put_clears_what_it_leaves_out_and_patch_keeps_it() {
        insert(timed("clear0").put("location", "Basel").put("colorId", "5"));
        var patched =
                visitor.send("PATCH", events + "/clear0", token, Json.object().put("summary", "New"));
        assertThat(patched.body().path("location").asText()).isEqualTo("Basel");
        var put = visitor.send("PUT", events + "/clear0", token, timed("clear0"));
        assertThat(put.body().has("location")).isFalse();
        assertThat(put.body().has("colorId")).isFalse();
        assertThat(put.body().path("iCalUID").asText()).isEqualTo("clear0@google.com");
    }

    @Test
    void patch_merges_objects_and_removes_by_null() {
        var event = timed("merge0");
        event.putObject("extendedProperties").putObject("private").put("a", "1").put("b", "2");
        insert(event);
        var change = Json.object();
        change.putObject("extendedProperties").putObject("private").putNull("a").put("c", "3");
        var patched = visitor.send("POST", events + "/merge0", token, change, "X-HTTP-Method-Override", "PATCH");
        assertThat(patched.body().at("/extendedProperties/private").toString()).isEqualTo("{\"b\":\"2\",\"c\":\"3\"}");
    }

    @Test
    void a_patch_from_timed_to_all_day_must_null_the_time() {
        insert(timed("fulld0"));
        var change = Json.object();
        change.putObject("start").put("date", "2026-12-01");
        change.putObject("end").put("date", "2026-12-02");
        assertRefused(visitor.send("PATCH", events + "/fulld0", token, change), 400, "invalid");
        change.withObject("/start").putNull("dateTime").putNull("timeZone");
        change.withObject("/end").putNull("dateTime").putNull("timeZone");
        var patched = visitor.send("PATCH", events + "/fulld0", token, change);
        assertThat(patched.body().path("start").toString()).isEqualTo("{\"date\":\"2026-12-01\"}");
        assertThat(patched.body().path("sequence").asInt()).isEqualTo(1);
    }

    @Test
    void a_sequence_below_the_stored_one_is_refused() {
        insert(timed("seq000").put("sequence", 4));
        assertRefused(
                visitor.send("PUT", events + "/seq000", token, timed("seq000").put("sequence", 3)), 400, "invalid");
    }

    @Test
    void T29_an_unknown_zone_and_a_time_without_offset_or_zone_are_400() {
        var event = timed("place0");
        event.withObject("/start").put("timeZone", "W. Europe Standard Time");
        assertRefused(insert(event), 400, "invalid");
        var local = timed("place1");
        local.set("start", Json.object().put("dateTime", "2026-07-01T09:00:00"));
        assertRefused(insert(local), 400, "required");
    }

    @Test
    void a_date_with_a_time_and_an_end_before_the_start_are_400() {
        var mixed = timed("mingl0");
        mixed.set("end", Json.object().put("date", "2026-11-26"));
        assertRefused(insert(mixed), 400, "invalid");
        var backwards = timed("backs0");
        backwards.set("end", Json.object().put("dateTime", "2026-11-25T08:00:00+01:00"));
        assertRefused(insert(backwards), 400, "timeRangeEmpty");
        var empty = timed("nolen0");
        empty.set("start", Json.object().put("date", "2026-11-25"));
        empty.set("end", Json.object().put("date", "2026-11-25"));
        assertRefused(insert(empty), 400, "timeRangeEmpty");
    }

    @Test
    void an_extended_property_has_a_longest_key_and_value() {
        var event = timed("props0");
        event.putObject("extendedProperties").putObject("private").put("k".repeat(45), "v");
        assertRefused(insert(event), 400, "invalid");
        event.putObject("extendedProperties").putObject("private").put("k", "v".repeat(1025));
        assertRefused(insert(event), 400, "invalid");
    }

    @Test
    void a_body_that_is_no_json_is_400_and_an_unknown_calendar_404() {
        assertRefused(visitor.send("POST", events, token, "{\"summary\":"), 400, "parseError");
        assertRefused(
                visitor.send("POST", events.replace("primary", "nobody@x.example"), token, timed("lost00")),
                404,
                "notFound");
    }

    @Test
    void a_missing_or_dead_token_is_401_authError() {
        assertRefused(visitor.get(events, "ya29.unknown"), 401, "authError");
        control.expireTokens(TESS);
        assertRefused(visitor.get(events, token), 401, "authError");
    }

    @Test
    void the_same_calendar_goes_by_its_address_with_a_raw_or_an_encoded_at_sign() {
        insert(timed("atsign"));
        assertThat(visitor.get(events.replace("primary", TESS) + "/atsign", token)
                        .status())
                .isEqualTo(200);
        assertThat(visitor.get(events.replace("primary", TESS.replace("@", "%40")) + "/atsign", token)
                        .status())
                .isEqualTo(200);
    }

    private Reply insert(ObjectNode event) {
        return visitor.send("POST", events, token, event);
    }

    static ObjectNode timed(String id) {
        var event = Json.object().put("id", id).put("summary", "Boiler");
        event.putObject("start").put("dateTime", "2026-11-25T10:00:00+01:00");
        event.putObject("end").put("dateTime", "2026-11-25T11:00:00+01:00");
        return event;
    }

    static void assertRefused(Reply reply, int status, String reason) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body().at("/error/errors/0/reason").asText()).isEqualTo(reason);
        assertThat(reply.body().at("/error/code").asInt()).isEqualTo(status);
    }
}
