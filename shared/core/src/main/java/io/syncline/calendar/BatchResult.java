package io.syncline.calendar;

import io.syncline.sync.Counts;
import io.syncline.sync.RemoteFailure;
import java.util.Optional;

/**
 * How a batch ended.
 *
 * @param open jobs that are not settled: they kept changing, or the provider stopped to answer
 * @param stop why the run cannot go on
 * @param review deletions that somebody has to look at first: nothing of the round was done
 */
record BatchResult(Counts counts, int open, Optional<RemoteFailure> stop, Optional<Review> review) {}
