package io.syncline.local.providers.calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A calendar's entries, its tombstones and its log of changes. Safe for many threads; a look-up takes constant time,
 * a page the time of its length.
 */
public final class StoredCalendar {

    private static final int MOST_FORMERS = 20;

    private final String id;
    private final String name;
    private final ZoneId zone;
    private final Kind kind;
    private final Map<String, Entry> entries = new HashMap<>();
    private final NavigableMap<Long, String> places = new TreeMap<>();
    private final NavigableMap<Long, String> log = new TreeMap<>();
    private final Map<String, NavigableMap<Instant, String>> instances = new HashMap<>();
    private final Map<String, List<Former>> formers = new HashMap<>();
    private final Map<String, Entry> previous = new HashMap<>();
    private final CalendarQuirks quirks = new CalendarQuirks();
    private long revision;
    private long generation = 1;
    private Consumer<Change> listener = change -> {};

    public StoredCalendar(String id, String name, ZoneId zone, Kind kind) {
        this.id = id;
        this.name = name;
        this.zone = zone;
        this.kind = kind;
    }

    /** What a calendar is to its owner. */
    public enum Kind {
        PRIMARY,
        SECONDARY,
        /** Subscribed, as public holidays are: it can only be read. */
        READ_ONLY
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public ZoneId zone() {
        return zone;
    }

    public Kind kind() {
        return kind;
    }

    public boolean writable() {
        return kind != Kind.READ_ONLY;
    }

    public boolean isPrimary() {
        return kind == Kind.PRIMARY;
    }

    /**
     * What happened at one put.
     *
     * @param entry the event's newest state
     */
    public record Change(StoredCalendar calendar, Entry entry) {}

    /** Tells somebody of every change, inside the calendar's lock; a second listener takes the place of the first. */
    public synchronized void onChange(Consumer<Change> other) {
        listener = other;
    }

    /** Runs a check and the write that depends on it, with no other write between. */
    public synchronized <T> T exclusively(Supplier<T> work) {
        return work.get();
    }

    public synchronized Optional<Entry> find(String eventId) {
        return Optional.ofNullable(entries.get(eventId));
    }

    /** Stores the event's newest state under a new revision. */
    public synchronized Entry put(String eventId, Content content, boolean deleted, Instant now) {
        revision++;
        var before = Optional.ofNullable(entries.get(eventId));
        before.ifPresent(this::outdate);
        var entry = new Entry(
                eventId,
                before.map(Entry::place).orElse(revision),
                before.map(Entry::born).orElse(revision),
                revision,
                deleted,
                content.span(),
                before.map(Entry::created).orElse(now),
                now,
                content.body(),
                content.role());
        before.flatMap(old -> old.role().rule())
                .filter(rule -> !Optional.of(rule).equals(entry.role().rule()))
                .ifPresent(rule -> note(eventId, rule));
        enter(entry);
        listener.accept(new Change(this, entry));
        return entry;
    }

    /** Stores the same once more, as a provider does that goes over its own work: only the version changes. */
    public synchronized Entry touch(Entry entry, Instant now) {
        return put(entry.id(), new Content(entry.body(), entry.span(), entry.role()), entry.deleted(), now);
    }

    /** Removes an entry without a trace: no listing ever speaks of it again. */
    public synchronized void forget(Entry entry) {
        outdate(entry);
        entries.remove(entry.id());
        places.remove(entry.place());
        previous.remove(entry.id());
    }

    /** The stored occurrences of a series, cancelled ones included, by their original start. */
    public synchronized List<Entry> instancesOf(String masterId) {
        var found = new ArrayList<Entry>();
        instances
                .getOrDefault(masterId, Collections.emptyNavigableMap())
                .values()
                .forEach(id -> find(id).ifPresent(found::add));
        return found;
    }

    /** Whether an occurrence of this original start is stored. */
    public synchronized boolean hasInstance(String masterId, Instant original) {
        return instances.getOrDefault(masterId, Collections.emptyNavigableMap()).containsKey(original);
    }

    /** The rules that a series had and gave up after this revision; not kept when the simulators end. */
    public synchronized List<Recurrence> rulesGivenUpSince(String masterId, long since) {
        return formers.getOrDefault(masterId, List.of()).stream()
                .filter(former -> former.revision > since)
                .map(Former::recurrence)
                .toList();
    }

