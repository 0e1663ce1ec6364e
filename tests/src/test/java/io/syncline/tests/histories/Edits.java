package io.syncline.tests.histories;

import io.syncline.calendar.Aspect;
import io.syncline.calendar.Field;
import io.syncline.calendar.JobId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What people did last to each aspect of each job. At the end it must be there, or in an open conflict: an edit may be
 * superseded by a later one, and never be lost.
 */
final class Edits {

    /** By whom each aspect was edited, the latest last. */
    private final Map<Key, LinkedHashMap<String, Edit>> edits = new HashMap<>();

    /** An edit whose outcome is not compared. */
    static final String SOMETHING = "something";

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
        Map<String, Edit> all = edits.computeIfAbsent(new Key(job, aspect), _ -> new LinkedHashMap<>());
        all.remove(by);
        all.put(by, new Edit(job, aspect, by, value));
    }

    /** What was done to the job in this calendar was undone there, by deleting it; what it superseded stays so. */
    void deleted(JobId job, String by) {
        freed(job, by);
    }

    /** Somebody decided otherwise; where nobody is asked, what was not seen yet may still win. */
    void decided(JobId job, Optional<Aspect> aspect) {
        edits.forEach((key, all) -> {
            if (key.job().equals(job) && (aspect.isEmpty() || key.aspect().equals(aspect.get()))) {
                all.replaceAll((by, _) -> new Edit(job, key.aspect(), by, SOMETHING));
            }
        });
    }

    /** What the owner did is not compared any more. */
    void freed(JobId job, String by) {
        edits.forEach((key, all) -> {
            if (key.job().equals(job)) {
                all.computeIfPresent(by, (_, _) -> new Edit(job, key.aspect(), by, SOMETHING));
            }
        });
    }

    /** Somebody decided for the office as a whole: it counts as having edited what the owner had. */
    void overruled(JobId job, String by) {
        freed(job, by);
        for (Field field : Field.values()) {
            made(job, new Aspect.OfField(field), Office.HERE, SOMETHING);
        }
    }

    /** Somebody decided against this calendar's edit. */
    void decidedAgainst(JobId job, Aspect aspect, String by) {
        edits.getOrDefault(new Key(job, aspect), new LinkedHashMap<>()).remove(by);
    }

    /** Whether anybody else edited another aspect of the job. */
    boolean isEditedByOthers(JobId job, Aspect aspect, String by) {
        return edits.getOrDefault(new Key(job, aspect), new LinkedHashMap<>()).keySet().stream()
                .anyMatch(author -> !author.equals(by));
    }

    /** Somebody decided that this calendar's edit stands. */
    void decidedFor(JobId job, Aspect aspect, String by) {
        edits.getOrDefault(new Key(job, aspect), new LinkedHashMap<>()).keySet().removeIf(other -> !other.equals(by));
    }

    /** The series was drawn anew: what its occurrences were does not have to mean anything any more. */
    void redrawn(JobId job) {
        edits.keySet().removeIf(key -> key.job().equals(job) && key.aspect() instanceof Aspect.OfOccurrence);
    }

    /** The job was taken away from somebody: what was split off it there meanwhile may stay theirs. */
    void takenAway(JobId job) {
        takenAway.add(job);
    }

    boolean wasTakenAway(JobId job) {
        return takenAway.contains(job);
    }

    /** For each aspect that somebody edited, the last edit of everybody who did, the latest last. */
    List<List<Edit>> all() {
        return edits.values().stream()
                .map(Map::values)
                .filter(all -> !all.isEmpty())
                .map((Collection<Edit> all) -> List.copyOf(all))
                .toList();
    }
}
