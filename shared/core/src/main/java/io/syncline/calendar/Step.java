package io.syncline.calendar;

import java.util.Optional;

/** A job in a round, with what is stored of it and what was decided. */
record Step(Work work, Optional<Job> job, Optional<Link> known, Decision decision) {

    Step with(Decision next) {
        return new Step(work, job, known, next);
    }

    JobId id() {
        return work.job();
    }

    /** How many conflicts a link to be stored has more than the stored one. */
    int newConflicts(Link next) {
        return Math.max(0, next.conflicts() - known.map(Link::conflicts).orElse(0));
    }
}
