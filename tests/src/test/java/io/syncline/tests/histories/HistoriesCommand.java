package io.syncline.tests.histories;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code ./run histories --seeds N [--from S]}: runs the histories of the seeds S, S+1, … and ends with 1 where an
 * invariant broke.
 */
public final class HistoriesCommand {

    private static final long FOR_EVER_DAYS = 30;
    private static final int MOST_FAILURES = 5;
    private static final int BAR = 40;

    private HistoriesCommand() {}

    /** What was asked for. */
    private record Wish(long seeds, long from) {

        static Wish of(List<String> words) {
            Wish wish = new Wish(1_000, 1);
            for (int i = 0; i < words.size(); i += 2) {
                if (i + 1 == words.size()) {
                    throw new IllegalArgumentException(words.get(i) + " needs a number");
                }
                wish = wish.with(words.get(i), number(words.get(i + 1)));
            }
            return wish;
        }

        private Wish with(String name, long value) {
            return switch (name) {
                case "--seeds" -> new Wish(value, from);
                case "--from" -> new Wish(seeds, value);
                default -> throw new IllegalArgumentException("There is no " + name);
            };
        }

        private static long number(String text) {
            try {
                long number = Long.parseLong(text);
                if (number < 0) {
                    throw new IllegalArgumentException(text + " is no number of seeds");
                }
                return number;
            } catch (NumberFormatException notANumber) {
                throw new IllegalArgumentException(text + " is no number", notANumber);
            }
        }
    }

    /** Runs the histories and prints what became of them. */
    public static void main(String[] words) {
        PrintStream err = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream())); // a client prints every garbled answer there
        try {
            System.exit(run(Arrays.asList(words), System.out));
        } finally {
            System.setErr(err);
        }
    }

    static int run(List<String> words, PrintStream out) {
        Wish wish;
        try {
            wish = Wish.of(words);
        } catch (IllegalArgumentException wrong) {
            out.println(wrong.getMessage() + ".\nUsage: ./run histories --seeds N [--from S]");
            return 2;
        }
        Progress progress = new Progress(out, wish.seeds());
        Histories.Result result = new Histories()
                .run(wish.from(), wish.seeds(), Duration.ofDays(FOR_EVER_DAYS), MOST_FAILURES, progress::done);
        progress.over();
        print(result, out);
        return result.failed().isEmpty() ? 0 : 1;
    }

    private static void print(Histories.Result result, PrintStream out) {
        out.printf(
                "%d histories of %d steps, %d steps in all, %.1f histories per second, %s%n",
                result.histories(), Histories.STEPS, result.steps(), result.perSecond(), seconds(result.took()));
        out.println("Faults: "
                + result.faults().entrySet().stream()
                        .map(fault -> fault.getKey() + " " + fault.getValue())
                        .collect(Collectors.joining(", ")));
        for (Invariant invariant : Invariant.values()) {
            boolean held = result.failed().stream()
                    .noneMatch(ending -> ending.violation().orElseThrow().invariant() == invariant);
            out.println((held ? "held    " : "BROKEN  ") + invariant + ": " + invariant.sentence());
        }
        result.failed().forEach(ending -> out.println(report(ending)));
    }

    /** What somebody needs to understand a history that failed. */
    static String report(History.Ending ending) {
        return "\nSeed " + ending.seed() + " broke "
                + ending.violation().orElseThrow().getMessage() + "\nReplay: ./run histories --seeds 1 --from "
                + ending.seed() + "\nThe shortest history found:\n  " + String.join("\n  ", ending.told());
    }

    private static String seconds(Duration took) {
        return "%.1f s".formatted(took.toMillis() / 1000.0);
    }

    /** A bar on a terminal. */
    private static final class Progress {
        private final PrintStream out;
        private final long all;
        private long shown = -1;

        Progress(PrintStream out, long all) {
            this.out = out;
            this.all = Math.max(1, all);
        }

        synchronized void done(long histories) {
            long full = histories * BAR / all;
            if (full != shown || histories == all) {
                shown = full;
                out.printf("\r[%s%s] %d of %d", "#".repeat((int) full), "-".repeat((int) (BAR - full)), histories, all);
                out.flush();
            }
        }

        void over() {
            out.println();
        }
    }
}