    /** The state of an event before the newest one, where {@link CalendarQuirks#outOfOrder} made it remembered. */
    public synchronized Optional<Entry> previous(String eventId) {
        return Optional.ofNullable(previous.get(eventId));
    }

    /** Entries in the order in which they were made; each unfolds into the items that a listing shows of it. */
    public synchronized <T> Slice<T> listing(Position next, int limit, Function<Entry, List<T>> unfold) {
        return slice(places.tailMap(next.at(), true), next, limit, unfold);
    }

    /** The same of all that {@code wanted} takes, on one page and not unfolded. */
    public List<Entry> all(Predicate<Entry> wanted) {
        return listing(Position.BEGIN, Integer.MAX_VALUE, entry -> wanted.test(entry) ? List.of(entry) : List.of())
                .items();
    }

    /** Entries changed up to a revision, the earliest change first. */
    public synchronized <T> Slice<T> changes(Position next, long upTo, int limit, Function<Entry, List<T>> unfold) {
        return next.at() > upTo
                ? new Slice<>(List.of(), Position.BEGIN, Optional.empty())
                : slice(log.subMap(next.at(), true, upTo, true), next, limit, unfold);
    }

    /** What this calendar does beyond the usual; off unless somebody switches it on. */
    public CalendarQuirks quirks() {
        return quirks;
    }

    public synchronized long revision() {
        return revision;
    }

    /** Sync tokens and delta links hold this number, and die when it moves on. */
    public synchronized long generation() {
        return generation;
    }

    public synchronized void expireSyncState() {
        generation++;
    }

    /** Everything at one moment. */
    synchronized Contents contents() {
        return new Contents(List.copyOf(entries.values()), revision, generation);
    }

    /**
     * Fills a calendar that is new.
     *
     * @throws IllegalArgumentException when two entries stand in one place, or a change is newer than the newest
     */
    synchronized void restore(Contents contents) {
        revision = contents.revision;
        generation = contents.generation;
        for (var entry : contents.entries) {
            if (entries.containsKey(entry.id())
                    || places.containsKey(entry.place())
                    || log.containsKey(entry.revision())
                    || entry.revision() > revision) {
                throw new IllegalArgumentException("the event " + entry.id() + " contradicts another one");
            }
            enter(entry);
        }
    }

    /**
     * What a calendar consists of.
     *
     * @param entries the tombstones included, in any order: each knows its place and its revision
     */
    record Contents(List<Entry> entries, long revision, long generation) {}

    /** A rule that a series had, and the revision that ended it. */
    private record Former(long revision, Recurrence recurrence) {}

    private void enter(Entry entry) {
        entries.put(entry.id(), entry);
        places.put(entry.place(), entry.id());
        log.put(entry.revision(), entry.id());
        entry.role()
                .instance()
                .ifPresent(instance -> instances
                        .computeIfAbsent(instance.masterId(), id -> new TreeMap<>())
                        .put(instance.original(), entry.id()));
    }

    private void outdate(Entry entry) {
        log.remove(entry.revision());
        if (quirks.isOutOfOrder()) {
            previous.put(entry.id(), entry);
        }
        entry.role()
                .instance()
                .ifPresent(instance -> instances
                        .getOrDefault(instance.masterId(), new TreeMap<>())
                        .remove(instance.original(), entry.id()));
    }

    private void note(String masterId, Recurrence rule) {
        var given = formers.computeIfAbsent(masterId, id -> new ArrayList<>());
        given.add(new Former(revision, rule));
        if (given.size() > MOST_FORMERS) {
            given.removeFirst();
        }
    }

    private <T> Slice<T> slice(
            NavigableMap<Long, String> source, Position next, int limit, Function<Entry, List<T>> unfold) {
        var page = new ArrayList<T>();
        var last = Position.BEGIN;
        for (var position : source.entrySet()) {
            var entry = entries.get(position.getValue());
            var items = entry == null ? List.<T>of() : unfold.apply(entry);
            int from = position.getKey() == next.at() ? next.within() : 0;
            for (int within = from; within < items.size(); within++) {
                if (page.size() == limit) {
                    return new Slice<>(page, last, Optional.of(new Position(position.getKey(), within)));
                }
                page.add(items.get(within));
                last = new Position(position.getKey(), within);
            }
        }
        return new Slice<>(page, last, Optional.empty());
    }
}
