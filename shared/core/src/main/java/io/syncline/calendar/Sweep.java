package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import io.syncline.sync.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Notes every job that shall stand in the calendar, and every one that is linked there. It may be repeated from the
 * start at any time.
 */
final class Sweep {

    private static final int PAGE = 100;
    private static final int TRIES = 5;

    private final CalendarItems items;
    private final Jobs jobs;
    private final RunLog log;
    private final Instant now;
    private final TimeLeft timeLeft;

    Sweep(CalendarItems items, Jobs jobs, RunLog log, Instant now, TimeLeft timeLeft) {
        this.items = items;
        this.jobs = jobs;
        this.log = log;
        this.now = now;
        this.timeLeft = timeLeft;
    }

    /** Whether everything is noted; if not, the log says why. */
    boolean run() {
        return noteLinked() && (log.calendar().mode() != SyncedCalendar.Mode.JOBS || noteAssigned());
    }

    private boolean noteLinked() {
        Optional<JobId> after = Optional.empty();
        do {
            if (isOver()) {
                return false;
            }
            CalendarItems.LinkPage page = items.allLinks(organisation(), ref(), after, PAGE);
            store(page.links().stream().map(link -> note(link.job(), 0)).toList());
            after = page.last();
        } while (after.isPresent());
        return true;
    }

    private boolean noteAssigned() {
        Window window = Window.around(now);
        Optional<String> next = Optional.empty();
        do {
            if (isOver()) {
                return false;
            }
            Jobs.JobPage page = jobs.touching(organisation(), window, next, PAGE);
            if (!place(page.jobs())) {
                log.defer(Optional.empty(), "The jobs keep changing. It is tried again by itself.");
                return false;
            }
            next = page.next();
        } while (next.isPresent());
        return true;
    }

    private boolean isOver() {
        if (timeLeft.allowsABatch()) {
            return false;
        }
        log.interrupt();
        return true;
    }

    /** A job that changed meanwhile is read again: its row knows better than the index that listed it. */
    private boolean place(List<Job> listed) {
        List<Job> open = listed;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            List<Commit> commits = new ArrayList<>();
            for (Job job : open) {
                if (job.isFor(log.calendar().owner())) {
                    commits.add(placed(job));
                }
            }
            Set<String> clashed = store(commits);
            if (clashed.isEmpty()) {
                return true;
            }
            Map<JobId, Job> current =
                    jobs.find(organisation(), clashed.stream().map(JobId::new).toList());
            open = List.copyOf(current.values());
        }
        return false;
    }

    private Commit placed(Job job) {
        if (job.calendars().contains(ref())) {
            return note(job.id(), job.version());
        }
        Set<CalendarRef> calendars = new HashSet<>(job.calendars());
        calendars.add(ref());
        Pending pending = new Pending(job.id(), job.version() + 1);
        return new Commit(
                job.id().value(), List.of(new RowChange.PutJob(job.in(calendars)), new RowChange.Note(ref(), pending)));
    }

    private Commit note(JobId job, long version) {
        return new Commit(job.value(), List.of(new RowChange.Note(ref(), new Pending(job, version))));
    }

    private Set<String> store(List<Commit> commits) {
        return commits.isEmpty() ? Set.of() : items.commit(organisation(), ref(), commits);
    }

    private OrganisationId organisation() {
        return log.calendar().organisation();
    }

    private CalendarRef ref() {
        return log.calendar().ref();
    }
}
