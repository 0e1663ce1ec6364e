package io.syncline.calendar;

import io.syncline.identity.OrganisationId;
import java.time.InstantSource;
import java.util.Optional;

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
        /** It keeps changing; trying again is worth it. */
        BUSY
    }

    /** Cancels; doing it twice is no error. */
    public Cancellation run(OrganisationId organisation, JobId id) {
        for (int attempt = 0; attempt < STORE_TRIES; attempt++) {
            Optional<Job> job = jobs.find(organisation, id);
            if (job.isEmpty()) {
                return Cancellation.NOT_FOUND;
            }
            if (job.get().cancelled()) {
                return Cancellation.CANCELLED;
            }
            Optional<Job> stored = jobs.save(job.get().cancelledAt(clock.instant()));
            if (stored.isPresent()) {
                stored.get().calendars().forEach(calendar -> requestSync.run(organisation, calendar));
                return Cancellation.CANCELLED;
            }
        }
        return Cancellation.BUSY;
    }
}
