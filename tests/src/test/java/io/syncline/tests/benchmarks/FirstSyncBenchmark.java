package io.syncline.tests.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.cloud.LocalCloud;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.fidelity.QuotaLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * From the choice of a calendar until {@code GET /v1/sync} says that both sides agree and nothing waits, over the local
 * cloud, warm. The worker runs in this JVM: nothing collects its garbage on purpose.
 */
class FirstSyncBenchmark {

    private static final int ITEMS = Integer.getInteger("items", 1_000);
    private static final int WARM_UP = 200;
    private static final int ROUNDS = 3;

    private final Figures figures = new Figures("first-sync");

    @TempDir
    Path work;

    @ParameterizedTest
    @EnumSource(Provider.class)
    void a_thousand_events_come_in(Provider provider) {
        try (LocalCloud cloud = MeasuredCloud.start(work)) {
            in(cloud, provider, "warm-up", WARM_UP);
            List<Long> nanos = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                nanos.add(in(cloud, provider, "round-" + round, ITEMS));
            }
            figures.with("events", ITEMS)
                    .withMillis(provider.slug() + "In", nanos)
                    .print(
                            "First sync of %,d events in from %s: median %.1f s, slowest of %d %.1f s (goal: 5 s).",
                            ITEMS,
                            provider.slug(),
                            Figures.seconds(Figures.percentile(nanos, 50)),
                            ROUNDS,
                            Figures.seconds(Figures.percentile(nanos, 100)));
        }
    }

    private static long in(LocalCloud cloud, Provider provider, String name, int events) {
        Technician technician = Technician.connected(cloud, "in-" + name, provider);
        technician.hasEvents(events);
        return technician.firstSync(technician.primary());
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void a_thousand_jobs_go_out(Provider provider) {
        try (LocalCloud cloud = MeasuredCloud.start(work)) {
            out(cloud, provider, "warm-up", WARM_UP);
            cloud.simulators().control().quotas().set(QuotaLimits.NONE);
            List<Long> nanos = new ArrayList<>();
            cloud.metering().reset();
            for (int round = 0; round < ROUNDS; round++) {
                nanos.add(out(cloud, provider, "round-" + round, ITEMS));
            }
            JsonNode worker = cloud.metering().report().path("byFunction").path("calendar-sync");
            cloud.simulators().control().quotas().set(QuotaLimits.PUBLISHED);
            cloud.simulators().control().requests().clear();
            long withQuotas = out(cloud, provider, "quotas", ITEMS);
            int refused = cloud.simulators()
                    .control()
                    .requests()
                    .find(entry ->
                            entry.kind() == LedgerEntry.Kind.WRITE && entry.status() != 200 && entry.status() != 201)
                    .size();
            figures.with("jobs", ITEMS)
                    .withMillis(provider.slug() + "Out", nanos)
                    .with(provider.slug() + "OutWithQuotasSeconds", Figures.seconds(withQuotas))
                    .with(provider.slug() + "WritesRefused", refused)
                    .print(
                            "First sync of %,d jobs out to %s: median %.1f s, slowest of %d %.1f s (goal: 10 s beyond"
                                    + " the quota); with its quotas %.1f s, %d writes refused on the way.%n"
                                    + "The worker's calls in all %d rounds: %s",
                            ITEMS,
                            provider.slug(),
                            Figures.seconds(Figures.percentile(nanos, 50)),
                            ROUNDS,
                            Figures.seconds(Figures.percentile(nanos, 100)),
                            Figures.seconds(withQuotas),
                            refused,
                            ROUNDS,
                            worker);
        }
    }

    private static long out(LocalCloud cloud, Provider provider, String name, int jobs) {
        Technician technician = Technician.connected(cloud, "out-" + name, provider);
        technician.getsJobs(jobs);
        long nanos = technician.firstSync(technician.primary());
        assertThat(technician.event("Job " + (jobs - 1))).isPresent();
        return nanos;
    }
}
