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
    private final Ports ports;
    private final RemoteCalendars remote;
    private final Access access;
    private final RequestSync requestSync;
    private final InstantSource clock;
    private final TimeLeft timeLeft;
    private final Deletions deletions;
    private final Outbox outbox;
    private final Caution caution;
    private Optional<SyncPolicy> policy = Optional.empty();
    private boolean pullIsWorthTrying;

    CalendarRun(
            RunLog log,
            Ports ports,
            RemoteCalendars remote,
            Access access,
            RequestSync requestSync,
            InstantSource clock,
            TimeLeft timeLeft) {
        this.log = log;
        this.ports = ports;
        this.remote = remote;
        this.access = access;
        this.requestSync = requestSync;
        this.clock = clock;
        this.timeLeft = timeLeft;
        SyncedCalendar calendar = log.calendar();
        this.deletions = new Deletions(
                log.run(), calendar, () -> ports.items().countLinks(calendar.organisation(), calendar.ref()));
        this.outbox = new Outbox(ports.bus(), ports.items(), calendar.organisation(), calendar.ref());
        this.caution = new Caution(ports.items(), log.followsACrash());
    }

    // What was created after the cursor and deleted by its owner before the next listing never shows up in one that
    // goes
    // on from the cursor: where a run wrote and did not come to its end, the next one lists everything.

    /** What a run needs besides the provider. */
    record Ports(CalendarItems items, Jobs jobs, SyncPolicies policies, CrmBus bus, Optional<KeepPush> push) {}

    void run() {
        if (log.followsACrash()) {
            log.listAnew();
        }
        perform();
        if (log.counts().pushed() > 0 && log.outcome() != SyncedCalendar.Outcome.COMPLETED) {
            log.listAnew();
        }
        outbox.flush();
    }

    private void perform() {
        if (isReadOnly()) {
            if (pull()) {
                completed();
            }
            return;
        }
        if (isSweepDue() && !sweep()) {
            return;
        }
        if (isFirst() && !plan()) {
            return;
        }
        boolean pushed = push();
        if (!pushed && !pullIsWorthTrying) {
            return;
        }
        if (log.calendar().mode() == Mode.LEAVING) {
            leave(pushed);
        } else if (pull() && pushed) {
            completed();
        }
    }

    private void completed() {
        log.complete();
        ports.push()
                .flatMap(push -> push.run(log.calendar(), access.token(), log.foundBySchedule()))
                .ifPresent(log::hearing);
    }

    /** Whether nothing of this calendar is brought in step with jobs: its events are only seen. */
    boolean isReadOnly() {
        return log.calendar().mode() == Mode.READS;
    }

    private boolean isFirst() {
        return log.calendar().mode() == Mode.JOBS && log.calendar().plan().isEmpty();
    }

    /** Counts first what the first sync is going to do; where it would delete something, somebody is asked (R16). */
    private boolean plan() {
        FirstSync first = new FirstSync(this, log, ports.items(), remote, clock);
        return first.plan() && !pausedBy(first.review());
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

    /** Whether there is time to look; what is found is only stored where the run {@link #mayGoOn}. */
    boolean mayLook() {
        if (timeLeft.allowsABatch()) {
            return true;
        }
        log.interrupt();
        return false;
    }

    private void leave(boolean pushed) {
        if (pushed) {
            ports.push()
                    .flatMap(push -> push.end(log.calendar(), Optional.of(access.token())))
                    .ifPresent(log::hearing);
            if (!isDisputed()) {
                log.leftBehind();
            }
            log.complete();
        }
    }

    /** An event that its owner changed stays until somebody decides, and what was decided is still to be done (R06). */
    private boolean isDisputed() {
        CalendarRef ref = log.calendar().ref();
        return ports.items().disputed(log.calendar().organisation(), ref.connection()).stream()
                .anyMatch(link -> link.calendar().equals(ref));
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
        if (!new Sweep(ports.items(), ports.jobs(), log, clock.instant(), timeLeft).run()) {
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
                total = Optional.of(ports.items()
                        .countWaiting(
                                log.calendar().organisation(), log.calendar().ref()));
                log.advance(Phase.PUSH, 0, total);
            }
            BatchResult result = process(waiting.stream().map(Work::noted).toList());
            log.count(result.counts());
            if (pausedBy(result.review())) {
                return false;
            }
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

    private boolean pausedBy(Optional<Review> review) {
        review.ifPresent(log::pause);
        return review.isPresent();
    }

    private List<Pending> waiting() {
        CalendarItems.Waiting waiting = ports.items()
                .waiting(log.calendar().organisation(), log.calendar().ref(), Optional.empty(), BATCH);
        if (outbox.isEmpty()) {
            outbox.add(waiting.owed()); // of a run that ended before it could tell
        }
        outbox.flush();
        return waiting.jobs();
    }

    /** After a crash the first batch goes one by one, each attempt counted first: one of it may be the cause (R18). */
    private BatchResult process(List<Work> work) {
        RunContext context = context();
        return caution.isDue() ? caution.process(context, work) : new Batch(context).process(work);
    }

    private boolean pull() {
        return new Pull(this, log, ports.items(), remote, clock).run();
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
        BatchResult result = process(work);
        log.count(result.counts());
        if (pausedBy(result.review())) {
            return false;
        }
        if (result.stop().isPresent()) {
            return goesOn(result.stop()) && reconcile(work);
        }
        return result.open() == 0 || deferred(Optional.empty(), "The jobs keep changing. It is tried again by itself.");
    }

    RunContext context() {
        return new RunContext(
                ports.items(),
                ports.jobs(),
                remote,
                access.token(),
                log.calendar(),
                requestSync,
                this::policy,
                deletions,
                outbox,
                log.run(),
                clock.instant());
    }

    private SyncPolicy policy() {
        if (policy.isEmpty()) {
            policy = Optional.of(ports.policies().find(log.calendar().organisation()));
        }
        return policy.get();
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
