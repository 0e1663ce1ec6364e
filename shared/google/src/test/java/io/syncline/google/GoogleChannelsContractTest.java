package io.syncline.google;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Channel;
import io.syncline.calendar.NewChannel;
import io.syncline.calendar.Opening;
import io.syncline.calendar.RemoteChannels;
import io.syncline.calendar.RemoteChannelsContract;
import io.syncline.connection.ConnectionId;
import io.syncline.local.providers.ProviderSimulators;
import io.syncline.local.providers.SimulatorSettings;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.push.Notice;
import io.syncline.token.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract, and what only Google's channels do, against the simulated Google. */
class GoogleChannelsContractTest extends RemoteChannelsContract {

    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static ProviderSimulators simulators;

    private RemoteChannels channels;
    private String email;
    private Secret token;

    @BeforeAll
    static void open() {
        simulators = ProviderSimulators.start(SimulatorSettings.defaults().withoutDemoData());
        simulators.control().push().pause();
    }

    @AfterAll
    static void close() {
        simulators.close();
    }

    @BeforeEach
    void signIn() throws IOException, InterruptedException {
        email = "tess" + PEOPLE.incrementAndGet() + "@example.org";
        simulators.control().openAccount(Provider.GOOGLE, email, "Tess Muster", "Europe/Zurich");
        token = new SimulatedConsent(simulators).of(email);
        channels = new GoogleCalendars(URI.create(simulators.endpoints().googleCalendarRoot()), InstantSource.system())
                .channels(URI.create("https://calendar.example.org"));
    }

    @AfterEach
    void mend() {
        simulators.control().push().unauthorize(Optional.empty());
        simulators.control().push().shortenChannels(Duration.ofDays(7));
    }

    @Override
    protected RemoteChannels channels() {
        return channels;
    }

    @Override
    protected Secret token() {
        return token;
    }

    @Override
    protected CalendarRef calendar() {
        return new CalendarRef(new ConnectionId("c_1"), new CalendarId(email));
    }

    @Override
    protected Instant now() {
        return Instant.now();
    }

    @Override
    protected void forget(Channel channel) {
        simulators.control().push().kill(channel.id().value());
    }

    @Test
    void F23_a_change_is_told_over_every_open_channel_with_its_own_secret_until_it_is_stopped() {
        NewChannel first = fresh();
        NewChannel second = fresh();
        Channel old = channel(first, opened(channels.open(token, calendar(), first)));
        channels.open(token, calendar(), second);
        change();
        assertThat(toldOver(first))
                .hasSize(2)
                .allSatisfy(notice -> assertThat(notice.headers())
                        .containsEntry("X-Goog-Channel-Token", first.secret().reveal()));
        assertThat(toldOver(second)).hasSize(2);

        channels.close(token, calendar(), old);
        simulators.control().push().take(notice -> notice.account().equals(email));
        change();

        assertThat(toldOver(first)).isEmpty();
        assertThat(toldOver(second)).hasSize(1);
    }

    @Test
    void T39_an_address_that_nobody_verified_is_refused() {
        simulators.control().push().unauthorize(Optional.of(".*calendar\\.example\\.org.*"));

        assertThat(channels.open(token, calendar(), fresh())).isInstanceOf(Opening.Failed.class);
    }

    @Test
    void R25_google_may_give_less_than_it_is_asked_for() {
        simulators.control().push().shortenChannels(Duration.ofHours(2));

        Opening.Opened opened = opened(channels.open(token, calendar(), fresh()));

        assertThat(opened.expiresAt()).isBefore(now().plus(Duration.ofHours(3)));
    }

    private List<Notice> toldOver(NewChannel channel) {
        return simulators.control().push().pendingNotices().stream()
                .filter(notice -> notice.watch().equals(channel.id().value()))
                .toList();
    }

    private void change() {
        LocalDate day = LocalDate.now(java.time.ZoneOffset.UTC).plusDays(3);
        simulators
                .control()
                .create(
                        Provider.GOOGLE,
                        email,
                        "primary",
                        UserEvent.of("Fair", new UserEvent.When.AllDay(day, day.plusDays(1))));
    }
}
