package io.syncline.api;

import io.syncline.authorisation.Disconnect;
import io.syncline.aws.http.HttpRequest;
import io.syncline.aws.http.HttpResponse;
import io.syncline.aws.http.Problem;
import io.syncline.aws.http.ProblemType;
import io.syncline.aws.http.Refusal;
import io.syncline.aws.http.Routes.Responder;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.ChooseCalendar;
import io.syncline.calendar.ChooseCalendar.Choice;
import io.syncline.calendar.ListCalendars;
import io.syncline.calendar.ListCalendars.Calendars;
import io.syncline.calendar.RemoteCalendarEntry;
import io.syncline.calendar.SyncNow;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.ListConnections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Connections and their calendars. */
record ConnectionRoutes(
        ListConnections listConnections,
        Disconnect disconnect,
        ListCalendars listCalendars,
        ChooseCalendar chooseCalendar,
        SyncNow syncNow) {

    Map<String, Responder> routes() {
        return Map.of(
                "GET /v1/connections", this::list,
                "DELETE /v1/connections/{connectionId}", this::delete,
                "POST /v1/connections/{connectionId}/sync", this::sync,
                "GET /v1/connections/{connectionId}/calendars", this::calendars,
                "PUT /v1/connections/{connectionId}/calendars/{calendarId}", this::choose);
    }

    record ConnectionsForm(List<ConnectionForm> connections) {}

    record CalendarsForm(List<CalendarForm> calendars) {}

    record ChoiceForm(@Nullable Boolean chosen) {}

    record SyncForm(int calendars) {}

    private HttpResponse list(HttpRequest request) {
        return HttpResponse.json(
                200,
                new ConnectionsForm(listConnections.run(request.caller()).stream()
                        .map(ConnectionForm::of)
                        .toList()));
    }

    private HttpResponse delete(HttpRequest request) {
        return switch (disconnect.run(request.caller(), connection(request))) {
            case DISCONNECTED -> HttpResponse.noContent();
            case NOT_FOUND -> noConnection();
            case BUSY -> busy();
        };
    }

    private HttpResponse sync(HttpRequest request) {
        OptionalInt calendars = syncNow.run(request.caller(), connection(request));
        return calendars.isPresent() ? HttpResponse.json(202, new SyncForm(calendars.getAsInt())) : noConnection();
    }

    private HttpResponse calendars(HttpRequest request) {
        return switch (listCalendars.run(request.caller(), connection(request))) {
            case Calendars.Found found ->
                HttpResponse.json(
                        200,
                        new CalendarsForm(found.calendars().stream()
                                .map(entry -> CalendarForm.of(entry, found.isChosen(entry)))
                                .toList()));
            case Calendars.NotFound _ -> noConnection();
            case Calendars.Reconnect(String reason) -> problem(ProblemType.RECONNECT, reason);
            case Calendars.Unavailable(String reason) -> problem(ProblemType.PROVIDER_UNAVAILABLE, reason);
        };
    }

    private HttpResponse choose(HttpRequest request) {
        Boolean chosen = request.json(ChoiceForm.class).chosen();
        if (chosen == null) {
            throw Refusal.invalid("chosen", "Say with 'chosen' whether the calendar shall carry jobs: true or false.");
        }
        CalendarId calendar = request.path("calendarId", CalendarId::new);
        Choice choice = chooseCalendar.run(request.caller(), connection(request), calendar, chosen);
        return switch (choice) {
            case Choice.Done(RemoteCalendarEntry entry, boolean isChosen) ->
                HttpResponse.json(200, CalendarForm.of(entry, isChosen));
            case Choice.NotFound _ ->
                problem(
                        ProblemType.NOT_FOUND,
                        "There is no such calendar in this account; list its calendars to see which there are.");
            case Choice.ReadOnly(String name) ->
                problem(
                        ProblemType.CALENDAR_READ_ONLY,
                        "'" + name + "' can only be read with this account; choose a calendar that it may write.");
            case Choice.Reconnect(String reason) -> problem(ProblemType.RECONNECT, reason);
            case Choice.Unavailable(String reason) -> problem(ProblemType.PROVIDER_UNAVAILABLE, reason);
            case Choice.Busy _ -> busy();
        };
    }

    private static ConnectionId connection(HttpRequest request) {
        return request.path("connectionId", ConnectionId::new);
    }

    private static HttpResponse noConnection() {
        return problem(
                ProblemType.NOT_FOUND,
                "There is no such connection, or it is not yours; list the connections to see which there are.");
    }

    private static HttpResponse busy() {
        return problem(ProblemType.CHANGED_MEANWHILE, "Somebody else changed it at the same time; try again.");
    }

    private static HttpResponse problem(ProblemType type, String detail) {
        return HttpResponse.problem(Problem.of(type, detail));
    }
}
