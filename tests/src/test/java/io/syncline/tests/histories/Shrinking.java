package io.syncline.tests.histories;

import java.util.BitSet;

/** Leaves out of a failing history whatever it fails without. */
final class Shrinking {

    private static final int MOST_TRIES = 400;

    private final Adapters adapters;
    private final long seed;
    private final Invariant invariant;
    private int tries;

    Shrinking(Adapters adapters, long seed, Invariant invariant) {
        this.adapters = adapters;
        this.seed = seed;
        this.invariant = invariant;
    }

    /** The shortest history that was found to break the same invariant. */
    History.Ending run(int length) {
        BitSet steps = new BitSet();
        steps.set(0, length);
        History.Ending shortest = history(steps);
        for (int size = length / 2; size >= 1; size /= 2) {
            for (int at = 0; at < length && tries < MOST_TRIES; at += size) {
                BitSet fewer = (BitSet) steps.clone();
                fewer.clear(at, Math.min(length, at + size));
                if (!fewer.equals(steps)) {
                    History.Ending ending = history(fewer);
                    if (breaks(ending)) {
                        steps = fewer;
                        shortest = ending;
                    }
                }
            }
        }
        return shortest;
    }

    private boolean breaks(History.Ending ending) {
        return ending.violation()
                .filter(violation -> violation.invariant() == invariant)
                .isPresent();
    }

    private History.Ending history(BitSet steps) {
        tries++;
        return new History(adapters, seed, steps).run();
    }
}
