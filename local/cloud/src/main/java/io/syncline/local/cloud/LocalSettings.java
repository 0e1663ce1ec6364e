package io.syncline.local.cloud;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How the local cloud starts.
 *
 * @param template the file to run
 * @param dashboard the folder with the built pages
 * @param work where logs go, and data with {@code keep}
 * @param port the one origin; 0 for any free one
 * @param keep whether data is on disk and outlives a restart
 * @param calendar an {@code .ics} file to load into a simulated account
 * @param latency what each request to a simulated provider costs
 * @param isolated functions that run in processes of their own
 * @param instances how many processes an isolated function has
 * @param parameters values for the template's parameters, over everything else
 * @param environment what the person who starts it has set: provider credentials, {@code AWS_ENDPOINT_URL}
 * @param simulated whether simulated providers stand in where there are no credentials
 */
public record LocalSettings(
        Path template,
        Path dashboard,
        Path work,
        int port,
        boolean keep,
        Optional<Path> calendar,
        Duration latency,
        Set<String> isolated,
        int instances,
        Map<String, String> parameters,
        Map<String, String> environment,
        boolean simulated) {

    public LocalSettings {
        if (port < 0 || port > 65_000) {
            throw new IllegalArgumentException("A port is between 1 and 65000, and " + port + " is not");
        }
        if (latency.isNegative()) {
            throw new IllegalArgumentException("The latency is a number of milliseconds from 0 on");
        }
        isolated = Set.copyOf(isolated);
        parameters = Map.copyOf(parameters);
        environment = Map.copyOf(environment);
    }

    /** What {@code ./run} does without options, in the checkout around the current folder. */
    public static LocalSettings defaults() {
        Path home = home(Path.of("").toAbsolutePath());
        return new LocalSettings(
                home.resolve("template.yaml"),
                home.resolve("web/dist"),
                home.resolve(".local"),
                8080,
                false,
                Optional.empty(),
                Duration.ZERO,
                Set.of(),
                2,
                Map.of(),
                System.getenv(),
                true);
    }

    private static Path home(Path folder) {
        for (Path candidate = folder; candidate != null; candidate = candidate.getParent()) {
            if (Files.exists(candidate.resolve("template.yaml"))) {
                return candidate;
            }
        }
        throw new IllegalStateException(
                "There is no template.yaml in " + folder + " or above it: start from the checkout");
    }

    public LocalSettings withTemplate(Path other) {
        return changed(draft -> draft.template = other);
    }

    public LocalSettings withDashboard(Path other) {
        return changed(draft -> draft.dashboard = other);
    }

    public LocalSettings withWork(Path other) {
        return changed(draft -> draft.work = other);
    }

    public LocalSettings withPort(int other) {
        return changed(draft -> draft.port = other);
    }

    public LocalSettings withKeep(boolean other) {
        return changed(draft -> draft.keep = other);
    }

    public LocalSettings withCalendar(Path file) {
        return changed(draft -> draft.calendar = Optional.of(file));
    }

    public LocalSettings withLatency(Duration other) {
        return changed(draft -> draft.latency = other);
    }

    public LocalSettings withIsolated(Set<String> functions) {
        return changed(draft -> draft.isolated = functions);
    }

    public LocalSettings withParameter(String name, String value) {
        Map<String, String> more = new HashMap<>(parameters);
        more.put(name, value);
        return changed(draft -> draft.parameters = more);
    }

    public LocalSettings withEnvironment(Map<String, String> other) {
        return changed(draft -> draft.environment = other);
    }

    public LocalSettings withoutSimulators() {
        return changed(draft -> draft.simulated = false);
    }

    private LocalSettings changed(Consumer<Draft> change) {
        Draft draft = new Draft();
        change.accept(draft);
        return new LocalSettings(
                draft.template,
                draft.dashboard,
                draft.work,
                draft.port,
                draft.keep,
                draft.calendar,
                draft.latency,
                draft.isolated,
                draft.instances,
                draft.parameters,
                draft.environment,
                draft.simulated);
    }

    /** These settings, open to a change. */
    private final class Draft {
        private Path template = LocalSettings.this.template;
        private Path dashboard = LocalSettings.this.dashboard;
        private Path work = LocalSettings.this.work;
        private int port = LocalSettings.this.port;
        private boolean keep = LocalSettings.this.keep;
        private Optional<Path> calendar = LocalSettings.this.calendar;
        private Duration latency = LocalSettings.this.latency;
        private Set<String> isolated = LocalSettings.this.isolated;
        private int instances = LocalSettings.this.instances;
        private Map<String, String> parameters = LocalSettings.this.parameters;
        private Map<String, String> environment = LocalSettings.this.environment;
        private boolean simulated = LocalSettings.this.simulated;
    }
}
