package io.syncline.microsoft;

import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.graph.users.item.calendars.item.calendarview.delta.DeltaRequestBuilder;
import com.microsoft.kiota.RequestInformation;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.EventId;
import io.syncline.calendar.Listing;
import io.syncline.calendar.ListingPosition;
import io.syncline.calendar.RemoteChange;
import io.syncline.sync.Cursor;
import io.syncline.sync.RemoteFailure;
import io.syncline.sync.Window;
import io.syncline.token.Secret;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Pages of a calendar view's delta. Its links are kept whole and called as they are; one that leads away from Graph is
 * never called.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/event-delta">event: delta</a>
 */
record EventPages(Graph graph, Secret accessToken, CalendarId calendar) {

    private static final String PREFERENCES = "odata.maxpagesize=100, " + EventRequests.PREFERENCES;

    Listing at(ListingPosition position) {
        return switch (position) {
            case ListingPosition.Everything(Window window) ->
                listing(client -> first(client, window), Optional.empty());
            case ListingPosition.ChangesSince(Cursor cursor, Window _) -> further(cursor);
            case ListingPosition.Page(Cursor page, Window _) -> further(page);
        };
    }

    private RequestInformation first(GraphServiceClient client, Window window) {
        return view(client).toGetRequestInformation(ask -> {
            ask.headers.add("Prefer", PREFERENCES);
            ask.queryParameters.startDateTime = window.from().toString();
            ask.queryParameters.endDateTime = window.to().toString();
        });
    }

    /** A link from another Graph, from before the configuration was changed, is worth no more than an expired one. */
    private Listing further(Cursor cursor) {
        Optional<PageCursor> page =
                PageCursor.of(cursor).filter(known -> graph.root().holds(known.link()));
        return page.isEmpty()
                ? new Listing.CursorExpired()
                : listing(
                        client -> view(client)
                                .withUrl(page.get().link())
                                .toGetRequestInformation(ask -> ask.headers.add("Prefer", PREFERENCES)),
                        page);
    }

    private DeltaRequestBuilder view(GraphServiceClient client) {
        return client.me()
                .calendars()
                .byCalendarId(calendar.value())
                .calendarView()
                .delta();
    }

    private Listing listing(Function<GraphServiceClient, RequestInformation> request, Optional<PageCursor> asked) {
        return switch (graph.text(accessToken, request)) {
            case Reply.Answer<String>(String body) ->
                GraphJson.page(body)
                        .map(page -> listing(page, asked.orElse(PageCursor.of(""))))
                        .orElseGet(() -> new Listing.Failed(
                                new RemoteFailure.Unavailable("Microsoft's listing cannot be read.")));
            case Reply.Refusal<String>(GraphError error) -> refused(error, asked.isPresent());
            case Reply.Silence<String> silence -> new Listing.Failed(silence.failure());
        };
    }

    /** A listing that begins anew has no cursor that could expire: saying so would only begin it again. */
    private static Listing refused(GraphError error, boolean byLink) {
        if (!error.saysCursorExpired()) {
            return new Listing.Failed(error.failure());
        }
        return byLink
                ? new Listing.CursorExpired()
                : new Listing.Failed(new RemoteFailure.Unavailable("Microsoft refuses to begin a listing."));
    }

    /** A page that leads back to itself would be turned for ever. */
    private Listing listing(GraphJson.Page page, PageCursor asked) {
        if (page.next().equals(Optional.of(asked.link()))) {
            return new Listing.Failed(new RemoteFailure.Unavailable("Microsoft's listing goes round in a circle."));
        }
        Optional<String> link = page.next().or(page::delta).filter(graph.root()::holds);
        if (link.isEmpty()) {
            return new Listing.Failed(
                    new RemoteFailure.Unavailable("Microsoft's listing goes on nowhere, or somewhere else."));
        }
        return switch (PageReading.of(this, asked, page.events())) {
            case PageReading.Page.Read(List<RemoteChange> changes, List<EventId> series)
            when page.next().isPresent() ->
                new Listing.More(changes, asked.next(link.get(), series).written());
            case PageReading.Page.Read(List<RemoteChange> changes, List<EventId> _) ->
                new Listing.Last(changes, PageCursor.of(link.get()).written());
            case PageReading.Page.Unread(RemoteFailure failure) -> new Listing.Failed(failure);
        };
    }
}
