package io.syncline.calendar;

import java.util.Optional;

/**
 * A job that a run looks at.
 *
 * @param note the note that it waited, where it did
 * @param leftover an event of the job that is gone for good and has another one in its place
 */
record Work(JobId job, Optional<Pending> note, Sighting sighting, Optional<EventId> leftover) {

    static Work noted(Pending pending) {
        return new Work(pending.job(), Optional.of(pending), new Sighting.NoNews(), Optional.empty());
    }

    static Work sighted(JobId job, Sighting sighting) {
        return new Work(job, Optional.empty(), sighting, Optional.empty());
    }

    Work knowing(Sighting next) {
        return new Work(job, note, next, leftover);
    }

    /** This work without what was seen of an event that is not the job's any more. */
    Work about(Link link) {
        Optional<EventId> current = link.event();
        if (current.isEmpty() || !sighting.isAboutAnother(current.get())) {
            return this;
        }
        Optional<EventId> gone =
                sighting instanceof Sighting.Gone(EventId event) ? Optional.of(event) : Optional.<EventId>empty();
        return new Work(job, note, new Sighting.NoNews(), gone);
    }
}
