package io.syncline.tests.histories;

import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarItems;
import io.syncline.calendar.CalendarList;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.CancelJob;
import io.syncline.calendar.CrmBus;
import io.syncline.calendar.CrmEvent;
import io.syncline.calendar.EventId;
import io.syncline.calendar.InMemoryCalendarItems;
import io.syncline.calendar.InMemoryJobs;
import io.syncline.calendar.InMemoryRows;
import io.syncline.calendar.InMemorySyncedCalendars;
import io.syncline.calendar.Job;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Jobs;
import io.syncline.calendar.Link;
import io.syncline.calendar.Lookup;
import io.syncline.calendar.PlanSync;
import io.syncline.calendar.PutJob;
import io.syncline.calendar.RemoteCalendars;
import io.syncline.calendar.RequestSync;
import io.syncline.calendar.Review;
import io.syncline.calendar.RunCalendarSync;
import io.syncline.calendar.RunResult;
import io.syncline.calendar.SyncPolicies;
import io.syncline.calendar.SyncPolicy;
import io.syncline.calendar.SyncedCalendar;
import io.syncline.calendar.SyncedCalendars;
import io.syncline.calendar.WakeUps;
import io.syncline.connection.AuthorizationFakes;
import io.syncline.connection.Connection;
import io.syncline.connection.Connection.ChosenCalendar;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Provider;
import io.syncline.connection.ProviderAccount;
import io.syncline.connection.Service;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.local.providers.ProviderSimulators;
import io.syncline.local.providers.SimulatorSettings;
import io.syncline.local.providers.control.SimulatorControl;
import io.syncline.local.providers.oauth.OAuthClient;
import io.syncline.sync.Counts;
import io.syncline.token.InMemoryRegistry;
import io.syncline.token.ObtainAccessToken;
import io.syncline.token.RecordingAlarms;
import io.syncline.token.Refreshing;
import io.syncline.token.Registry.Change;
import io.syncline.token.Secret;
import io.syncline.token.TokenSet;
import io.syncline.traffic.InMemoryLeases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** One organisation with its office, its technicians' calendars at both providers, and our workers in between. */
final class World {

    static final Instant BEGINNING = Instant.parse("2026-11-22T08:00:00Z");
    static final OrganisationId ORG = new OrganisationId("fieldworks");
    static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
    private static final Duration TOKEN_LIFE = Duration.ofDays(300);
    private static final List<String> GOOGLE_SCOPES = List.of("https://www.googleapis.com/auth/calendar");
    private static final List<String> MICROSOFT_SCOPES = List.of("User.Read", "Calendars.ReadWrite");

    /** A wake-up on its way. */
    record Message(CalendarRef calendar, long requested) {}

    private final Adapters adapters;
    private Instant now = BEGINNING;
    private final Duration skew;
    private final InstantSource clock = () -> now;
    private final ProviderSimulators simulators;

    private final InMemoryRows rows = new InMemoryRows();
    private final InMemoryCalendarItems items = new InMemoryCalendarItems(rows);
    private final InMemoryJobs jobs = new InMemoryJobs(rows);
    private final InMemorySyncedCalendars calendars = new InMemorySyncedCalendars(clock);
    private final InMemoryRegistry registry = new InMemoryRegistry(clock);
    private final AuthorizationFakes servers = new AuthorizationFakes();
    private final List<Message> messages = new ArrayList<>();
    private final List<CrmEvent> toldToCrm = new ArrayList<>();
    private final List<Phone> phones = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Map<String, Integer> faults = new TreeMap<>();
    private final Mortality mortality = new Mortality();
    private final Edits edits = new Edits();
    private final SyncPolicy policy;
    private final WakeUps wakeUps = (_, calendar, requested) -> messages.add(new Message(calendar, requested));
    private final RunCalendarSync runSync;
    private final PutJob putJob;
    private final CancelJob cancelJob;
    private int counter;

