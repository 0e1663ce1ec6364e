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
