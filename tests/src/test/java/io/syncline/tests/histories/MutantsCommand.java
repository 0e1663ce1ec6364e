package io.syncline.tests.histories;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code ./run mutants [--seeds N] [--only NAME]}: puts one deliberate bug after the other into the code, runs histories
 * until one of them notices, and ends with 1 where a bug is not noticed.
 */
public final class MutantsCommand {

    /** Google's client reports answers that it cannot read, which are made on purpose here. */
    private static final Logger GOOGLE = Logger.getLogger("com.google.api.client");

    private final PrintStream out;
    private final Wish wish;
    private final AtomicInteger done = new AtomicInteger();

    private MutantsCommand(PrintStream out, Wish wish) {
        this.out = out;
        this.wish = wish;
    }

    /**
     * What was asked for.
     *
     * @param seeds how many histories each bug may take
     * @param only what the names of the bugs begin with, or nothing for all
     */
    private record Wish(long seeds, String only) {

        static Wish of(List<String> words) {
            Wish wish = new Wish(500, "");
            for (int i = 0; i < words.size(); i += 2) {
                if (i + 1 == words.size()) {
                    throw new IllegalArgumentException(words.get(i) + " needs a value");
                }
                wish = wish.with(words.get(i), words.get(i + 1));
            }
            if (wish.mutants().isEmpty()) {
                throw new IllegalArgumentException("No mutant is called " + wish.only());
            }
            return wish;
        }

        private Wish with(String name, String value) {
            return switch (name) {
                case "--seeds" -> new Wish(number(value), only);
                case "--only" -> new Wish(seeds, value);
                default -> throw new IllegalArgumentException("There is no " + name);
            };
        }

        private static long number(String text) {
            if (!text.matches("[1-9]\\d{0,8}")) {
                throw new IllegalArgumentException(text + " is no number of seeds");
            }
            return Long.parseLong(text);
        }

        List<Mutant> mutants() {
            return Mutants.all().stream()
                    .filter(mutant -> mutant.name().startsWith(only))
                    .toList();
        }
    }

    private record Tried(Mutant mutant, Optional<MutationCheck.Caught> caught) {}

    /** Runs the check and prints what noticed each bug. */
    public static void main(String[] words) throws Exception {
        GOOGLE.setLevel(Level.OFF);
        System.exit(run(Arrays.asList(words), System.out));
    }

    static int run(List<String> words, PrintStream out) throws InterruptedException {
        Wish wish;
        try {
            wish = Wish.of(words);
        } catch (IllegalArgumentException wrong) {
            out.println(wrong.getMessage() + ".\nUsage: ./run mutants [--seeds N] [--only NAME]");
            return 2;
        }
        List<Tried> tried = new MutantsCommand(out, wish).all();
        print(tried, wish, out);
        return tried.stream().allMatch(one -> one.caught().isPresent()) ? 0 : 1;
    }

    private List<Tried> all() throws InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<Tried>> running = new ArrayList<>();
            for (Mutant mutant : wish.mutants()) {
                running.add(workers.submit(() -> one(mutant)));
            }
            List<Tried> tried = new ArrayList<>();
            for (Future<Tried> one : running) {
                tried.add(one.get());
            }
            return tried;
        } catch (ExecutionException bug) {
            throw new IllegalStateException("The harness itself failed", bug.getCause());
        }
    }

    private Tried one(Mutant mutant) throws Exception {
        long began = System.nanoTime();
        Optional<MutationCheck.Caught> caught = new MutationCheck(Path.of("")).run(mutant, wish.seeds());
        out.printf(
                Locale.ROOT,
                "[%d of %d] %s: %s, %.1f s%n",
                done.incrementAndGet(),
                wish.mutants().size(),
                mutant.name(),
                caught.map(by -> "seed " + by.seed() + " broke " + by.message()).orElse("NOT NOTICED"),
                (System.nanoTime() - began) / 1e9);
        return new Tried(mutant, caught);
    }

    private static void print(List<Tried> tried, Wish wish, PrintStream out) {
        out.println("\n| mutant | the bug | seed | invariant | seeds tried |\n|---|---|---|---|---|");
        for (Tried one : tried) {
            out.printf(
                    "| %s | %s | %s | %s | %s |%n",
                    one.mutant().name(),
                    one.mutant().bug(),
                    one.caught().map(by -> Long.toString(by.seed())).orElse("none"),
                    one.caught().map(MutationCheck.Caught::invariant).orElse("NOT NOTICED"),
                    one.caught().map(MutationCheck.Caught::seed).orElse(wish.seeds()));
        }
        long noticed = tried.stream().filter(one -> one.caught().isPresent()).count();
        out.printf("%d of %d deliberate bugs were noticed%n", noticed, tried.size());
    }
}
