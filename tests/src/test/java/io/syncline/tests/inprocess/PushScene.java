package io.syncline.tests.inprocess;

import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarList;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.ImportedEvent;
import io.syncline.calendar.InMemoryCalendarItems;
import io.syncline.calendar.InMemoryChannels;
import io.syncline.calendar.InMemoryJobs;
import io.syncline.calendar.InMemoryRows;
import io.syncline.calendar.InMemorySyncPolicies;
import io.syncline.calendar.InMemorySyncedCalendars;
import io.syncline.calendar.KeepPush;
import io.syncline.calendar.PlanSync;
import io.syncline.calendar.Push;
import io.syncline.calendar.ReceiveNotice;
import io.syncline.calendar.RemoteCalendars;
import io.syncline.calendar.RequestSync;
import io.syncline.calendar.RunCalendarSync;
import io.syncline.calendar.SyncedCalendar;
import io.syncline.calendar.WakeUps;
import io.syncline.connection.AuthorizationFakes;
import io.syncline.connection.Connection;
import io.syncline.connection.Connection.ChosenCalendar;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Provider;
import io.syncline.connection.ProviderAccount;
import io.syncline.connection.Service;
import io.syncline.google.GoogleCalendars;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.local.providers.ProviderSimulators;
import io.syncline.local.providers.SimulatorSettings;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.oauth.OAuthClient;
import io.syncline.local.providers.push.PushControl;
import io.syncline.microsoft.MicrosoftCalendars;
import io.syncline.sync.Counts;
import io.syncline.sync.Window;
import io.syncline.token.InMemoryRegistry;
import io.syncline.token.ObtainAccessToken;
import io.syncline.token.RecordingAlarms;
import io.syncline.token.Refreshing;
import io.syncline.token.Registry.Change;
import io.syncline.token.Secret;
import io.syncline.token.TokenSet;
import io.syncline.traffic.InMemoryLeases;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/** The real engine, the real adapters and the real function for notices, over simulators in this process. */
final class PushScene {

    static final OrganisationId ORG = new OrganisationId("fieldworks");
    private static final Duration TOKEN_LIFE = Duration.ofDays(300);
    private static final URI ORIGIN = URI.create("https://calendar.example.org");

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final InMemoryRows rows = new InMemoryRows();
    private final InMemoryCalendarItems items = new InMemoryCalendarItems(rows);
    private final InMemorySyncedCalendars calendars = new InMemorySyncedCalendars(clock);
    private final InMemoryRegistry registry = new InMemoryRegistry(clock);
    private final Queue<Message> messages = new ArrayDeque<>();
    private final WakeUps wakeUps = (_, calendar, requested) -> messages.add(new Message(calendar, requested));
    private final RequestSync requestSync = new RequestSync(calendars, wakeUps);
    private final InMemoryChannels channels = new InMemoryChannels();
    private final ProviderSimulators simulators;
    private final RunCalendarSync runSync;
    private final Map<Provider, RemoteCalendars> remotes = new HashMap<>();
    private final Map<CalendarRef, Integer> runs = new HashMap<>();
    private int events;

    /** A wake-up on its way. */
    private record Message(CalendarRef calendar, long requested) {}

    /** Somebody with a calendar. */
    record Phone(Provider provider, String email, CalendarRef ref) {

        private io.syncline.local.providers.account.Provider side() {
            return switch (provider) {
                case GOOGLE -> io.syncline.local.providers.account.Provider.GOOGLE;
                case MICROSOFT -> io.syncline.local.providers.account.Provider.MICROSOFT;
            };
        }
    }

    PushScene() {
        ReceiveNotice receive = new ReceiveNotice(channels, calendars, requestSync, clock);
        simulators = ProviderSimulators.inProcess(
                SimulatorSettings.defaults()
                        .withoutDemoData()
                        .withAccessTokenLife(TOKEN_LIFE)
                        .withNoticePost(new NoticeDoor(receive)),
                clock,
                new Random(1));
        GoogleCalendars google = new GoogleCalendars(
                URI.create(simulators.endpoints().googleCalendarRoot()),
                clock,
                new ExchangeTransport(simulators::exchange));
        MicrosoftCalendars microsoft = new MicrosoftCalendars(
                URI.create(simulators.endpoints().graphRoot()),
                clock,
                new Random(2),
                List.of(new ExchangeInterceptor(simulators::exchange)));
        remotes.put(Provider.GOOGLE, google);
        remotes.put(Provider.MICROSOFT, microsoft);
        KeepPush keepPush = new KeepPush(
                channels,
                either(google.channels(ORIGIN), microsoft.channels(ORIGIN, clock)),
                requestSync,
                clock,
                new Random(3));
        runSync = new RunCalendarSync(
                calendars,
                registry.connections(),
                items,
                new InMemoryJobs(rows),
                new InMemorySyncPolicies(),
                _ -> {},
                Optional.of(keepPush),
                tokens(),
                either(google, microsoft),
                wakeUps,
                clock);
    }

    private static <T> Function<Provider, T> either(T google, T microsoft) {
        return provider -> switch (provider) {
            case GOOGLE -> google;
            case MICROSOFT -> microsoft;
        };
    }

    private ObtainAccessToken tokens() {
        Refreshing refreshing = new Refreshing(
                registry.vault(),
                registry.connections(),
                registry,
                _ -> new AuthorizationFakes(),
                new RecordingAlarms(),
                clock,
                new Random(7),
                _ -> {});
        return new ObtainAccessToken(
                registry.vault(), refreshing, new InMemoryLeases(clock), registry.trail(), clock, _ -> {});
    }

