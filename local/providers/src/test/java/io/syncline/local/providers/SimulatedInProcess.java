package io.syncline.local.providers;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.control.SimulatorControl;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.HeaderLines;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.push.NoticePost;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;

/** Simulators in this process, on a Sunday noon in November 2026, empty, with a seed. */
public abstract class SimulatedInProcess {

    protected static final String TESS = "tess@fieldworks.example";
    protected static final String DANA = "dana@fieldworks.example";
    protected static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    protected static final String CALENDAR = "/calendar/v3/calendars/primary/events";
    protected static final String EVENTS = "/v1.0/me/events";
    private static final List<String> GOOGLE_SCOPES = List.of("https://www.googleapis.com/auth/calendar");
    private static final List<String> MICROSOFT_SCOPES = List.of("User.Read", "Calendars.ReadWrite");

    /** The endpoint of the notices; it agrees unless a test changes it. */
    protected NoticePost endpoint = NoticePost.agreeing();

    protected final ProviderSimulators simulators = simulators();
    protected final SimulatorControl control = simulators.control();

    /** Fresh ones with the same clock and seed. */
    protected final ProviderSimulators simulators() {
        return ProviderSimulators.inProcess(
                SimulatorSettings.defaults()
                        .withoutDemoData()
                        .withNoticePost((url, headers, body, patience) -> endpoint.post(url, headers, body, patience)),
                InstantSource.fixed(NOW),
                new Random(7));
    }

    protected final String googleToken(String email) {
        return control.handOut(Provider.GOOGLE, email, simulators.googleClient(), GOOGLE_SCOPES)
                .accessToken();
    }

    protected final String microsoftToken(String email) {
        return control.handOut(Provider.MICROSOFT, email, simulators.microsoftClient(), MICROSOFT_SCOPES)
                .accessToken();
    }

    protected final Answer google(String method, String path, String token, JsonNode body, String... headers) {
        return send("google-calendar", method, path, token, body.toString(), headers);
    }

    protected final Answer graph(String method, String path, String token, JsonNode body, String... headers) {
        return send("graph", method, path, token, body.toString(), headers);
    }

    protected final Answer get(String part, String path, String token) {
        return send(part, "GET", path, token, "");
    }

    protected final Answer send(String part, String method, String path, String token, String body, String... headers) {
        var lines = new HeaderLines().add("Authorization", "Bearer " + token);
        for (int at = 0; at < headers.length; at += 2) {
            lines.add(headers[at], headers[at + 1]);
        }
        lines.orElse("Content-Type", new HeaderLines().add("Content-Type", "application/json"));
        return simulators.exchange().send(part, method, path, lines, body.getBytes(StandardCharsets.UTF_8));
    }

    protected static JsonNode json(Answer answer) {
        return answer.json().orElseGet(Json::object);
    }

    /** The first reason or the code of an error, whichever provider it is from. */
    protected static String reason(Answer answer) {
        var error = json(answer).path("error");
        return error.at("/errors/0/reason").asText(error.path("code").asText());
    }

    protected static JsonNode googleEvent(String title) {
        var event = Json.object().put("summary", title);
        event.putObject("start").put("dateTime", "2026-11-25T10:00:00Z");
        event.putObject("end").put("dateTime", "2026-11-25T11:00:00Z");
        return event;
    }

    protected static JsonNode graphEvent(String title) {
        var event = Json.object().put("subject", title);
        event.putObject("start").put("dateTime", "2026-11-25T10:00:00").put("timeZone", "UTC");
        event.putObject("end").put("dateTime", "2026-11-25T11:00:00").put("timeZone", "UTC");
        return event;
    }

    /** Something that a person puts into the calendar by hand. */
    protected static UserEvent byHand(String title) {
        var start = LocalDateTime.parse("2026-11-25T10:00:00");
        return new UserEvent(
                "",
                title,
                "",
                "",
                new UserEvent.When.Timed(start, start.plusHours(1), ZoneId.of("Europe/Zurich")),
                UserEvent.Availability.BUSY,
                false,
                UserEvent.Status.CONFIRMED);
    }

    protected static NoticePost answering(int status) {
        return (url, headers, body, patience) -> NoticePost.Receipt.of(status);
    }
}
