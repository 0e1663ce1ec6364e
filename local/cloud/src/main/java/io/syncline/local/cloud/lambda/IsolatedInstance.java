package io.syncline.local.cloud.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.syncline.local.cloud.aws.Json;
import io.syncline.local.cloud.server.Servers;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One process of an isolated function and the Runtime API that feeds it: {@code GET …/invocation/next} waits for an
 * event, {@code POST …/response} and {@code …/error} end it (AWS Lambda developer guide, "Lambda runtime API").
 */
final class IsolatedInstance implements AutoCloseable {

    private static final String VERSION = "/2018-06-01/runtime/";

    private final FunctionSpec spec;
    private final int number;
    private final String classPath;
    private final Path logs;
    private final Consumer<String> log;
    private final HttpServer api;
    private final SynchronousQueue<Invocation> next = new SynchronousQueue<>();
    private final Map<String, Invocation> underWay = new ConcurrentHashMap<>();
    private volatile Process process;
    private volatile LiveHeap heap;

    private record Invocation(String id, String event, long deadlineMillis, CompletableFuture<Outcome> outcome) {}

    IsolatedInstance(FunctionSpec spec, int number, String classPath, Path logs, Consumer<String> log) {
        this.classPath = classPath;
        this.spec = spec;
        this.number = number;
        this.logs = logs;
        this.log = log;
        this.api = Servers.listen(0);
        api.createContext(VERSION, this::handle);
        api.start();
        this.process = launch();
        this.heap = new LiveHeap(process.pid());
    }

    /** Runs an event; the live heap is sampled while it works. A process that times out is replaced, as on Lambda. */
    Outcome invoke(String event) throws InterruptedException {
        if (!process.isAlive()) {
            restart();
        }
        long deadline = System.currentTimeMillis() + spec.timeout().toMillis();
        Invocation invocation =
                new Invocation(UUID.randomUUID().toString(), event, deadline, new CompletableFuture<>());
        underWay.put(invocation.id(), invocation);
        try {
            // A process that starts takes a few seconds before it asks for its first event.
            if (!next.offer(invocation, 60, TimeUnit.SECONDS)) {
                return new Outcome.Failed("Runtime.ExitError", spec.name() + " did not start; see its log");
            }
            heap.sampleWhile(() -> !invocation.outcome().isDone());
            return outcomeOf(invocation);
        } finally {
            underWay.remove(invocation.id());
        }
    }

    long peakLiveHeap() {
        return heap.peak();
    }

    void forgetPeak() {
        heap.forget();
    }

    @Override
    public void close() {
        heap.close();
        process.destroy();
        api.stop(0);
    }

    private Outcome outcomeOf(Invocation invocation) throws InterruptedException {
        try {
            return invocation.outcome().get(spec.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.accept(spec.name() + ": timed out after " + spec.timeout().toSeconds() + " s");
            restart();
            return new Outcome.TimedOut();
        } catch (ExecutionException e) {
            return new Outcome.Failed("Runtime.ExitError", String.valueOf(e.getCause()));
        }
    }

    private void restart() {
        process.destroyForcibly();
        heap.close();
        process = launch();
        heap = new LiveHeap(process.pid());
    }

    private Process launch() {
        ProcessBuilder builder = new ProcessBuilder(command());
        builder.environment().putAll(spec.environment());
        builder.environment().putAll(runtimeEnvironment());
        File output = logs.resolve(spec.name() + "-" + number + ".log").toFile();
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(output));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("The process of " + spec.name() + " does not start", e);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Lambda gives an instance of up to one vCPU the serial collector.
                "-XX:+UseSerialGC",
                "-Xmx" + spec.memoryMegabytes() * 3 / 4 + "m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        RuntimeLibrary.option().forEach(command::add);
        command.addAll(List.of("com.amazonaws.services.lambda.runtime.api.client.AWSLambda", spec.handler()));
        return command;
    }

    private Map<String, String> runtimeEnvironment() {
        return Map.of(
                "CLASSPATH",
                classPath,
                "AWS_LAMBDA_RUNTIME_API",
                "127.0.0.1:" + api.getAddress().getPort(),
                "_HANDLER",
                spec.handler(),
                "LAMBDA_TASK_ROOT",
                System.getProperty("user.dir"),
                "AWS_LAMBDA_FUNCTION_NAME",
                spec.name(),
                "AWS_LAMBDA_FUNCTION_VERSION",
                "1",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                String.valueOf(spec.memoryMegabytes()),
                "AWS_LAMBDA_LOG_GROUP_NAME",
                "/aws/lambda/" + spec.name(),
                "AWS_LAMBDA_LOG_STREAM_NAME",
                "local-" + number,
                "AWS_LAMBDA_INITIALIZATION_TYPE",
                "on-demand");
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(VERSION.length());
        byte[] body = exchange.getRequestBody().readAllBytes();
        try (exchange) {
            if (path.equals("invocation/next")) {
                handOut(exchange);
                return;
            }
            String text = new String(body, StandardCharsets.UTF_8);
            String[] parts = path.split("/", -1);
            if (parts.length == 3 && parts[2].equals("response")) {
                end(parts[1], new Outcome.Answered(text));
            } else if (parts.length == 3) {
                log.accept(spec.name() + ": " + text);
                end(parts[1], failed(text));
            } else {
                log.accept(spec.name() + " does not start: " + text);
            }
            exchange.sendResponseHeaders(202, -1);
        }
    }

    private void handOut(HttpExchange exchange) throws IOException {
        Invocation invocation;
        try {
            invocation = next.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        byte[] event = invocation.event().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", invocation.id());
        exchange.getResponseHeaders().set("Lambda-Runtime-Deadline-Ms", String.valueOf(invocation.deadlineMillis()));
        exchange.getResponseHeaders()
                .set(
                        "Lambda-Runtime-Invoked-Function-Arn",
                        "arn:aws:lambda:local:000000000000:function:" + spec.name());
        exchange.sendResponseHeaders(200, event.length);
        exchange.getResponseBody().write(event);
    }

    private void end(String id, Outcome outcome) {
        Optional.ofNullable(underWay.get(id))
                .ifPresent(invocation -> invocation.outcome().complete(outcome));
    }

    private static Outcome failed(String error) {
        var told = Json.read(error);
        return new Outcome.Failed(
                told.path("errorType").asText("Unknown"),
                told.path("errorMessage").asText(""));
    }
}
