package io.syncline.local.providers.calendar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A calendar's entries, its tombstones and its log of changes. Safe for many threads; a look-up takes constant time,
 * a page the time of its length.
 */
public final class StoredCalendar {

    private final String id;
    private final String name;
    private final ZoneId zone;
    private final Kind kind;
    private final Map<String, Entry> entries = new HashMap<>();
    private final NavigableMap<Long, String> places = new TreeMap<>();
    private final NavigableMap<Long, String> log = new TreeMap<>();
    private long revision;
    private long generation = 1;

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

    /** Runs a check and the write that depends on it, with no other write between. */
    public synchronized <T> T exclusively(Supplier<T> work) {
        return work.get();
    }

    public synchronized Optional<Entry> find(String eventId) {
        return Optional.ofNullable(entries.get(eventId));
    }

    /** Stores the event's newest state under a new revision. */
    public synchronized Entry put(String eventId, ObjectNode body, Span span, boolean deleted, Instant now) {
        revision++;
        var before = Optional.ofNullable(entries.get(eventId));
        before.ifPresent(entry -> log.remove(entry.revision()));
        var entry = new Entry(
                eventId,
                before.map(Entry::place).orElse(revision),
                before.map(Entry::born).orElse(revision),
                revision,
                deleted,
                span,
                before.map(Entry::created).orElse(now),
                now,
                body);
        entries.put(eventId, entry);
        places.put(entry.place(), eventId);
        log.put(revision, eventId);
        return entry;
    }

    /** Entries in the order in which they were made. */
    public synchronized Slice listing(long afterPlace, int limit, Predicate<Entry> wanted) {
        return slice(places.tailMap(afterPlace, false), limit, wanted);
    }

    /** Entries changed after one revision and up to another, the earliest change first. */
    public synchronized Slice changes(long after, long upTo, int limit, Predicate<Entry> wanted) {
        return after >= upTo
                ? new Slice(List.of(), OptionalLong.empty())
                : slice(log.subMap(after, false, upTo, true), limit, wanted);
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
            boolean unique = entries.put(entry.id(), entry) == null
                    && places.put(entry.place(), entry.id()) == null
                    && log.put(entry.revision(), entry.id()) == null;
            if (!unique || entry.revision() > revision) {
                throw new IllegalArgumentException("the event " + entry.id() + " contradicts another one");
            }
        }
    }

    /**
     * What a calendar consists of.
     *
     * @param entries the tombstones included, in any order: each knows its place and its revision
     */
    record Contents(List<Entry> entries, long revision, long generation) {}

    private Slice slice(NavigableMap<Long, String> source, int limit, Predicate<Entry> wanted) {
        var page = new ArrayList<Entry>();
        long last = 0;
        for (var position : source.entrySet()) {
            var entry = entries.get(position.getValue());
            if (entry == null || !wanted.test(entry)) {
                continue;
            }
            if (page.size() == limit) {
                return new Slice(page, OptionalLong.of(last));
            }
            page.add(entry);
            last = position.getKey();
        }
        return new Slice(page, OptionalLong.empty());
    }
}
