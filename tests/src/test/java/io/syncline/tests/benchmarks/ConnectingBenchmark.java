package io.syncline.tests.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.local.providers.account.Provider;
import io.syncline.tests.company.Browser;
import io.syncline.tests.company.Company;
import io.syncline.tests.company.Mailbox;
import io.syncline.tests.company.Person;
import io.syncline.tests.company.RunningCloud;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * From the browser's request to the callback until the redirect to the dashboard, warm. The provider answers without any
 * delay; what the simulator needs for that is not taken off.
 */
class ConnectingBenchmark {

    private static final int WARM_UP = 30;
    private static final int ROUNDS = 30;

    private final Figures figures = new Figures("connecting");

    @ParameterizedTest
    @EnumSource(Provider.class)
    void from_the_callback_to_the_redirect(Provider provider) {
        try (RunningCloud cloud = RunningCloud.start()) {
            Company company = new Company(cloud);
            List<Long> nanos = new ArrayList<>();
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                long took = connected(company, provider, "person-" + round);
                if (round >= WARM_UP) {
                    nanos.add(took);
                }
            }
            print(provider, nanos);
        }
    }

    private static long connected(Company company, Provider provider, String name) {
        Person person = company.technician(name);
        Mailbox account = company.account(provider, name);
        Browser browser = new Browser(company.cloud());
        String callback = browser.allow(browser.leaveFor(person, provider), account.email());

        long before = System.nanoTime();
        String landing = browser.comeBack(callback);
        long nanos = System.nanoTime() - before;

        assertThat(landing).contains("connected=");
        assertThat(company.cloud().providers().codeExchanges(provider, account.email()))
                .isEqualTo(1);
        return nanos;
    }

    private void print(Provider provider, List<Long> nanos) {
        figures.with("rounds", ROUNDS)
                .withMillis(provider.slug(), nanos)
                .print(
                        "From the callback to the redirect with %s, warm, the simulator's own time included: median %.0f"
                                + " ms, p95 %.0f ms (goal: under 1,000 ms of our own).",
                        provider.slug(),
                        Figures.millis(Figures.percentile(nanos, 50)),
                        Figures.millis(Figures.percentile(nanos, 95)));
    }
}
