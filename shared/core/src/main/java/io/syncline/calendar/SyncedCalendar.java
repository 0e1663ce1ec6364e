package io.syncline.calendar;

import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.sync.Counts;
import io.syncline.sync.Cursor;
import io.syncline.sync.Window;
import java.time.Instant;
import java.util.Optional;

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
        int attempts) {

    /** Whether something asked for a run that has not happened. */
    public boolean isDirty() {
        return requested > synced;
    }

    /** This calendar with how far its run is. */
    public SyncedCalendar with(Optional<Progress> next) {
        return new SyncedCalendar(
                organisation,
                ref,
                provider,
                owner,
                name,
                mode,
                sweep,
                requested,
                synced,
                cursor,
                listing,
                next,
                lastRun,
                totals,
                nextDueAt,
                lastVerifiedAt,
                problem,
                attempts);
    }

    /** This calendar with a full listing. */
    public SyncedCalendar listing(FullListing next) {
        return new SyncedCalendar(
                organisation,
                ref,
                provider,
                owner,
                name,
                mode,
                sweep,
                requested,
                synced,
                cursor,
                Optional.of(next),
                progress,
                lastRun,
                totals,
                nextDueAt,
                lastVerifiedAt,
                problem,
                attempts);
    }

    /** This calendar at another cursor. */
    public SyncedCalendar at(Optional<Cursor> next) {
        return new SyncedCalendar(
                organisation,
                ref,
                provider,
                owner,
                name,
                mode,
                sweep,
                requested,
                synced,
                next,
                listing,
                progress,
                lastRun,
                totals,
                nextDueAt,
                lastVerifiedAt,
                problem,
                attempts);
    }

    /** This calendar with, or without, a sweep that is due. */
    public SyncedCalendar swept(boolean due) {
        return new SyncedCalendar(
                organisation,
                ref,
                provider,
                owner,
                name,
                mode,
                due,
                requested,
                synced,
                cursor,
                listing,
                progress,
                lastRun,
                totals,
                nextDueAt,
                lastVerifiedAt,
                problem,
                attempts);
    }

    /** This calendar in another mode. */
    public SyncedCalendar in(Mode next) {
        return new SyncedCalendar(
                organisation,
                ref,
                provider,
                owner,
                name,
                next,
                sweep,
                requested,
                synced,
                cursor,
                listing,
                progress,
                lastRun,
                totals,
                nextDueAt,
                lastVerifiedAt,
                problem,
                attempts);
    }

    /** This calendar after both sides were seen to agree. */
    public SyncedCalendar healthy(Instant verifiedAt, Instant dueAt) {
        return new SyncedCalendar(
                organisation,
                ref,
                provider,
                owner,
                name,
                mode,
                sweep,
                requested,
                synced,
                cursor,
                listing,
                progress,
                lastRun,
                totals,
                dueAt,
                Optional.of(verifiedAt),
                Optional.empty(),
                0);
    }

    /** This calendar, due at another time. */
    public SyncedCalendar dueAt(Instant next) {
        return new SyncedCalendar(
                organisation,
                ref,
                provider,
                owner,
                name,
                mode,
                sweep,
                requested,
                synced,
                cursor,
                listing,
                progress,
                lastRun,
                totals,
                next,
                lastVerifiedAt,
                problem,
                attempts);
    }

    /** This calendar after a run that could not do its work. */
    public SyncedCalendar troubled(String reason, int tried, Instant dueAt) {
        return new SyncedCalendar(
                organisation,
                ref,
                provider,
                owner,
                name,
                mode,
                sweep,
                requested,
                synced,
                cursor,
                listing,
                progress,
                lastRun,
                totals,
                dueAt,
                lastVerifiedAt,
                Optional.of(reason),
                tried);
    }

    /** This calendar after a run. */
    public SyncedCalendar ended(Run run, long done) {
        return new SyncedCalendar(
                organisation,
                ref,
                provider,
                owner,
                name,
                mode,
                sweep,
                requested,
                done,
                cursor,
                listing,
                Optional.empty(),
                Optional.of(run),
                totals.plus(run.counts()),
                nextDueAt,
                lastVerifiedAt,
                problem,
                attempts);
    }

    /** The number of the latest full listing, 0 before the first. */
    public long listingNumber() {
        return listing.map(FullListing::number).orElse(0L);
    }

    /** What runs of a calendar are for. */
    public enum Mode {
        /** It carries its owner's jobs. */
        JOBS,
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

    /** A run that ended. */
    public record Run(Instant startedAt, Instant endedAt, Outcome outcome, Counts counts) {}

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
        /** It cannot go on until somebody acts. */
        FAILED
    }
}
