package io.syncline.tests.benchmarks;

import io.syncline.local.cloud.LocalCloud;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One change at a time, with push on and the provider telling of it without any delay of its own: from the owner's edit
 * until the API shows it in the job, and from the CRM's request until it stands in the calendar. Warm, over the local
 * cloud.
 */
class ChangesBenchmark {

    private static final int CHANGES = Integer.getInteger("changes", 60);
    private static final int WARM_UP = 10;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final Figures figures = new Figures("changes");

    @TempDir
    Path work;

    @ParameterizedTest
    @EnumSource(Provider.class)
    void one_change_at_a_time(Provider provider) {
        try (LocalCloud cloud = MeasuredCloud.start(work)) {
            Technician technician = Technician.connected(cloud, "changes", provider);
            technician.getsJobs(20);
            technician.firstSync(technician.primary());
            cloud.awaitIdle(MeasuredCloud.LONGEST);
            UserEvent event = technician.event("Job 1").orElseThrow();

            List<Long> in = new ArrayList<>();
            List<Long> out = new ArrayList<>();
            for (int change = -WARM_UP; change < CHANGES; change++) {
                long came = toCrm(technician, event, "Owner's " + change);
                cloud.awaitIdle(MeasuredCloud.LONGEST);
                long went = toCalendar(technician, event, "CRM's " + change);
                cloud.awaitIdle(MeasuredCloud.LONGEST);
                if (change >= 0) {
                    in.add(came);
                    out.add(went);
                }
            }
            print(provider, in, out);
        }
    }

    private static long toCrm(Technician technician, UserEvent event, String title) {
        long before = System.nanoTime();
        technician.renames(event, title);
        Technician.until(() -> technician.titleOfJob(1).equals(title), LOOK_AGAIN);
        return System.nanoTime() - before;
    }

    private static long toCalendar(Technician technician, UserEvent event, String title) {
        long before = System.nanoTime();
        technician.getsJob(1, title);
        Technician.until(() -> technician.event(event).title().equals(title), LOOK_AGAIN);
        return System.nanoTime() - before;
    }

    private void print(Provider provider, List<Long> in, List<Long> out) {
        figures.with("changes", CHANGES)
                .withMillis(provider.slug() + "ToCrm", in)
                .withMillis(provider.slug() + "ToCalendar", out)
                .print(
                        "%d changes, one at a time, push on: %s to the CRM median %.0f ms, p95 %.0f ms; the CRM to %s"
                                + " median %.0f ms, p95 %.0f ms (goal: p95 under 2,000 ms).",
                        CHANGES,
                        provider.slug(),
                        Figures.millis(Figures.percentile(in, 50)),
                        Figures.millis(Figures.percentile(in, 95)),
                        provider.slug(),
                        Figures.millis(Figures.percentile(out, 50)),
                        Figures.millis(Figures.percentile(out, 95)));
    }
}
