package io.syncline.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.syncline.local.cloud.aws.Json;
import io.syncline.local.cloud.lambda.FunctionSpec;
import io.syncline.local.cloud.lambda.IsolatedFunction;
import io.syncline.local.cloud.lambda.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function in a process of its own, through Lambda's runtime interface client. */
class IsolatedFunctionTest {

    private static final String REQUEST =
            "{\"routeKey\":\"GET /v1/open\",\"headers\":{},\"requestContext\":{\"http\":{\"method\":\"GET\"}}}";

    @TempDir
    static Path logs;

    private static final List<String> LOG = new CopyOnWriteArrayList<>();
    private static IsolatedFunction function;

    @BeforeAll
    static void start() {
        FunctionSpec spec = new FunctionSpec(
                "echo", "io.syncline.local.cloud.TestHandlers$Echo", 256, Duration.ofSeconds(20), Map.of("TABLE", "t"));
        function = new IsolatedFunction(spec, 1, logs, LOG::add);
    }

    @AfterAll
    static void stop() {
        function.close();
    }

    @Test
    void it_answers_from_another_process() {
        Outcome outcome = function.invoke(REQUEST);

        assertThat(outcome).isInstanceOf(Outcome.Answered.class);
        String body =
                Json.read(((Outcome.Answered) outcome).json()).path("body").asText();
        assertThat(Json.read(body).path("pid").asLong())
                .isPositive()
                .isNotEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void a_process_that_starts_writes_over_no_library_that_another_one_uses() throws IOException {
        Outcome outcome = function.invoke(REQUEST);
        String body =
                Json.read(((Outcome.Answered) outcome).json()).path("body").asText();
        Path maps = Path.of("/proc", Json.read(body).path("pid").asText(), "maps");
        assumeTrue(Files.exists(maps), "only Linux tells which files a process uses");

        assertThat(Files.readString(maps)).contains("lambda-runtime-").doesNotContain("/tmp/.libaws-lambda-jni.so");
    }

    @Test
    void what_its_handler_throws_comes_back_as_a_failure() {
        Outcome outcome = function.invoke(REQUEST.replace("{}", "{\"x-fail\":\"true\"}"));

        assertThat(outcome).isEqualTo(new Outcome.Failed("java.lang.IllegalStateException", "asked to fail"));
    }

    @Test
    void its_live_heap_is_measured_while_it_works() {
        function.forgetPeak();
        function.invoke(REQUEST);

        assertThat(function.peakLiveHeap()).isBetween(1_000_000L, 100_000_000L);
    }
}
