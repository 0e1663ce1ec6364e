package io.syncline.calendar;

import io.syncline.calendar.PutJob.Put;
import io.syncline.calendar.PutJob.Wish;
import io.syncline.identity.Caller;
import java.util.Optional;
import java.util.OptionalLong;

/** Says whether a job is done; for its assignees too (R08). Its events stay and are marked. */
public final class CompleteJob {

    private static final int TRIES = 5;

    private final Jobs jobs;
    private final PutJob putJob;

    public CompleteJob(Jobs jobs, PutJob putJob) {
        this.jobs = jobs;
        this.putJob = putJob;
    }

    /** How completing can end. */
    public sealed interface Completion {

        record Done(Job job) implements Completion {}

        /** There is no such job, or it is not the caller's. */
        record NotFound() implements Completion {}

        /** It was cancelled. */
        record Cancelled() implements Completion {}

        /** It keeps changing; trying again is worth it. */
        record Busy() implements Completion {}
    }

    /** Completes, or opens again; doing it twice changes nothing. */
    public Completion run(Caller caller, JobId id, boolean completed) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<Job> job = jobs.find(caller.organisation(), id)
                    .filter(one -> caller.dispatches() || one.assignees().contains(caller.user()));
            if (job.isEmpty()) {
                return new Completion.NotFound();
            }
            if (job.get().cancelled()) {
                return new Completion.Cancelled();
            }
            Optional<Job> put = put(job.get(), completed);
            if (put.isPresent()) {
                return new Completion.Done(put.get());
            }
        }
        return new Completion.Busy();
    }

    private Optional<Job> put(Job job, boolean completed) {
        Wish wish = new Wish(job.details(), true, job.assignees(), completed, OptionalLong.empty());
        return switch (putJob.run(job.organisation(), job.id(), wish, OptionalLong.of(job.version()))) {
            case Put.Created(Job stored) -> Optional.of(stored);
            case Put.Changed(Job stored) -> Optional.of(stored);
            case Put.Unchanged(Job stored) -> Optional.of(stored);
            case Put.Outdated _, Put.ChangedMeanwhile _ -> Optional.empty();
        };
    }
}
