package io.syncline.tests.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.cloud.LocalCloud;
import io.syncline.local.cloud.LocalSettings;
import io.syncline.local.cloud.lambda.FunctionSpec;
import io.syncline.local.cloud.lambda.IsolatedFunction;
import io.syncline.local.cloud.lambda.Outcome;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.push.Channel;
import io.syncline.tests.load.AtOnce;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The function that takes notices: how long it starts, how long one takes, and what a flood of forged ones does. */
class NoticesBenchmark {

    private static final String FUNCTION = "change-notices";
    private static final int STARTS = 5;
    private static final int NOTICES = 500;
    private static final int FLOOD = 1_000;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Figures figures = new Figures("notices");

    @TempDir
    Path work;

    @Test
    void a_cold_start() throws IOException {
        try (LocalCloud cloud = MeasuredCloud.start(work, FUNCTION)) {
            FunctionSpec spec = cloud.isolated(FUNCTION).orElseThrow().spec();
            String event = Files.readString(LocalSettings.defaults()
                    .template()
                    .toAbsolutePath()
                    .resolveSibling("events/" + FUNCTION + ".json"));
            List<Long> nanos = new ArrayList<>();
            for (int start = 0; start < STARTS; start++) {
                nanos.add(started(spec, event));
            }
            figures.with("starts", STARTS)
                    .withMillis("coldStart", nanos)
                    .print(
                            "From a new process of %s to its first answer, one look into DynamoDB included: median %.0f"
                                    + " ms, slowest of %d %.0f ms.",
                            FUNCTION,
                            Figures.millis(Figures.percentile(nanos, 50)),
                            STARTS,
                            Figures.millis(Figures.percentile(nanos, 100)));
        }
    }

    private long started(FunctionSpec spec, String event) {
        long before = System.nanoTime();
        try (IsolatedFunction fresh = new IsolatedFunction(spec, 1, work, _ -> {})) {
            Outcome outcome = fresh.invoke(event);
            long nanos = System.nanoTime() - before;
            assertThat(outcome).isInstanceOf(Outcome.Answered.class);
            return nanos;
        }
    }

    @Test
    void a_thousand_forged_notices_at_once() {
        try (LocalCloud cloud = MeasuredCloud.start(work)) {
            Technician technician = Technician.connected(cloud, "notices", Provider.GOOGLE);
            technician.firstSync(technician.primary());
            cloud.awaitIdle(MeasuredCloud.LONGEST);
            Channel channel = cloud.simulators().control().push().channels().stream()
                    .filter(open -> open.account().equals(technician.email()))
                    .findFirst()
                    .orElseThrow();

            one(cloud, channel);
            List<Long> nanos = new ArrayList<>();
            for (int notice = 0; notice < NOTICES; notice++) {
                nanos.add(one(cloud, channel));
            }
            cloud.metering().reset();
            long flood = flood(cloud, channel);
            JsonNode did = cloud.metering().report().path("byFunction").path(FUNCTION);

            figures.with("notices", NOTICES)
                    .withMillis("forged", nanos)
                    .with("flood", FLOOD)
                    .with("floodSeconds", Figures.seconds(flood))
                    .print(
                            "A forged notice for a channel that there is, through the gateway's door: median %.1f ms,"
                                    + " p95 %.1f ms; %,d of them at once: %.2f s. What the function did for them: %s",
                            Figures.millis(Figures.percentile(nanos, 50)),
                            Figures.millis(Figures.percentile(nanos, 95)),
                            FLOOD,
                            Figures.seconds(flood),
                            did);
        }
    }

    private static long flood(LocalCloud cloud, Channel channel) {
        List<Callable<Long>> all = new ArrayList<>();
        for (int notice = 0; notice < FLOOD; notice++) {
            all.add(() -> one(cloud, channel));
        }
        long before = System.nanoTime();
        AtOnce.run(all);
        return System.nanoTime() - before;
    }

    private static long one(LocalCloud cloud, Channel channel) {
        HttpRequest forged = HttpRequest.newBuilder(URI.create(cloud.origin() + "/notices/google"))
                .header("X-Goog-Channel-ID", channel.id())
                .header("X-Goog-Channel-Token", "guessed")
                .header("X-Goog-Resource-State", "exists")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        long before = System.nanoTime();
        try {
            HttpResponse<String> answer = HTTP.send(forged, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
        } catch (IOException e) {
            throw new IllegalStateException("The door does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for an answer", e);
        }
        return System.nanoTime() - before;
    }
}
