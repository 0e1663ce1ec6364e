package io.syncline.calendar;

import io.syncline.sync.Counts;
import io.syncline.sync.RemoteFailure;
import java.util.List;
import java.util.Optional;

/**
 * How the first batch after a crash is dealt with: one item by one, each attempt counted before it is made. An item
 * that stopped the worker five times is parked with a reason, and the others go on (R18, F25).
 */
final class Caution {

    private static final int MOST_ATTEMPTS = 5;

    private final CalendarItems items;
    private boolean due;

    Caution(CalendarItems items, boolean due) {
        this.items = items;
        this.due = due;
    }

    boolean isDue() {
        return due;
    }

    /** Deals with a batch, one by one. */
    BatchResult process(RunContext context, List<Work> work) {
        due = false;
        Counts counts = Counts.NONE;
        int open = 0;
        for (Work item : work) {
            BatchResult result = attempt(context, item);
            counts = counts.plus(result.counts());
            open += result.open();
            if (result.stop().isPresent() || result.review().isPresent()) {
                return new BatchResult(counts, open, result.stop(), result.review());
            }
        }
        return new BatchResult(counts, open, Optional.<RemoteFailure>empty(), Optional.<Review>empty());
    }

    private BatchResult attempt(RunContext context, Work item) {
        int attempts = items.countAttempt(
                context.organisation(), context.ref(), item.job().value());
        Batch batch = new Batch(context);
        return attempts > MOST_ATTEMPTS
                ? batch.park(
                        item,
                        "It stopped the sync " + MOST_ATTEMPTS + " times. It is left alone until it is "
                                + "changed; the operator can see why in the log.")
                : batch.process(List.of(item));
    }
}
