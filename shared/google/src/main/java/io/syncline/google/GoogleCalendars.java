package io.syncline.google;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.CalendarListEntry;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.Events;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarList;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventKey;
import io.syncline.calendar.Listing;
import io.syncline.calendar.ListingPosition;
import io.syncline.calendar.Lookup;
import io.syncline.calendar.RemoteCalendarEntry;
import io.syncline.calendar.RemoteCalendars;
import io.syncline.calendar.RemoteChange;
import io.syncline.calendar.RemoteChannels;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.RemoteWrite;
import io.syncline.calendar.WriteAnswer;
import io.syncline.sync.Cursor;
import io.syncline.sync.RemoteFailure;
import io.syncline.sync.RemoteFailure.Unavailable;
import io.syncline.sync.Window;
import io.syncline.token.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Google Calendar, version 3. Safe for many threads; one instance serves all accounts.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference">API reference</a>
 */
public final class GoogleCalendars implements RemoteCalendars {
    /** Google itself. */
    public static final URI GOOGLE = URI.create("https://www.googleapis.com/");

    private static final int PAGE = 250;
    private static final int LONGEST_ID = 1024;
    private static final int MOST_WRITES = 50;
    private static final int MOST_CALENDAR_PAGES = 40;
    private static final String FIELDS = "nextPageToken,nextSyncToken,timeZone," + SeriesLooks.ITEM_FIELDS;

    /**
     * Who is a writer without access to private events does not see the texts of an event that its owner made private;
     * their absence would look like a deletion of the texts.
     */
    private static final Set<String> WRITERS = Set.of("owner", "writer");

    private final GoogleApi api;

    /** Calls the API below the root address; the clock reads a {@code Retry-After} that is a date. */
    public GoogleCalendars(URI root, InstantSource clock) {
        this.api = new GoogleApi(root, clock);
    }

    /** Does the same over another transport than HTTP connections of its own. */
    public GoogleCalendars(URI root, InstantSource clock, HttpTransport transport) {
        this.api = new GoogleApi(root, clock, transport);
    }

    /**
     * The channels by which Google tells of changes.
     *
     * @param origin where Google reaches us: scheme, host and port, without path
     */
    public RemoteChannels channels(URI origin) {
        return new GoogleChannels(api, origin);
    }

    @Override
    public CalendarList list(Secret accessToken) {
        List<RemoteCalendarEntry> found = new ArrayList<>();
        Optional<String> page = Optional.empty();
        for (int pages = 0; pages < MOST_CALENDAR_PAGES; pages++) {
            switch (calendars(accessToken, page)) {
                case CalendarPage.Failed(RemoteFailure failure) -> {
                    return new CalendarList.Failed(failure);
                }
                case CalendarPage.Answered(com.google.api.services.calendar.model.CalendarList answer) -> {
                    entries(answer).map(GoogleCalendars::entry).forEach(found::add);
                    page = token(answer.getNextPageToken());
                }
            }
            if (page.isEmpty()) {
                found.sort(Comparator.comparing(RemoteCalendarEntry::primary).reversed());
                return new CalendarList.Found(found);
            }
        }
        return new CalendarList.Failed(new Unavailable("Google's list of calendars does not end"));
    }

    /**
     * {@inheritDoc}
     *
     * <p>A sync token keeps the window that its full listing had. What Google refuses with 400 or 410 of a request that
     * carries a token, it refuses because of the token: the full listing carries none.
     */
    @Override
    public Listing changes(Secret accessToken, CalendarRef calendar, ListingPosition position) {
        return switch (position) {
            case ListingPosition.Everything(Window window) ->
                page(accessToken, calendar, new Question(Optional.empty(), Optional.empty(), window));
            case ListingPosition.ChangesSince(Cursor cursor, Window window) ->
                page(accessToken, calendar, cursor, window);
            case ListingPosition.Page(Cursor cursor, Window window) -> page(accessToken, calendar, cursor, window);
        };
    }

