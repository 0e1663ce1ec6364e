package io.syncline.calendar;

import io.syncline.sync.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * After a choice was made: notes every job that shall stand in the calendar, and every one that is linked there. It
 * may be repeated from the start at any time.
 */
final class Sweep {

    private static final int PAGE = 100;

    private final CalendarItems items;
    private final Jobs jobs;
    private final SyncedCalendar calendar;
    private final Instant now;

    Sweep(CalendarItems items, Jobs jobs, SyncedCalendar calendar, Instant now) {
        this.items = items;
        this.jobs = jobs;
        this.calendar = calendar;
        this.now = now;
    }

    void run() {
        noteLinked();
        if (calendar.mode() == SyncedCalendar.Mode.JOBS) {
            noteAssigned();
        }
    }

    private void noteLinked() {
        Optional<JobId> after = Optional.empty();
        do {
            CalendarItems.LinkPage page = items.allLinks(calendar.organisation(), calendar.ref(), after, PAGE);
            store(page.links().stream().map(link -> note(link.job(), 0)).toList());
            after = page.last();
        } while (after.isPresent());
    }

    private void noteAssigned() {
        Window window = Window.around(now);
        Optional<String> next = Optional.empty();
        do {
            Jobs.JobPage page = jobs.touching(calendar.organisation(), window, next, PAGE);
            List<Commit> commits = new ArrayList<>();
            for (Job job : page.jobs()) {
                if (job.isFor(calendar.owner())) {
                    commits.add(placed(job));
                }
            }
            store(commits);
            next = page.next();
        } while (next.isPresent());
    }

    private Commit placed(Job job) {
        if (job.calendars().contains(calendar.ref())) {
            return note(job.id(), job.version());
        }
        Set<CalendarRef> calendars = new HashSet<>(job.calendars());
        calendars.add(calendar.ref());
        Pending pending = new Pending(job.id(), job.version() + 1);
        return new Commit(
                job.id().value(),
                List.of(new RowChange.PutJob(job.in(calendars)), new RowChange.Note(calendar.ref(), pending)));
    }

    private Commit note(JobId job, long version) {
        return new Commit(job.value(), List.of(new RowChange.Note(calendar.ref(), new Pending(job, version))));
    }

    /** A job that changed meanwhile knows its calendars by then, or is found again by the sweep of the next run. */
    private void store(List<Commit> commits) {
        if (!commits.isEmpty()) {
            items.commit(calendar.organisation(), calendar.ref(), commits);
        }
    }
}
