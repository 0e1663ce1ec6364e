package io.syncline.local.cloud.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.local.cloud.Run;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DemoTest {

    @ParameterizedTest
    @CsvSource({
        "--events=0, --events is a number from 1 to 20000.",
        "--events=-5, --events is a number from 1 to 20000.",
        "--events=1000000, --events is a number from 1 to 20000.",
        "--latency=-1, --latency is from 0 to 10000 milliseconds.",
        "--faults=-0.1, --faults is a share from 0 to 0.5.",
        "--faults=10, --faults is a share from 0 to 0.5.",
        "--faults=NaN, --faults is a share from 0 to 0.5."
    })
    void a_number_out_of_range_gets_one_sentence(String option, String sentence) {
        StringWriter told = new StringWriter();
        CommandLine run = Run.commandLine().setErr(new PrintWriter(told));
        run.getSubcommands().get("demo").setErr(new PrintWriter(told));

        assertThat(run.execute("demo", option)).isEqualTo(2);
        assertThat(told.toString().strip()).isEqualTo(sentence);
    }

    @Test
    void a_word_instead_of_a_number_gets_one_sentence() {
        StringWriter told = new StringWriter();
        CommandLine run = Run.commandLine();
        run.getSubcommands().get("demo").setErr(new PrintWriter(told));

        assertThat(run.execute("demo", "--events", "many")).isEqualTo(2);
        assertThat(told.toString().lines())
                .singleElement()
                .asString()
                .contains("--events")
                .contains("many");
    }
}
