package io.syncline.local.cloud;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where log lines go. What functions and servers print lands in {@code functions.log} instead of the terminal; what
 * the local cloud has to say about itself in {@code cloud.log}.
 */
final class LogFolder implements AutoCloseable {

    static {
        // The functions' own configuration, with the servers of this machine kept quiet; Log4j reads it once.
        if (System.getProperty("log4j2.configurationFile") == null) {
            System.setProperty("log4j2.configurationFile", "classpath:local-log4j2.xml");
        }
    }

    private static final PrintStream TERMINAL = System.out;
    private static final Tap TAP = new Tap();

    private final Path folder;
    private final PrintStream cloud;
    private final PrintStream functions;

    private LogFolder(Path folder, PrintStream cloud, PrintStream functions) {
        this.folder = folder;
        this.cloud = cloud;
        this.functions = functions;
    }

    /** Empties the folder and catches from now on what is printed. */
    static LogFolder open(Path folder) {
        try {
            Files.createDirectories(folder);
            for (Path old : list(folder)) {
                Files.delete(old);
            }
            LogFolder log = new LogFolder(folder, stream(folder, "cloud.log"), stream(folder, "functions.log"));
            TAP.target = Optional.of(log.functions);
            PrintStream caught = new PrintStream(TAP, true, StandardCharsets.UTF_8);
            System.setOut(caught);
            System.setErr(caught);
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException("The logs cannot be written to " + folder, e);
        }
    }

    /** The terminal, which nobody else writes to any more. */
    static PrintStream terminal() {
        return TERMINAL;
    }

    Path folder() {
        return folder;
    }

    /** A line of the local cloud itself. */
    void line(String text) {
        cloud.println(Instant.now() + " " + text);
    }

    /** Every line that has been logged by anybody. */
    List<String> lines() {
        try {
            List<String> lines =
                    list(folder).stream().flatMap(LogFolder::linesOf).toList();
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException("The logs in " + folder + " cannot be read", e);
        }
    }

    @Override
    public void close() {
        TAP.target = Optional.empty();
        System.setOut(TERMINAL);
        System.setErr(TERMINAL);
        functions.close();
        cloud.close();
    }

    private static Stream<String> linesOf(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException("The log " + file + " cannot be read", e);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static PrintStream stream(Path folder, String name) throws IOException {
        return new PrintStream(Files.newOutputStream(folder.resolve(name)), true, StandardCharsets.UTF_8);
    }

    /** A logging framework keeps the stream that it found at its start: this one always leads to the open folder. */
    private static final class Tap extends OutputStream {

        private volatile Optional<PrintStream> target = Optional.empty();

        @Override
        public void write(int b) {
            target.orElse(TERMINAL).write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            target.orElse(TERMINAL).write(bytes, offset, length);
        }

        @Override
        public void flush() {
            target.orElse(TERMINAL).flush();
        }
    }
}
