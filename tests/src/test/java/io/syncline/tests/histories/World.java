package io.syncline.tests.histories;

import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.CrmEvent;
import io.syncline.calendar.EventId;
import io.syncline.calendar.InMemoryCalendarItems;
import io.syncline.calendar.Job;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Link;
import io.syncline.calendar.Lookup;
import io.syncline.calendar.RunResult;
import io.syncline.calendar.SyncPolicy;
import io.syncline.calendar.SyncedCalendar;
import io.syncline.connection.AuthorizationFakes;
import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.local.providers.ProviderSimulators;
import io.syncline.local.providers.SimulatorSettings;
import io.syncline.local.providers.control.SimulatorControl;
import io.syncline.sync.Counts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** One organisation with its office, its technicians' calendars at both providers, and our workers in between. */
final class World {

    static final Instant BEGINNING = Instant.parse("2026-11-22T08:00:00Z");
    static final OrganisationId ORG = new OrganisationId("fieldworks");
    static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    /** A wake-up on its way. */
    record Message(CalendarRef calendar, long requested) {}

    private final Adapters adapters;
    private Instant now = BEGINNING;
    private final Duration skew;
    private final InstantSource clock = () -> now;
    private final ProviderSimulators simulators;
    private final Storage storage = Storage.empty(clock);
    private final List<Message> messages = new ArrayList<>();
    private final List<CrmEvent> toldToCrm = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Map<String, Integer> faults = new TreeMap<>();
    private final Mortality mortality = new Mortality();
    private final Edits edits = new Edits();
    private final SyncPolicy policy;
    private final Accounts accounts;
    private final Engine engine;
    private int counter;

    World(Adapters adapters, long seed) {
        Random random = new Random(seed);
        this.adapters = adapters;
        this.skew = Duration.ofMinutes(random.nextInt(21) - 10);
        this.policy = Policies.any(random);
        AuthorizationFakes servers = new AuthorizationFakes();
        this.engine = Engine.on(new Engine.Ground(
                storage,
                mortality,
                adapters,
                servers,
                policy,
                toldToCrm::addAll,
                (_, calendar, requested) -> messages.add(new Message(calendar, requested)),
                clock,
                seed));
        this.simulators = ProviderSimulators.inProcess(
                SimulatorSettings.defaults()
                        .withoutDemoData()
                        .withAccessTokenLife(Accounts.TOKEN_LIFE)
                        .withNoticePost(new MortalDoor(engine.receiveNotice(), this::functionDied)),
                () -> now.plus(skew),
                new Random(seed + 1));
        adapters.use(simulators, clock, seed);
        tell("the organisation's policy: " + policy);
        this.accounts = new Accounts(simulators, adapters, storage, servers, clock);
        accounts.connect("tess", Provider.GOOGLE, engine.requestSync());
        accounts.connect("dana", Provider.MICROSOFT, engine.requestSync());
        if (random.nextInt(3) == 0) {
            accounts.connect("kim", Provider.GOOGLE, engine.requestSync());
        }
    }

    /** A run of ours over a calendar; the worker may die in it. */
    String run(Message message) {
        phone(message.calendar()).ifPresent(accounts::attend);
        try {
            RunResult result =
                    engine.runSync().run(ORG, message.calendar(), message.requested(), () -> Duration.ofMinutes(5));
            String problem = phone(message.calendar())
                    .flatMap(phone -> state(phone).problem())
                    .map(why -> " (" + why + ")")
                    .orElse("");
            return words(result) + problem;
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
            functionDied();
            act.run();
        } finally {
            mortality.live();
        }
    }

    private void functionDied() {
        count("function died");
        tell("… the function died, and is asked again");
        mortality.live();
    }

    /** The schedule's minute. */
    void plan() {
        engine.planSync().run();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    void tell(String what) {
        told.add(what);
    }

    void count(String fault) {
        count(fault, 1);
    }

    void count(String fault, int times) {
        faults.merge(fault, times, Integer::sum);
    }

    String fresh(String who) {
        return who + "-" + ++counter;
    }

    Optional<Phone> phone(CalendarRef ref) {
        return phones().stream().filter(phone -> phone.ref().equals(ref)).findFirst();
    }

    Phone somePhone(Random random) {
        return phones().get(random.nextInt(phones().size()));
    }

    Optional<Job> job(JobId id) {
        return storage.jobs().find(ORG, id);
    }

    boolean isFor(Phone phone, JobId id) {
        return job(id).filter(job -> job.isFor(phone.owner())).isPresent();
    }

    Optional<Link> link(Phone phone, JobId job) {
        return Optional.ofNullable(items().links(ORG, phone.ref(), List.of(job)).get(job));
    }

    List<Link> links(Phone phone) {
        return items().allLinks(ORG, phone.ref(), Optional.empty(), 1_000).links();
    }

    SyncedCalendar state(Phone phone) {
        return storage.calendars().find(ORG, phone.ref()).orElseThrow();
    }

    /** An event as the provider shows it now. */
    Lookup find(Phone phone, EventId id) {
        return adapters.of(phone.provider()).find(accounts.token(phone), phone.ref(), id);
    }

    SimulatorControl control() {
        return simulators.control();
    }

    List<Phone> phones() {
        return accounts.phones();
    }

    Accounts accounts() {
        return accounts;
    }

    Engine engine() {
        return engine;
    }

    Storage storage() {
        return storage;
    }

    InMemoryCalendarItems items() {
        return storage.items();
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

    Instant now() {
        return now;
    }

    SyncPolicy policy() {
        return policy;
    }
}
