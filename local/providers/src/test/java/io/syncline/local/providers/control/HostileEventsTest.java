package io.syncline.local.providers.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.Visitor;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.http.Json;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events that make no sense are stored and shown as they are, and hurt nothing else. */
class HostileEventsTest extends Simulated {

    private static final String WINDOW = "?startDateTime=2026-11-01T00:00:00Z&endDateTime=2027-11-01T00:00:00Z";

    static Stream<ObjectNode> hostile() {
        return Stream.of(
                Json.object().put("summary", "\u0000\u0007\u202e").put("subject", "\u0000\u0007\u202e"),
                Json.object().put("description", "<b>x</b>".repeat(131_072)),
                guests(),
                times("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z", "Europe/Zurich"),
                times("+999999999-12-31T23:59:59Z", "x", "Europe/Zurich"),
                times("2026-11-25T10:00:00Z", "2026-11-24T10:00:00Z", "Europe/Zurich"),
                times("2026-11-25T10:00:00Z", "2026-11-25T11:00:00Z", "Mars/Olympus"),
                times("2026-11-25T10:00:00", "2026-11-25T11:00:00", "tzone://Microsoft/Custom"),
                recurring("RRULE:FREQ=SECONDLY"),
                recurring("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
                recurring("RRULE:FREQ=;;;"),
                recurring("RRULE:FREQ=DAILY;INTERVAL=2147483647"),
                Json.object().put("id", "loop").put("recurringEventId", "loop").put("seriesMasterId", "loop"),
                Json.object().put("start", 7).put("recurrence", "x").put("body", "y"));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void F25_google_shows_a_hostile_event_as_it_is_and_everything_else_beside_it(ObjectNode event) {
        var id = control.seedRaw(Provider.GOOGLE, TESS, "Jobs", event);
        var jobs = control.account(Provider.GOOGLE, TESS).calendars().get(1).id();
        var events = simulators.endpoints().googleCalendar() + "/calendar/v3/calendars/" + jobs + "/events";
        var token = token(Provider.GOOGLE, TESS);
        var seen = visitor.get(events + "/" + id, token).body();
        event.properties().stream()
                .filter(field -> !field.getKey().equals("id"))
                .forEach(field -> assertThat(seen.get(field.getKey())).isEqualTo(field.getValue()));
        for (var query : new String[] {
            "", "?singleEvents=true&timeMin=2026-11-01T00:00:00Z&timeMax=2027-11-01T00:00:00Z", "?timeZone=UTC"
        }) {
            assertThat(visitor.get(events + query, token).status()).isEqualTo(200);
        }
        assertThat(control.events(Provider.GOOGLE, TESS, "Jobs")).hasSizeLessThanOrEqualTo(1);
        assertThat(control.occurrences(Provider.GOOGLE, TESS, "Jobs", NOW, NOW.plus(Duration.ofDays(365))))
                .hasSizeLessThan(2_001);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void F25_microsoft_shows_a_hostile_event_as_it_is_and_everything_else_beside_it(ObjectNode event) {
        var id = control.seedRaw(Provider.MICROSOFT, DANA, "Jobs", event);
        var jobs = control.account(Provider.MICROSOFT, DANA).calendars().get(1).id();
        var calendar = simulators.endpoints().graphRoot() + "/me/calendars/" + Visitor.encoded(jobs);
        var token = token(Provider.MICROSOFT, DANA);
        var seen = visitor.get(calendar + "/events/" + id, token).body();
        event.properties().stream()
                .filter(field -> !field.getKey().equals("id"))
                .forEach(field -> assertThat(seen.get(field.getKey())).isEqualTo(field.getValue()));
        for (var path : new String[] {"/events", "/calendarView" + WINDOW, "/calendarView/delta" + WINDOW}) {
            assertThat(visitor.get(calendar + path, token).status()).isEqualTo(200);
        }
        assertThat(control.events(Provider.MICROSOFT, DANA, "Jobs")).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void a_series_without_end_that_was_seeded_is_unrolled_in_the_window_only() {
        control.seedRaw(Provider.GOOGLE, TESS, "Jobs", recurring("RRULE:FREQ=HOURLY"));
        assertThat(control.occurrences(Provider.GOOGLE, TESS, "Jobs", NOW, NOW.plus(Duration.ofDays(10))))
                .hasSize(170);
    }

    private static ObjectNode guests() {
        var event = times("2026-11-25T10:00:00Z", "2026-11-25T11:00:00Z", "Europe/Zurich");
        for (int number = 0; number < 500; number++) {
            event.withArray("/attendees").addObject().put("email", "guest" + number + "@x.example");
        }
        return event;
    }

    private static ObjectNode recurring(String line) {
        var event = times("2026-11-25T10:00:00Z", "2026-11-25T11:00:00Z", "Europe/Zurich");
        event.putArray("recurrence").add(line);
        return event;
    }

    private static ObjectNode times(String start, String end, String zone) {
        var event = Json.object();
        event.putObject("start").put("dateTime", start).put("timeZone", zone);
        event.putObject("end").put("dateTime", end).put("timeZone", zone);
        return event;
    }
}
