package io.syncline.local.cloud.demo;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far each phase is: a bar on a terminal, a line at its end anywhere else. */
final class Stages {

    /** A total that shows at the end only. */
    static final long UNKNOWN = -1;

    private static final int WIDTH = 100;

    private final PrintStream out;
    private final boolean terminal;

    Stages(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A phase that says how far it is. */
    @FunctionalInterface
    interface Phase {
        /**
         * Does the work.
         *
         * @param progress takes how much of the total is done
         */
        void run(LongConsumer progress);
    }

    /**
     * Runs a phase.
     *
     * @param total how much there is to do; {@link #UNKNOWN} where nobody knows
     * @return how long it took, in seconds
     */
    double run(String name, long total, Phase phase) {
        long start = System.nanoTime();
        if (terminal) {
            withBar(name, total, phase);
        } else {
            phase.run(done -> {});
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!terminal) {
            out.printf(Locale.ROOT, "  %-24s %7.1f s%n", name, seconds);
        }
        return seconds;
    }

    private void withBar(String name, long total, Phase phase) {
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(String.format(Locale.ROOT, "  %-24s", name))
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .hideEta()
                .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
                .build()) {
            phase.run(bar::stepTo);
            bar.stepTo(Math.max(total, bar.getCurrent()));
        }
    }
}
