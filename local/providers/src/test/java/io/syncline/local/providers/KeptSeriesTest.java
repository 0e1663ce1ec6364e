package io.syncline.local.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.control.SimulatorControl;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Series in a folder: rules, exceptions and cancelled days are the same after a restart. */
class KeptSeriesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String EMAIL = "tess@fieldworks.example";
    private static final LocalDate SECOND = LocalDate.of(2026, 12, 2);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Provider.class)
    void R21_a_series_is_the_same_after_a_restart(Provider provider) {
        try (var first = ProviderSimulators.start(settings())) {
            var control = first.control();
            control.openAccount(provider, EMAIL, "Tess", "Europe/Zurich");
            var made = control.createSeries(
                    provider, EMAIL, "Jobs", UserEvent.of("Boiler", timed()), "RRULE:FREQ=WEEKLY;COUNT=5");
            control.editOccurrence(provider, EMAIL, "Jobs", made.id(), SECOND, event -> event.withTitle("Other"));
            control.cancelOccurrence(provider, EMAIL, "Jobs", made.id(), SECOND.plusWeeks(1));
            var before = seen(control, provider);
            var series = control.series(provider, EMAIL, "Jobs");
            first.close();
            try (var second = ProviderSimulators.start(settings())) {
                assertThat(seen(second.control(), provider)).isEqualTo(before).hasSize(4);
                assertThat(second.control().series(provider, EMAIL, "Jobs")).isEqualTo(series);
                second.control().restoreOccurrence(provider, EMAIL, "Jobs", made.id(), SECOND.plusWeeks(1));
                assertThat(seen(second.control(), provider)).hasSize(5);
            }
        }
    }

    @Test
    void an_all_day_series_is_the_same_after_a_restart() {
        var days = new UserEvent.When.AllDay(LocalDate.of(2026, 11, 25), LocalDate.of(2026, 11, 26));
        try (var first = ProviderSimulators.start(settings())) {
            first.control()
                    .createSeries(
                            Provider.GOOGLE, EMAIL, "Jobs", UserEvent.of("On call", days), "RRULE:FREQ=DAILY;COUNT=3");
        }
        try (var second = ProviderSimulators.start(settings())) {
            assertThat(seen(second.control(), Provider.GOOGLE)).hasSize(3);
        }
    }

    private static List<UserEvent> seen(SimulatorControl control, Provider provider) {
        return control.occurrences(provider, EMAIL, "Jobs", NOW, NOW.plus(Duration.ofDays(90)));
    }

    private static UserEvent.When timed() {
        var start = LocalDateTime.parse("2026-11-25T10:00");
        return new UserEvent.When.Timed(start, start.plusHours(1), ZoneId.of("Europe/Zurich"));
    }

    private SimulatorSettings settings() {
        return SimulatorSettings.defaults().withClock(InstantSource.fixed(NOW)).withKeptIn(folder);
    }
}
