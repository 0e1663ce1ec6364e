package io.syncline.local.providers.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.Visitor;
import io.syncline.local.providers.Visitor.Reply;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.http.Json;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The control API over HTTP. */
class ControlApiTest extends Simulated {

    @Test
    void the_demo_people_are_there_with_their_calendars() {
        var accounts = call("GET", "/accounts", Json.object()).body().path("accounts");
        assertThat(accounts.valueStream().map(account -> account.path("email").asText()))
                .containsExactly(TESS, "tom@fieldworks.example", DANA, "ada@fieldworks.example");
        assertThat(accounts.at("/0/calendars/1/name").asText()).isEqualTo("Jobs");
        assertThat(control.events(Provider.GOOGLE, TESS, "primary")).anyMatch(event -> event.isPrivate());
        assertThat(control.events(Provider.GOOGLE, TESS, "Holidays")).hasSize(10);
    }

    @ParameterizedTest
    @CsvSource({"google, " + TESS, "microsoft, " + DANA})
    void an_event_is_created_changed_in_part_and_deleted_as_by_its_owner(String provider, String email) {
        var events = "/" + provider + "/accounts/" + email + "/calendars/primary/events";
        var made = call(
                "POST",
                events,
                Json.object()
                        .put("title", "Picnic")
                        .put("start", "2026-11-28T12:00")
                        .put("end", "2026-11-28T14:00"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().path("timeZone").asText()).isEqualTo("Europe/Zurich");
        var id = Visitor.encoded(made.body().path("id").asText());
        var changed = call(
                "PATCH",
                events + "/" + id,
                Json.object()
                        .put("location", "Park")
                        .put("availability", "free")
                        .put("private", true));
        assertThat(changed.body().path("title").asText()).isEqualTo("Picnic");
        assertThat(changed.body().path("location").asText()).isEqualTo("Park");
        assertThat(changed.body().path("availability").asText()).isEqualTo("free");
        assertThat(changed.body().path("private").asBoolean()).isTrue();
        var allDay = call(
                "PATCH",
                events + "/" + id,
                Json.object().put("allDay", true).put("start", "2026-11-28").put("end", "2026-11-29"));
        assertThat(allDay.body().path("start").asText()).isEqualTo("2026-11-28");
        assertThat(call("DELETE", events + "/" + id, Json.object()).status()).isEqualTo(204);
        assertThat(call("GET", events + "/" + id, Json.object()).status()).isEqualTo(404);
        assertThat(call("GET", events + "?deleted=true", Json.object()).body().path("events"))
                .hasSize(1);
    }

    @Test
    void an_update_that_changes_nothing_leaves_the_version_alone() {
        var event = control.events(Provider.MICROSOFT, DANA, "primary").getFirst();
        var before = control.resource(Provider.MICROSOFT, DANA, "primary", event.id())
                .orElseThrow();
        control.update(Provider.MICROSOFT, DANA, "primary", event.id(), same -> same);
        assertThat(control.resource(Provider.MICROSOFT, DANA, "primary", event.id()))
                .contains(before);
    }

    @Test
    void many_edits_go_in_one_call_and_each_stands_for_itself() {
        var body = Json.object();
        var edits = body.putArray("edits");
        edits.addObject()
                .put("op", "create")
                .set("event", Json.object().put("title", "A").put("start", "2026-11-28"));
        edits.addObject().put("op", "delete").put("id", "unknown");
        edits.addObject().put("op", "create").set("event", Json.object().put("title", "B"));
        edits.addObject()
                .put("op", "create")
                .set("event", Json.object().put("title", "C").put("start", "2026-11-28T09:00:00+01:00"));
        var results = call("POST", "/google/accounts/" + TESS + "/calendars/Jobs/bulk", body)
                .body()
                .path("results");
        assertThat(results.at("/0/allDay").asBoolean()).isTrue();
        assertThat(results.at("/1/error").asText()).contains("unknown");
        assertThat(results.at("/2/error").asText()).contains("start");
        assertThat(results.at("/3/start").asText()).isEqualTo("2026-11-28T09:00");
        assertThat(control.events(Provider.GOOGLE, TESS, "Jobs")).hasSize(2);
    }

    @Test
    void time_moves_on_demand() {
        call("POST", "/clock/advance", Json.object().put("seconds", 90));
        assertThat(control.now()).isEqualTo(NOW.plus(Duration.ofSeconds(90)));
        assertThat(call("POST", "/clock/advance", Json.object().put("seconds", -1))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void tokens_grants_and_sync_state_end_on_demand() {
        var token = token(Provider.GOOGLE, TESS);
        assertThat(call("POST", "/tokens/expire", Json.object().put("email", TESS))
                        .body()
                        .path("expired")
                        .asInt())
                .isEqualTo(1);
        assertThat(visitor.get(simulators.endpoints().googleUserinfo(), token).status())
                .isEqualTo(401);
        var who = Json.object().put("provider", "google").put("email", TESS);
        assertThat(call("POST", "/grants/revoke", who).status()).isEqualTo(204);
        assertThat(call("POST", "/sync-state/expire", who).status()).isEqualTo(204);
    }

    @Test
    void every_secret_ever_issued_is_listed() {
        var tokens = visitor.connect(Provider.GOOGLE, TESS);
        var listed = call("GET", "/issued-tokens", Json.object()).body().path("tokens");
        assertThat(listed.valueStream().map(one -> one.path("value").asText()))
                .contains(
                        tokens.path("access_token").asText(),
                        tokens.path("refresh_token").asText(),
                        tokens.path("id_token").asText());
        assertThat(listed.valueStream().map(one -> one.path("kind").asText())).contains("code");
    }

    @Test
    void the_ledger_can_be_filtered_counted_and_cleared() {
        var token = token(Provider.GOOGLE, TESS);
        call("DELETE", "/requests", Json.object());
        visitor.get(simulators.endpoints().googleCalendar() + "/calendar/v3/users/me/calendarList", token);
        var ledger = call("GET", "/requests?kind=read&account=" + TESS, Json.object())
                .body();
        assertThat(ledger.at("/counts/reads").asInt()).isEqualTo(1);
        assertThat(ledger.at("/counts/writes").asInt()).isZero();
        assertThat(ledger.at("/requests/0/path").asText()).isEqualTo("/calendar/v3/users/me/calendarList");
        assertThat(ledger.at("/requests/0/status").asInt()).isEqualTo(200);
        assertThat(call("GET", "/requests?status=404", Json.object())
                        .body()
                        .path("total")
                        .asInt())
                .isZero();
    }

    @Test
    void an_ics_text_is_loaded_and_a_bad_one_is_400() {
        var ics = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261125T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        var body = Json.object().put("provider", "google").put("email", TESS).put("calendar", "Jobs");
        assertThat(call("POST", "/ics", body.put("content", ics))
                        .body()
                        .path("loaded")
                        .asInt())
                .isEqualTo(1);
        var bad = call("POST", "/ics", body.put("content", "nothing"));
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.body().path("error").asText()).contains("line 1");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /accounts, {}, 400",
        "POST, /accounts, '{\"provider\":\"yahoo\",\"email\":\"a@b.example\"}', 400",
        "POST, /accounts, '{\"provider\":\"google\",\"email\":\"nobody\"}', 400",
        "POST, /accounts, '{\"provider\":\"google\",\"email\":\"a@b.example\",\"timeZone\":\"Mars\"}', 400",
        "POST, /latency, '{\"millis\":-5}', 400",
        "POST, /settings, '{\"rotationPolicy\":\"SOMETIMES\"}', 400",
        "POST, /faults, '{\"path\":\"(\"}', 400",
        "POST, /faults, 'no json', 400",
        "GET, /google/accounts/nobody@x.example/calendars/primary/events, {}, 404",
        "GET, /nothing, {}, 404"
    })
    void bad_input_gets_one_sentence(String method, String path, String body, int status) {
        var reply = visitor.send(method, simulators.endpoints().control() + "/_sim" + path, "", body);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body().path("error").asText()).isNotBlank();
    }

    private Reply call(String method, String path, ObjectNode body) {
        return visitor.send(method, simulators.endpoints().control() + "/_sim" + path, "", body);
    }
}
