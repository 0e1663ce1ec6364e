package io.syncline.calendar;

import io.syncline.sync.Cursor;
import io.syncline.sync.RemoteFailure;
import io.syncline.token.Secret;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A provider in memory: one calendar per connection, with a change log, versions and faults on request. */
public final class InMemoryRemoteCalendars implements RemoteCalendars {

    private final Map<CalendarRef, Map<EventId, RemoteEvent>> calendars = new HashMap<>();
    private final Map<CalendarRef, List<EventId>> logs = new HashMap<>();
    private final Map<EventKey, EventId> ids = new HashMap<>();
    private final Deque<RemoteFailure> failures = new ArrayDeque<>();
    private UnaryOperator<Details> normalForm = UnaryOperator.identity();
    private Runnable beforeWrite = () -> {};
    private long versions;
    private int writes;
    private int listings;
    private int generation;
    private int pageSize = 250;
    private int answersToLose;
    private boolean showsNothing;
    private boolean newIds;

    /** The next calls fail so, one each. */
    public void failNext(RemoteFailure... next) {
        failures.addAll(List.of(next));
    }

    /** The next writing call is done, and its answer lost. */
    public void loseNextAnswer() {
        answersToLose++;
    }

    public void rewritesTextAs(UnaryOperator<Details> form) {
        normalForm = form;
    }

    public void beforeEachWrite(Runnable action) {
        beforeWrite = action;
    }

    public void pagesOf(int size) {
        pageSize = size;
    }

    /** Each event gets an id of its own, as Graph does; otherwise the id follows from the key, as with Google. */
    public void givesNewIds() {
        newIds = true;
    }

    public void expireCursors() {
        generation++;
    }

    public void suddenlyShowsNothing(boolean now) {
        showsNothing = now;
    }

    public int writes() {
        return writes;
    }

    public int listings() {
        return listings;
    }

    public List<RemoteEvent> events(CalendarRef ref) {
        return List.copyOf(calendar(ref).values());
    }

    /** Somebody creates, changes or deletes an event on a phone. */
    public RemoteEvent userPuts(CalendarRef ref, EventId id, Details details) {
        return put(ref, id, details);
    }

    public void userEdits(CalendarRef ref, EventId id, UnaryOperator<Details> edit) {
        put(ref, id, edit.apply(calendar(ref).get(id).details()));
    }

    public void userDeletes(CalendarRef ref, EventId id) {
        calendar(ref).remove(id);
        log(ref).add(id);
    }

    /** The provider touches an event by itself: a new version with the same content. */
    public void bumpsVersion(CalendarRef ref, EventId id) {
        put(ref, id, calendar(ref).get(id).details());
    }

    @Override
    public CalendarList list(Secret accessToken) {
        return new CalendarList.Found(List.of());
    }

    @Override
    public Listing changes(Secret accessToken, CalendarRef ref, ListingPosition position) {
        listings++;
        RemoteFailure failure = failures.poll();
        if (failure != null) {
            return new Listing.Failed(failure);
        }
        return switch (position) {
            case ListingPosition.Everything _ -> page(ref, new Place(generation, true, 0, log(ref).size()));
            case ListingPosition.ChangesSince(Cursor cursor, var _) -> resume(ref, cursor);
            case ListingPosition.Page(Cursor page, var _) -> resume(ref, page);
        };
    }

    /**
     * Where a listing stands.
     *
     * @param logAtStart changes from there on belong to the next listing, even if they happen during this one
     */
    private record Place(int generation, boolean full, int from, int logAtStart) {

        static Place of(Cursor cursor) {
            String[] parts = cursor.value().split(":", -1);
            return new Place(
                    Integer.parseInt(parts[0]),
                    Boolean.parseBoolean(parts[1]),
                    Integer.parseInt(parts[2]),
                    Integer.parseInt(parts[3]));
        }

        Cursor cursor() {
            return new Cursor(generation + ":" + full + ":" + from + ":" + logAtStart);
        }
    }

    private Listing resume(CalendarRef ref, Cursor cursor) {
        Place place = Place.of(cursor);
        return place.generation() == generation ? page(ref, place) : new Listing.CursorExpired();
    }

