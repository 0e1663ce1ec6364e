package io.syncline.tests.benchmarks;

import io.syncline.connection.Connection;
import io.syncline.local.cloud.LocalCloud;
import io.syncline.tests.load.Worker;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A {@link CallerProcess} and the way to talk to it. */
final class Callers implements AutoCloseable {

    private final Process process;
    private final BufferedWriter rounds;
    private final BufferedReader answers;

    private Callers(Process process) {
        this.process = process;
        this.rounds = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** What one caller got: how long it took, and a hash of the token. */
    record Call(long nanos, String token) {}

    static Callers start(LocalCloud cloud, int count) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                // The JDK keeps five connections for all clients of a process; each instance would have its own.
                "-Dhttp.maxConnections=" + 2 * count,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                CallerProcess.class.getName(),
                Integer.toString(count));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().putAll(Worker.variables(cloud, "calendar-sync"));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            return new Callers(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("A process of callers does not start", e);
        }
    }

    /** Lets all of them ask for a token of the connection at the same moment. */
    void begin(Connection connection, long atMillis) {
        try {
            rounds.write(
                    connection.organisation().value() + " " + connection.id().value() + " " + atMillis + "\n");
            rounds.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("A process of callers is gone", e);
        }
    }

    /** What came of the round that was begun. */
    List<Call> answers() {
        List<Call> calls = new ArrayList<>();
        try {
            for (String line = answers.readLine(); !"end".equals(line); line = answers.readLine()) {
                if (line == null) {
                    throw new IllegalStateException("A process of callers has ended");
                }
                String[] words = line.split(" ", -1);
                if (words[0].equals("caller")) {
                    calls.add(new Call(Long.parseLong(words[1]), words[2]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A process of callers is gone", e);
        }
        return calls;
    }

    /** How much processor time it has used. */
    Duration processorTime() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
