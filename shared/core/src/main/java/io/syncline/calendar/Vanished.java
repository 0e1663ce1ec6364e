package io.syncline.calendar;

import io.syncline.calendar.SyncedCalendar.FullListing;
import io.syncline.sync.RemoteFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was known and is missing from a complete listing. Nothing is believed deleted because it is missing: the
 * provider is asked for each of a job's events (R15).
 */
final class Vanished {

    /** So few may well have been all there was; the provider is asked for each of them all the same. */
    private static final int BELIEVABLE = 5;

    private final CalendarRun run;
    private final RunLog log;
    private final CalendarItems items;

    Vanished(CalendarRun run, RunLog log, CalendarItems items) {
        this.run = run;
        this.log = log;
        this.items = items;
    }

    /**
     * Settles what is missing.
     *
     * @param seen how many entries the listing showed; none at all, where there were many, is taken for a broken answer
     *     and not for a deletion (F12)
     * @return whether the run can go on
     */
    boolean settle(FullListing listing, long seen) {
        Optional<EventId> after = Optional.empty();
        do {
            CalendarItems.KnownPage page = items.unseen(
                    log.calendar().organisation(), log.calendar().ref(), listing.number(), listing.window(), after);
            if (seen == 0 && isTooMuchToBelieve(page)) {
                log.defer(
                        Optional.empty(),
                        "The calendar suddenly shows nothing at all. That is not believed, and it is asked again.");
                return false;
            }
            if (!settle(page.events())) {
                return false;
            }
            after = page.last();
        } while (after.isPresent());
        return true;
    }

    private static boolean isTooMuchToBelieve(CalendarItems.KnownPage page) {
        return page.last().isPresent() || page.events().size() > BELIEVABLE;
    }

    private boolean settle(List<KnownEvent> missing) {
        List<Commit> forgotten = new ArrayList<>();
        List<Work> work = new ArrayList<>();
        for (KnownEvent event : missing) {
            if (event.owner().isEmpty()) {
                forgotten.add(new Commit(event.id().value(), List.of(new RowChange.DropEvent(event.id()))));
                continue;
            }
            Optional<Sighting> sighting = lookFor(event);
            if (sighting.isEmpty()) {
                return false;
            }
            work.add(Work.sighted(event.owner().get(), sighting.get()));
        }
        if (!forgotten.isEmpty()) {
            items.commit(log.calendar().organisation(), log.calendar().ref(), forgotten);
        }
        return run.reconcile(work);
    }

    /** What the provider says of the event, or nothing where the run cannot go on. */
    private Optional<Sighting> lookFor(KnownEvent event) {
        while (true) {
            switch (run.context().find(event.id())) {
                case Lookup.Absent _ -> {
                    return Optional.of(new Sighting.Gone());
                }
                case Lookup.Found(RemoteEvent found) -> {
                    return Optional.of(new Sighting.Seen(found));
                }
                case Lookup.Failed(RemoteFailure failure) -> {
                    if (!run.goesOn(Optional.of(failure))) {
                        return Optional.empty();
                    }
                }
            }
        }
    }
}
