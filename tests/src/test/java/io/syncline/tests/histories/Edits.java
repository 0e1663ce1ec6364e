package io.syncline.tests.histories;

import io.syncline.calendar.Aspect;
import io.syncline.calendar.JobId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What people did last to each aspect of each job. At the end it must be there, or in an open conflict: an edit may be
 * superseded by a later one, and never be lost.
 */
final class Edits {

    private final Map<Key, Edit> latest = new HashMap<>();
    private final Set<JobId> takenAway = new HashSet<>();

    private record Key(JobId job, Aspect aspect) {}

    /**
     * An edit.
     *
     * @param by the calendar in which it was made, or {@code office}
     * @param value what it set the aspect to
     */
    record Edit(JobId job, Aspect aspect, String by, Object value) {}

    void made(JobId job, Aspect aspect, String by, Object value) {
        latest.put(new Key(job, aspect), new Edit(job, aspect, by, value));
    }

    /** What was done to the job in this calendar was undone there, by deleting it. */
    void deleted(JobId job, String by) {
        latest.values().removeIf(edit -> edit.job().equals(job) && edit.by().equals(by));
    }

    /** Somebody decided otherwise. */
    void decided(JobId job, Optional<Aspect> aspect) {
        latest.values()
                .removeIf(edit -> edit.job().equals(job)
                        && (aspect.isEmpty() || edit.aspect().equals(aspect.get())));
    }

    /** The series was drawn anew: what its occurrences were does not have to mean anything any more. */
    void redrawn(JobId job) {
        latest.values().removeIf(edit -> edit.job().equals(job) && edit.aspect() instanceof Aspect.OfOccurrence);
    }

    /** The job was taken away from somebody: what was split off it there meanwhile may stay theirs. */
    void takenAway(JobId job) {
        takenAway.add(job);
    }

    boolean wasTakenAway(JobId job) {
        return takenAway.contains(job);
    }

    Iterable<Edit> all() {
        return latest.values();
    }
}
