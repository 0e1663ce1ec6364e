package io.syncline.local.providers.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.local.providers.SimulatedInProcess;
import io.syncline.local.providers.http.Json;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whether a client behaved. */
class LedgerChecksTest extends SimulatedInProcess {

    private final String google = googleToken(TESS);
    private final String microsoft = microsoftToken(DANA);

    @Test
    void requests_in_a_minute_are_counted_by_the_simulators_clock() {
        for (int call = 0; call < 3; call++) {
            get("google-calendar", CALENDAR, google);
            control.advanceClock(Duration.ofSeconds(25));
        }
        control.advanceClock(Duration.ofMinutes(5));
        get("google-calendar", CALENDAR, googleToken(TESS));
        assertThat(checks().mostInAMinute("google-calendar", TESS)).isEqualTo(3);
        assertThat(checks().mostInAMinute("google-calendar", "tom@fieldworks.example"))
                .isZero();
    }

    @Test
    void a_change_without_if_match_is_found() {
        var event = json(google("POST", CALENDAR, google, googleEvent("Mine")));
        var path = CALENDAR + "/" + event.path("id").asText();
        google(
                "PATCH",
                path,
                google,
                Json.object(),
                "If-Match",
                event.path("etag").asText());
        assertThat(checks().writesWithoutIfMatch()).isEmpty();
        google("DELETE", path, google, Json.object());
        assertThat(checks().writesWithoutIfMatch()).hasSize(1);
    }

    @Test
    void a_request_for_mutable_ids_is_found_inside_batches_too() {
        send("graph", "GET", EVENTS, microsoft, "", "Prefer", "IdType=\"ImmutableId\"");
        assertThat(checks().withoutImmutableIds()).isEmpty();
        var batch = Json.object();
        batch.putArray("requests")
                .addObject()
                .put("id", "1")
                .put("method", "GET")
                .put("url", "/me/events");
        graph("POST", "/v1.0/$batch", microsoft, batch);
        get("graph", EVENTS, microsoft);
        assertThat(checks().withoutImmutableIds()).hasSize(2);
    }

    @Test
    void a_write_that_mails_people_is_found() {
        google("POST", CALENDAR + "?sendUpdates=none", google, googleEvent("Quiet"));
        google("POST", CALENDAR, google, googleEvent("Quiet, too"));
        assertThat(checks().mailing()).isEmpty();
        google("POST", CALENDAR + "?sendUpdates=all", google, googleEvent("Loud"));
        google("POST", CALENDAR + "?sendNotifications=true", google, googleEvent("Loud, too"));
        assertThat(checks().mailing()).hasSize(2);
    }

    @Test
    void a_write_with_attendees_is_found() {
        var event = Json.object();
        event.setAll((com.fasterxml.jackson.databind.node.ObjectNode) graphEvent("With nobody"));
        event.putArray("attendees");
        graph("POST", EVENTS, microsoft, event);
        assertThat(checks().withAttendees()).isEmpty();
        event.withArray("attendees").addObject().putObject("emailAddress").put("address", "guest@elsewhere.example");
        graph("POST", EVENTS, microsoft, event);
        assertThat(checks().withAttendees()).hasSize(1);
    }

    @Test
    void the_checks_are_shown_over_http() {
        get("graph", EVENTS, microsoft);
        var shown = json(get("simulator-control", "/_sim/requests/checks", ""));
        assertThat(shown.at("/withoutImmutableIds/total").asInt()).isEqualTo(1);
        assertThat(shown.path("mostAtOnce").path("graph " + DANA).asInt()).isEqualTo(1);
    }

    private LedgerChecks checks() {
        return control.requests().checks();
    }
}
