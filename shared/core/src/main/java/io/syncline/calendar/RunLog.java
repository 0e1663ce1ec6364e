package io.syncline.calendar;

import io.syncline.calendar.SyncedCalendar.FullListing;
import io.syncline.calendar.SyncedCalendar.Outcome;
import io.syncline.calendar.SyncedCalendar.Phase;
import io.syncline.calendar.SyncedCalendar.Progress;
import io.syncline.calendar.SyncedCalendar.Run;
import io.syncline.calendar.SyncedCalendars.Claim;
import io.syncline.sync.Counts;
import io.syncline.sync.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The state row of a calendar while one run has it. */
final class RunLog {

    /** Behind every notice: with the planner's minute, nothing stays unseen for more than five (R25). */
    private static final Duration POLL = Duration.ofMinutes(4);

    /** How long to wait after the first, second … run in a row that could not do its work. */
    private static final List<Duration> BACK_OFF =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10));

    /** A calendar that waits for a person is looked at now and then all the same. */
    private static final Duration FAILED_POLL = Duration.ofMinutes(30);

    /** A calendar that was not looked at for longer has missed something. */
    private static final Duration GAP = Duration.ofHours(1);

    private final SyncedCalendars calendars;
    private final Claim claim;
    private final InstantSource clock;
    private final Instant startedAt;
    private final long requestedAtStart;
    private SyncedCalendar calendar;
    private Counts counts = Counts.NONE;
    private Outcome outcome = Outcome.COMPLETED;

    RunLog(SyncedCalendars calendars, Claim claim, InstantSource clock) {
        this.calendars = calendars;
        this.claim = claim;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.calendar = claim.calendar();
        this.requestedAtStart = calendar.requested();
    }

    /** Names the run. */
    String run() {
        return claim.token();
    }

    /** Whether the run before this one stopped without a word, in the middle of its work. */
    boolean followsACrash() {
        return claim.calendar().progress().isPresent();
    }

    SyncedCalendar calendar() {
        return calendar;
    }

    Counts counts() {
        return counts;
    }

    Outcome outcome() {
        return outcome;
    }

    void count(Counts more) {
        counts = counts.plus(more);
    }

    /** Stores how far the run is (R14: after the items, so that a crash leads to a replay without effect). */
    void advance(Phase phase, long done, Optional<Long> total) {
        calendar = calendar.with(Optional.of(new Progress(phase, done, total)));
        if (!calendars.advance(claim, calendar, RunCalendarSync.CLAIM_LIFE)) {
            throw new ClaimLost();
        }
    }

    /** Whether the schedule woke the run and it found something: nobody had told of it. */
    boolean foundBySchedule() {
        boolean scheduled = !claim.calendar().nextDueAt().isAfter(startedAt);
        boolean goesOn =
                claim.calendar().listingNumber() == calendar.listingNumber(); // a full listing finds old news too
        return scheduled && goesOn && !isFirst() && counts.pulled() + counts.imported() > 0;
    }

    private boolean isFirst() {
        return claim.calendar().lastVerifiedAt().isEmpty();
    }

    void listing(FullListing listing) {
        calendar = calendar.listing(listing);
    }

    /** The next run lists everything: something in this one could not be settled. */
    void listAnew() {
        calendar = calendar.toBeListedAnew();
    }

    void cursor(Optional<Cursor> cursor) {
        calendar = calendar.at(cursor);
    }

    /** Takes another mode. One that carries jobs from now on is looked through: what was missed is caught up with. */
    void become(SyncedCalendar.Mode mode) {
        if (calendar.mode() == mode) {
            return;
        }
        calendar = switch (mode) {
            case JOBS -> calendar.in(mode).swept(true).toBeListedAnew();
            case LEAVING -> calendar.in(mode).swept(true);
            case READS, OFF -> calendar.in(mode).swept(false);
        };
    }

    void swept() {
        calendar = calendar.swept(false);
    }

    void leftBehind() {
        calendar = calendar.in(SyncedCalendar.Mode.OFF);
    }

    void complete() {
        outcome = Outcome.COMPLETED;
        Instant now = clock.instant();
        calendar = calendar.healthy(now, now.plus(POLL)).reviewed(Optional.empty());
    }

    /** Time is over; another run goes on at once. */
    void interrupt() {
        outcome = Outcome.CONTINUED;
        calendar = calendar.dueAt(clock.instant());
    }

    /** Waits for somebody to look at what would be deleted (R17). */
    void pause(Review review) {
        outcome = Outcome.PAUSED;
        calendar = calendar.reviewed(Optional.of(review))
                .troubled(
                        wouldDelete(review) + " Look at them and decide.",
                        0,
                        clock.instant().plus(POLL));
    }

    private static String wouldDelete(Review review) {
        String some = review.deletions() + " of " + review.linked() + " events";
        return switch (review.kind()) {
            case FIRST_SYNC, IN_CALENDAR -> "It would delete " + some + ".";
            case FROM_CALENDAR -> some + " vanished from the calendar.";
        };
    }

    /** Somebody still has to decide: nothing is done meanwhile. */
    void waitForDecision() {
        outcome = Outcome.PAUSED;
        calendar = calendar.dueAt(clock.instant().plus(POLL));
    }

    void planned(Plan plan) {
        calendar = calendar.planned(plan);
    }

    void hearing(Push push) {
        calendar = calendar.hearing(push);
    }

    void defer(Optional<Duration> retryAfter, String reason) {
        outcome = Outcome.DEFERRED;
        int attempts = calendar.attempts() + 1;
        Duration wait = retryAfter.orElse(BACK_OFF.get(Math.min(attempts, BACK_OFF.size()) - 1));
        calendar = calendar.troubled(reason, attempts, clock.instant().plus(wait));
    }

    void fail(String reason) {
        outcome = Outcome.FAILED;
        calendar = calendar.troubled(
                reason, calendar.attempts() + 1, clock.instant().plus(FAILED_POLL));
    }

    /** A bug or an outage of our own: the claim is given back, and the calendar is due again soon. */
    void failedUnexpectedly() {
        defer(Optional.empty(), "Something went wrong on our side. It is tried again by itself.");
        release();
    }

    /** What a person would want to know: that this run caught up with a gap, and since when it was (R26). */
    private Optional<Instant> behindSince() {
        return claim.calendar()
                .lastVerifiedAt()
                .filter(_ -> outcome == Outcome.COMPLETED)
                .filter(verified -> verified.isBefore(startedAt.minus(GAP)));
    }

    boolean mayGoOnAtOnce() {
        return outcome == Outcome.COMPLETED || outcome == Outcome.CONTINUED;
    }

    Optional<SyncedCalendar> release() {
        Run run = new Run(startedAt, clock.instant(), outcome, counts, behindSince());
        long synced = outcome == Outcome.COMPLETED ? requestedAtStart : calendar.synced();
        return calendars.release(claim, calendar.ended(run, synced));
    }
}
