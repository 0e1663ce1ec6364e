package io.syncline.tests.histories;

import java.util.BitSet;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** What a check asks across class loaders: in words only, so that no type has to be the same on both sides. */
public final class FirstFailure {

    // forged notices are what histories are made of, and nothing to be told of each time
    static {
        Configurator.setLevel("io.syncline.changenotices", Level.ERROR);
    }

    private FirstFailure() {}

    /**
     * The first seed that breaks an invariant, the invariant and what was said, in three lines; empty where none does.
     *
     * @param from the first seed; the others follow
     */
    public static String find(long from, long seeds) {
        Adapters adapters = new Adapters();
        BitSet all = new BitSet();
        all.set(0, Histories.STEPS);
        for (long seed = from; seed < from + seeds; seed++) {
            History.Ending ending = new History(adapters, seed, all).run();
            if (ending.violation().isPresent()) {
                Violation violation = ending.violation().get();
                return seed + "\n" + violation.invariant() + "\n" + violation.getMessage();
            }
        }
        return "";
    }
}
