package io.syncline.google;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.RemoteCalendars;
import io.syncline.calendar.RemoteCalendarsContract;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.RemoteWrite;
import io.syncline.calendar.When;
import io.syncline.calendar.WriteAnswer;
import io.syncline.connection.ConnectionId;
import io.syncline.local.providers.ProviderSimulators;
import io.syncline.local.providers.SimulatorSettings;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.fidelity.FaultRule;
import io.syncline.sync.RemoteFailure;
import io.syncline.token.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract, and what only Google does, against the simulated Google; a new account for every test. */
class GoogleCalendarsContractTest extends RemoteCalendarsContract {
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static ProviderSimulators simulators;

    private RemoteCalendars calendars;
    private String email;
    private Secret token;

    @BeforeAll
    static void open() {
        simulators = ProviderSimulators.start(SimulatorSettings.defaults().withoutDemoData());
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
        calendars =
                new GoogleCalendars(URI.create(simulators.endpoints().googleCalendarRoot()), InstantSource.system());
    }

    @AfterEach
    void mend() {
        simulators.control().clearFaults();
    }

    @Override
    protected RemoteCalendars calendars() {
        return calendars;
    }

    @Override
    protected Secret accessToken() {
        return token;
    }

    @Override
    protected CalendarRef calendar() {
        return new CalendarRef(new ConnectionId("c_" + PEOPLE.get()), new CalendarId(email));
    }

    @Override
    protected EventId actAsUserCreates(Details details, boolean hidden) {
        UserEvent created = simulators
                .control()
                .create(Provider.GOOGLE, email, "primary", onDesk("", details).withPrivate(hidden));
        return new EventId(created.id());
    }

    @Override
    protected void actAsUserEdits(EventId id, Details details) {
        simulators
                .control()
                .update(Provider.GOOGLE, email, "primary", id.value(), before -> onDesk(before.id(), details));
    }

    @Override
    protected void actAsUserDeletes(EventId id) {
        simulators.control().delete(Provider.GOOGLE, email, "primary", id.value());
    }

    @Override
    protected void expireCursors() {
        simulators.control().expireSyncState(Provider.GOOGLE, email);
    }

    @Test
    void R10_F26_a_lost_answer_makes_no_second_event() {
        simulators.control().addFault(FaultRule.losingTheAnswer("POST", "/batch/calendar/v3$", 1));
        WriteAnswer lost = write(new RemoteWrite.Create(key("job-1"), plain("Pump")));

        WriteAnswer again = write(new RemoteWrite.Create(key("job-1"), plain("Pump")));

        assertThat(((WriteAnswer.Failed) lost).failure()).isInstanceOf(RemoteFailure.Unavailable.class);
        assertThat(again).isInstanceOf(WriteAnswer.Adopted.class);
        assertThat(simulators.control().events(Provider.GOOGLE, email, "primary"))
                .hasSize(1);
    }

    @Test
    void R22_the_zone_is_kept_by_name() {
        Details details = at("2026-07-01T09:00", "2026-07-01T10:00", ZoneId.of("Australia/Lord_Howe"));

        assertThat(create("job-1", details).details()).isEqualTo(details);
    }

    @Test
    void R12_a_description_that_its_owner_wrote_as_html_is_read_as_text() {
        RemoteEvent event = create("job-1", plain("Pump"));
        simulators
                .control()
                .update(
                        Provider.GOOGLE,
                        email,
                        "primary",
                        event.id().value(),
                        before -> before.withDescription("<b>Ring</b> twice<br>Fish &amp; chips"));

        assertThat(found(event.id()).details().description()).isEqualTo("Ring twice\nFish & chips");
    }

    @Test
    void R09_what_syncline_does_not_know_survives_its_update() {
        RemoteEvent event = create("job-1", plain("Pump"));
        simulators
                .control()
                .update(Provider.GOOGLE, email, "primary", event.id().value(), before -> before.withPrivate(true));

        RemoteEvent changed = update(found(event.id()), plain("Valve"));

        assertThat(changed.hidden()).isTrue();
        assertThat(changed.mark()).isEqualTo(event.mark());
    }

    private static UserEvent onDesk(String id, Details details) {
        return new UserEvent(
                id,
                details.title(),
                details.description(),
                details.location(),
                onDesk(details.when()),
                UserEvent.Availability.valueOf(details.availability().name()),
                false,
                UserEvent.Status.valueOf(details.status().name()));
    }

    private static UserEvent.When onDesk(When when) {
        return switch (when) {
            case When.Timed timed -> new UserEvent.When.Timed(timed.from(), timed.to(), timed.zone());
            case When.AllDay allDay -> new UserEvent.When.AllDay(allDay.from(), allDay.to());
        };
    }
}
