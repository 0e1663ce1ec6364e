package io.syncline.calendar;

import io.syncline.sync.Cursor;
import io.syncline.sync.RemoteFailure;
import io.syncline.sync.Window;
import io.syncline.token.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A provider in memory: one calendar per connection, with a change log, versions and faults on request. A series is one
 * event. A new rule, or new times, drop its exceptions, as real providers do.
 */
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
    private boolean occurrencesMoveAlone;
    private boolean splitsForgetTheMark;
    private InstantSource clock = () -> Instant.EPOCH;
    private final Set<Secret> refused = new HashSet<>();
    private final Set<CalendarRef> missing = new HashSet<>();

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

    /** An occurrence has a version of its own, as with Google: its edit does not make a write of the rest stale. */
    public void givesOccurrencesTheirOwnVersions() {
        occurrencesMoveAlone = true;
    }

    /** What goes on from a series carries no mark of ours, as with Graph; otherwise it does, as with Google. */
    public void forgetsTheMarkOfASplit() {
        splitsForgetTheMark = true;
    }

    /** The provider's own clock, by which it says when an event was changed; before, it says nothing. */
    public void tellsTheTimeBy(InstantSource own) {
        clock = own;
    }

    /** A token that was never given out. */
    public void refuses(Secret token) {
        refused.add(token);
    }

    /** A calendar that is not there. */
    public void lacks(CalendarRef ref) {
        missing.add(ref);
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
        return put(ref, id, details, Optional.empty());
    }

    /** Somebody marks an event as private. */
    public void userHides(CalendarRef ref, EventId id) {
        RemoteEvent open = put(ref, id, event(ref, id).details());
        calendar(ref).put(id, new RemoteEvent(id, open.version(), open.details(), true, open.mark(), open.facts()));
    }

    public void userEdits(CalendarRef ref, EventId id, UnaryOperator<Details> edit) {
        put(ref, id, edit.apply(event(ref, id).details()));
    }

    /** Somebody edits "only this one" of a series. */
    public void userEditsOccurrence(CalendarRef ref, EventId id, LocalDate date, UnaryOperator<Details> edit) {
        userEdits(ref, id, old -> {
            Details regular = old.regular(date);
            Occurrence.Changed changed = Occurrence.Changed.between(
                    regular, edit.apply(old.actual(date).orElse(regular)));
            return old.with(date, changed.isNothing() ? Optional.empty() : Optional.of(changed));
        });
    }

    /** Somebody deletes "only this one" of a series. */
    public void userCancelsOccurrence(CalendarRef ref, EventId id, LocalDate date) {
        userEdits(ref, id, old -> old.with(date, Optional.of(new Occurrence.Cancelled())));
    }

    /** Somebody changes rule or times of a whole series: its exceptions are gone then. */
    public void userRedraws(CalendarRef ref, EventId id, When when) {
        userEdits(ref, id, old -> old.with(new TreeMap<>()).at(when));
    }

    /**
     * Somebody changes "this and all following": the series ends before the date, and another one begins there.
     *
     * @return what begins there
     */
    public RemoteEvent userSplits(CalendarRef ref, EventId id, LocalDate date, UnaryOperator<Details> edit) {
        RemoteEvent old = event(ref, id);
        When.Repeating series = (When.Repeating) old.details().when();
        When.Single first = series.first();
        When before = new When.Repeating(first, series.rule().endingOn(date.minusDays(1)));
        Recurrence rest =
                series.rule().count().map(count -> restOf(series, count, date)).orElse(series.rule());
        put(ref, id, old.details().at(before).pruned());
        Details next =
                old.details().at(new When.Repeating(first.on(date), rest)).pruned();
        Optional<JobId> mark = splitsForgetTheMark ? Optional.empty() : old.mark();
        return put(ref, new EventId(id.value() + "_R" + ++versions), edit.apply(next), mark);
    }

    private static Recurrence restOf(When.Repeating series, int count, LocalDate date) {
        int done = series.rule()
                .dates(series.first().date(), series.first().date(), date)
                .size();
        String rule = series.rule().rule();
        return new Recurrence(rule.replace("COUNT=" + count, "COUNT=" + Math.max(1, count - done)));
    }

    public void userDeletes(CalendarRef ref, EventId id) {
        calendar(ref).remove(id);
        log(ref).add(id);
    }

    /** The provider touches an event by itself: a new version with the same content. */
    public void bumpsVersion(CalendarRef ref, EventId id) {
        put(ref, id, event(ref, id).details());
    }

    /** Something else that a provider says of an event. */
    public void says(CalendarRef ref, EventId id, UnaryOperator<EventFacts> facts) {
        RemoteEvent old = put(ref, id, event(ref, id).details());
        calendar(ref)
                .put(
                        id,
                        new RemoteEvent(
                                id, old.version(), old.details(), old.hidden(), old.mark(), facts.apply(old.facts())));
    }

    private RemoteEvent event(CalendarRef ref, EventId id) {
        return Optional.ofNullable(calendar(ref).get(id)).orElseThrow();
    }

    @Override
    public CalendarList list(Secret accessToken) {
        if (refused.contains(accessToken)) {
            return new CalendarList.Failed(new RemoteFailure.Unauthorized());
        }
        CalendarId primary = new CalendarId("primary");
        return new CalendarList.Found(List.of(new RemoteCalendarEntry(primary, "Calendar", true, true, "", "")));
    }

    @Override
    public Listing changes(Secret accessToken, CalendarRef ref, ListingPosition position) {
        listings++;
        Optional<RemoteFailure> failure = failure(accessToken, ref);
        if (failure.isPresent()) {
            return new Listing.Failed(failure.get());
        }
        return switch (position) {
            case ListingPosition.Everything(Window window) ->
                page(ref, window, new Place(generation, true, 0, log(ref).size()));
            case ListingPosition.ChangesSince(Cursor cursor, Window window) -> resume(ref, window, cursor);
            case ListingPosition.Page(Cursor page, Window window) -> resume(ref, window, page);
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

    private Optional<RemoteFailure> failure(Secret accessToken, CalendarRef ref) {
        if (refused.contains(accessToken)) {
            return Optional.of(new RemoteFailure.Unauthorized());
        }
        return missing.contains(ref)
                ? Optional.of(new RemoteFailure.CalendarGone())
                : Optional.ofNullable(failures.poll());
    }

    private Listing resume(CalendarRef ref, Window window, Cursor cursor) {
        Place place = Place.of(cursor);
        return place.generation() == generation ? page(ref, window, place) : new Listing.CursorExpired();
    }

    private Listing page(CalendarRef ref, Window window, Place place) {
        List<RemoteChange> all = place.full() ? everything(ref, window) : changes(ref);
        int to = Math.min(all.size(), place.from() + pageSize);
        List<RemoteChange> changes = place.from() < to ? all.subList(place.from(), to) : List.of();
        if (to < all.size()) {
            return new Listing.More(changes, new Place(generation, place.full(), to, place.logAtStart()).cursor());
        }
        int next = place.full() ? place.logAtStart() : to;
        return new Listing.Last(changes, new Place(generation, false, next, 0).cursor());
    }

    private List<RemoteChange> everything(CalendarRef ref, Window window) {
        return showsNothing
                ? List.of()
                : calendar(ref).values().stream()
                        .filter(event -> !event.details().occurrences(window).isEmpty())
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
        if (refused.contains(accessToken)) {
            return new Lookup.Failed(new RemoteFailure.Unauthorized());
        }
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
        Optional<RemoteFailure> failure = failure(accessToken, ref);
        if (failure.isPresent()) {
            return changes.stream()
                    .<WriteAnswer>map(_ -> new WriteAnswer.Failed(failure.get()))
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
                        ? new WriteAnswer.Written(
                                put(ref, newIdOf(key), normalForm.apply(details), Optional.of(key.job())))
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
        if (isStale(there, update)) {
            return new WriteAnswer.Stale();
        }
        Details sent = normalForm.apply(update.to());
        Details next = there.details();
        for (Aspect aspect : Details.aspects(update.from(), update.to())) {
            if (!update.from().agreesOn(aspect, update.to())) {
                next = next.with(aspect, sent);
            }
        }
        return new WriteAnswer.Written(put(ref, update.id(), next));
    }

    private boolean isStale(RemoteEvent there, RemoteWrite.Update update) {
        if (!occurrencesMoveAlone || there.details().when().recurrence().isEmpty()) {
            return !there.version().equals(update.version());
        }
        return Details.aspects(there.details(), update.from()).stream()
                .filter(aspect ->
                        aspect instanceof Aspect.OfField || !update.from().agreesOn(aspect, update.to()))
                .anyMatch(aspect -> !there.details().agreesOn(aspect, update.from()));
    }

    private RemoteEvent put(CalendarRef ref, EventId id, Details details) {
        RemoteEvent before = event(ref, id);
        return put(ref, id, details, before.mark());
    }

    private RemoteEvent put(CalendarRef ref, EventId id, Details details, Optional<JobId> mark) {
        Optional<RemoteEvent> there = Optional.ofNullable(calendar(ref).get(id));
        EventFacts before = there.map(RemoteEvent::facts).orElse(EventFacts.NONE);
        boolean hidden = there.filter(RemoteEvent::hidden).isPresent();
        Optional<Instant> changedAt = Optional.of(clock.instant()).filter(at -> !at.equals(Instant.EPOCH));
        Optional<String> uid = before.uid().or(() -> mark.map(_ -> id.value() + "@" + ref));
        EventFacts facts = new EventFacts(uid, before.foreign(), changedAt, before.beyond());
        RemoteEvent event =
                new RemoteEvent(id, new EventVersion("v" + ++versions), details.pruned(), hidden, mark, facts);
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
