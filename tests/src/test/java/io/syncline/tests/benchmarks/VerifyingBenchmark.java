package io.syncline.tests.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.syncline.audit.SealTrail;
import io.syncline.identity.OrganisationId;
import io.syncline.local.cloud.LocalCloud;
import io.syncline.local.cloud.LocalSettings;
import io.syncline.local.cloud.identity.TokenRequest;
import io.syncline.local.cloud.lambda.IsolatedFunction;
import io.syncline.tests.load.Worker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code GET /v1/audit/verification} of a sealed trail, warm. The function runs in processes of its own with the heap of
 * its memory size; its live heap is what a forced full collection leaves, once a second while it works.
 */
class VerifyingBenchmark {

    private static final String FUNCTION = "audit-trail";
    private static final int SHORT = 50_000;
    private static final int LONG = 100_000;
    private static final int ROUNDS = 4;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Figures figures = new Figures("verifying");

    @TempDir
    Path work;

    @Test
    void a_hundred_thousand_entries_are_verified() throws IOException, InterruptedException {
        LocalSettings settings = LocalSettings.defaults()
                .withPort(0)
                .withWork(work)
                .withEnvironment(Map.of())
                .withIsolated(Set.of(FUNCTION));
        try (LocalCloud cloud = LocalCloud.start(settings)) {
            OrganisationId few = trail(cloud, "few", SHORT);
            OrganisationId many = trail(cloud, "many", LONG);
            IsolatedFunction function = cloud.isolated(FUNCTION).orElseThrow();

            // Both processes warm up.
            verified(cloud, few, SHORT);
            verified(cloud, few, SHORT);
            function.forgetPeak();
            double before = megabytes(function);
            for (int round = 0; round < ROUNDS; round++) {
                verified(cloud, few, SHORT);
            }
            double whileFew = megabytes(function);
            List<Long> nanos = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                nanos.add(verified(cloud, many, LONG));
            }
            double whileMany = megabytes(function);
            double after = megabytes(function);

            figures.with("entries", LONG)
                    .with("seconds", Figures.seconds(Figures.percentile(nanos, 50)))
                    .with("slowestSeconds", Figures.seconds(Figures.percentile(nanos, 100)))
                    .with("heapBeforeMegabytes", before)
                    .with("heapWith50000Megabytes", whileFew)
                    .with("heapWith100000Megabytes", whileMany)
                    .with("heapAfterMegabytes", after)
                    .print(
                            "%,d entries were verified in %.1f s (goal: 5 s); live heap %.1f MB before, %.1f MB with"
                                    + " 50,000 entries, %.1f MB with 100,000, %.1f MB after.",
                            LONG, Figures.seconds(Figures.percentile(nanos, 50)), before, whileFew, whileMany, after);
        }
    }

    private static OrganisationId trail(LocalCloud cloud, String name, int entries) {
        OrganisationId organisation = new OrganisationId(name);
        LongTrail.write(cloud, organisation, entries);
        Worker sealer = Worker.of(cloud, "audit-seal", InstantSource.system());
        assertThat(new SealTrail(
                                sealer.aws().auditTrail(),
                                sealer.aws().seals(),
                                sealer.aws().sealSignatures(),
                                InstantSource.system())
                        .run(organisation))
                .isPresent();
        return organisation;
    }

    private static long verified(LocalCloud cloud, OrganisationId organisation, int entries)
            throws IOException, InterruptedException {
        TokenRequest administrator =
                TokenRequest.of("adam", "adam", "adam@company.example", organisation.value(), List.of("administrator"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(cloud.origin() + "/v1/audit/verification"))
                .header("Authorization", "Bearer " + cloud.tokenFor(administrator))
                .build();
        long before = System.nanoTime();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        long nanos = System.nanoTime() - before;

        JsonNode verdict = new JsonMapper().readTree(response.body());
        assertThat(verdict.path("intact").asBoolean()).as(response.body()).isTrue();
        assertThat(verdict.path("entries").asLong()).isEqualTo(entries);
        assertThat(verdict.path("sealed").asLong()).isEqualTo(entries);
        return nanos;
    }

    /** The most since the last time that it was asked; what is there now if nothing was done since. */
    private static double megabytes(IsolatedFunction function) {
        double peak = function.peakLiveHeap() / 1048576.0;
        function.forgetPeak();
        return peak;
    }
}
