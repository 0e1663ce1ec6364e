package io.syncline.local.providers.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.CalendarQuirks;
import io.syncline.local.providers.calendar.SyncStateDialect;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.http.Routes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Series over the control API, and what a calendar does beyond the usual. */
final class ControlSeries {

    private static final String CALENDAR = "/_sim/{provider}/accounts/{email}/calendars/{calendarId}";
    private static final String EVENT = CALENDAR + "/events/{id}";

    private final SimulatorControl control;

    ControlSeries(SimulatorControl control) {
        this.control = control;
    }

    void addTo(Routes routes) {
        routes.on("GET", CALENDAR + "/series", this::all)
                .on("GET", CALENDAR + "/series/{id}", this::one)
                .on("GET", CALENDAR + "/occurrences", this::occurrences)
                .on("PATCH", EVENT + "/occurrences/{date}", this::edit)
                .on("DELETE", EVENT + "/occurrences/{date}", this::cancel)
                .on("POST", EVENT + "/occurrences/{date}/restore", this::restore)
                .on("POST", EVENT + "/split", this::split)
                .on("PUT", EVENT + "/recurrence", this::changeRule)
                .on("POST", EVENT + "/move", this::move)
                .on("POST", CALENDAR + "/raw", this::seed)
                .on("POST", CALENDAR + "/quirks", this::quirks)
                .on("DELETE", CALENDAR + "/quirks", this::clearQuirks);
    }

    private Answer all(Request request) {
        var json = Json.object();
        var list = json.putArray("series");
        control.series(provider(request), email(request), calendar(request))
                .forEach(series -> list.add(UserEventJson.of(series)));
        return Answer.json(200, json);
    }

    private Answer one(Request request) {
        return Answer.json(
                200,
                UserEventJson.of(
                        control.series(provider(request), email(request), calendar(request), request.place("id"))));
    }

    private Answer occurrences(Request request) {
        var json = Json.object();
        var list = json.putArray("occurrences");
        control.occurrences(
                        provider(request),
                        email(request),
                        calendar(request),
                        instant(request, "from"),
                        instant(request, "to"))
                .forEach(event -> list.add(UserEventJson.of(event)));
        return Answer.json(200, json);
    }

    private Answer edit(Request request) {
        return shown(control.editOccurrence(
                provider(request),
                email(request),
                calendar(request),
                request.place("id"),
                date(request.place("date")),
                merging(request, ControlHost.body(request))));
    }

    private Answer cancel(Request request) {
        control.cancelOccurrence(
                provider(request), email(request), calendar(request), request.place("id"), date(request.place("date")));
        return Answer.empty(204);
    }

    private Answer restore(Request request) {
        control.restoreOccurrence(
                provider(request), email(request), calendar(request), request.place("id"), date(request.place("date")));
        return Answer.empty(204);
    }

    private Answer split(Request request) {
        var json = ControlHost.body(request);
        var changes = json.path("event") instanceof ObjectNode event ? event : Json.object();
        return shown(control.splitSeries(
                provider(request),
                email(request),
                calendar(request),
                request.place("id"),
                date(ControlHost.needed(json, "from")),
                merging(request, changes)));
    }

    private Answer changeRule(Request request) {
        var lines = ControlHost.body(request).path("recurrence").valueStream().map(JsonNode::asText);
        return shown(control.changeRule(
                provider(request),
                email(request),
                calendar(request),
                request.place("id"),
                lines.toArray(String[]::new)));
    }

    private Answer move(Request request) {
        return shown(control.moveToCalendar(
                provider(request),
                email(request),
                calendar(request),
                request.place("id"),
                ControlHost.needed(ControlHost.body(request), "calendar")));
    }

    private Answer seed(Request request) {
        var id = control.seedRaw(provider(request), email(request), calendar(request), ControlHost.body(request));
        return Answer.json(201, Json.object().put("id", id));
    }

    private Answer quirks(Request request) {
        var json = ControlHost.body(request);
        var quirks = control.quirks(provider(request), email(request), calendar(request));
        json.properties().forEach(field -> set(quirks, field.getKey(), field.getValue()));
        return Answer.empty(204);
    }

    private Answer clearQuirks(Request request) {
        control.quirks(provider(request), email(request), calendar(request)).clear();
        return Answer.empty(204);
    }

    private static void set(CalendarQuirks quirks, String name, JsonNode value) {
        switch (name) {
            case "bumpAfterCreate" -> quirks.bumpAfterCreate(value.asInt());
            case "conflictOnWrite" ->
                quirks.conflictOnWrite(
                        value.path("times").asInt(1),
                        constant(
                                CalendarQuirks.WriteConflict.values(),
                                value.path("how").asText("STALE_412")));
            case "syncStateDialect" -> quirks.syncStateDialect(constant(SyncStateDialect.values(), value.asText()));
            case "emptyPages" -> quirks.emptyPages(value.asBoolean());
            case "duplicates" -> quirks.duplicates(value.asBoolean());
            case "outOfOrder" -> quirks.outOfOrder(value.asBoolean());
            case "masters" -> quirks.masters(constant(CalendarQuirks.MasterPlacement.values(), value.asText()));
            case "cancelledKeepDetails" -> quirks.cancelledKeepDetails(value.asBoolean());
            default -> throw new IllegalArgumentException("A calendar has no quirk named '" + name + "'.");
        }
    }

    private static <E extends Enum<E>> E constant(E[] all, String word) {
        return Arrays.stream(all)
                .filter(one -> one.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is none of " + List.of(all) + "."));
    }

    private UnaryOperator<UserEvent> merging(Request request, ObjectNode changes) {
        var zone = control.account(provider(request), email(request)).zone();
        return event -> UserEventJson.merged(event, changes, zone);
    }

    private static Answer shown(UserEvent event) {
        return Answer.json(200, UserEventJson.of(event));
    }

    private static Provider provider(Request request) {
        return Provider.of(request.place("provider"));
    }

    private static String email(Request request) {
        return request.place("email");
    }

    private static String calendar(Request request) {
        return request.place("calendarId");
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException("'" + text + "' is no date.", malformed);
        }
    }

    private static Instant instant(Request request, String name) {
        var text = request.query().first(name).orElse("");
        try {
            return Instant.parse(text);
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException("The parameter " + name + " is no instant.", malformed);
        }
    }
}
