package io.syncline.calendar;

import java.time.Duration;

/** How long the worker may go on. */
@FunctionalInterface
public interface TimeLeft {

    /** What one batch may need at worst; with less left, a run stops between two batches. */
    Duration ONE_BATCH = Duration.ofSeconds(30);

    /** The time that is left now. */
    Duration now();

    /** Whether another batch may be begun. */
    default boolean allowsABatch() {
        return now().compareTo(ONE_BATCH) > 0;
    }
}
