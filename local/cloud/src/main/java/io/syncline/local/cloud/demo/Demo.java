package io.syncline.local.cloud.demo;

import io.syncline.local.cloud.LocalCloud;
import io.syncline.local.cloud.LocalSettings;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ./run demo}: the main job without a browser. It connects a Google and a Microsoft account, puts jobs, syncs,
 * edits both sides, syncs until quiet, and checks job by job and event by event. It ends with 1 when anything was lost,
 * duplicated or written while idle.
 */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Connects two accounts, syncs a year of jobs both ways, checks every one, and prints figures.")
public final class Demo implements Callable<Integer> {

    private static final int MOST_EVENTS = 20_000;
    private static final int MOST_LATENCY = 10_000;
    private static final double MOST_FAULTS = 0.5;

    /** The terminal as it is before the local cloud catches what its parts print. */
    private final PrintStream terminal =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many jobs, half of them per provider (default: ${DEFAULT-VALUE}).")
    int events;

    @Option(
            names = "--latency",
            paramLabel = "MS",
            defaultValue = "0",
            description = "What each request to a provider costs, in milliseconds (default: ${DEFAULT-VALUE}).")
    int latency;

    @Option(
            names = "--faults",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "How many of the requests to the providers go wrong, from 0 to 0.5 (default: "
                    + "${DEFAULT-VALUE}).")
    double faults;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Another number gives another year of jobs and other edits (default: ${DEFAULT-VALUE}).")
    long seed;

    @Override
    public Integer call() {
        require(events >= 1 && events <= MOST_EVENTS, "--events is a number from 1 to " + MOST_EVENTS + ".");
        require(latency >= 0 && latency <= MOST_LATENCY, "--latency is from 0 to " + MOST_LATENCY + " milliseconds.");
        require(faults >= 0 && faults <= MOST_FAULTS, "--faults is a share from 0 to " + MOST_FAULTS + ".");
        terminal.printf("Syncing %d jobs both ways, with %d ms per provider request%s.%n", events, latency, faulty());
        DemoRun.Result result = run();
        new Report(terminal).print(result);
        return result.figures().flawless() ? 0 : 1;
    }

    private String faulty() {
        return faults > 0 ? String.format(Locale.ROOT, ", %.0f %% of which go wrong", 100 * faults) : "";
    }

    private DemoRun.Result run() {
        boolean isTerminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        Stages stages = new Stages(terminal, isTerminal);
        long start = System.nanoTime();
        try (LocalCloud cloud = LocalCloud.start(settings())) {
            terminal.printf("  %-24s %7.1f s%n", "starting", (System.nanoTime() - start) / 1e9);
            return new DemoRun(
                            cloud,
                            stages,
                            events,
                            seed,
                            faults,
                            Clock.systemUTC().instant())
                    .run();
        }
    }

    /** Fresh, in memory, on free ports, always simulated: it clashes with nothing and touches nobody's account. */
    private LocalSettings settings() {
        LocalSettings defaults = LocalSettings.defaults();
        return defaults.withWork(defaults.work().resolve("demo"))
                .withPort(0)
                .withEnvironment(Map.of())
                .withLatency(Duration.ofMillis(latency))
                .withIsolated(Set.of(DemoRun.WORKER));
    }

    private void require(boolean condition, String sentence) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }
}
