package io.syncline.tests.histories;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** Many histories, on as many threads as there are processors. */
final class Histories {

    /** How many steps a history has. */
    static final int STEPS = 200;

    // forged notices are what histories are made of, and nothing to be told of each time
    static {
        Configurator.setLevel("io.syncline.changenotices", Level.ERROR);
    }

    private final int threads;

    Histories() {
        this.threads = Runtime.getRuntime().availableProcessors();
    }

    /**
     * What many histories came to.
     *
     * @param failed histories that broke an invariant, shrunk
     * @param faults what went wrong in them, by kind
     */
    record Result(long histories, long steps, Duration took, List<History.Ending> failed, Map<String, Integer> faults) {

        double perSecond() {
            return histories / Math.max(0.001, took.toMillis() / 1000.0);
        }
    }

    /**
     * Runs the histories of the seeds until all are done, the time is over, or enough of them failed.
     *
     * @param from the first seed; the others follow
     * @param done is told how many are done
     */
    Result run(long from, long seeds, Duration atMost, int mostFailures, LongConsumer done) {
        long began = System.nanoTime();
        AtomicLong next = new AtomicLong(from);
        Tally tally = new Tally();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(workers.submit(
                        worker(next, from + seeds, began + atMost.toNanos(), mostFailures, tally, done)));
            }
            for (Future<Void> one : running) {
                one.get();
            }
        } catch (ExecutionException bug) {
            throw new IllegalStateException("The harness itself failed", bug.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return new Result(tally.histories, tally.histories * STEPS, took, tally.failed, tally.faults);
    }

    private static Callable<Void> worker(
            AtomicLong next, long end, long deadline, int mostFailures, Tally tally, LongConsumer done) {
        return () -> {
            Adapters adapters = new Adapters();
            while (System.nanoTime() < deadline && tally.failures() < mostFailures) {
                long seed = next.getAndIncrement();
                if (seed >= end) {
                    return null;
                }
                done.accept(tally.add(one(adapters, seed)));
            }
            return null;
        };
    }

    /** One history; a failing one is shrunk. */
    static History.Ending one(Adapters adapters, long seed) {
        BitSet all = new BitSet();
        all.set(0, STEPS);
        History.Ending ending = new History(adapters, seed, all).run();
        return ending.violation()
                .map(violation -> new Shrinking(adapters, seed, violation.invariant()).run(STEPS))
                .orElse(ending);
    }

    private static final class Tally {
        private final List<History.Ending> failed = new ArrayList<>();
        private final Map<String, Integer> faults = new TreeMap<>();
        private long histories;

        synchronized long add(History.Ending ending) {
            ending.faults().forEach((fault, times) -> faults.merge(fault, times, Integer::sum));
            if (ending.violation().isPresent()) {
                failed.add(ending);
            }
            return ++histories;
        }

        synchronized int failures() {
            return failed.size();
        }
    }
}
