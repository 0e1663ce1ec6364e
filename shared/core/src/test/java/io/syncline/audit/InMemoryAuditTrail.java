package io.syncline.audit;

import io.syncline.InMemoryStorage;
import io.syncline.audit.Entry.Head;
import io.syncline.identity.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A trail that is gone when the test ends, and that a test can tamper with. */
public final class InMemoryAuditTrail implements AuditTrail {

    private static final Duration NOTES_WAIT = Duration.ofMinutes(1);

    private final InMemoryStorage storage;
    private final InstantSource clock;
    private final Map<OrganisationId, List<Stored>> chains = new HashMap<>();
    private final Map<OrganisationId, Head> heads = new HashMap<>();
    private final Map<OrganisationId, List<Note>> notes = new HashMap<>();

    public InMemoryAuditTrail(InMemoryStorage storage, InstantSource clock) {
        this.storage = storage;
        this.clock = clock;
    }

    @Override
    public void append(OrganisationId organisation, List<Deed> deeds) {
        storage.run(() -> add(organisation, deeds));
    }

    /** Appends as a part of a commit. */
    public void add(OrganisationId organisation, List<Deed> deeds) {
        deeds.forEach(deed -> add(organisation, clock.instant(), deed));
    }

    private void add(OrganisationId organisation, Instant at, Deed deed) {
        Entry entry = Entry.after(headOf(organisation), at, deed);
        chains.computeIfAbsent(organisation, _ -> new ArrayList<>()).add(new Stored(entry.sequence(), entry));
        heads.put(organisation, entry.head());
    }

    @Override
    public void note(OrganisationId organisation, Deed deed) {
        storage.run(() ->
                notes.computeIfAbsent(organisation, _ -> new ArrayList<>()).add(new Note(clock.instant(), deed)));
    }

    @Override
    public long chainNotes(OrganisationId organisation) {
        return storage.call(() -> {
            Instant ripe = clock.instant().minus(NOTES_WAIT);
            List<Note> waiting = notes.getOrDefault(organisation, new ArrayList<>());
            List<Note> chained = waiting.stream()
                    .filter(note -> note.at().isBefore(ripe))
                    .sorted(Comparator.comparing(Note::at))
                    .toList();
            waiting.removeAll(chained);
            chained.forEach(note -> add(organisation, note.at(), note.deed()));
            return (long) chained.size();
        });
    }

    @Override
    public Head head(OrganisationId organisation) {
        return storage.call(() -> headOf(organisation));
    }

    private Head headOf(OrganisationId organisation) {
        return heads.getOrDefault(organisation, Head.ofNothing(organisation));
    }

    @Override
    public List<Stored> read(OrganisationId organisation, long from, int limit) {
        return storage.call(() -> chain(organisation).stream()
                .filter(stored -> stored.place() >= from)
                .limit(limit)
                .toList());
    }

    @Override
    public List<Entry> readBack(OrganisationId organisation, long before, int limit) {
        return storage.call(() -> chain(organisation).reversed().stream()
                .filter(stored -> stored.place() < before)
                .limit(limit)
                .map(Stored::entry)
                .toList());
    }

    private List<Stored> chain(OrganisationId organisation) {
        return chains.getOrDefault(organisation, List.of());
    }

    /** Replaces what lies there, as somebody with the right to write could; where the chain ends is told anew too. */
    public void tamper(OrganisationId organisation, UnaryOperator<List<Stored>> change) {
        List<Stored> changed = new ArrayList<>(change.apply(new ArrayList<>(chain(organisation))));
        chains.put(organisation, changed);
        heads.put(
                organisation,
                changed.isEmpty()
                        ? Head.ofNothing(organisation)
                        : changed.getLast().entry().head());
    }

    /** All that is recorded of an organisation, chained or only noted yet. */
    public List<Deed> deeds(OrganisationId organisation) {
        List<Deed> all = new ArrayList<>(chain(organisation).stream()
                .map(stored -> stored.entry().deed())
                .toList());
        notes.getOrDefault(organisation, List.of()).forEach(note -> all.add(note.deed()));
        return all;
    }

    /** How often an action is recorded of an organisation. */
    public long count(OrganisationId organisation, Action action) {
        return deeds(organisation).stream()
                .filter(deed -> deed.action().equals(action.word()))
                .count();
    }

    private record Note(Instant at, Deed deed) {}
}
