package io.syncline.local.cloud.demo;

import io.syncline.calendar.Aspect;
import io.syncline.calendar.Details;
import java.util.Set;

/**
 * A job as the API shows it.
 *
 * @param standings the states of its placements, such as {@code in-step}
 * @param problem why it is left alone in a calendar, or nothing
 * @param disputed what its open conflicts are about, as {@code GET /v1/conflicts} shows them
 */
record JobSeen(
        String id,
        long version,
        Details details,
        boolean cancelled,
        Set<String> standings,
        String problem,
        Set<Aspect> disputed) {

    JobSeen {
        standings = Set.copyOf(standings);
        disputed = Set.copyOf(disputed);
    }

    JobSeen disputing(Set<Aspect> aspects) {
        return new JobSeen(id, version, details, cancelled, standings, problem, aspects);
    }
}