    World(Adapters adapters, long seed) {
        Random random = new Random(seed);
        this.adapters = adapters;
        this.skew = Duration.ofMinutes(random.nextInt(21) - 10);
        this.policy = policy(random);
        this.simulators = ProviderSimulators.inProcess(
                SimulatorSettings.defaults().withoutDemoData().withAccessTokenLife(TOKEN_LIFE),
                () -> now.plus(skew),
                new Random(seed + 1));
        adapters.use(simulators, clock, seed);
        SyncedCalendars mortalCalendars = mortality.of(SyncedCalendars.class, calendars);
        CalendarItems mortalItems = mortality.of(CalendarItems.class, items);
        Jobs mortalJobs = mortality.of(Jobs.class, jobs);
        RequestSync requestSync = new RequestSync(mortalCalendars, wakeUps);
        this.putJob = new PutJob(mortalJobs, registry.connections(), requestSync, clock);
        this.cancelJob = new CancelJob(mortalJobs, requestSync, clock);
        this.runSync = new RunCalendarSync(
                mortalCalendars,
                registry.connections(),
                mortalItems,
                mortalJobs,
                mortality.of(SyncPolicies.class, policies()),
                mortality.of(CrmBus.class, toldToCrm::addAll),
                tokens(),
                provider -> mortality.of(RemoteCalendars.class, adapters.of(provider)),
                wakeUps,
                clock);
        connect("tess", Provider.GOOGLE);
        connect("dana", Provider.MICROSOFT);
        if (random.nextInt(3) == 0) {
            connect("kim", Provider.GOOGLE);
        }
    }

