package io.syncline.microsoft;

import com.microsoft.graph.models.Event;
import com.microsoft.graph.models.EventType;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarList;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventKey;
import io.syncline.calendar.Listing;
import io.syncline.calendar.ListingPosition;
import io.syncline.calendar.Lookup;
import io.syncline.calendar.RemoteCalendars;
import io.syncline.calendar.RemoteChannels;
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
import okhttp3.Interceptor;

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
        this(root, clock, random, List.of());
    }

    /**
     * Calendars behind a Graph that need not be reached by HTTP connections.
     *
     * @param last asked in their order before a connection is opened; one that answers keeps the request from it
     */
    public MicrosoftCalendars(URI root, InstantSource clock, RandomGenerator random, List<Interceptor> last) {
        this.graph = new Graph(new GraphRoot(root), clock, last);
        this.random = random;
    }

    /**
     * The subscriptions by which Microsoft tells of changes.
     *
     * @param origin where Microsoft reaches us: scheme, host and port, without path
     */
    public RemoteChannels channels(URI origin, InstantSource clock) {
        return new GraphSubscriptions(graph, origin, clock);
    }

    @Override
    public CalendarList list(Secret accessToken) {
        return new CalendarPages(graph, accessToken).all();
    }

    @Override
    public Listing changes(Secret accessToken, CalendarRef calendar, ListingPosition position) {
        return new EventPages(graph, accessToken, calendar.calendar()).at(position);
    }

    /** An occurrence is nothing by itself: its series holds it. */
    @Override
    public Lookup find(Secret accessToken, CalendarRef calendar, EventId id) {
        return switch (new WholeReads(graph, accessToken, calendar.calendar()).one(id)) {
            case WholeReads.Look.Found(WholeEvent event) when event.isOccurrence() -> new Lookup.Absent();
            case WholeReads.Look.Found(WholeEvent event) ->
                event.read().<Lookup>map(Lookup.Found::new).orElseGet(MicrosoftCalendars::unreadable);
            case WholeReads.Look.Missing _ -> missing(accessToken, calendar.calendar());
            case WholeReads.Look.Refused(GraphError error) -> new Lookup.Failed(error.failureOfItem());
            case WholeReads.Look.Unclear(RemoteFailure failure) -> new Lookup.Failed(failure);
        };
    }

    @Override
    public Lookup find(Secret accessToken, EventKey key) {
        return switch (graph.text(accessToken, new EventRequests(key.calendar().calendar()).search(key))) {
            case Reply.Answer<String>(String body) ->
                GraphJson.events(body)
                        .map(events -> found(accessToken, EventSearch.first(events), key))
                        .orElseGet(MicrosoftCalendars::unreadable);
            case Reply.Refusal<String>(GraphError error) -> new Lookup.Failed(error.failure());
            case Reply.Silence<String> silence -> new Lookup.Failed(silence.failure());
        };
    }

    private Lookup found(Secret accessToken, Optional<Event> event, EventKey key) {
        if (event.isEmpty()) {
            return new Lookup.Absent();
        }
        Optional<EventId> id = new EventReading(event.get()).id();
        Lookup lookup = event.get().getType() == EventType.SeriesMaster && id.isPresent()
                ? find(accessToken, key.calendar(), id.get())
                : EventReading.of(event.get()).<Lookup>map(Lookup.Found::new).orElseGet(MicrosoftCalendars::unreadable);
        return lookup instanceof Lookup.Found(RemoteEvent read)
                ? new Lookup.Found(EventSearch.marked(read, key))
                : lookup;
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

    private static Lookup unreadable() {
        return new Lookup.Failed(new RemoteFailure.Unavailable("Microsoft's answer cannot be read."));
    }
}
