package io.syncline.tests.benchmarks;

import io.syncline.local.cloud.LocalCloud;
import io.syncline.local.cloud.LocalSettings;
import io.syncline.local.providers.fidelity.QuotaLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Local clouds as the figures of two-way sync want them: 50 ms for each call to a provider, and its quotas. */
final class MeasuredCloud {

    static final Duration LATENCY = Duration.ofMillis(50);
    static final Duration LONGEST = Duration.ofMinutes(10);

    private MeasuredCloud() {}

    /**
     * Starts one.
     *
     * @param work where its logs go
     * @param isolated functions that run in processes of their own, as on Lambda
     */
    static LocalCloud start(Path work, String... isolated) {
        LocalCloud cloud = LocalCloud.start(LocalSettings.defaults()
                .withPort(0)
                .withWork(work)
                .withEnvironment(Map.of())
                .withLatency(LATENCY)
                .withIsolated(Set.of(isolated)));
        cloud.simulators().control().quotas().set(QuotaLimits.PUBLISHED);
        return cloud;
    }
}
