package io.syncline.tests.histories;

import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarList;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.RequestSync;
import io.syncline.calendar.SyncedCalendar;
import io.syncline.connection.AuthorizationFakes;
import io.syncline.connection.Connection;
import io.syncline.connection.Connection.ChosenCalendar;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Provider;
import io.syncline.connection.ProviderAccount;
import io.syncline.connection.Service;
import io.syncline.identity.UserId;
import io.syncline.local.providers.ProviderSimulators;
import io.syncline.local.providers.control.SimulatorControl;
import io.syncline.local.providers.oauth.OAuthClient;
import io.syncline.sync.Counts;
import io.syncline.token.InMemoryRegistry;
import io.syncline.token.Registry.Change;
import io.syncline.token.Secret;
import io.syncline.token.TokenAnswer;
import io.syncline.token.TokenSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The technicians' accounts, connected to the organisation, and the grants that we live by. */
final class Accounts {

    /** Longer than any history: tokens die of events, not of age. */
    static final Duration TOKEN_LIFE = Duration.ofDays(300);

    private static final List<String> GOOGLE_SCOPES = List.of("https://www.googleapis.com/auth/calendar");
    private static final List<String> MICROSOFT_SCOPES = List.of("User.Read", "Calendars.ReadWrite");

    private final ProviderSimulators simulators;
    private final Adapters adapters;
    private final Storage storage;
    private final AuthorizationFakes servers;
    private final InstantSource clock;
    private final List<Phone> phones = new ArrayList<>();
    private final Set<UserId> dead = new HashSet<>();

    Accounts(
            ProviderSimulators simulators,
            Adapters adapters,
            Storage storage,
            AuthorizationFakes servers,
            InstantSource clock) {
        this.simulators = simulators;
        this.adapters = adapters;
        this.storage = storage;
        this.servers = servers;
        this.clock = clock;
    }

    List<Phone> phones() {
        return phones;
    }

    /** Somebody opens an account, connects it, and chooses its calendar. */
    void connect(String name, Provider provider, RequestSync requestSync) {
        String email = name + "@fieldworks.example";
        ConnectionId connection = ConnectionId.of(World.ORG, provider, name);
        Phone nobody =
                new Phone(new UserId(name), provider, email, new CalendarRef(connection, new CalendarId("unknown")));
        control().openAccount(nobody.side(), email, name, World.ZURICH.getId());
        Secret token = token(nobody);
        CalendarList.Found found = (CalendarList.Found) adapters.of(provider).list(token);
        CalendarRef ref =
                new CalendarRef(connection, found.calendars().getFirst().id());
        Phone phone = new Phone(nobody.owner(), provider, email, ref);
        phones.add(phone);
        commit(new Change.PutConnection(connection(phone)), new Change.PutTokens(connection, tokens(token, 0)));
        storage.calendars().choose(fresh(phone));
        requestSync.runNow(World.ORG, ref);
    }

    /** Another access token. */
    Secret token(Phone phone) {
        boolean google = phone.provider() == Provider.GOOGLE;
        OAuthClient client = google ? simulators.googleClient() : simulators.microsoftClient();
        return Secret.of(control()
                .handOut(phone.side(), phone.email(), client, google ? GOOGLE_SCOPES : MICROSOFT_SCOPES)
                .accessToken());
    }

    /** Lets whoever asks for another token after a refusal have one, where the grant lives. */
    void attend(Phone phone) {
        servers.answers(
                isDead(phone)
                        ? new TokenAnswer.GrantRefused("invalid_grant")
                        : AuthorizationFakes.granted(
                                token(phone).reveal(), Optional.empty(), Set.of(Service.CALENDAR)));
    }

    boolean isDead(Phone phone) {
        return dead.contains(phone.owner());
    }

    /** The owner takes our access away in the account's settings: no token is worth anything any more. */
    void revoke(Phone phone) {
        dead.add(phone.owner());
        control().revokeGrants(phone.side(), phone.email());
        control().expireTokens(phone.email());
    }

    /** The owner connects the account again. */
    void reconnect(Phone phone) {
        dead.remove(phone.owner());
        ConnectionId id = phone.ref().connection();
        InMemoryRegistry registry = storage.registry();
        Connection again =
                registry.connections().find(World.ORG, id).orElseThrow().with(new ConnectionState.Active());
        long version =
                registry.vault().read(World.ORG, id).map(TokenSet::version).orElse(0L);
        commit(new Change.PutConnection(again), new Change.PutTokens(id, tokens(token(phone), version)));
    }

    private void commit(Change... changes) {
        if (!storage.registry().commit(World.ORG, List.of(changes), List.of())) {
            throw new IllegalStateException("Nobody else is here");
        }
    }

    private SimulatorControl control() {
        return simulators.control();
    }

    private TokenSet tokens(Secret access, long version) {
        Instant end = clock.instant().plus(TOKEN_LIFE);
        return new TokenSet(access, Optional.of(Secret.of("refresh")), end, Set.of(), Optional.empty(), version);
    }

    private Connection connection(Phone phone) {
        return new Connection(
                World.ORG,
                phone.ref().connection(),
                phone.owner(),
                phone.owner().value(),
                phone.provider(),
                new ProviderAccount(phone.owner().value(), phone.email(), ""),
                Set.of(Service.CALENDAR),
                Set.of(Service.CALENDAR),
                new ConnectionState.Active(),
                Optional.empty(),
                Optional.of(new ChosenCalendar(phone.ref().calendar().value(), "Calendar")),
                Set.of(),
                clock.instant(),
                0);
    }

    private SyncedCalendar fresh(Phone phone) {
        return new SyncedCalendar(
                World.ORG,
                phone.ref(),
                phone.provider(),
                phone.owner(),
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
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
