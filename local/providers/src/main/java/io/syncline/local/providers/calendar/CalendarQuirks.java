package io.syncline.local.providers.calendar;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a provider may do at any time and rarely does: switched on by tests, for one run. Everything is off at first.
 * Safe for many threads.
 */
public final class CalendarQuirks {

    private final AtomicInteger bumps = new AtomicInteger();
    private final AtomicInteger conflicts = new AtomicInteger();
    private volatile WriteConflict conflict = WriteConflict.STALE_412;
    private volatile SyncStateDialect dialect = SyncStateDialect.GONE_410;
    private volatile MasterPlacement masters = MasterPlacement.LAST;
    private volatile boolean emptyPages;
    private volatile boolean duplicates;
    private volatile boolean outOfOrder;
    private volatile boolean cancelledKeepDetails;

    /** Where a series stands among its own occurrences in Graph's delta. */
    public enum MasterPlacement {
        LAST,
        FIRST,
        ABSENT
    }

    /** How a write fails although nobody else changed the event. */
    public enum WriteConflict {
        STALE_412,
        CONFLICT_409,
        CONCURRENT_SAVE_409
    }

    /** The next events that are created by the API get another version right after the answer. */
    public void bumpAfterCreate(int times) {
        bumps.set(times);
    }

    /** The next writes to existing events fail so; with Google those that name a version, and always as 412. */
    public void conflictOnWrite(int times, WriteConflict how) {
        conflict = how;
        conflicts.set(times);
    }

    /** In which words Graph says that a delta link is dead. */
    public void syncStateDialect(SyncStateDialect how) {
        dialect = how;
    }

    /** Whether an empty page with a link to the next one stands before every page. */
    public void emptyPages(boolean on) {
        emptyPages = on;
    }

    /** Whether the last item of a page comes again on the next one. */
    public void duplicates(boolean on) {
        duplicates = on;
    }

    /**
     * Whether Graph's delta mixes the items of a page and reports a change first in the state before it; the newest state
     * of an event is always the last one of it in a round.
     */
    public void outOfOrder(boolean on) {
        outOfOrder = on;
    }

    /** Where Graph's delta has a series among its occurrences. */
    public void masters(MasterPlacement where) {
        masters = where;
    }

    /** Whether Google's tombstones still show what the event was. */
    public void cancelledKeepDetails(boolean on) {
        cancelledKeepDetails = on;
    }

    /** Switches everything off. */
    public void clear() {
        bumps.set(0);
        conflicts.set(0);
        dialect = SyncStateDialect.GONE_410;
        masters = MasterPlacement.LAST;
        emptyPages = false;
        duplicates = false;
        outOfOrder = false;
        cancelledKeepDetails = false;
    }

    /** Whether this creation is one of those that get another version. */
    public boolean takesBump() {
        return takes(bumps);
    }

    /** How this write is to fail; empty when it is not. */
    public Optional<WriteConflict> takeConflict() {
        return takes(conflicts) ? Optional.of(conflict) : Optional.empty();
    }

    public SyncStateDialect dialect() {
        return dialect;
    }

    public MasterPlacement masters() {
        return masters;
    }

    public boolean givesEmptyPages() {
        return emptyPages;
    }

    public boolean givesDuplicates() {
        return duplicates;
    }

    public boolean isOutOfOrder() {
        return outOfOrder;
    }

    public boolean keepsDetailsOfCancelled() {
        return cancelledKeepDetails;
    }

    private static boolean takes(AtomicInteger left) {
        return left.get() > 0 && left.getAndUpdate(now -> Math.max(0, now - 1)) > 0;
    }
}
