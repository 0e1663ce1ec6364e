package io.syncline.calendar;

import io.syncline.sync.RemoteFailure;
import io.syncline.sync.Window;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The dry run before the first sync of a calendar: it decides about everything and does nothing of it (R16). Where
 * nothing would be deleted, the sync begins by itself.
 */
final class FirstSync {

    private static final int PAGE = 100;

    private final CalendarRun run;
    private final RunLog log;
    private final CalendarItems items;
    private final RemoteCalendars remote;
    private final InstantSource clock;
    private final List<Review.Example> examples = new ArrayList<>();
    private long creates;
    private long updates;
    private long deletes;
    private long imports;

    FirstSync(CalendarRun run, RunLog log, CalendarItems items, RemoteCalendars remote, InstantSource clock) {
        this.run = run;
        this.log = log;
        this.items = items;
        this.remote = remote;
        this.clock = clock;
    }

    /** Whether everything is counted and on record; if not, the log says why. */
    boolean plan() {
        if (!countJobs() || !countEvents()) {
            return false;
        }
        log.planned(new Plan(creates, updates, deletes, imports, clock.instant()));
        return true;
    }

    /** What somebody has to look at, where the first sync would delete events and nobody has looked yet. */
    Optional<Review> review() {
        if (deletes == 0 || log.calendar().review().isPresent()) {
            return Optional.empty();
        }
        long linked =
                items.countLinks(log.calendar().organisation(), log.calendar().ref());
        return Optional.of(new Review(
                log.run(), Review.Kind.FIRST_SYNC, clock.instant(), deletes, linked, examples, Optional.empty()));
    }

    private boolean countJobs() {
        Optional<JobId> after = Optional.empty();
        do {
            if (!run.mayGoOn()) {
                return false;
            }
            CalendarItems.Waiting page =
                    items.waiting(log.calendar().organisation(), log.calendar().ref(), after, PAGE);
            new Batch(run.context())
                    .decided(page.jobs().stream().map(Work::noted).toList())
                    .forEach(this::count);
            after = page.last();
        } while (after.isPresent());
        return true;
    }

    private void count(Step step) {
        switch (step.decision()) {
            case Decision.Create _ -> creates++;
            case Decision.Update _, Decision.Store _ -> updates++;
            case Decision.Delete _ -> {
                deletes++;
                example(step);
            }
            case Decision.Leave _, Decision.LookUp _, Decision.Forget _ -> {}
        }
    }

    private void example(Step step) {
        if (examples.size() < Deletions.MOST_EXAMPLES) {
            step.known()
                    .flatMap(Deletions::lastLook)
                    .ifPresent(details -> examples.add(new Review.Example(step.id(), details.title(), details.when())));
        }
    }

    private boolean countEvents() {
        Window window = Window.around(clock.instant());
        ListingPosition position = new ListingPosition.Everything(window);
        while (true) {
            if (!run.mayGoOn()) {
                return false;
            }
            RunContext context = run.context();
            switch (remote.changes(context.token(), context.ref(), position)) {
                case Listing.More(List<RemoteChange> changes, var nextPage) -> {
                    count(changes);
                    position = new ListingPosition.Page(nextPage, window);
                }
                case Listing.Last(List<RemoteChange> changes, var _) -> {
                    count(changes);
                    return true;
                }
                case Listing.CursorExpired _ -> {
                    imports = 0;
                    position = new ListingPosition.Everything(window);
                }
                case Listing.Failed(RemoteFailure failure) -> {
                    if (!run.goesOn(Optional.of(failure))) {
                        return false;
                    }
                }
            }
        }
    }

    private void count(List<RemoteChange> changes) {
        List<EventId> present = changes.stream()
                .filter(change -> change instanceof RemoteChange.Present)
                .map(RemoteChange::id)
                .distinct()
                .toList();
        Map<EventId, KnownEvent> known =
                items.known(log.calendar().organisation(), log.calendar().ref(), present);
        imports += present.stream().filter(id -> !isOurs(known, id)).count();
    }

    private static boolean isOurs(Map<EventId, KnownEvent> known, EventId id) {
        return known.containsKey(id) && known.get(id).owner().isPresent();
    }
}