    private Listing page(Secret accessToken, CalendarRef calendar, Cursor cursor, Window window) {
        return PageCursor.of(cursor)
                .map(at -> page(accessToken, calendar, new Question(at.sync(), at.page(), window)))
                .orElseGet(Listing.CursorExpired::new);
    }

    @Override
    public Lookup find(Secret accessToken, CalendarRef calendar, EventId id) {
        EventReading reading = new EventReading(calendar, zoneOf(accessToken, calendar));
        return api.<Event, Lookup>call(
                accessToken,
                () -> api.events().get(calendar.calendar().value(), id.value()),
                event -> EventReading.repeats(event) && !EventReading.isCancelled(event)
                        ? series(accessToken, calendar, event, reading)
                        : lookup(event, reading),
                fault -> fault.isGone() ? new Lookup.Absent() : new Lookup.Failed(fault.failure()),
                Lookup.Failed::new);
    }

    private Lookup series(Secret accessToken, CalendarRef calendar, Event master, EventReading reading) {
        Talk<Look> talk = looks(calendar).of(master);
        return switch (new Talks(api, accessToken)
                .lead(List.of(talk), Look.Failed::new)
                .getFirst()) {
            case Look.Series(WholeSeries whole) -> found(reading.series(whole, Optional.empty()));
            case Look.Single(Event event) -> lookup(event, reading);
            case Look.Unreadable(Optional<Event> _, String reason) ->
                found(reading.series(new WholeSeries(master), Optional.of(reason)));
            case Look.Cancelled(Event _) -> new Lookup.Absent();
            case Look.Absent _ -> new Lookup.Absent();
            case Look.Failed(RemoteFailure failure) -> new Lookup.Failed(failure);
        };
    }

    private SeriesLooks looks(CalendarRef calendar) {
        return new SeriesLooks(api, calendar.calendar().value());
    }

    @Override
    public Lookup find(Secret accessToken, EventKey key) {
        return find(accessToken, key.calendar(), GoogleEventId.of(key));
    }

    @Override
    public List<WriteAnswer> write(Secret accessToken, CalendarRef calendar, List<RemoteWrite> writes) {
        if (writes.size() > MOST_WRITES) {
            throw new IllegalArgumentException("At most " + MOST_WRITES + " events are written at once");
        }
        EventReading reading = new EventReading(calendar, zoneOf(accessToken, calendar));
        EventWrites talk = new EventWrites(api, calendar, reading, looks(calendar));
        return new Talks(api, accessToken).lead(writes.stream().map(talk::of).toList(), WriteAnswer.Failed::new);
    }

    /**
     * What is asked of a listing. All parameters but the tokens stay the same from request to request: a sync token is
     * bound to them. Cancelled occurrences of a series are always shown, and deleted events wherever there is a token.
     */
    private record Question(Optional<String> sync, Optional<String> page, Window window) {
        boolean carriesToken() {
            return sync.isPresent() || page.isPresent();
        }

        Calendar.Events.List of(Calendar.Events events, String calendar) throws IOException {
            Calendar.Events.List list = events.list(calendar)
                    .setSingleEvents(false)
                    .setMaxResults(PAGE)
                    .setFields(FIELDS);
            sync.ifPresent(list::setSyncToken);
            page.ifPresent(list::setPageToken);
            return sync.isPresent()
                    ? list
                    : list.setTimeMin(time(window.from())).setTimeMax(time(window.to()));
        }

        private static DateTime time(Instant instant) {
            return new DateTime(false, instant.toEpochMilli(), 0);
        }
    }

    private Listing page(Secret accessToken, CalendarRef calendar, Question question) {
        return api.<Listing>list(
                accessToken,
                () -> question.of(api.events(), calendar.calendar().value()),
                page -> listing(accessToken, page, calendar, question),
                fault -> question.carriesToken() && (fault.is(400) || fault.is(410))
                        ? new Listing.CursorExpired()
                        : new Listing.Failed(fault.failure()),
                Listing.Failed::new);
    }

