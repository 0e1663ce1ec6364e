package io.syncline.calendar;

import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.sync.Counts;
import io.syncline.sync.Cursor;
import io.syncline.sync.Window;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A calendar that is, or was, kept in step.
 *
 * @param requested bumped by everything that asks for a run
 * @param synced the value of {@code requested} that the last finished run began with: behind it, there is work
 * @param mode what its runs are for
 * @param sweep whether the next run must look through all jobs and links, after a choice was made
 * @param cursor where the next incremental listing begins
 * @param listing the full listing under way or last finished
 * @param nextDueAt when a run is due without anybody asking
 * @param lastVerifiedAt when both sides were last seen to agree
 * @param problem one sentence for a person, while the last run could not do its work
 * @param attempts runs in a row that could not do their work
 * @param push how it hears of changes besides its poll
 * @param plan what its first sync was going to do
 * @param review deletions that somebody has to look at, or looked at and that are still to be dealt with
 */
public record SyncedCalendar(
        OrganisationId organisation,
        CalendarRef ref,
        Provider provider,
        UserId owner,
        String name,
        Mode mode,
        boolean sweep,
        long requested,
        long synced,
        Optional<Cursor> cursor,
        Optional<FullListing> listing,
        Optional<Progress> progress,
        Optional<Run> lastRun,
        Counts totals,
        Instant nextDueAt,
        Optional<Instant> lastVerifiedAt,
        Optional<String> problem,
        int attempts,
        Optional<Push> push,
        Optional<Plan> plan,
        Optional<Review> review) {

    /** Whether something asked for a run that has not happened. */
    public boolean isDirty() {
        return requested > synced;
    }

    /** This calendar with how far its run is. */
    public SyncedCalendar with(Optional<Progress> next) {
        return changed(draft -> draft.progress = next);
    }

    /** This calendar with a full listing. */
    public SyncedCalendar listing(FullListing next) {
        return changed(draft -> draft.listing = Optional.of(next));
    }

    /** This calendar at another cursor. */
    public SyncedCalendar at(Optional<Cursor> next) {
        return changed(draft -> draft.cursor = next);
    }

    /** This calendar with, or without, a sweep that is due. */
    public SyncedCalendar swept(boolean due) {
        return changed(draft -> draft.sweep = due);
    }

    /** This calendar, of which everything is listed anew: some of what changed was not taken over. */
    SyncedCalendar toBeListedAnew() {
        return changed(draft -> {
            draft.cursor = Optional.empty();
            draft.listing =
                    listing.map(last -> new FullListing(last.number(), last.window(), Optional.empty(), 0, false));
        });
    }

    /** This calendar in another mode. */
    public SyncedCalendar in(Mode next) {
        return changed(draft -> draft.mode = next);
    }

    /** This calendar with another way to hear of changes. */
    public SyncedCalendar hearing(Push next) {
        return changed(draft -> draft.push = Optional.of(next));
    }

    /** This calendar with the count of what its first sync does. */
    public SyncedCalendar planned(Plan next) {
        return changed(draft -> draft.plan = Optional.of(next));
    }

    /** This calendar with, or without, deletions to be looked at. */
    public SyncedCalendar reviewed(Optional<Review> next) {
        return changed(draft -> draft.review = next);
    }

    /** This calendar after both sides were seen to agree. */
    public SyncedCalendar healthy(Instant verifiedAt, Instant dueAt) {
        return changed(draft -> {
            draft.nextDueAt = dueAt;
            draft.lastVerifiedAt = Optional.of(verifiedAt);
            draft.problem = Optional.empty();
            draft.attempts = 0;
        });
    }

    /** This calendar, due at another time. */
    public SyncedCalendar dueAt(Instant next) {
        return changed(draft -> draft.nextDueAt = next);
    }

    /** This calendar after a run that could not do its work. */
    public SyncedCalendar troubled(String reason, int tried, Instant dueAt) {
        return changed(draft -> {
            draft.nextDueAt = dueAt;
            draft.problem = Optional.of(reason);
            draft.attempts = tried;
        });
    }

    /** This calendar after a run. */
    public SyncedCalendar ended(Run run, long done) {
        return changed(draft -> {
            draft.synced = done;
            draft.progress = Optional.empty();
            draft.lastRun = Optional.of(run);
            draft.totals = totals.plus(run.counts());
        });
    }

    /**
     * This stored calendar after a run is over: what was asked for meanwhile stands, and a choice that was made during
     * the run outlives its end, with its sweep still owed.
     */
    public SyncedCalendar released(SyncedCalendar run, boolean chosenMeanwhile) {
        return changed(draft -> {
            draft.mode = chosenMeanwhile ? mode : run.mode;
            draft.sweep = chosenMeanwhile || run.sweep;
            draft.synced = run.synced;
            draft.cursor = run.cursor;
            draft.listing = run.listing;
            draft.progress = run.progress;
            draft.lastRun = run.lastRun;
            draft.totals = run.totals;
            draft.nextDueAt = chosenMeanwhile ? nextDueAt : run.nextDueAt;
            draft.lastVerifiedAt = run.lastVerifiedAt;
            draft.problem = run.problem;
            draft.attempts = run.attempts;
            draft.push = run.push;
            draft.plan = run.plan;
            draft.review = isDecidedSince(run) ? review : run.review;
        });
    }

    /**
     * This calendar at the end of its run, with what the provider reported meanwhile about a channel that the run kept.
     *
     * @param claimed as the run found it
     * @param stored as it is stored now
     */
    public SyncedCalendar afterReports(SyncedCalendar claimed, SyncedCalendar stored) {
        Optional<ChannelId> kept = push.flatMap(Push::channel).map(Channel::id);
        boolean reported = !stored.push.equals(claimed.push)
                && kept.equals(claimed.push.flatMap(Push::channel).map(Channel::id));
        return reported ? changed(draft -> draft.push = stored.push) : this;
    }

    /** Whether somebody decided, while the run was under way, what it had to wait for. */
    private boolean isDecidedSince(SyncedCalendar run) {
        return review.filter(now -> !now.isOpen())
                .filter(now -> run.review
                        .filter(then -> then.isOpen() && then.id().equals(now.id()))
                        .isPresent())
                .isPresent();
    }

    /** The number of the latest full listing, 0 before the first. */
    public long listingNumber() {
        return listing.map(FullListing::number).orElse(0L);
    }

    /** What runs of a calendar are for. */
    public enum Mode {
        /** It carries its owner's jobs. */
        JOBS,
        /** It was chosen, but may only be read: other events are seen, jobs wait, and nothing is written. */
        READS,
        /** Another calendar was chosen: its jobs are taken off. */
        LEAVING,
        /** It is left alone. */
        OFF
    }

    /**
     * A listing of everything in a window.
     *
     * @param number grows by one with every full listing of the calendar
     * @param nextPage where to go on, while it is under way
     * @param seen how many entries it has shown so far
     */
    public record FullListing(long number, Window window, Optional<Cursor> nextPage, long seen, boolean complete) {}

    /**
     * How far the current run is.
     *
     * @param total empty while it is not known
     */
    public record Progress(Phase phase, long done, Optional<Long> total) {}

    /** The parts of a run, in their order. */
    public enum Phase {
        PUSH,
        PULL
    }

    /**
     * A run that ended.
     *
     * @param behindSince since when nothing had been heard of the calendar, where this run caught up with more than an
     *     hour (R26)
     */
    public record Run(
            Instant startedAt, Instant endedAt, Outcome outcome, Counts counts, Optional<Instant> behindSince) {}

    /** How a run ended. */
    public enum Outcome {
        /** All there was to do is done. */
        COMPLETED,
        /** It stopped between two batches; another run goes on. */
        CONTINUED,
        /** Another run took over; neither success nor failure (R19). */
        SUPERSEDED,
        /** The provider could not be used now; it is due again later. */
        DEFERRED,
        /** It waits until somebody has looked at what it would delete (R17). */
        PAUSED,
        /** It cannot go on until somebody acts. */
        FAILED
    }

    private SyncedCalendar changed(Consumer<Draft> change) {
        Draft draft = new Draft();
        change.accept(draft);
        return new SyncedCalendar(
                organisation,
                ref,
                provider,
                owner,
                name,
                draft.mode,
                draft.sweep,
                requested,
                draft.synced,
                draft.cursor,
                draft.listing,
                draft.progress,
                draft.lastRun,
                draft.totals,
                draft.nextDueAt,
                draft.lastVerifiedAt,
                draft.problem,
                draft.attempts,
                draft.push,
                draft.plan,
                draft.review);
    }

    /** What a run can change of a calendar. */
    private final class Draft {
        private Mode mode = SyncedCalendar.this.mode;
        private boolean sweep = SyncedCalendar.this.sweep;
        private long synced = SyncedCalendar.this.synced;
        private Optional<Cursor> cursor = SyncedCalendar.this.cursor;
        private Optional<FullListing> listing = SyncedCalendar.this.listing;
        private Optional<Progress> progress = SyncedCalendar.this.progress;
        private Optional<Run> lastRun = SyncedCalendar.this.lastRun;
        private Counts totals = SyncedCalendar.this.totals;
        private Instant nextDueAt = SyncedCalendar.this.nextDueAt;
        private Optional<Instant> lastVerifiedAt = SyncedCalendar.this.lastVerifiedAt;
        private Optional<String> problem = SyncedCalendar.this.problem;
        private int attempts = SyncedCalendar.this.attempts;
        private Optional<Push> push = SyncedCalendar.this.push;
        private Optional<Plan> plan = SyncedCalendar.this.plan;
        private Optional<Review> review = SyncedCalendar.this.review;
    }
}
