package io.syncline.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.Availability;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwedExceptionsTest {

    private static final LocalDate DATE = LocalDate.parse("2026-12-01");

    @Test
    void F26_what_is_owed_is_read_as_it_was_written() {
        var owed = new TreeMap<LocalDate, Occurrence>();
        owed.put(DATE, new Occurrence.Cancelled());
        owed.put(
                DATE.plusDays(1),
                new Occurrence.Changed(
                        Optional.of("Ünïcode \"quoted\"\n😀"),
                        Optional.of(""),
                        Optional.of("Main St 1"),
                        Optional.of(new When.Timed(
                                DATE.atTime(9, 0, 30), DATE.plusDays(1).atTime(1, 0), ZoneId.of("Europe/Berlin"))),
                        Optional.of(Availability.FREE),
                        Optional.of(Status.TENTATIVE)));
        owed.put(
                DATE.plusDays(2),
                new Occurrence.Changed(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new When.AllDay(DATE, DATE.plusDays(1))),
                        Optional.empty(),
                        Optional.empty()));

        assertThat(OwedExceptions.read(OwedExceptions.written(owed))).isEqualTo(owed);
    }

    @Test
    void F26_nothing_owed_is_a_word_that_graph_can_keep() {
        assertThat(OwedExceptions.written(new TreeMap<>())).isEqualTo("-");
        assertThat(OwedExceptions.read("-")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "!!!!", "eJyrVkrOz0tXslIqzi_KBQAbCQR5", "e30", "%00"})
    void F25_what_somebody_else_wrote_owes_nothing(String value) {
        assertThat(OwedExceptions.read(value)).isEmpty();
    }
}
