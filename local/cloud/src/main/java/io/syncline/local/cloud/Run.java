package io.syncline.local.cloud;

import io.syncline.local.cloud.demo.Demo;
import io.syncline.local.cloud.demo.DemoJobs;
import io.syncline.local.cloud.identity.DemoPerson;
import io.syncline.local.cloud.server.PortTaken;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./run}: starts everything on this machine and stays until Ctrl-C. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        version = "Syncline 0.1.0",
        subcommands = {Demo.class, Operate.class, CommandLine.HelpCommand.class},
        description = "Starts Syncline whole on this machine and prints where it is.",
        footer = {
            "",
            "  histories  Proves the sync by generated histories, two-way, with faults of every kind:",
            "             ./run histories --seeds N [--from S]",
            "  mutants    Puts deliberate bugs into the sync, which the histories have to notice:",
            "             ./run mutants [--seeds N] [--only NAME]"
        })
public final class Run implements Callable<Integer> {

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Where dashboard and API are (default: ${DEFAULT-VALUE}).")
    int port;

    @Option(names = "--keep", description = "Keep data under .local/ over restarts instead of in memory.")
    boolean keep;

    @Option(names = "--calendar", paramLabel = "FILE", description = "An .ics file that becomes Tess's calendar.")
    Optional<Path> calendar = Optional.empty();

    @Option(
            names = "--latency",
            paramLabel = "MS",
            defaultValue = "0",
            description = "What each request to a simulated provider costs, in milliseconds.")
    long latency;

    @Option(
            names = "--isolate",
            paramLabel = "FUNCTION",
            split = ",",
            description = "Functions to run in processes of their own, such as calendar-sync.")
    Set<String> isolate = Set.of();

    /** Starts it; further commands are registered by whoever calls {@link #commandLine()}. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, for further commands to be added to. A wrong option gets one sentence and ends with 2. */
    public static CommandLine commandLine() {
        return new CommandLine(new Run())
                .setParameterExceptionHandler((wrong, arguments) -> {
                    wrong.getCommandLine().getErr().println(wrong.getMessage());
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    LogFolder.terminal().println(sentenceOf(failure));
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintStream terminal = LogFolder.terminal();
        long start = System.nanoTime();
        CountDownLatch stopped = new CountDownLatch(1);
        LocalCloud cloud = LocalCloud.start(settings(), part -> print(terminal, part));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            cloud.close();
            terminal.println("Stopped.");
            stopped.countDown();
        }));
        int jobs = new DemoJobs(cloud.sessionOf(DemoPerson.DANA), Clock.systemUTC()).plant();
        terminal.printf("  %-12s %d jobs around the working week%n", "demo data", jobs);
        terminal.printf(
                "%nReady after %.1f s. Open %s and sign in with one click. Logs: %s. Stop with Ctrl-C.%n",
                (System.nanoTime() - start) / 1e9, cloud.origin(), cloud.logs());
        stopped.await();
        return 0;
    }

    /** The settings that the options ask for. */
    public LocalSettings settings() {
        LocalSettings settings = LocalSettings.defaults()
                .withPort(port)
                .withKeep(keep)
                .withLatency(Duration.ofMillis(latency))
                .withIsolated(isolate);
        if (calendar.isPresent() && !Files.isReadable(calendar.get())) {
            throw new IllegalArgumentException(
                    "The calendar " + calendar.get() + " cannot be read: give the path of an .ics file");
        }
        return calendar.map(settings::withCalendar).orElse(settings);
    }

    static void print(PrintStream terminal, Part part) {
        terminal.printf("  %-12s %s%n", part.name(), part.where());
    }

    /** What went wrong in one sentence; its cause is in the log. */
    static String sentenceOf(Exception failure) {
        String message = Optional.ofNullable(failure.getMessage())
                .orElse(failure.getClass().getSimpleName());
        return failure instanceof PortTaken ? message + "." : message;
    }
}
