package io.syncline.calendar;

import java.util.Optional;

/**
 * A job that a run looks at.
 *
 * @param note the note that it waited, where it did
 */
record Work(JobId job, Optional<Pending> note, Sighting sighting) {

    static Work noted(Pending pending) {
        return new Work(pending.job(), Optional.of(pending), new Sighting.NoNews());
    }

    static Work sighted(JobId job, Sighting sighting) {
        return new Work(job, Optional.empty(), sighting);
    }

    Work knowing(Sighting next) {
        return new Work(job, note, next);
    }
}
