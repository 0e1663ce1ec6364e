package io.syncline.calendar;

import io.syncline.calendar.SyncedCalendar.FullListing;
import io.syncline.calendar.SyncedCalendar.Phase;
import io.syncline.sync.RemoteFailure;
import io.syncline.sync.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was known and is missing from a complete listing. Nothing is believed deleted because it is missing: the
 * provider is asked for each of a job's events (R15).
 */
final class Vanished {

    /** So few may well have been all there was. */
    private static final int BELIEVABLE = 5;

    private final CalendarRun run;
    private final RunLog log;
    private final CalendarItems items;
    private final List<Work> found = new ArrayList<>();
    private final List<Commit> forgotten = new ArrayList<>();

    Vanished(CalendarRun run, RunLog log, CalendarItems items) {
        this.run = run;
        this.log = log;
        this.items = items;
    }

    /**
     * Settles what is missing.
     *
     * @param seen how many entries the listing showed; none at all, where many are gone, is taken for a broken answer
     *     and not for a deletion (F12)
     * @return whether the run can go on
     */
    boolean settle(FullListing listing, long seen) {
        if (!look(listing)) {
            return false;
        }
        long gone = found.stream()
                .filter(work -> work.sighting() instanceof Sighting.Gone)
                .count();
        if (seen == 0 && gone > BELIEVABLE) {
            log.defer(
                    Optional.empty(),
                    "The calendar suddenly shows nothing at all. That is not believed, and it is asked again.");
            return false;
        }
        return store();
    }

    private boolean look(FullListing listing) {
        Optional<EventId> after = Optional.empty();
        do {
            if (!run.mayGoOn()) {
                return false;
            }
            CalendarItems.KnownPage page = items.unseen(
                    log.calendar().organisation(), log.calendar().ref(), listing.number(), listing.window(), after);
            if (!look(page.events(), listing.window())) {
                return false;
            }
            log.advance(Phase.PULL, listing.seen(), Optional.empty());
            after = page.last();
        } while (after.isPresent());
        return true;
    }

    private boolean look(List<KnownEvent> missing, Window window) {
        List<JobId> owners = missing.stream()
                .flatMap(event -> event.owner().stream())
                .distinct()
                .toList();
        Map<JobId, Link> links =
                items.links(log.calendar().organisation(), log.calendar().ref(), owners);
        for (KnownEvent event : missing) {
            if (event.owner().isEmpty()) {
                forgotten.add(new Commit(event.id().value(), List.of(new RowChange.DropEvent(event.id()))));
            } else if (!run.isReadOnly()
                    && isExpected(Optional.ofNullable(links.get(event.owner().get())), window)
                    && !lookFor(event, event.owner().get())) {
                return false;
            }
        }
        return true;
    }

    /** An event outside of the window, or one that was deleted before, does not have to be in a listing. */
    private static boolean isExpected(Optional<Link> link, Window window) {
        if (link.isPresent() && link.get().state() instanceof LinkState.Linked linked) {
            Details last = linked.baseline().calendar();
            return !last.occurrences(window).isEmpty();
        }
        return link.isEmpty() || link.get().event().isPresent();
    }

    /** Asks the provider; false where the run cannot go on. */
    private boolean lookFor(KnownEvent event, JobId owner) {
        while (true) {
            switch (run.context().find(event.id())) {
                case Lookup.Absent _ -> {
                    return found.add(Work.sighted(owner, new Sighting.Gone(event.id())));
                }
                case Lookup.Found(RemoteEvent there) -> {
                    return found.add(Work.sighted(owner, new Sighting.Seen(there)));
                }
                case Lookup.Failed(RemoteFailure failure) -> {
                    if (!run.goesOn(Optional.of(failure))) {
                        return false;
                    }
                }
            }
        }
    }

    private boolean store() {
        if (!forgotten.isEmpty()) {
            items.commit(log.calendar().organisation(), log.calendar().ref(), forgotten);
        }
        for (int from = 0; from < found.size(); from += CalendarRun.BATCH) {
            if (!run.mayGoOn()
                    || !run.reconcile(found.subList(from, Math.min(found.size(), from + CalendarRun.BATCH)))) {
                return false;
            }
        }
        return true;
    }
}
