package io.syncline.calendar;

import io.syncline.calendar.SyncedCalendar.FullListing;
import io.syncline.calendar.SyncedCalendar.Phase;
import io.syncline.sync.Counts;
import io.syncline.sync.Cursor;
import io.syncline.sync.RemoteFailure;
import io.syncline.sync.Window;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes over what changed at the provider, page by page; the cursor moves after the last page is stored (R14). */
final class Pull {

    private final CalendarRun run;
    private final RunLog log;
    private final CalendarItems items;
    private final RemoteCalendars remote;
    private final InstantSource clock;
    private final Continuations continuations;
    private long done;

    Pull(CalendarRun run, RunLog log, CalendarItems items, RemoteCalendars remote, InstantSource clock) {
        this.run = run;
        this.log = log;
        this.items = items;
        this.remote = remote;
        this.clock = clock;
        this.continuations = new Continuations(run);
    }

    /** Whether all pages are stored; if not, the log says why. */
    boolean run() {
        ListingPosition position = beginning();
        while (true) {
            if (!run.mayLook()) {
                return false;
            }
            RunContext context = run.context();
            switch (remote.changes(context.token(), context.ref(), position)) {
                case Listing.More(List<RemoteChange> changes, Cursor nextPage) -> {
                    if (!apply(changes)) {
                        return false;
                    }
                    turned(changes.size(), nextPage);
                    position = new ListingPosition.Page(nextPage, position.window());
                }
                case Listing.Last(List<RemoteChange> changes, Cursor cursor) -> {
                    return apply(changes) && continuations.adopt() && finished(changes.size(), cursor) && settled();
                }
                case Listing.CursorExpired _ -> position = anew();
                case Listing.Failed(RemoteFailure failure) -> {
                    if (!run.goesOn(Optional.of(failure))) {
                        return false;
                    }
                }
            }
        }
    }

    private ListingPosition beginning() {
        Optional<FullListing> listing = log.calendar().listing();
        if (listing.isEmpty() || listing.get().window().isDueToRoll(clock.instant())) {
            return anew();
        }
        FullListing current = listing.get();
        if (!current.complete()) {
            return current.nextPage()
                    .<ListingPosition>map(page -> new ListingPosition.Page(page, current.window()))
                    .orElseGet(this::anew); // a new number: what was seen before may be gone by now
        }
        return log.calendar()
                .cursor()
                .<ListingPosition>map(cursor -> new ListingPosition.ChangesSince(cursor, current.window()))
                .orElseGet(this::anew);
    }

    /** A listing of everything: what is known stays known, and what is not shown is looked for at the end (R15). */
    private ListingPosition anew() {
        Window window = Window.around(clock.instant());
        log.listing(new FullListing(log.calendar().listingNumber() + 1, window, Optional.empty(), 0, false));
        log.cursor(Optional.empty());
        return new ListingPosition.Everything(window);
    }

    private boolean isFull() {
        return log.calendar().listing().filter(listing -> !listing.complete()).isPresent();
    }

    private void turned(int changes, Cursor nextPage) {
        if (isFull()) {
            FullListing listing = log.calendar().listing().orElseThrow();
            log.listing(new FullListing(
                    listing.number(), listing.window(), Optional.of(nextPage), listing.seen() + changes, false));
        }
        log.advance(Phase.PULL, done, Optional.empty());
    }

    private boolean finished(int changes, Cursor cursor) {
        if (isFull()) {
            FullListing listing = log.calendar().listing().orElseThrow();
            long seen = listing.seen() + changes;
            if (!new Vanished(run, log, items).settle(listing, seen)) {
                return false;
            }
            log.listing(new FullListing(listing.number(), listing.window(), Optional.empty(), seen, true));
        }
        log.cursor(Optional.of(cursor));
        return true;
    }

    private boolean settled() {
        if (continuations.isUnsettled()) {
            log.listAnew();
        }
        return true;
    }

    private boolean apply(List<RemoteChange> changes) {
        if (!changes.isEmpty()) {
            log.advance(Phase.PULL, done, Optional.empty()); // should the worker die, the next one is told (R18)
        }
        for (int from = 0; from < changes.size(); from += CalendarRun.BATCH) {
            List<RemoteChange> part = changes.subList(from, Math.min(changes.size(), from + CalendarRun.BATCH));
            if (!run.mayGoOn() || !applyBatch(part)) {
                return false;
            }
            done += part.size();
            if (part.size() == CalendarRun.BATCH) {
                log.advance(Phase.PULL, done, Optional.empty());
            }
        }
        return true;
    }

    private boolean applyBatch(List<RemoteChange> changes) {
        RunContext context = run.context();
        List<EventId> ids = changes.stream().map(RemoteChange::id).distinct().toList();
        Map<EventId, KnownEvent> known = items.known(context.organisation(), context.ref(), ids);
        Sorted sorted = Sorted.of(changes, known, log.calendar().listingNumber(), isFull());
        if (!sorted.rows().isEmpty()) {
            items.commit(context.organisation(), context.ref(), sorted.rows());
        }
        log.count(new Counts(0, 0, sorted.imported(), 0, 0));
        continuations.noticed(sorted.newSeries());
        return run.isReadOnly() || run.reconcile(sorted.work());
    }
}