    /** Somebody connects an account and chooses its calendar; its first sync is done. */
    Phone connect(String name, Provider provider) {
        String email = name + "@fieldworks.example";
        Phone nobody = new Phone(
                provider, email, new CalendarRef(ConnectionId.of(ORG, provider, name), new CalendarId("unknown")));
        simulators.control().openAccount(nobody.side(), email, name, "Europe/Zurich");
        Secret token = token(nobody);
        CalendarList.Found found = (CalendarList.Found) remotes.get(provider).list(token);
        CalendarRef ref = new CalendarRef(
                nobody.ref().connection(), found.calendars().getFirst().id());
        store(name, new Phone(provider, email, ref), token);
        calendars.choose(fresh(name, provider, ref));
        requestSync.runNow(ORG, ref);
        settle();
        return new Phone(provider, email, ref);
    }

    /** Lets time pass: every minute the schedule ticks, and what is due is delivered and worked on. */
    void pass(Duration time) {
        for (long minute = 0; minute < time.toMinutes(); minute++) {
            now = now.plus(Duration.ofMinutes(1));
            new PlanSync(calendars, wakeUps, clock).run();
            push().deliverDue();
            settle();
        }
    }

    /** Time jumps ahead: nothing of ours runs meanwhile, as in an outage. */
    void jump(Duration time) {
        now = now.plus(time);
    }

    /** Delivers what is due by now, and does what it causes. */
    void deliver() {
        push().deliverDue();
        settle();
    }

    /** Works on every wake-up until none is left. */
    void settle() {
        for (Message next = messages.poll(); next != null; next = messages.poll()) {
            runs.merge(next.calendar(), 1, Integer::sum);
            runSync.run(ORG, next.calendar(), next.requested(), () -> Duration.ofMinutes(5));
        }
    }

    /** How often a calendar was worked on since the last time somebody asked. */
    int takeRuns(Phone phone) {
        return Optional.ofNullable(runs.remove(phone.ref())).orElse(0);
    }

    /** How many wake-ups are on their way. */
    int wakeUps() {
        return messages.size();
    }

    /** Its owner enters something, and nobody has told us yet. */
    String change(Phone phone) {
        String title = "Event " + ++events;
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1 + events % 20);
        simulators
                .control()
                .create(
                        phone.side(),
                        phone.email(),
                        "primary",
                        UserEvent.of(title, new UserEvent.When.AllDay(day, day.plusDays(1))));
        return title;
    }

    /** The titles that we know of a calendar. */
    List<String> known(Phone phone) {
        Window window = new Window(now.minus(Duration.ofDays(30)), now.plus(Duration.ofDays(365)));
        return items.imported(ORG, phone.ref(), window).stream()
                .map(ImportedEvent::title)
                .toList();
    }

    SyncedCalendar state(Phone phone) {
        return calendars.find(ORG, phone.ref()).orElseThrow();
    }

    Push pushOf(Phone phone) {
        return state(phone).push().orElseThrow();
    }

    boolean isHealthy(Phone phone) {
        return pushOf(phone).isHealthyAt(now);
    }

    PushControl push() {
        return simulators.control().push();
    }

    ProviderSimulators simulators() {
        return simulators;
    }

    InMemoryChannels channels() {
        return channels;
    }

    Instant now() {
        return now;
    }

    /** Its owner gives the account up. */
    void disconnect(Phone phone) {
        Connection connection =
                registry.connections().find(ORG, phone.ref().connection()).orElseThrow();
        commit(new Change.PutConnection(connection.with(Optional.<ChosenCalendar>empty())));
        requestSync.runNow(ORG, phone.ref());
        settle();
    }

    private Secret token(Phone phone) {
        boolean google = phone.provider() == Provider.GOOGLE;
        OAuthClient client = google ? simulators.googleClient() : simulators.microsoftClient();
        List<String> scopes = google
                ? List.of("https://www.googleapis.com/auth/calendar")
                : List.of("User.Read", "Calendars.ReadWrite");
        return Secret.of(simulators
                .control()
                .handOut(phone.side(), phone.email(), client, scopes)
                .accessToken());
    }

    private void store(String name, Phone phone, Secret token) {
        Connection connection = new Connection(
                ORG,
                phone.ref().connection(),
                new UserId(name),
                name,
                phone.provider(),
                new ProviderAccount(name, phone.email(), ""),
                Set.of(Service.CALENDAR),
                Set.of(Service.CALENDAR),
                new ConnectionState.Active(),
                Optional.empty(),
                Optional.of(new ChosenCalendar(phone.ref().calendar().value(), "Calendar")),
                Set.of(),
                now,
                0);
        TokenSet tokens = new TokenSet(
                token, Optional.of(Secret.of("refresh")), now.plus(TOKEN_LIFE), Set.of(), Optional.empty(), 0);
        commit(new Change.PutConnection(connection), new Change.PutTokens(connection.id(), tokens));
    }

    private void commit(Change... changes) {
        if (!registry.commit(ORG, List.of(changes), List.of())) {
            throw new IllegalStateException("Nobody else is here");
        }
    }

    private SyncedCalendar fresh(String name, Provider provider, CalendarRef ref) {
        return new SyncedCalendar(
                ORG,
                ref,
                provider,
                new UserId(name),
                "Calendar",
                SyncedCalendar.Mode.JOBS,
                true,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Counts.NONE,
                now,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