    private static SyncPolicy policy(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> new SyncPolicy(Map.of(), SyncPolicy.OnConflict.LATEST);
            case 1 -> new SyncPolicy(Map.of(), SyncPolicy.OnConflict.CRM);
            case 2 -> new SyncPolicy(Map.of(), SyncPolicy.OnConflict.CALENDAR);
            default -> SyncPolicy.DEFAULT;
        };
    }

    private SyncPolicies policies() {
        return new SyncPolicies() {
            @Override
            public SyncPolicy find(OrganisationId organisation) {
                return policy;
            }

            @Override
            public void save(OrganisationId organisation, SyncPolicy next) {
                throw new UnsupportedOperationException("The policy stands for the whole history");
            }
        };
    }

    private ObtainAccessToken tokens() {
        Refreshing refreshing = new Refreshing(
                registry.vault(),
                registry.connections(),
                registry,
                _ -> servers,
                new RecordingAlarms(),
                clock,
                new Random(7),
                _ -> {});
        return new ObtainAccessToken(
                registry.vault(), refreshing, new InMemoryLeases(clock), registry.trail(), clock, _ -> {});
    }

    private void connect(String name, Provider provider) {
        String email = name + "@fieldworks.example";
        Phone unconnected = new Phone(
                new UserId(name),
                provider,
                email,
                new CalendarRef(ConnectionId.of(ORG, provider, name), new CalendarId("unknown")));
        control().openAccount(unconnected.side(), email, name, ZURICH.getId());
        Secret token = token(unconnected);
        CalendarId calendar = ((CalendarList.Found) adapters.of(provider).list(token))
                .calendars()
                .getFirst()
                .id();
        Phone phone = new Phone(
                unconnected.owner(),
                provider,
                email,
                new CalendarRef(unconnected.ref().connection(), calendar));
        store(phone, token);
        calendars.choose(fresh(phone));
        new RequestSync(calendars, wakeUps).runNow(ORG, phone.ref());
        phones.add(phone);
    }

    private Secret token(Phone phone) {
        boolean google = phone.provider() == Provider.GOOGLE;
        OAuthClient client = google ? simulators.googleClient() : simulators.microsoftClient();
        return Secret.of(control()
                .handOut(phone.side(), phone.email(), client, google ? GOOGLE_SCOPES : MICROSOFT_SCOPES)
                .accessToken());
    }

    private void store(Phone phone, Secret token) {
        Connection connection = new Connection(
                ORG,
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
                now,
                0);
        TokenSet tokens = new TokenSet(
                token, Optional.of(Secret.of("refresh")), now.plus(TOKEN_LIFE), Set.of(), Optional.empty(), 0);
        List<Change> changes =
                List.of(new Change.PutConnection(connection), new Change.PutTokens(connection.id(), tokens));
        if (!registry.commit(ORG, changes, List.of())) {
            throw new IllegalStateException("Nobody else is here");
        }
    }

    private SyncedCalendar fresh(Phone phone) {
        return new SyncedCalendar(
                ORG,
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
                now,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Another access token for whoever asks for one after a refusal. */
    void renewTokensOf(Phone phone) {
        Secret next = token(phone);
        servers.answers(AuthorizationFakes.granted(next.reveal(), Optional.empty(), Set.of(Service.CALENDAR)));
    }

    /** A run of ours over a calendar; the worker may die in it. */
    String run(Message message) {
        phone(message.calendar()).ifPresent(this::renewTokensOf);
        try {
            RunResult result = runSync.run(ORG, message.calendar(), message.requested(), () -> Duration.ofMinutes(5));
            return words(result);
        } catch (Mortality.Died died) {
            count("worker died");
            return "the worker died";
        } finally {
            mortality.live();
        }
    }

    /** What a run did, where it did anything. */
    private static String words(RunResult result) {
        return switch (result) {
            case RunResult.Ran(SyncedCalendar.Outcome outcome, Counts counts, boolean _) ->
                outcome == SyncedCalendar.Outcome.COMPLETED && counts.equals(Counts.NONE) ? "" : outcome + " " + counts;
            case RunResult.Broken(RuntimeException cause) -> "broken: " + cause;
            case RunResult.AlreadyRunning _ -> "another one has it";
            case RunResult.NothingToDo _ -> "";
        };
    }

    /** Something the office does; the function that stores it may die over it, and is asked again then. */
    void inOffice(Runnable act) {
        try {
            act.run();
        } catch (Mortality.Died died) {
            count("function died");
            tell("… the function died, and is asked again");
            mortality.live();
            act.run();
        } finally {
            mortality.live();
        }
    }

    /** The schedule's minute. */
    void plan() {
        new PlanSync(calendars, wakeUps, clock).run();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    void tell(String what) {
        told.add(what);
    }

    void count(String fault) {
        faults.merge(fault, 1, Integer::sum);
    }

    String fresh(String who) {
        return who + "-" + ++counter;
    }

    Optional<Phone> phone(CalendarRef ref) {
        return phones.stream().filter(phone -> phone.ref().equals(ref)).findFirst();
    }

    Optional<Job> job(JobId id) {
        return jobs.find(ORG, id);
    }

    Optional<Link> link(Phone phone, JobId job) {
        return Optional.ofNullable(items.links(ORG, phone.ref(), List.of(job)).get(job));
    }

    SyncedCalendar state(Phone phone) {
        return calendars.find(ORG, phone.ref()).orElseThrow();
    }

    SimulatorControl control() {
        return simulators.control();
    }

    List<Phone> phones() {
        return phones;
    }

    List<Message> messages() {
        return messages;
    }

    List<String> told() {
        return told;
    }

    List<CrmEvent> toldToCrm() {
        return toldToCrm;
    }

    Map<String, Integer> faults() {
        return faults;
    }

    Edits edits() {
        return edits;
    }

    Mortality mortality() {
        return mortality;
    }

    InMemoryRows rows() {
        return rows;
    }

    InMemoryCalendarItems items() {
        return items;
    }

    InMemoryJobs jobs() {
        return jobs;
    }

    InMemorySyncedCalendars calendars() {
        return calendars;
    }

    InMemoryRegistry registry() {
        return registry;
    }

    InstantSource clock() {
        return clock;
    }

    Instant now() {
        return now;
    }

    PutJob putJob() {
        return putJob;
    }

    CancelJob cancelJob() {
        return cancelJob;
    }

    SyncPolicy policy() {
        return policy;
    }

    /** Somebody decides about deletions. */
    void decide(Phone phone, Review review, Review.Answer answer) {
        calendars.decide(ORG, phone.ref(), review.id(), answer, new UserId("admin"), now);
        new RequestSync(calendars, wakeUps).runNow(ORG, phone.ref());
    }

    /** An event as the provider shows it now. */
    Lookup find(Phone phone, EventId id) {
        return adapters.of(phone.provider()).find(token(phone), phone.ref(), id);
    }
}
