package io.syncline.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.cloud.aws.Json;
import io.syncline.local.cloud.template.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./run operate}: runs a function of the Syncline that runs on this machine and prints its answer, as
 * {@code aws lambda invoke} does in the cloud. Ends with 1 when nothing runs or the function fails.
 */
@Command(
        name = "operate",
        mixinStandardHelpOptions = true,
        description = "Runs a function of the Syncline that runs on this machine and prints what it answers.")
public final class Operate implements Callable<Integer> {

    /** Lambda gives up after fifteen minutes. */
    private static final Duration LONGEST = Duration.ofMinutes(16);

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "FUNCTION", description = "The function's folder, such as key-rotation.")
    String function = "";

    @Parameters(index = "1", paramLabel = "JSON", arity = "0..1", description = "Its event (default: {}).")
    String event = "{}";

    @Option(
            names = "--work",
            paramLabel = "FOLDER",
            description = "Where the running Syncline works (default: .local).")
    Optional<Path> work = Optional.empty();

    @Override
    public Integer call() {
        requireJson();
        Path folder = work.orElseGet(() -> LocalSettings.defaults().work());
        Optional<OperatorPass> pass = OperatorPass.in(folder);
        return pass.map(this::invoke).orElseGet(this::nothingRuns);
    }

    private int invoke(OperatorPass pass) {
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            return print(http.send(request(pass), HttpResponse.BodyHandlers.ofString()));
        } catch (ConnectException e) {
            return nothingRuns();
        } catch (IOException e) {
            throw new UncheckedIOException("Syncline stopped before " + function + " had answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + function + " ran", e);
        }
    }

    private HttpRequest request(OperatorPass pass) {
        String name = URLEncoder.encode(function, StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(URI.create(pass.endpoint() + "/2015-03-31/functions/" + name + "/invocations"))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + pass.accessKeyId() + "/20260101/" + Stack.REGION
                                + "/lambda/aws4_request, SignedHeaders=host, Signature=local")
                .header("Content-Type", "application/json")
                .timeout(LONGEST)
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
    }

    private int print(HttpResponse<String> response) {
        boolean worked = response.statusCode() == 200
                && response.headers().firstValue("X-Amz-Function-Error").isEmpty();
        if (worked) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(response.body());
            out.flush();
            return 0;
        }
        JsonNode problem = Json.read(response.body());
        return sentence(function + " did not work: "
                + problem.path("errorMessage").asText(problem.path("Message").asText("no reason given")));
    }

    private int nothingRuns() {
        return sentence(
                "Syncline does not run on this machine: start it with ./run, and operate it from another terminal.");
    }

    private int sentence(String text) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(text);
        err.flush();
        return 1;
    }

    private void requireJson() {
        try {
            Json.read(event);
        } catch (UncheckedIOException e) {
            throw new ParameterException(spec.commandLine(), "The event is no JSON: " + event, e);
        }
    }
}
