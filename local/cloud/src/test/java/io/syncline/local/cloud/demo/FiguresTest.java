package io.syncline.local.cloud.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.local.providers.fidelity.Mishap;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final Figures GOOD =
            new Figures(1000, 1112, 92, 17, 0, 0, 0, 27.314, 3.069, 39_741_030, Map.of("sqs", 90L));

    @Test
    void the_last_line_is_one_json_object_with_exactly_the_agreed_keys() {
        List<String> lines = printed(GOOD, List.of()).lines().toList();

        assertThat(lines.getLast())
                .isEqualTo("{\"events\":1000,\"pushed\":1112,\"pulled\":92,\"conflicts\":17,\"lost\":0,"
                        + "\"duplicated\":0,\"idleWrites\":0,\"firstSyncSeconds\":27.31,\"oauthSeconds\":3.07,"
                        + "\"peakHeapMb\":37.9,\"awsRequests\":{\"sqs\":90}}");
    }

    @Test
    void anything_lost_duplicated_or_written_when_idle_is_a_failure() {
        assertThat(GOOD.flawless()).isTrue();
        assertThat(with(1, 0, 0).flawless()).isFalse();
        assertThat(with(0, 1, 0).flawless()).isFalse();
        assertThat(with(0, 0, 1).flawless()).isFalse();
    }

    @Test
    void the_first_twenty_offenders_are_named_before_the_json() {
        List<String> lines = printed(with(25, 0, 0), Collections.nCopies(25, Finding.lost("FW-10001: gone")))
                .lines()
                .toList();

        assertThat(lines).filteredOn("lost: FW-10001: gone"::equals).hasSize(20);
        assertThat(lines.get(lines.size() - 2)).isEqualTo("… and 5 more");
        assertThat(lines.getLast()).startsWith("{");
    }

    @Test
    void what_went_wrong_on_purpose_is_counted_by_kind_above_the_json() {
        assertThat(printed(GOOD, List.of()).lines())
                .anySatisfy(line -> assertThat(line).matches(" +faults, lost answer +31 +injected"));
    }

    private static Figures with(long lost, long duplicated, long idleWrites) {
        return new Figures(1000, 1112, 92, 17, lost, duplicated, idleWrites, 27.3, 3.1, 1, Map.of());
    }

    private static String printed(Figures figures, List<Finding> findings) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Report(new PrintStream(bytes, true, StandardCharsets.UTF_8))
                .print(new DemoRun.Result(
                        figures, findings, 17, 1146, 0, 2, 60, 1, 812, Map.of(Mishap.LOST_ANSWER, 31L)));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
