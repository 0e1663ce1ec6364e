package io.syncline.tests.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.connection.Connection;
import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.local.providers.oauth.TokenPolicy.Rotation;
import io.syncline.tests.benchmarks.Callers.Call;
import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.load.Fleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Fifty callers in fifty worker instances, in five processes, want one access token that is over. The provider takes
 * 50 ms, rotates, and refuses the old refresh token. Added latency is what a caller waited longer than these 50 ms.
 */
class OneExpiredTokenBenchmark {

    private static final int PROCESSES = 5;
    private static final int EACH = 10;
    private static final int WARM_UP = 80;
    private static final int ROUNDS = 20;
    private static final Duration PROVIDER = Duration.ofMillis(50);
    private static final Duration HEAD_START = Duration.ofMillis(300);

    private final Figures figures = new Figures("one-expired-token");

    @Test
    void fifty_callers_and_one_expired_token() {
        try (RunningCloud cloud = RunningCloud.start()) {
            cloud.providers().setLatency(PROVIDER);
            cloud.providers().tokenPolicy(Fleet.simulated(Provider.MICROSOFT)).setRotation(Rotation.REFUSE_OLD);
            Fleet fleet = Fleet.connect(
                    cloud.cloud(),
                    new OrganisationId("fifty-callers"),
                    Provider.MICROSOFT,
                    WARM_UP + ROUNDS,
                    Fleet.Life.over());
            List<Callers> processes = IntStream.range(0, PROCESSES)
                    .mapToObj(number -> Callers.start(cloud.cloud(), EACH))
                    .toList();
            try {
                measure(cloud, fleet, processes);
            } finally {
                processes.forEach(Callers::close);
            }
        }
    }

    private void measure(RunningCloud cloud, Fleet fleet, List<Callers> processes) {
        List<Long> added = new ArrayList<>();
        List<Long> worst = new ArrayList<>();
        List<Connection> connections = fleet.connections();
        Duration busyBefore = Duration.ZERO;
        for (int round = 0; round < connections.size(); round++) {
            if (round == WARM_UP) {
                cloud.cloud().metering().reset();
                busyBefore = processorTime(processes);
            }
            List<Long> waited = round(cloud, connections.get(round), processes).stream()
                    .map(call -> call.nanos() - PROVIDER.toNanos())
                    .toList();
            if (round >= WARM_UP) {
                added.addAll(waited);
                worst.add(Figures.percentile(waited, 100));
            }
        }
        long busy = processorTime(processes).minus(busyBefore).toMillis() / ROUNDS;
        figures.with("callers", PROCESSES * EACH)
                .with("processes", PROCESSES)
                .with("rounds", ROUNDS)
                .with("tokenRequestsPerRound", 1)
                .with("awsRequestsPerRound", cloud.cloud().metering().total() / ROUNDS)
                .with("processorMillisPerRound", busy)
                .withMillis("added", added)
                .withMillis("slowestOfRound", worst)
                .print(
                        "50 callers, 1 token request, 50 same tokens in each of %d rounds; added latency: median %.0f"
                                + " ms, p95 %.0f ms, the slowest caller of a median round %.0f ms, of all rounds %.0f ms"
                                + " (goal: under 250 ms).",
                        ROUNDS,
                        Figures.millis(Figures.percentile(added, 50)),
                        Figures.millis(Figures.percentile(added, 95)),
                        Figures.millis(Figures.percentile(worst, 50)),
                        Figures.millis(Figures.percentile(worst, 100)));
    }

    /** Of this process, where the cloud and the provider are, and of the callers'. */
    private static Duration processorTime(List<Callers> processes) {
        Duration own = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        return processes.stream().map(Callers::processorTime).reduce(own, Duration::plus);
    }

    private static List<Call> round(RunningCloud cloud, Connection connection, List<Callers> processes) {
        long begin = System.currentTimeMillis() + HEAD_START.toMillis();
        processes.forEach(process -> process.begin(connection, begin));
        List<Call> calls = processes.stream()
                .flatMap(process -> process.answers().stream())
                .toList();

        assertThat(calls).hasSize(PROCESSES * EACH);
        assertThat(calls.stream().map(Call::token).distinct())
                .singleElement()
                .satisfies(token -> assertThat(token).matches("[0-9a-f]{64}"));
        assertThat(cloud.providers()
                        .refreshes(
                                Fleet.simulated(Provider.MICROSOFT),
                                connection.account().email()))
                .isEqualTo(1);
        return calls;
    }
}
