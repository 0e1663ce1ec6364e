package io.syncline.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.When;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphTimeTest {

    @ParameterizedTest
    @CsvSource({
        // the hour that is shown twice, and the one that is skipped
        "2026-10-25T02:30,2026-10-25T04:00,Europe/Zurich,UTC,2026-10-25T00:30:00.0000000",
        "2027-03-28T02:30,2027-03-28T04:00,Europe/Zurich,W. Europe Standard Time,2027-03-28T03:30:00.0000000",
        "2026-12-01T09:00,2026-12-01T10:00,Asia/Kolkata,India Standard Time,2026-12-01T09:00:00.0000000",
        "2026-12-01T09:00,2026-12-01T10:00,+05:45,UTC,2026-12-01T03:15:00.0000000"
    })
    void R22_a_time_is_written_so_that_it_means_one_instant(
            LocalDateTime from, LocalDateTime to, ZoneId zone, String name, String wall) {
        GraphTime time = GraphTime.of(new When.Timed(from, to, zone));

        assertThat(time.start().getTimeZone()).isEqualTo(name);
        assertThat(time.end().getTimeZone()).isEqualTo(name);
        assertThat(time.start().getDateTime()).isEqualTo(wall);
    }

    @Test
    void R22_the_second_pass_of_an_hour_is_read_in_utc() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        When.Timed written = new When.Timed(
                LocalDateTime.parse("2026-10-25T01:30"), LocalDateTime.parse("2026-10-25T02:30"), ZoneId.of("UTC"));

        When read = GraphTime.of(written).read(berlin);

        assertThat(read).isEqualTo(written);
    }

    @Test
    void R22_every_time_in_every_zone_keeps_its_instants_and_its_clock() {
        var random = new Random(22);
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            for (int i = 0; i < 20; i++) {
                LocalDateTime from = LocalDateTime.parse("2026-01-01T00:00").plusMinutes(random.nextInt(1_000_000));
                var asked = new When.Timed(from, from.plusMinutes(random.nextInt(600)), zone);
                GraphTime written = GraphTime.of(asked);
                ZoneId author =
                        WindowsZones.zoneNamed(written.start().getTimeZone()).orElseThrow();

                When.Single read = written.read(author);

                assertThat(List.of(read.start(), read.end())).isEqualTo(List.of(asked.start(), asked.end()));
                if (!author.equals(WindowsZones.UTC)) {
                    assertThat(((When.Timed) read).from()).isEqualTo(LocalDateTime.ofInstant(asked.start(), zone));
                }
                assertThat(GraphTime.of(read).read(author)).isEqualTo(read);
            }
        }
    }
}
