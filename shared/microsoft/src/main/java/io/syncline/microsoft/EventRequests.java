package io.syncline.microsoft;

import com.microsoft.graph.models.Event;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.graph.users.item.calendars.item.events.EventsRequestBuilder;
import com.microsoft.kiota.RequestHeaders;
import com.microsoft.kiota.RequestInformation;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventKey;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** The requests for events of one calendar, for use in a batch. */
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

    private static final int MOST_INSTANCES = 500;

    /** Cancelled occurrences are told to those only who name them, and who names one property has to name them all. */
    private static final String[] PROPERTIES = {
        "id",
        "changeKey",
        "type",
        "subject",
        "body",
        "location",
        "start",
        "end",
        "isAllDay",
        "showAs",
        "sensitivity",
        "isCancelled",
        "isOrganizer",
        "iCalUId",
        "transactionId",
        "createdDateTime",
        "lastModifiedDateTime",
        "originalStartTimeZone",
        "originalStart",
        "seriesMasterId",
        "recurrence",
        "cancelledOccurrences",
        "exceptionOccurrences"
    };

    private static final String[] EXPANSIONS = {
        "exceptionOccurrences",
        "singleValueExtendedProperties($filter=id eq '" + CreationMark.KEY_PROPERTY + "' or id eq '"
                + OwedExceptions.PROPERTY + "')"
    };

    Function<GraphServiceClient, RequestInformation> get(EventId id) {
        return graph -> events(graph)
                .byEventId(id.value())
                .toGetRequestInformation(ask -> ask.headers.add("Prefer", PREFERENCES));
    }

    /** Reads an event with all that belongs to it, should it be a series. */
    Function<GraphServiceClient, RequestInformation> getWhole(EventId id) {
        return graph -> events(graph).byEventId(id.value()).toGetRequestInformation(ask -> {
            ask.headers.add("Prefer", PREFERENCES);
            ask.queryParameters.select = PROPERTIES;
            ask.queryParameters.expand = EXPANSIONS;
        });
    }

    /** Lists the occurrences of a series in a span of time. */
    Function<GraphServiceClient, RequestInformation> instances(EventId series, Instant from, Instant to) {
        return graph -> events(graph).byEventId(series.value()).instances().toGetRequestInformation(ask -> {
            ask.headers.add("Prefer", PREFERENCES);
            ask.queryParameters.startDateTime = from.toString();
            ask.queryParameters.endDateTime = to.toString();
            ask.queryParameters.top = MOST_INSTANCES;
        });
    }

    Function<GraphServiceClient, RequestInformation> search(EventKey key) {
        return graph -> events(graph).toGetRequestInformation(ask -> {
            ask.headers.add("Prefer", PREFERENCES);
            ask.queryParameters.filter = CreationMark.filterOf(key);
            ask.queryParameters.top = MOST_COPIES;
        });
    }

    Function<GraphServiceClient, RequestInformation> post(Event event) {
        return graph -> events(graph).toPostRequestInformation(event, ask -> ask.headers.add("Prefer", PREFERENCES));
    }

    /**
     * Changes an event.
     *
     * @param etag the condition; an occurrence that nobody changed has none, because its etag is its series'
     */
    Function<GraphServiceClient, RequestInformation> patch(EventId id, Optional<String> etag, Event event) {
        return graph ->
                events(graph).byEventId(id.value()).toPatchRequestInformation(event, ask -> onlyIf(etag, ask.headers));
    }

    /** Deletes an event; an occurrence is deleted out of its series. */
    Function<GraphServiceClient, RequestInformation> delete(EventId id, Optional<String> etag) {
        return graph ->
                events(graph).byEventId(id.value()).toDeleteRequestInformation(ask -> onlyIf(etag, ask.headers));
    }

    private static void onlyIf(Optional<String> etag, RequestHeaders headers) {
        headers.add("Prefer", PREFERENCES);
        etag.ifPresent(value -> headers.add("If-Match", value));
    }

    EventsRequestBuilder events(GraphServiceClient graph) {
        return graph.me().calendars().byCalendarId(calendar.value()).events();
    }
}
