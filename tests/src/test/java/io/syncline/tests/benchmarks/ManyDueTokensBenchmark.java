package io.syncline.tests.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.audit.Verdict;
import io.syncline.connection.Connection;
import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.local.cloud.aws.AwsFaults;
import io.syncline.local.cloud.aws.AwsFaults.Calls;
import io.syncline.local.cloud.aws.AwsFaults.Fault;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.load.Fleet;
import io.syncline.tests.load.Worker;
import io.syncline.token.TokenSet;
import io.syncline.token.TokenVault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ten thousand tokens are due at once, half of them with each provider, which takes 50 ms for each. The planner's tick
 * orders, the queue hands out, the workers refresh: all of it as deployed. Measured from the tick until nothing is due.
 */
class ManyDueTokensBenchmark {

    private static final int TOKENS = Integer.getInteger("tokens", 10_000);
    private static final Duration PROVIDER = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final Figures figures = new Figures("due-tokens");

    @ParameterizedTest
    @ValueSource(ints = {20, 1})
    void ten_thousand_tokens_due_at_once(int organisations) {
        try (RunningCloud cloud = RunningCloud.start()) {
            AwsFaults.Rule nobodyPlans =
                    cloud.cloud().faults().every(Calls.of("dynamodb:Query").by("token-refresh"), Fault.INTERNAL_ERROR);
            List<Fleet> fleets = fleets(cloud, organisations);
            cloud.providers().setLatency(PROVIDER);
            cloud.providers().requests().clear();
            cloud.cloud().metering().reset();
            nobodyPlans.close();

            long before = System.nanoTime();
            cloud.cloud().tick("token-refresh");
            long planned = System.nanoTime() - before;
            awaitNothingDue(cloud);
            long nanos = System.nanoTime() - before;

            String awsRequests = cloud.cloud()
                    .metering()
                    .report()
                    .path("byFunction")
                    .path("token-refresh")
                    .toString();
            fleets.forEach(fleet -> assertThatEachWasRefreshedOnce(cloud, fleet));
            print(organisations, planned, nanos, awsRequests);
        }
    }

    private static List<Fleet> fleets(RunningCloud cloud, int organisations) {
        List<Fleet> fleets = new ArrayList<>();
        Fleet.Life due = Fleet.Life.dueAt(Instant.now().minusSeconds(1));
        for (int number = 0; number < organisations; number++) {
            OrganisationId organisation = new OrganisationId("due-" + organisations + "-" + number);
            for (Provider provider : Provider.values()) {
                fleets.add(Fleet.connect(cloud.cloud(), organisation, provider, TOKENS / organisations / 2, due));
            }
        }
        return fleets;
    }

    private static void awaitNothingDue(RunningCloud cloud) {
        TokenVault vault = Worker.of(cloud.cloud(), "key-rotation", InstantSource.system())
                .aws()
                .tokenVault();
        Instant deadline = Instant.now().plus(LONGEST);
        while (!vault.due(Instant.now(), 1).isEmpty()) {
            assertThat(Instant.now()).isBefore(deadline);
            pause();
        }
    }

    private static void assertThatEachWasRefreshedOnce(RunningCloud cloud, Fleet fleet) {
        Worker worker = Worker.of(cloud.cloud(), "token-refresh", InstantSource.system());
        Map<?, TokenSet> tokens = worker.aws()
                .tokenVault()
                .read(
                        fleet.organisation(),
                        new HashSet<>(
                                fleet.connections().stream().map(Connection::id).toList()));
        Set<Long> grants = fleet.grants();
        Map<Long, Long> requests =
                cloud.providers().tokenRequestsByGrant(Fleet.simulated(fleet.provider())).entrySet().stream()
                        .filter(entry -> grants.contains(entry.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

        assertThat(requests.keySet()).isEqualTo(grants);
        assertThat(requests.values()).containsOnly(1L);
        assertThat(tokens).hasSize(fleet.connections().size());
        assertThat(tokens.values()).allMatch(one -> one.version() == 2);
        assertThat(Worker.verdict(cloud.cloud(), fleet.organisation())).isInstanceOf(Verdict.Intact.class);
    }

    private void print(int organisations, long planned, long nanos, String awsRequests) {
        figures.with("tokens", TOKENS)
                .with("organisations", organisations)
                .with("plannedSeconds", Figures.seconds(planned))
                .with("seconds", Figures.seconds(nanos))
                .with("perSecond", TOKENS / Figures.seconds(nanos))
                .print(
                        "%,d tokens of %d organisations, due at once, were refreshed once each in %.1f s, %.1f s of them"
                                + " for planning (goal: 60 s). The function's AWS requests: %s",
                        TOKENS, organisations, Figures.seconds(nanos), Figures.seconds(planned), awsRequests);
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while tokens were refreshed", e);
        }
    }
}
