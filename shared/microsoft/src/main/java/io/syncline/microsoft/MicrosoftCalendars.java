package io.syncline.microsoft;

import com.microsoft.graph.models.Event;
import com.microsoft.graph.models.EventCollectionResponse;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarList;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventKey;
import io.syncline.calendar.Listing;
import io.syncline.calendar.ListingPosition;
import io.syncline.calendar.Lookup;
import io.syncline.calendar.RemoteCalendars;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.RemoteWrite;
import io.syncline.calendar.WriteAnswer;
import io.syncline.sync.RemoteFailure;
import io.syncline.token.Secret;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Outlook calendars through Microsoft Graph. Safe for many threads; Outlook itself serves four requests of a mailbox at
 * once.
 *
 * <p>What Outlook cannot keep: a zone comes back as the one that Windows means by its name (the clock on the wall stays
 * the same), a time in the hour that a clock shows twice comes back in UTC, and free and tentative at once comes back
 * as free.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/event">event resource type</a>
 */
public final class MicrosoftCalendars implements RemoteCalendars {

    private static final int MOST_WRITES = 50;

    private final Graph graph;
    private final RandomGenerator random;

    /**
     * Calendars behind a Graph.
     *
     * @param root Graph with its version, {@code https://graph.microsoft.com/v1.0} for the real one
     * @param random for numbers that tell attempts apart; they are no secret
     */
    public MicrosoftCalendars(URI root, InstantSource clock, RandomGenerator random) {
        this.graph = new Graph(new GraphRoot(root), clock);
        this.random = random;
    }

    @Override
    public CalendarList list(Secret accessToken) {
        return new CalendarPages(graph, accessToken).all();
    }

    @Override
    public Listing changes(Secret accessToken, CalendarRef calendar, ListingPosition position) {
        return new EventPages(graph, accessToken, calendar.calendar()).at(position);
    }

    @Override
    public Lookup find(Secret accessToken, CalendarRef calendar, EventId id) {
        Reply<Event> reply = graph.ask(
                accessToken,
                client -> new EventRequests(calendar.calendar())
                        .events(client)
                        .byEventId(id.value())
                        .get(ask -> ask.headers.add("Prefer", EventRequests.PREFERENCES)));
        return switch (reply) {
            case Reply.Answer<Event>(Event event) ->
                EventReading.of(event).<Lookup>map(Lookup.Found::new).orElseGet(MicrosoftCalendars::unreadable);
            case Reply.Refusal<Event>(GraphError error)
            when error.saysMissing() -> missing(accessToken, calendar.calendar());
            case Reply.Refusal<Event>(GraphError error) -> new Lookup.Failed(error.failureOfItem());
            case Reply.Silence<Event> silence -> new Lookup.Failed(silence.failure());
        };
    }

    @Override
    public Lookup find(Secret accessToken, EventKey key) {
        Reply<EventCollectionResponse> reply = graph.ask(
                accessToken,
                client -> new EventRequests(key.calendar().calendar())
                        .events(client)
                        .get(ask -> EventRequests.search(key, ask)));
        return switch (reply) {
            case Reply.Answer<EventCollectionResponse>(EventCollectionResponse page) ->
                Optional.ofNullable(page.getValue())
                        .map(events -> found(EventSearch.first(events, key)))
                        .orElseGet(MicrosoftCalendars::unreadable);
            case Reply.Refusal<EventCollectionResponse>(GraphError error) -> new Lookup.Failed(error.failure());
            case Reply.Silence<EventCollectionResponse> silence -> new Lookup.Failed(silence.failure());
        };
    }

    /**
     * Writes events, at most 50.
     *
     * @throws IllegalArgumentException for more
     */
    @Override
    public List<WriteAnswer> write(Secret accessToken, CalendarRef calendar, List<RemoteWrite> writes) {
        if (writes.size() > MOST_WRITES) {
            throw new IllegalArgumentException("At most " + MOST_WRITES + " writes at once, not " + writes.size());
        }
        return EventWrites.run(graph, accessToken, calendar.calendar(), random, writes);
    }

    private Lookup missing(Secret accessToken, CalendarId calendar) {
        return CalendarPresence.failure(graph, accessToken, calendar)
                .<Lookup>map(Lookup.Failed::new)
                .orElseGet(Lookup.Absent::new);
    }

    private static Lookup found(Optional<RemoteEvent> event) {
        return event.<Lookup>map(Lookup.Found::new).orElseGet(Lookup.Absent::new);
    }

    private static Lookup unreadable() {
        return new Lookup.Failed(new RemoteFailure.Unavailable("Microsoft's answer cannot be read."));
    }
}
