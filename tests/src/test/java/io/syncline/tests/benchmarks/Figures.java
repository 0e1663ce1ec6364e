package io.syncline.tests.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.FormatMethod;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * What a benchmark found, to be printed. It is made before the cloud starts, which takes the standard streams for its
 * logs.
 */
final class Figures {

    private final PrintStream terminal = System.out;
    private final ObjectNode json;

    Figures(String benchmark) {
        this.json = JsonNodeFactory.instance.objectNode().put("benchmark", benchmark);
    }

    Figures with(String name, long value) {
        json.put(name, value);
        return this;
    }

    /** With two decimals. */
    Figures with(String name, double value) {
        json.put(name, Double.parseDouble(String.format(Locale.ROOT, "%.2f", value)));
        return this;
    }

    /** Median, the one that five in a hundred exceed, and the longest, in milliseconds. */
    Figures withMillis(String name, List<Long> nanos) {
        return with(name + "MedianMillis", millis(percentile(nanos, 50)))
                .with(name + "P95Millis", millis(percentile(nanos, 95)))
                .with(name + "MaxMillis", millis(percentile(nanos, 100)));
    }

    /** The smallest value that so many of a hundred do not exceed. */
    static long percentile(List<Long> values, int percent) {
        List<Long> sorted = values.stream().sorted().toList();
        int place = (int) Math.ceil(percent / 100.0 * sorted.size()) - 1;
        return sorted.get(Math.max(0, place));
    }

    static double millis(long nanos) {
        return nanos / 1e6;
    }

    static double seconds(long nanos) {
        return nanos / 1e9;
    }

    /** Prints them; the sentence may have places for its arguments. */
    @FormatMethod
    void print(String sentence, Object... arguments) {
        terminal.println(json);
        terminal.println(String.format(Locale.ROOT, sentence, arguments));
    }
}
