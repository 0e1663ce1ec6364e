package io.syncline.api;

import io.syncline.aws.http.HttpRequest;
import io.syncline.aws.http.HttpResponse;
import io.syncline.aws.http.ProblemType;
import io.syncline.aws.http.Refusal;
import io.syncline.aws.http.Routes.Responder;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.ChooseCalendar;
import io.syncline.calendar.ChooseCalendar.Choice;
import io.syncline.calendar.FindCalendar;
import io.syncline.calendar.ListCalendars;
import io.syncline.calendar.ListCalendars.Calendars;
import io.syncline.calendar.RemoteCalendarEntry;
import io.syncline.calendar.SyncNow;
import io.syncline.connection.Service;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The calendars of connected accounts. */
record CalendarRoutes(
        ListCalendars listCalendars,
        ChooseCalendar chooseCalendar,
        FindCalendar findCalendar,
        SyncNow syncNow,
        Refusals refusals) {

    Map<String, Responder> routes() {
        return Map.of(
                "POST /v1/connections/{connectionId}/sync", this::sync,
                "GET /v1/connections/{connectionId}/calendars", this::list,
                "PUT /v1/connections/{connectionId}/calendars/{calendarId}", this::choose);
    }

    record CalendarsForm(List<CalendarForm> calendars) {}

    record ChoiceForm(@Nullable Boolean chosen) {}

    record SyncForm(int calendars) {}

    private HttpResponse sync(HttpRequest request) {
        OptionalInt calendars = syncNow.run(request.caller(), Refusals.id(request));
        return calendars.isPresent()
                ? HttpResponse.json(202, new SyncForm(calendars.getAsInt()))
                : refusals.noConnection(request);
    }

    private HttpResponse list(HttpRequest request) {
        return switch (listCalendars.run(request.caller(), Refusals.id(request))) {
            case Calendars.Found found ->
                HttpResponse.json(
                        200,
                        new CalendarsForm(found.calendars().stream()
                                .map(entry -> CalendarForm.of(
                                        entry,
                                        found.isChosen(entry),
                                        found.connection().may(Service.CALENDAR)))
                                .toList()));
            case Calendars.NotFound _ -> refusals.noConnection(request);
            case Calendars.NotPermitted(String reason) -> Refusals.problem(ProblemType.NOT_PERMITTED, reason);
            case Calendars.Reconnect(String reason) -> Refusals.problem(ProblemType.RECONNECT, reason);
            case Calendars.Unavailable(String reason) -> Refusals.problem(ProblemType.PROVIDER_UNAVAILABLE, reason);
        };
    }

    private HttpResponse choose(HttpRequest request) {
        Boolean chosen = request.json(ChoiceForm.class).chosen();
        if (chosen == null) {
            throw Refusal.invalid("chosen", "Say with 'chosen' whether the calendar shall carry jobs: true or false.");
        }
        CalendarId calendar = request.path("calendarId", CalendarId::new);
        return answer(request, chooseCalendar.run(request.caller(), Refusals.id(request), calendar, chosen));
    }

    private boolean mayWrite(HttpRequest request) {
        return findCalendar
                .run(request.caller(), Refusals.id(request))
                .filter(connection -> connection.may(Service.CALENDAR))
                .isPresent();
    }

    private HttpResponse answer(HttpRequest request, Choice choice) {
        return switch (choice) {
            case Choice.Done(RemoteCalendarEntry entry, boolean isChosen) ->
                HttpResponse.json(200, CalendarForm.of(entry, isChosen, mayWrite(request)));
            case Choice.NoConnection _ -> refusals.noConnection(request);
            case Choice.NotFound _ ->
                Refusals.problem(
                        ProblemType.NOT_FOUND,
                        "There is no such calendar in this account; list its calendars to see which there are.");
            case Choice.ReadOnly(String name) ->
                Refusals.problem(
                        ProblemType.CALENDAR_READ_ONLY,
                        "'" + name + "' can only be read with this account; choose a calendar that it may write.");
            case Choice.NotPermitted(String reason) -> Refusals.problem(ProblemType.NOT_PERMITTED, reason);
            case Choice.Reconnect(String reason) -> Refusals.problem(ProblemType.RECONNECT, reason);
            case Choice.Unavailable(String reason) -> Refusals.problem(ProblemType.PROVIDER_UNAVAILABLE, reason);
            case Choice.Busy _ -> Refusals.busy();
        };
    }
}
