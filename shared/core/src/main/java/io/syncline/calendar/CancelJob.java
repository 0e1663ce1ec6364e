package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/** Cancels a job: its events leave the calendars, the job is kept for its history (R08). */
public final class CancelJob {

    private static final int STORE_TRIES = 5;

    private final Jobs jobs;
    private final RequestSync requestSync;
    private final InstantSource clock;

    public CancelJob(Jobs jobs, RequestSync requestSync, InstantSource clock) {
        this.jobs = jobs;
        this.requestSync = requestSync;
        this.clock = clock;
    }

    /** How cancelling can end. */
    public enum Cancellation {
        /** Now or before. */
        CANCELLED,
        NOT_FOUND,
        /** The job was changed later already: this message was overtaken. */
        OUTDATED,
        /** It keeps changing; trying again is worth it. */
        BUSY
    }

    /** Cancels; doing it twice is no error. */
    public Cancellation run(OrganisationId organisation, JobId id) {
        return run(organisation, id, OptionalLong.empty());
    }

    /**
     * Cancels; doing it twice is no error.
     *
     * @param sequence the CRM's number of this change; one that is not later than the job's latest comes too late
     */
    public Cancellation run(OrganisationId organisation, JobId id, OptionalLong sequence) {
        for (int attempt = 0; attempt < STORE_TRIES; attempt++) {
            Optional<Job> job = jobs.find(organisation, id);
            if (job.isEmpty()) {
                return Cancellation.NOT_FOUND;
            }
            if (job.get().cancelled() && sequence.orElse(0) <= job.get().sequence()) {
                return Cancellation.CANCELLED;
            }
            if (sequence.isPresent() && sequence.getAsLong() <= job.get().sequence()) {
                return Cancellation.OUTDATED;
            }
            long number = sequence.orElse(job.get().sequence());
            Optional<Job> stored =
                    jobs.save(job.get().at(Job.Stage.CANCELLED, clock.instant()).numbered(number));
            if (stored.isPresent()) {
                stored.get().calendars().forEach(calendar -> requestSync.run(organisation, calendar));
                return Cancellation.CANCELLED;
            }
        }
        return Cancellation.BUSY;
    }
}
