package io.syncline.tests.company;

import io.syncline.local.cloud.LocalCloud;
import io.syncline.local.cloud.LocalSettings;
import io.syncline.local.providers.control.SimulatorControl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A local cloud on free ports with data in memory, and a record of everything that it answered. */
public final class RunningCloud implements AutoCloseable {

    /** Generous: a test machine may be busy with something else. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final LocalCloud cloud;
    private final Path work;
    private final Transcript transcript = new Transcript();

    private RunningCloud(LocalCloud cloud, Path work) {
        this.cloud = cloud;
        this.work = work;
    }

    /** A cloud of the embedded services. */
    public static RunningCloud start() {
        return start(Map.of());
    }

    /** A cloud as somebody with this environment would start it. */
    public static RunningCloud start(Map<String, String> environment) {
        try {
            Path work = Files.createTempDirectory("syncline-tests");
            LocalSettings settings =
                    LocalSettings.defaults().withPort(0).withWork(work).withEnvironment(environment);
            return new RunningCloud(LocalCloud.start(settings), work);
        } catch (IOException e) {
            throw new UncheckedIOException("There is no room for the local cloud's files", e);
        }
    }

    public LocalCloud cloud() {
        return cloud;
    }

    public SimulatorControl providers() {
        return cloud.simulators().control();
    }

    /** Where logs and kept data are. */
    public Path work() {
        return work;
    }

    /** Everything that the one origin answered. */
    public Transcript transcript() {
        return transcript;
    }

    /** Waits until nothing is under way any more. */
    public void settle() {
        cloud.awaitIdle(LONGEST);
    }

    @Override
    public void close() {
        cloud.close();
    }
}
