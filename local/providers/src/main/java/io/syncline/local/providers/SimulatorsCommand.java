package io.syncline.local.providers;

import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.http.PortTaken;
import io.syncline.local.providers.ics.UnreadableCalendar;
import io.syncline.local.providers.kept.UnreadableState;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the simulators alone, until the process ends. */
@Command(
        name = "simulators",
        mixinStandardHelpOptions = true,
        description = "Simulates Google Calendar and Microsoft Graph on this machine.")
public final class SimulatorsCommand implements Callable<Integer> {

    @Option(
            names = "--port",
            defaultValue = "4700",
            description = "The first of seven ports in a row; 0 for free ones. Default: ${DEFAULT-VALUE}.")
    private int port = 4700;

    @Option(names = "--latency", defaultValue = "0", description = "Milliseconds that each request takes.")
    private long latency;

    @Option(names = "--calendar", description = "An .ics file that becomes Tess's calendar at Google.")
    private Optional<Path> calendar = Optional.empty();

    @Option(names = "--keep", paramLabel = "FOLDER", description = "Keep accounts, events and tokens in this folder.")
    private Optional<Path> keep = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SimulatorsCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        var settings = SimulatorSettings.defaults()
                .withPorts(port == 0 ? SimulatorSettings.Ports.ANY : SimulatorSettings.Ports.from(port))
                .withLatency(Duration.ofMillis(latency));
        try (var simulators =
                ProviderSimulators.start(keep.map(settings::withKeptIn).orElse(settings))) {
            Runtime.getRuntime().addShutdownHook(new Thread(simulators::close));
            calendar.ifPresent(
                    file -> simulators.control().loadCalendarOnce(Provider.GOOGLE, "tess@fieldworks.example", file));
            print(simulators, spec.commandLine().getOut());
            new CountDownLatch(1).await();
            return 0;
        } catch (PortTaken | UnreadableCalendar | UnreadableState refused) {
            spec.commandLine().getErr().println(refused.getMessage());
            return 1;
        }
    }

    static void print(ProviderSimulators simulators, PrintWriter out) {
        var endpoints = simulators.endpoints();
        out.printf("google-accounts    %s%n", endpoints.googleAccounts());
        out.printf("google-calendar    %s%n", endpoints.googleCalendar());
        out.printf("microsoft-login    %s%n", endpoints.microsoftLogin());
        out.printf("graph              %s%n", endpoints.graph());
        out.printf("gmail              %s%n", endpoints.googleGmail());
        out.printf("google-people      %s%n", endpoints.googlePeople());
        out.printf("simulator-control  %s/_sim/%n", endpoints.control());
        out.flush();
    }
}
