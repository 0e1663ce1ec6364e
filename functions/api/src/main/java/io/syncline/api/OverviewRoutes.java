package io.syncline.api;

import io.syncline.aws.http.HttpRequest;
import io.syncline.aws.http.HttpResponse;
import io.syncline.aws.http.Routes.Responder;
import io.syncline.calendar.ListEvents;
import io.syncline.calendar.ReportSync;
import io.syncline.identity.Caller;
import java.util.List;
import java.util.Map;

/** What happens when, and how the calendars stand. */
record OverviewRoutes(ListEvents listEvents, ReportSync reportSync) {

    Map<String, Responder> routes() {
        return Map.of("GET /v1/events", this::events, "GET /v1/sync", this::sync);
    }

    record EventsForm(List<EventForm> events) {}

    record SyncForm(List<CalendarSyncForm> calendars) {}

    private HttpResponse events(HttpRequest request) {
        Caller caller = request.caller();
        return HttpResponse.json(
                200,
                new EventsForm(listEvents.run(caller, Span.of(request, Span.TWO_MONTHS)).stream()
                        .map(EventForm::of)
                        .toList()));
    }

    private HttpResponse sync(HttpRequest request) {
        return HttpResponse.json(
                200,
                new SyncForm(reportSync.run(request.caller()).stream()
                        .map(CalendarSyncForm::of)
                        .toList()));
    }
}