    private Listing page(CalendarRef ref, Place place) {
        List<RemoteChange> all = place.full() ? everything(ref) : changes(ref);
        int to = Math.min(all.size(), place.from() + pageSize);
        List<RemoteChange> changes = place.from() < to ? all.subList(place.from(), to) : List.of();
        if (to < all.size()) {
            return new Listing.More(changes, new Place(generation, place.full(), to, place.logAtStart()).cursor());
        }
        int next = place.full() ? place.logAtStart() : to;
        return new Listing.Last(changes, new Place(generation, false, next, 0).cursor());
    }

    private List<RemoteChange> everything(CalendarRef ref) {
        return showsNothing
                ? List.of()
                : calendar(ref).values().stream()
                        .<RemoteChange>map(RemoteChange.Present::new)
                        .toList();
    }

    private List<RemoteChange> changes(CalendarRef ref) {
        List<RemoteChange> all = new ArrayList<>();
        for (EventId id : log(ref)) {
            RemoteEvent event = calendar(ref).get(id);
            all.add(event == null ? new RemoteChange.Gone(id) : new RemoteChange.Present(event));
        }
        return all;
    }

    @Override
    public Lookup find(Secret accessToken, CalendarRef ref, EventId id) {
        RemoteEvent event = calendar(ref).get(id);
        return event == null ? new Lookup.Absent() : new Lookup.Found(event);
    }

    @Override
    public Lookup find(Secret accessToken, EventKey key) {
        return find(accessToken, key.calendar(), idOf(key));
    }

    @Override
    public List<WriteAnswer> write(Secret accessToken, CalendarRef ref, List<RemoteWrite> changes) {
        beforeWrite.run();
        RemoteFailure failure = failures.poll();
        if (failure != null) {
            return changes.stream()
                    .<WriteAnswer>map(_ -> new WriteAnswer.Failed(failure))
                    .toList();
        }
        List<WriteAnswer> answers =
                changes.stream().map(change -> write(ref, change)).toList();
        if (answersToLose > 0) {
            answersToLose--;
            return changes.stream()
                    .<WriteAnswer>map(_ -> new WriteAnswer.Failed(new RemoteFailure.Unavailable("answer lost")))
                    .toList();
        }
        return answers;
    }

    private WriteAnswer write(CalendarRef ref, RemoteWrite change) {
        writes++;
        return switch (change) {
            case RemoteWrite.Create(EventKey key, Details details) -> {
                RemoteEvent there = calendar(ref).get(idOf(key));
                yield there == null
                        ? new WriteAnswer.Written(put(ref, newIdOf(key), normalForm.apply(details)))
                        : new WriteAnswer.Adopted(there);
            }
            case RemoteWrite.Update update -> update(ref, update);
            case RemoteWrite.Delete(EventId id, EventVersion version) -> {
                RemoteEvent there = calendar(ref).get(id);
                if (there != null && !there.version().equals(version)) {
                    yield new WriteAnswer.Stale();
                }
                if (there != null) {
                    userDeletes(ref, id);
                }
                yield new WriteAnswer.Absent();
            }
        };
    }

    private WriteAnswer update(CalendarRef ref, RemoteWrite.Update update) {
        RemoteEvent there = calendar(ref).get(update.id());
        if (there == null) {
            return new WriteAnswer.Absent();
        }
        if (!there.version().equals(update.version())) {
            return new WriteAnswer.Stale();
        }
        Details next = there.details();
        for (Field field : Field.values()) {
            if (!update.from().agreesOn(field, update.to())) {
                next = next.with(field, normalForm.apply(update.to()));
            }
        }
        return new WriteAnswer.Written(put(ref, update.id(), next));
    }

    private RemoteEvent put(CalendarRef ref, EventId id, Details details) {
        RemoteEvent event = new RemoteEvent(id, new EventVersion("v" + ++versions), details, false, Optional.empty());
        calendar(ref).put(id, event);
        log(ref).add(id);
        return event;
    }

    /** The id that was given last to what was created with the key. */
    private EventId idOf(EventKey key) {
        return ids.computeIfAbsent(key, one -> new EventId(HexFormat.of().formatHex(one.digest())));
    }

    private EventId newIdOf(EventKey key) {
        if (newIds) {
            ids.put(key, new EventId(HexFormat.of().formatHex(key.digest()) + "-" + ++versions));
        }
        return idOf(key);
    }

    private Map<EventId, RemoteEvent> calendar(CalendarRef ref) {
        return calendars.computeIfAbsent(ref, _ -> new LinkedHashMap<>());
    }

    private List<EventId> log(CalendarRef ref) {
        return logs.computeIfAbsent(ref, _ -> new ArrayList<>());
    }
}
