package io.syncline.tests.histories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A test of the proof itself; {@code ./run mutants} runs all of it. */
class MutantsTest {

    private static final Path ROOT = Path.of("..");
    private static final long FEW = 30;

    @Test
    void every_deliberate_bug_still_fits_the_source_and_compiles() throws IOException {
        try (MutantCompiler compiler = new MutantCompiler(ROOT)) {
            for (Mutant mutant : Mutants.all()) {
                assertThat(compiler.compile(mutant)).as(mutant.name()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"last writer wins", "conflict kept quiet", "expired cursor swallowed"})
    void R04_R15_a_deliberate_bug_is_noticed_by_the_histories_of_a_few_seeds(String name) throws Exception {
        Mutant mutant = Mutants.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();

        assertThat(new MutationCheck(ROOT).run(mutant, FEW)).isPresent();
    }

    @Test
    void a_change_that_is_no_bug_is_not_noticed() throws Exception {
        Mutant harmless =
                mutant("shared/core/src/main/java/io/syncline/calendar/Outbox.java", "AT_ONCE = 50;", "AT_ONCE = 49;");

        assertThat(new MutationCheck(ROOT).run(harmless, 2)).isEmpty();
    }

    @Test
    void a_bug_whose_place_is_not_there_any_more_is_refused() throws IOException {
        Mutant lost = mutant("pom.xml", "no such line", "");

        try (MutantCompiler compiler = new MutantCompiler(ROOT)) {
            assertThatThrownBy(() -> compiler.compile(lost))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("\"no such line\" is not in pom.xml once");
        }
    }

    private static Mutant mutant(String file, String original, String changed) {
        return new Mutant("a name", "a bug", new Mutant.Change(file, original, changed));
    }

    @Test
    void the_command_says_what_is_wrong_with_its_words() throws InterruptedException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        int end = MutantsCommand.run(
                List.of("--only", "no such bug"), new PrintStream(said, true, StandardCharsets.UTF_8));

        assertThat(end).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("No mutant is called no such bug")
                .contains("Usage:");
    }
}
