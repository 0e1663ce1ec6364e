package io.syncline.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RunTest {

    @ParameterizedTest
    @ValueSource(strings = {"demo", "operate", "histories --seeds N [--from S]", "--keep", "--latency"})
    void help_names_whatever_it_can_do(String wanted) {
        assertThat(told("help")).contains(wanted);
    }

    @Test
    void help_of_the_demo_names_its_options() {
        assertThat(told("help", "demo")).contains("--events", "--faults=SHARE", "--latency", "--seed");
    }

    private static String told(String... arguments) {
        StringWriter told = new StringWriter();
        CommandLine run = Run.commandLine().setOut(new PrintWriter(told));
        assertThat(run.execute(arguments)).isZero();
        return told.toString();
    }
}
