package io.syncline.tests.inprocess;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.CalendarList;
import io.syncline.calendar.RemoteCalendars;
import io.syncline.google.GoogleCalendars;
import io.syncline.local.providers.ProviderSimulators;
import io.syncline.local.providers.SimulatorSettings;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.fidelity.FaultRule;
import io.syncline.microsoft.MicrosoftCalendars;
import io.syncline.token.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The real adapters over simulators in this process. */
class InProcessTest {
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));
    private static final String TESS = "tess@fieldworks.example";
    private static final String DANA = "dana@fieldworks.example";
    private static final List<String> GOOGLE_SCOPES = List.of("https://www.googleapis.com/auth/calendar");
    private static final List<String> MICROSOFT_SCOPES = List.of("User.Read", "Calendars.ReadWrite");

    private final ProviderSimulators simulators =
            ProviderSimulators.inProcess(SimulatorSettings.defaults(), NOON, new Random(1));
    private final RemoteCalendars google = new GoogleCalendars(
            URI.create(simulators.endpoints().googleCalendarRoot()), NOON, new ExchangeTransport(simulators::exchange));
    private final RemoteCalendars microsoft = new MicrosoftCalendars(
            URI.create(simulators.endpoints().graphRoot()),
            NOON,
            new Random(2),
            List.of(new ExchangeInterceptor(simulators::exchange)));

    private Secret googleToken() {
        return Secret.of(simulators
                .control()
                .handOut(Provider.GOOGLE, TESS, simulators.googleClient(), GOOGLE_SCOPES)
                .accessToken());
    }

    private Secret microsoftToken() {
        return Secret.of(simulators
                .control()
                .handOut(Provider.MICROSOFT, DANA, simulators.microsoftClient(), MICROSOFT_SCOPES)
                .accessToken());
    }

    @Test
    void both_adapters_reach_their_calendars_without_a_socket() {
        assertThat(google.list(googleToken())).isInstanceOf(CalendarList.Found.class);
        assertThat(microsoft.list(microsoftToken())).isInstanceOf(CalendarList.Found.class);
    }

    @Test
    void a_cut_connection_is_no_answer_to_both_adapters() {
        simulators.control().addFault(FaultRule.neverAnswering("GET", "calendar", 0));
        assertThat(google.list(googleToken())).isInstanceOf(CalendarList.Failed.class);
        assertThat(microsoft.list(microsoftToken())).isInstanceOf(CalendarList.Failed.class);
    }

    @Test
    void latency_is_a_number() {
        simulators.control().setLatency(Duration.ofSeconds(10));
        google.list(googleToken());
        assertThat(simulators.control().latencySpent()).isEqualTo(Duration.ofSeconds(10));
    }
}
