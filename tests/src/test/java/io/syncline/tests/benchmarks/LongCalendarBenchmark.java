package io.syncline.tests.benchmarks;

import io.syncline.local.cloud.LocalCloud;
import io.syncline.local.cloud.lambda.IsolatedFunction;
import io.syncline.local.providers.account.Provider;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The worker's live heap during first syncs of ever longer calendars, and whether the time grows with the length. The
 * worker runs in processes of its own, with the heap of its memory size; a full collection is forced when an event
 * arrives and every second after that, and the figure is the most that was left after one. That costs time as well, so
 * the times here show growth, and {@link FirstSyncBenchmark} shows speed.
 */
class LongCalendarBenchmark {

    private static final String WORKER = "calendar-sync";
    private static final String SIZES = System.getProperty("events", "1000,10000,20000,50000,100000");
    private static final int WARM_UP = 200;

    private final Figures figures = new Figures("long-calendars");

    @TempDir
    Path work;

    @ParameterizedTest
    @EnumSource(Provider.class)
    void the_heap_does_not_grow_with_the_calendar(Provider provider) {
        try (LocalCloud cloud = MeasuredCloud.start(work, WORKER)) {
            in(cloud, provider, WARM_UP);
            in(cloud, provider, WARM_UP + 1); // each of the two processes has worked by now
            IsolatedFunction worker = cloud.isolated(WORKER).orElseThrow();
            for (int events : Arrays.stream(SIZES.split(",", -1))
                    .mapToInt(Integer::parseInt)
                    .toArray()) {
                worker.forgetPeak();
                double seconds = Figures.seconds(in(cloud, provider, events));
                double megabytes = worker.peakLiveHeap() / 1048576.0;
                figures.with("events", events)
                        .with("seconds", seconds)
                        .with("liveHeapMegabytes", megabytes)
                        .print(
                                "%,d events of %s in: %.1f s, %.2f ms each; live heap %.1f MB (goal: under 48 MB, and"
                                        + " the same for each length).",
                                events, provider.slug(), seconds, seconds * 1_000 / events, megabytes);
            }
        }
    }

    private static long in(LocalCloud cloud, Provider provider, int events) {
        Technician technician = Technician.connected(cloud, "long-" + events, provider);
        technician.hasEvents(events);
        return technician.firstSync(technician.primary());
    }
}
