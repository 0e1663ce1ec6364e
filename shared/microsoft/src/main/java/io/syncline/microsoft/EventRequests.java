package io.syncline.microsoft;

import com.microsoft.graph.models.Event;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.graph.users.item.calendars.item.events.EventsRequestBuilder;
import com.microsoft.kiota.RequestHeaders;
import com.microsoft.kiota.RequestInformation;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventKey;
import io.syncline.calendar.EventVersion;
import java.util.function.Function;

/** The requests for single events of one calendar, for use in a batch. */
record EventRequests(CalendarId calendar) {

    /**
     * Ids that survive a move, and bodies as text; wanted anew with every request.
     *
     * <p>One line, because the SDK's batch writer makes a JSON object with a key per line, and of equal keys one wins.
     *
     * @see <a href="https://learn.microsoft.com/graph/outlook-immutable-id">Immutable identifiers</a>
     */
    static final String PREFERENCES = "IdType=\"ImmutableId\", outlook.body-content-type=\"text\"";

    /** Copies of an event carry its key too; more than these nobody makes. */
    private static final int MOST_COPIES = 10;

    Function<GraphServiceClient, RequestInformation> get(EventId id) {
        return graph -> events(graph)
                .byEventId(id.value())
                .toGetRequestInformation(ask -> ask.headers.add("Prefer", PREFERENCES));
    }

    Function<GraphServiceClient, RequestInformation> search(EventKey key) {
        return graph -> events(graph).toGetRequestInformation(ask -> search(key, ask));
    }

    Function<GraphServiceClient, RequestInformation> post(Event event) {
        return graph -> events(graph).toPostRequestInformation(event, ask -> ask.headers.add("Prefer", PREFERENCES));
    }

    Function<GraphServiceClient, RequestInformation> patch(EventId id, EventVersion version, Event event) {
        return graph -> events(graph)
                .byEventId(id.value())
                .toPatchRequestInformation(event, ask -> onlyIf(version, ask.headers));
    }

    Function<GraphServiceClient, RequestInformation> delete(EventId id, EventVersion version) {
        return graph ->
                events(graph).byEventId(id.value()).toDeleteRequestInformation(ask -> onlyIf(version, ask.headers));
    }

    private static void onlyIf(EventVersion version, RequestHeaders headers) {
        headers.add("Prefer", PREFERENCES);
        headers.add("If-Match", version.value());
    }

    static void search(EventKey key, EventsRequestBuilder.GetRequestConfiguration ask) {
        ask.headers.add("Prefer", PREFERENCES);
        ask.queryParameters.filter = CreationMark.filterOf(key);
        ask.queryParameters.top = MOST_COPIES;
    }

    EventsRequestBuilder events(GraphServiceClient graph) {
        return graph.me().calendars().byCalendarId(calendar.value()).events();
    }
}
