package io.syncline.api;

import io.syncline.aws.http.HttpRequest;
import io.syncline.aws.http.HttpResponse;
import io.syncline.aws.http.Routes.Responder;
import io.syncline.calendar.ExplainItem;
import io.syncline.calendar.ItemId;
import io.syncline.calendar.ListEvents;
import io.syncline.calendar.ReportSync;
import io.syncline.identity.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happens when, why, and how the calendars stand. */
record OverviewRoutes(ListEvents listEvents, ReportSync reportSync, ExplainItem explainItem, Refusals refusals) {

    Map<String, Responder> routes() {
        return Map.of(
                "GET /v1/events", this::events,
                "GET /v1/sync", this::sync,
                "GET /v1/items/{itemId}/explanation", this::explain);
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

    private HttpResponse explain(HttpRequest request) {
        return request.path("itemId", OverviewRoutes::id)
                .flatMap(item -> explainItem.run(request.caller(), item))
                .map(explained -> HttpResponse.json(200, ExplanationForm.of(explained)))
                .orElseGet(() -> refusals.nothing(
                        request,
                        "There is no such job or event, or it is not yours to see; take its id from the week."));
    }

    /** What is no id names nothing. */
    private static Optional<ItemId> id(String text) {
        try {
            return Optional.of(ItemId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
