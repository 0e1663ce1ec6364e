package io.syncline.tests.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CoverageTest {

    /** Traps of calendars; the others are of mail, contacts and signing in. */
    private static final List<Integer> CALENDAR_TRAPS = List.of(
            13, 14, 16, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40);

    private final Path root = root();
    private final Coverage coverage = new Coverage(root);

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("template.yaml")) ? here : here.getParent();
    }

    @Test
    void every_rule_failure_scenario_and_trap_of_calendars_has_a_test_with_its_number() throws IOException {
        List<String> wanted = new ArrayList<>();
        IntStream.rangeClosed(1, 26).forEach(n -> wanted.add("R%02d".formatted(n)));
        IntStream.rangeClosed(1, 27).forEach(n -> wanted.add("F%02d".formatted(n)));
        IntStream.rangeClosed(1, 28).forEach(n -> wanted.add("S%02d".formatted(n)));
        CALENDAR_TRAPS.forEach(n -> wanted.add("T%02d".formatted(n)));
        var tests = coverage.byRule();
        assertThat(wanted.stream()
                        .filter(rule -> tests.getOrDefault(rule, new java.util.TreeSet<>())
                                .isEmpty()))
                .as("rules that no test names")
                .isEmpty();
    }

    @Test
    void the_document_says_what_the_tests_say() throws IOException {
        Path document = root.resolve("docs/coverage.md");
        if (Boolean.getBoolean("coverage.write")) {
            Files.writeString(document, coverage.document());
        }
        assertThat(Files.readString(document))
                .as("write it anew: mvn -pl tests test -Dtest=CoverageTest -Dcoverage.write=true")
                .isEqualTo(coverage.document());
    }
}
