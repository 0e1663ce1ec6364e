package io.syncline.calendar;

import io.syncline.calendar.SyncedCalendar.Mode;
import io.syncline.calendar.SyncedCalendar.Phase;
import io.syncline.sync.RemoteFailure;
import io.syncline.token.Grant;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** One run over a claimed calendar: sweep where a choice was made, push what waits, pull what changed. */
final class CalendarRun {

    static final int BATCH = 50;

    /** Batches in a row that settle nothing because jobs keep changing under them. */
    private static final int FRUITLESS = 3;

    private final RunLog log;
    private final CalendarItems items;
    private final Jobs jobs;
    private final RemoteCalendars remote;
    private final Access access;
    private final RequestSync requestSync;
    private final InstantSource clock;
    private final TimeLeft timeLeft;
    private boolean pullIsWorthTrying;

    CalendarRun(
            RunLog log,
            CalendarItems items,
            Jobs jobs,
            RemoteCalendars remote,
            Access access,
            RequestSync requestSync,
            InstantSource clock,
            TimeLeft timeLeft) {
        this.log = log;
        this.items = items;
        this.jobs = jobs;
        this.remote = remote;
        this.access = access;
        this.requestSync = requestSync;
        this.clock = clock;
        this.timeLeft = timeLeft;
    }

    void run() {
        if (isReadOnly()) {
            if (pull()) {
                log.complete();
            }
            return;
        }
        if (isSweepDue() && !sweep()) {
            return;
        }
        boolean pushed = push();
        if (!pushed && !pullIsWorthTrying) {
            return;
        }
        if (log.calendar().mode() == Mode.LEAVING) {
            leave(pushed);
        } else if (pull() && pushed) {
            log.complete();
        }
    }

    /** Whether nothing of this calendar is brought in step with jobs: its events are only seen. */
    boolean isReadOnly() {
        return log.calendar().mode() == Mode.READS;
    }

    /**
     * Whether another batch may begin. A run that is under way when its account is disconnected, its owner is removed
     * or the permission is taken away writes nothing more; the next run decides what becomes of the calendar.
     */
    boolean mayGoOn() {
        if (timeLeft.allowsABatch() && access.isStillAllowed()) {
            return true;
        }
        log.interrupt();
        return false;
    }

    private void leave(boolean pushed) {
        if (pushed) {
            log.leftBehind();
            log.complete();
        }
    }

    /** After a choice, and when the window rolls: jobs that come into it have to be found (R20). */
    private boolean isSweepDue() {
        return log.calendar().sweep()
                || log.calendar()
                        .listing()
                        .filter(listing -> listing.window().isDueToRoll(clock.instant()))
                        .isPresent();
    }

    private boolean sweep() {
        if (!new Sweep(items, jobs, log, clock.instant(), timeLeft).run()) {
            return false;
        }
        log.swept();
        return true;
    }

    /** Whether all that waited is done; if not, the log says why. */
    private boolean push() {
        long done = 0;
        int fruitless = 0;
        Optional<Long> total = Optional.empty();
        while (true) {
            List<Pending> waiting = waiting();
            if (waiting.isEmpty()) {
                return true;
            }
            if (!mayGoOn()) {
                return false;
            }
            if (total.isEmpty()) {
                total = Optional.of(items.waiting(
                        log.calendar().organisation(), log.calendar().ref()));
                log.advance(Phase.PUSH, 0, total);
            }
            BatchResult result =
                    batch().process(waiting.stream().map(Work::noted).toList());
            log.count(result.counts());
            if (!goesOn(result.stop())) {
                // one job's trouble does not keep the changes of the calendar away from the others (R18)
                pullIsWorthTrying = result.stop().get() instanceof RemoteFailure.Unavailable;
                return false;
            }
            int settled = waiting.size() - result.open();
            fruitless = settled > 0 ? 0 : fruitless + 1;
            if (fruitless == FRUITLESS) {
                log.defer(Optional.empty(), "The jobs keep changing. It is tried again by itself.");
                return false;
            }
            done += settled;
            log.advance(Phase.PUSH, done, total);
        }
    }

    private List<Pending> waiting() {
        return items.pending(log.calendar().organisation(), log.calendar().ref(), BATCH);
    }

    private boolean pull() {
        return new Pull(this, log, items, remote, clock).run();
    }

    /**
     * Brings jobs in step whose events changed. One that keeps changing is not skipped: the page is replayed by the
     * next run.
     *
     * @return whether the run can go on; if not, the log says why
     */
    boolean reconcile(List<Work> work) {
        if (work.isEmpty()) {
            return true;
        }
        BatchResult result = batch().process(work);
        log.count(result.counts());
        if (result.stop().isPresent()) {
            return goesOn(result.stop()) && reconcile(work);
        }
        return result.open() == 0 || deferred(Optional.empty(), "The jobs keep changing. It is tried again by itself.");
    }

    Batch batch() {
        return new Batch(context());
    }

    RunContext context() {
        return new RunContext(items, jobs, remote, access.token(), log.calendar(), requestSync, clock.instant());
    }

    /** Whether the run can go on after this; if not, the log says why. */
    boolean goesOn(Optional<RemoteFailure> failure) {
        return failure.isEmpty() || survives(failure.get());
    }

    private boolean survives(RemoteFailure failure) {
        return switch (failure) {
            case RemoteFailure.Unauthorized(Optional<String> claims) -> renewed(claims);
            case RemoteFailure.NotPermitted(String reason) -> failed(reason);
            case RemoteFailure.Refused(String reason) -> failed(reason);
            case RemoteFailure.CalendarGone _ when log.calendar().mode() == Mode.LEAVING -> leftAGoneCalendar();
            case RemoteFailure.CalendarGone _ ->
                failed("The calendar is gone, or no longer shared with this account. Choose another one.");
            case RemoteFailure.Throttled(Optional<Duration> retryAfter) ->
                deferred(retryAfter, provider() + " asks for fewer requests. It goes on by itself.");
            case RemoteFailure.Unavailable(String reason) ->
                deferred(Optional.empty(), provider() + " cannot be used now (" + reason + "). It goes on by itself.");
        };
    }

    /** There is nothing left to take off. */
    private boolean leftAGoneCalendar() {
        log.leftBehind();
        log.complete();
        return false;
    }

    private boolean renewed(Optional<String> claims) {
        return switch (access.renew(claims)) {
            case Grant.Valid _ -> true;
            case Grant.NeedsReconnect(String reason) -> failed(reason);
            case Grant.NotPermitted notPermitted -> failed(notPermitted.reason());
            case Grant.Deferred(Duration retryAfter, String reason) -> deferred(Optional.of(retryAfter), reason);
        };
    }

    private boolean failed(String reason) {
        log.fail(reason);
        return false;
    }

    private boolean deferred(Optional<Duration> retryAfter, String reason) {
        log.defer(retryAfter, reason);
        return false;
    }

    private String provider() {
        return log.calendar().provider().title();
    }
}
