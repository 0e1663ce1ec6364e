package io.syncline.tests.histories;

import io.syncline.calendar.RemoteCalendars;
import io.syncline.calendar.RemoteChannels;
import io.syncline.connection.Provider;
import io.syncline.google.GoogleCalendars;
import io.syncline.local.providers.ProviderSimulators;
import io.syncline.local.providers.SimulatorSettings;
import io.syncline.microsoft.MicrosoftCalendars;
import io.syncline.tests.inprocess.ExchangeInterceptor;
import io.syncline.tests.inprocess.ExchangeTransport;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/** The real adapters, made once for many histories: each history lends them its simulators and its clock. */
final class Adapters {

    private ProviderSimulators simulators = ProviderSimulators.inProcess(
            SimulatorSettings.defaults().withoutDemoData(), () -> World.BEGINNING, new Random(0));
    private InstantSource clock = () -> World.BEGINNING;
    private Random random = new Random(0);
    private static final URI ORIGIN = URI.create("https://calendar.example.org");

    private final GoogleCalendars google;
    private final MicrosoftCalendars microsoft;
    private final RemoteChannels googleChannels;
    private final RemoteChannels microsoftChannels;

    Adapters() {
        google = new GoogleCalendars(
                URI.create(simulators.endpoints().googleCalendarRoot()),
                this::now,
                new ExchangeTransport(() -> simulators.exchange()));
        microsoft = new MicrosoftCalendars(
                URI.create(simulators.endpoints().graphRoot()),
                this::now,
                () -> random.nextLong(),
                List.of(new ExchangeInterceptor(() -> simulators.exchange())));
        googleChannels = google.channels(ORIGIN);
        microsoftChannels = microsoft.channels(ORIGIN, this::now);
    }

    /** From now on they talk to these simulators. */
    void use(ProviderSimulators next, InstantSource time, long seed) {
        random = new Random(seed);
        simulators = next;
        clock = time;
    }

    RemoteCalendars of(Provider provider) {
        return switch (provider) {
            case GOOGLE -> google;
            case MICROSOFT -> microsoft;
        };
    }

    RemoteChannels channels(Provider provider) {
        return switch (provider) {
            case GOOGLE -> googleChannels;
            case MICROSOFT -> microsoftChannels;
        };
    }

    private Instant now() {
        return clock.instant();
    }
}
