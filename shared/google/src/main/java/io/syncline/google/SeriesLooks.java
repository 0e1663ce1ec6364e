package io.syncline.google;

import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.Events;
import io.syncline.sync.RemoteFailure;
import io.syncline.sync.RemoteFailure.Unavailable;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads whole series: all events that have the iCalendar UID of the master, which are the master and its exceptions. An
 * event that was created at Google has a UID that follows from its id, so that one call is enough where only the id is
 * known; for others the master is asked for its UID first.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/events/list">Events: list</a>
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/recurringevents">Recurring events</a>
 */
final class SeriesLooks {
    /** What we read, and nothing else: an event with hundreds of guests is large. */
    static final String ITEM_FIELDS = "items(id,etag,status,summary,description,location,start,end,transparency,"
            + "visibility,eventType,extendedProperties/private,recurrence,recurringEventId,originalStartTime,"
            + "iCalUID,updated,organizer(email,self))";

    private static final String FIELDS = "nextPageToken," + ITEM_FIELDS;
    private static final int PAGE = 250;
    private static final int MOST_PAGES = 40;
    private static final String PARTIAL = "Google Calendar does not show all of its occurrences";

    private final GoogleApi api;
    private final String calendar;

    SeriesLooks(GoogleApi api, String calendar) {
        this.api = api;
        this.calendar = calendar;
    }

    /** The series with this id, of which nothing else is known. */
    Talk<Look> of(String id) {
        return pages(new Search(id, id + "@google.com", Optional.empty()), Optional.empty(), MOST_PAGES);
    }

    /** The series of this master. */
    Talk<Look> of(Event master) {
        return Optional.ofNullable(master.getICalUID())
                .filter(uid -> !uid.isEmpty())
                .map(uid -> pages(new Search(master.getId(), uid, Optional.of(master)), Optional.empty(), MOST_PAGES))
                .orElseGet(() -> Talk.end(new Look.Unreadable(Optional.of(master), PARTIAL)));
    }

    /** What goes by this id, and all of it, should it be a series. */
    Talk<Look> at(String id) {
        Call get = Call.ForEvent.of(() -> api.events().get(calendar, id));
        return Talk.ask(get, part -> switch (part) {
            case Part.Answered(Event event) -> at(event);
            case Part.Fault(GoogleFault fault) ->
                Talk.end(fault.isGone() ? new Look.Absent() : new Look.Failed(fault.failure()));
            case Part.Lost(RemoteFailure failure) -> Talk.end(new Look.Failed(failure));
            case Part.Done _, Part.Listed _, Part.Oversized _ ->
                Talk.end(new Look.Failed(new Unavailable("Google's answer to this call is no event")));
        });
    }

    private Talk<Look> at(Event event) {
        if (EventReading.isCancelled(event)) {
            return Talk.end(new Look.Cancelled(event));
        }
        return EventReading.repeats(event) ? of(event) : Talk.end(new Look.Single(event));
    }

    /**
     * What is looked for, and what was found.
     *
     * @param shown the master, where it is known that this is its UID
     */
    private record Search(String id, String uid, Optional<Event> shown, SortedMap<String, Event> found) {
        Search(String id, String uid, Optional<Event> shown) {
            this(id, uid, shown, new TreeMap<>());
        }

        void take(Events page) {
            if (page.getItems() != null) {
                page.getItems().stream()
                        .filter(Objects::nonNull)
                        .filter(event -> EventReading.id(event).isPresent())
                        .filter(event -> event.getId().equals(id)
                                || EventReading.seriesOf(event)
                                        .filter(id::equals)
                                        .isPresent())
                        .forEach(event -> found.put(event.getId(), event));
            }
        }

        Optional<Event> master() {
            return Optional.ofNullable(found.get(id));
        }

        WholeSeries whole(Event master) {
            SortedMap<String, Event> exceptions = new TreeMap<>(found);
            exceptions.remove(id);
            return new WholeSeries(master, exceptions);
        }
    }

    private Talk<Look> pages(Search search, Optional<String> token, int pagesLeft) {
        return Talk.ask(new Call.ForEvents(() -> question(search, token)), part -> switch (part) {
            case Part.Listed(Events page) -> afterPage(search, token, page, pagesLeft);
            case Part.Fault(GoogleFault fault) when fault.is(400) -> notThisWay(search);
            case Part.Fault(GoogleFault fault) -> Talk.end(new Look.Failed(fault.failure()));
            case Part.Oversized _ -> notThisWay(search);
            case Part.Lost(RemoteFailure failure) -> Talk.end(new Look.Failed(failure));
            case Part.Done _, Part.Answered _ ->
                Talk.end(new Look.Failed(new Unavailable("Google's answer to this call is no listing")));
        });
    }

    private Talk<Look> afterPage(Search search, Optional<String> token, Events page, int pagesLeft) {
        search.take(page);
        Optional<String> next = Optional.ofNullable(page.getNextPageToken()).filter(text -> !text.isEmpty());
        if (next.isPresent() && (next.equals(token) || pagesLeft == 1)) {
            return notThisWay(search);
        }
        return next.isPresent() ? pages(search, next, pagesLeft - 1) : afterLastPage(search);
    }

    private Talk<Look> afterLastPage(Search search) {
        if (search.master().isEmpty()) {
            return notThisWay(search);
        }
        Event master = search.master().get();
        if (EventReading.isCancelled(master)) {
            return Talk.end(new Look.Cancelled(master));
        }
        return Talk.end(EventReading.repeats(master) ? new Look.Series(search.whole(master)) : new Look.Single(master));
    }

    /** The UID was only guessed, so the master is asked for its own; or there is no further way. */
    private Talk<Look> notThisWay(Search search) {
        return search.shown().isPresent() ? Talk.end(new Look.Unreadable(search.shown(), PARTIAL)) : at(search.id());
    }

    private Calendar.Events.List question(Search search, Optional<String> token) throws IOException {
        Calendar.Events.List list = api.events()
                .list(calendar)
                .setICalUID(search.uid())
                .setSingleEvents(false)
                .setShowDeleted(true)
                .setMaxResults(PAGE)
                .setFields(FIELDS);
        token.ifPresent(list::setPageToken);
        return list;
    }
}
