package io.syncline.local.cloud.demo;

import io.syncline.calendar.Details;
import io.syncline.calendar.Field;
import java.util.Set;

/**
 * A job as the API shows it.
 *
 * @param standings the states of its placements, such as {@code in-step}
 * @param disputed the fields with an open conflict, as {@code GET /v1/events} shows them
 */
record JobSeen(
        String id, long version, Details details, boolean cancelled, Set<String> standings, Set<Field> disputed) {

    JobSeen {
        standings = Set.copyOf(standings);
        disputed = Set.copyOf(disputed);
    }

    JobSeen disputing(Set<Field> fields) {
        return new JobSeen(id, version, details, cancelled, standings, fields);
    }
}
