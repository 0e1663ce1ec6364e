package io.syncline.local.cloud.demo;

import io.syncline.local.cloud.demo.DemoRun.Result;
import io.syncline.local.providers.fidelity.Mishap;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints what a demo measured: a table for people, what is wrong by name, and one line of JSON for programs. */
final class Report {

    private static final int NAMED = 20;

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    private record Row(String figure, String measured, String remark) {}

    void print(Result result) {
        out.println();
        for (Row row : rows(result)) {
            out.println(String.format(Locale.ROOT, "  %-26s %12s   %s", row.figure(), row.measured(), row.remark())
                    .stripTrailing());
        }
        out.println();
        result.findings().stream().limit(NAMED).forEach(out::println);
        if (result.findings().size() > NAMED) {
            out.println("… and " + (result.findings().size() - NAMED) + " more");
        }
        out.println(result.figures().json());
    }

    private static List<Row> rows(Result result) {
        Figures figures = result.figures();
        List<Row> rows = new ArrayList<>(List.of(
                row(
                        "jobs in calendars",
                        figures.events(),
                        "after the first sync, " + result.series() + " of them series"),
                row("pushed to calendars", figures.pushed(), ""),
                row("pulled into jobs", figures.pulled(), ""),
                row(
                        "writes at the providers",
                        result.providerWrites(),
                        "as the providers count them, refused ones included"),
                row("open conflicts", figures.conflicts(), result.disputedByPlot() + " were provoked"),
                row("lost", figures.lost(), "has to be 0"),
                row("duplicated", figures.duplicated(), "has to be 0"),
                row("writes when idle", figures.idleWrites(), "has to be 0, " + DemoRun.IDLE_CYCLES + " cycles"),
                row("push notices", result.notices(), "delivered"),
                row("deletions approved", result.reviews(), "by a person who was asked"),
                row("dead letters", result.deadLetters(), ""),
                row("cycles until quiet", result.cyclesToQuiet(), "the last one changed nothing"),
                seconds("first sync", figures.firstSyncSeconds(), "under 30 s for 1000 events at 50 ms"),
                seconds("connecting, slower one", figures.oauthSeconds(), "under 5 s"),
                new Row("live heap of the worker", decimal(figures.peakHeapMb()) + " MB", "under 50 MB")));
        result.faults().forEach((kind, count) -> rows.add(row("faults, " + word(kind), count, "injected")));
        for (Map.Entry<String, Long> service : figures.awsRequests().entrySet()) {
            rows.add(row("AWS requests, " + service.getKey(), service.getValue(), ""));
        }
        return rows;
    }

    private static String word(Mishap kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Row row(String figure, long value, String remark) {
        return new Row(figure, String.format(Locale.ROOT, "%,d", value), remark);
    }

    private static Row seconds(String figure, double value, String remark) {
        return new Row(figure, decimal(value) + " s", remark);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
