package io.syncline.tests.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The main proof, as far as every build goes; {@code ./run histories --seeds N} goes as far as one likes. */
class HistoriesTest {

    private static final long FIXED = 250;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    @Test
    void R01_R04_R06_R10_R12_R13_R14_R15_R21_after_any_history_both_sides_agree_or_a_conflict_says_why() {
        Histories.Result result = new Histories().run(1, FIXED, PATIENCE, 3, _ -> {});

        assertHeld(result);
        assertThat(result.histories()).isEqualTo(FIXED);
        assertThat(result.faults().keySet())
                .as("what went wrong on the way")
                .contains("worker died", "message lost", "notice lost", "push died", "cursor expired")
                .contains("access taken away", "by chance: lost answer", "by chance: empty list");
    }

    private static void assertHeld(Histories.Result result) {
        assertThat(result.failed())
                .as(result.failed().stream().map(HistoriesCommand::report).collect(Collectors.joining("\n")))
                .isEmpty();
    }

    @Test
    void a_seed_gives_the_same_history_again() {
        Adapters adapters = new Adapters();

        assertThat(history(adapters, 7).told()).isEqualTo(history(adapters, 7).told());
    }

    private static History.Ending history(Adapters adapters, long seed) {
        BitSet steps = new BitSet();
        steps.set(0, Histories.STEPS);
        return new History(adapters, seed, steps).run();
    }

    @Test
    void the_command_says_what_is_wrong_with_its_words() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        int end = HistoriesCommand.run(List.of("--seeds", "many"), new PrintStream(said, true, StandardCharsets.UTF_8));

        assertThat(end).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("many is no number")
                .contains("Usage:");
    }
}
