package io.syncline.microsoft;

import com.microsoft.graph.models.Event;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.graph.users.item.calendars.item.calendarview.delta.DeltaGetResponse;
import com.microsoft.graph.users.item.calendars.item.calendarview.delta.DeltaRequestBuilder;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.Listing;
import io.syncline.calendar.ListingPosition;
import io.syncline.calendar.RemoteChange;
import io.syncline.sync.Cursor;
import io.syncline.sync.RemoteFailure;
import io.syncline.sync.Window;
import io.syncline.token.Secret;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
            case ListingPosition.Everything(Window window) -> listing(client -> first(client, window), false);
            case ListingPosition.ChangesSince(Cursor cursor, Window _) -> further(cursor);
            case ListingPosition.Page(Cursor page, Window _) -> further(page);
        };
    }

    private @Nullable DeltaGetResponse first(GraphServiceClient client, Window window) {
        return view(client).get(ask -> {
            ask.headers.add("Prefer", PREFERENCES);
            ask.queryParameters.startDateTime = window.from().toString();
            ask.queryParameters.endDateTime = window.to().toString();
        });
    }

    /** A link from another Graph, from before the configuration was changed, is worth no more than an expired one. */
    private Listing further(Cursor link) {
        if (!graph.root().holds(link.value())) {
            return new Listing.CursorExpired();
        }
        return listing(
                client -> view(client).withUrl(link.value()).get(ask -> ask.headers.add("Prefer", PREFERENCES)), true);
    }

    private DeltaRequestBuilder view(GraphServiceClient client) {
        return client.me()
                .calendars()
                .byCalendarId(calendar.value())
                .calendarView()
                .delta();
    }

    private Listing listing(Question<DeltaGetResponse> question, boolean byLink) {
        return switch (graph.ask(accessToken, question)) {
            case Reply.Answer<DeltaGetResponse>(DeltaGetResponse page) -> listing(page);
            case Reply.Refusal<DeltaGetResponse>(GraphError error) -> refused(error, byLink);
            case Reply.Silence<DeltaGetResponse> silence -> new Listing.Failed(silence.failure());
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

    private Listing listing(DeltaGetResponse page) {
        Optional<String> next = Optional.ofNullable(page.getOdataNextLink());
        Optional<String> link = next.or(() -> Optional.ofNullable(page.getOdataDeltaLink()));
        if (link.filter(graph.root()::holds).isEmpty()) {
            return new Listing.Failed(
                    new RemoteFailure.Unavailable("Microsoft's listing goes on nowhere, or somewhere else."));
        }
        var cursor = new Cursor(link.get());
        List<Event> items = Optional.ofNullable(page.getValue()).orElse(List.of());
        return switch (PageReading.of(this, items)) {
            case PageReading.Read(List<RemoteChange> changes)
            when next.isPresent() -> new Listing.More(changes, cursor);
            case PageReading.Read(List<RemoteChange> changes) -> new Listing.Last(changes, cursor);
            case PageReading.Unread(RemoteFailure failure) -> new Listing.Failed(failure);
        };
    }
}
