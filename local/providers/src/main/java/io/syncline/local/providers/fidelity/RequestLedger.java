package io.syncline.local.providers.fidelity;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/** Every request since the last clearing; the newest hundred thousand in full, all of them in the counts. */
public final class RequestLedger {

    private static final int KEPT = 100_000;

    private final Deque<LedgerEntry> entries = new ArrayDeque<>();
    private final Map<LedgerEntry.Kind, Long> counts = new EnumMap<>(LedgerEntry.Kind.class);
    private final Map<String, Integer> underWay = new HashMap<>();
    private final Map<String, Integer> mostAtOnce = new HashMap<>();
    private long last;

    public synchronized void record(LongFunction<LedgerEntry> entry) {
        var written = entry.apply(++last);
        entries.addLast(written);
        if (entries.size() > KEPT) {
            entries.removeFirst();
        }
        counts.merge(written.kind(), 1L, Long::sum);
    }

    public synchronized List<LedgerEntry> find(Predicate<LedgerEntry> wanted) {
        return entries.stream().filter(wanted).toList();
    }

    public synchronized long count(LedgerEntry.Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** The most requests that one account had under way at once, by part and account. */
    public synchronized Map<String, Integer> mostAtOnce() {
        return Map.copyOf(mostAtOnce);
    }

    /** Whether the client behaved. */
    public LedgerChecks checks() {
        return new LedgerChecks(find(entry -> true), mostAtOnce());
    }

    public synchronized void clear() {
        entries.clear();
        counts.clear();
        mostAtOnce.clear();
    }

    /** How many requests the account has under way, this one included. */
    synchronized int begin(String mailbox) {
        int now = underWay.merge(mailbox, 1, Integer::sum);
        mostAtOnce.merge(mailbox, now, Math::max);
        return now;
    }

    synchronized int underWay(String mailbox) {
        return underWay.getOrDefault(mailbox, 0);
    }

    synchronized void end(String mailbox) {
        underWay.computeIfPresent(mailbox, (key, now) -> now <= 1 ? null : now - 1);
    }
}
