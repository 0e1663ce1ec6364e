package io.syncline.local.cloud.demo;

import io.syncline.local.cloud.LocalCloud;
import io.syncline.local.cloud.demo.SynclineApi.Standing;
import io.syncline.local.providers.fidelity.LedgerEntry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/** Lets the calendars sync, by what an impatient person can do: "sync now", and a decision where one is asked for. */
final class SyncRuns {

    private static final int MOST_CYCLES = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final LocalCloud cloud;
    private final SynclineApi api;
    private final Set<String> approved = new HashSet<>();
    private int cycles;

    SyncRuns(LocalCloud cloud, SynclineApi api) {
        this.cloud = cloud;
        this.api = api;
    }

    /**
     * Waits until all calendars are in step for the first time.
     *
     * @param look is called now and then meanwhile
     */
    void awaitFirstSync(Runnable look) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Standing> standings = api.standings();
        while (!inStep(standings)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The first sync does not come to an end: " + standings);
            }
            standings.stream().filter(Standing::isHeldUp).forEach(this::goOn);
            look.run();
            pause();
            standings = api.standings();
        }
    }

    /** Syncs until everything is in step and another cycle changes nothing. */
    void settle(LongConsumer progress) {
        settle(MOST_CYCLES, progress);
    }

    /** The same, for so many cycles at most. */
    void settle(int most, LongConsumer progress) {
        int last = cycles + most;
        String before;
        do {
            before = trace();
            cycle();
            progress.accept(cycles);
        } while (cycles < last && !(before.equals(trace()) && inStep(api.standings())));
    }

    /** Every calendar once, and whatever that leads to. */
    void cycle() {
        api.standings().forEach(this::goOn);
        cloud.awaitIdle(PATIENCE);
        cycles++;
    }

    int cycles() {
        return cycles;
    }

    /** How often deletions had to be approved. */
    int reviews() {
        return approved.size();
    }

    /** What waits for its next try is tried now: nobody waits for minutes. */
    private void goOn(Standing standing) {
        if (!standing.review().isEmpty() && approved.add(standing.review())) {
            api.approve(standing.review());
        }
        api.syncNow(standing.owner(), standing.connection());
    }

    private static boolean inStep(List<Standing> standings) {
        return standings.size() == Owner.values().length && standings.stream().allMatch(Standing::inStep);
    }

    /** Everything that a cycle could have changed. */
    private String trace() {
        return cloud.simulators().control().requests().count(LedgerEntry.Kind.WRITE) + " " + api.standings();
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting", e);
        }
    }
}
