package io.syncline.tests.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.local.cloud.LocalSettings;
import io.syncline.local.cloud.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the terminal says when {@code ./run} cannot start: one sentence, and an exit code. */
class TerminalTest {

    private static final Path HOME =
            LocalSettings.defaults().template().toAbsolutePath().getParent();

    @TempDir
    Path folder;

    private record Ended(int exitCode, List<String> lines) {}

    @Test
    void a_port_that_is_taken_is_told_in_one_sentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ended ended = run("--port", String.valueOf(taken.getLocalPort()));

            assertThat(ended.exitCode()).isNotZero();
            assertThat(ended.lines()).hasSize(1);
            assertThat(ended.lines().getFirst())
                    .startsWith("Port " + taken.getLocalPort() + " is already taken")
                    .endsWith(".");
        }
    }

    @Test
    void a_calendar_file_that_is_missing_is_told_in_one_sentence() throws Exception {
        Ended ended = run("--port", "0", "--calendar", folder.resolve("no.ics").toString());

        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.lines()).hasSize(1);
        assertThat(ended.lines().getFirst()).contains("no.ics");
    }

    @Test
    void a_calendar_file_that_is_none_is_told_with_its_line() throws Exception {
        Path file = Files.writeString(folder.resolve("broken.ics"), "BEGIN:VCALENDAR\nThis is a letter.\n");

        Ended ended = run("--port", "0", "--calendar", file.toString());

        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.lines().getLast())
                .contains("broken.ics")
                .contains("line")
                .endsWith(".");
        assertThat(ended.lines()).noneMatch(line -> line.contains("\tat "));
    }

    @Test
    void a_calendar_file_of_bytes_is_told_in_one_sentence() throws Exception {
        Path file = Files.write(folder.resolve("picture.ics"), new byte[] {(byte) 0xff, (byte) 0xd8, 0, 1});

        Ended ended = run("--port", "0", "--calendar", file.toString());

        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.lines().getLast()).contains("picture.ics").endsWith(".");
    }

    @Test
    void a_machine_without_jdk_25_is_told_in_one_sentence() throws Exception {
        Ended ended = shell(". .ci/machine.sh; is_jdk_25() { return 1; }; require_jdk");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.lines()).hasSize(1);
        assertThat(ended.lines().getFirst()).contains("needs a JDK 25").endsWith(".");
    }

    @Test
    void an_older_jdk_is_none() throws Exception {
        Path compiler = Files.createDirectories(folder.resolve("jdk-17/bin")).resolve("javac");
        Files.writeString(compiler, "#!/bin/sh\necho 'javac 17.0.2'\n");
        assertThat(compiler.toFile().setExecutable(true)).isTrue();

        assertThat(shell(". .ci/machine.sh; is_jdk_25 '" + folder.resolve("jdk-17") + "'")
                        .exitCode())
                .isNotZero();
        Files.writeString(compiler, "#!/bin/sh\necho 'javac 25.0.1'\n");
        assertThat(shell(". .ci/machine.sh; is_jdk_25 '" + folder.resolve("jdk-17") + "'")
                        .exitCode())
                .isZero();
    }

    @Test
    void a_machine_without_maven_or_node_is_told_in_one_sentence() throws Exception {
        for (String needed : List.of("require_maven", "require_node")) {
            Ended ended = shell(". .ci/machine.sh; PATH=/nowhere; " + needed);

            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.lines()).hasSize(1);
            assertThat(ended.lines().getFirst()).contains("found no").endsWith(".");
        }
    }

    private Ended run(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Run.class.getName()));
        command.addAll(List.of(arguments));
        Files.copy(HOME.resolve("template.yaml"), folder.resolve("template.yaml"));
        return ended(new ProcessBuilder(command).directory(folder.toFile()));
    }

    private static Ended shell(String script) throws Exception {
        return ended(new ProcessBuilder("/bin/bash", "-c", script).directory(HOME.toFile()));
    }

    private static Ended ended(ProcessBuilder builder) throws IOException, InterruptedException {
        builder.environment().keySet().removeAll(Map.of("JAVA_TOOL_OPTIONS", "").keySet());
        Path output = Files.createTempFile("terminal", ".txt");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean over = process.waitFor(60, TimeUnit.SECONDS);
        if (!over) {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8).stream()
                .filter(line -> !line.isBlank())
                .toList();
        assertThat(over).as("still running after a minute: " + lines).isTrue();
        return new Ended(process.exitValue(), lines);
    }
}