    private Listing listing(Secret accessToken, Events page, CalendarRef calendar, Question question) {
        Optional<String> next = token(page.getNextPageToken());
        if (next.isPresent() && next.equals(question.page())) {
            return new Listing.Failed(new Unavailable("Google's listing does not advance"));
        }
        EventReading reading = new EventReading(calendar, () -> EventTimes.zoneNamed(page.getTimeZone()));
        PageReading items = new PageReading(reading, looks(calendar));
        return switch (items.read(items(page), new Talks(api, accessToken))) {
            case PageReading.Outcome.Failed(RemoteFailure failure) -> new Listing.Failed(failure);
            case PageReading.Outcome.Read(List<RemoteChange> changes) ->
                next.<Listing>map(token ->
                                new Listing.More(changes, new PageCursor(question.sync(), Optional.of(token)).cursor()))
                        .or(() -> token(page.getNextSyncToken())
                                .map(token -> new Listing.Last(
                                        changes, PageCursor.after(token).cursor())))
                        .orElseGet(() ->
                                new Listing.Failed(new Unavailable("Google's listing ends without a sync token")));
        };
    }

    private static Lookup lookup(Event event, EventReading reading) {
        if (EventReading.isCancelled(event)) {
            return new Lookup.Absent();
        }
        return found(reading.event(event));
    }

    private static Lookup found(Optional<RemoteEvent> event) {
        return event.<Lookup>map(Lookup.Found::new)
                .orElseGet(() -> new Lookup.Failed(new Unavailable("Google's answer is no event")));
    }

    /** Asked at most once, and only where an event does not name its zone, which a listing would tell. */
    private Supplier<Optional<ZoneId>> zoneOf(Secret accessToken, CalendarRef calendar) {
        return new Once<>(() -> api.<CalendarListEntry, Optional<ZoneId>>call(
                accessToken,
                () -> api.calendarList().get(calendar.calendar().value()),
                entry -> EventTimes.zoneNamed(entry.getTimeZone()),
                fault -> Optional.empty(),
                silence -> Optional.empty()));
    }

    private sealed interface CalendarPage {
        record Answered(com.google.api.services.calendar.model.CalendarList page) implements CalendarPage {}

        record Failed(RemoteFailure failure) implements CalendarPage {}
    }

    private CalendarPage calendars(Secret accessToken, Optional<String> page) {
        return api.<com.google.api.services.calendar.model.CalendarList, CalendarPage>call(
                accessToken,
                () -> {
                    Calendar.CalendarList.List list = api.calendarList().list().setMaxResults(PAGE);
                    page.ifPresent(list::setPageToken);
                    return list;
                },
                CalendarPage.Answered::new,
                fault -> new CalendarPage.Failed(fault.failure()),
                CalendarPage.Failed::new);
    }

    private static Stream<CalendarListEntry> entries(com.google.api.services.calendar.model.CalendarList page) {
        return page.getItems() == null
                ? Stream.empty()
                : page.getItems().stream()
                        .filter(entry -> entry.getId() != null)
                        .filter(entry ->
                                !entry.getId().isEmpty() && entry.getId().length() <= LONGEST_ID)
                        .filter(entry -> !Boolean.TRUE.equals(entry.getDeleted()))
                        .filter(entry -> !Boolean.TRUE.equals(entry.getHidden()));
    }

    private static RemoteCalendarEntry entry(CalendarListEntry entry) {
        String name = entry.getSummaryOverride() == null ? entry.getSummary() : entry.getSummaryOverride();
        return new RemoteCalendarEntry(
                new CalendarId(entry.getId()),
                name == null ? entry.getId() : name,
                Boolean.TRUE.equals(entry.getPrimary()),
                WRITERS.contains(text(entry.getAccessRole())),
                text(entry.getBackgroundColor()).matches("#[0-9a-fA-F]{6}") ? entry.getBackgroundColor() : "",
                text(entry.getTimeZone()));
    }

    private static List<Event> items(Events page) {
        return page.getItems() == null ? List.of() : page.getItems();
    }

    private static Optional<String> token(@Nullable String token) {
        return Optional.ofNullable(token).filter(text -> !text.isEmpty());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
