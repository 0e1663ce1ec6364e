package io.syncline.local.cloud.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.calendar.Details;
import io.syncline.local.cloud.LocalCloud;
import io.syncline.local.cloud.QueueDepth;
import io.syncline.local.cloud.demo.EventSeen.Place;
import io.syncline.local.cloud.demo.Story.Ending;
import io.syncline.local.cloud.demo.SynclineApi.Span;
import io.syncline.local.cloud.demo.SynclineApi.Standing;
import io.syncline.local.cloud.lambda.IsolatedFunction;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.fidelity.Mishap;
import io.syncline.local.providers.fidelity.RequestLedger;
import io.syncline.local.providers.push.PushControl;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** One demo from connecting to the last check, against a local cloud that has just started. */
final class DemoRun {

    /** The function whose process is measured. */
    static final String WORKER = "calendar-sync";

    static final int IDLE_CYCLES = 10;
    private static final int CYCLES_WITH_FAULTS = 12;

    /** With half of all requests lost a first sync would take the whole day; no outage does. */
    private static final Duration LONGEST_TROUBLE = Duration.ofMinutes(1);

    private final LocalCloud cloud;
    private final Stages stages;
    private final SynclineApi api;
    private final ProviderAccounts accounts;
    private final List<Order> orders;
    private final Random random;
    private final LocalDate today;
    private final Season season;
    private final Span span;
    private final SyncRuns runs;
    private final Faults faults;
    private final Map<Owner, String> connections = new EnumMap<>(Owner.class);
    private final Map<Owner, String> chosen = new EnumMap<>(Owner.class);
    private final Map<Place, EventSeen> own = new HashMap<>();
    private final Map<String, Story> stories = new ConcurrentHashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private double oauthSeconds;
    private double firstSyncSeconds;
    private long eventsAfterFirstSync;
    private int cyclesToQuiet;

    /**
     * A demo that has not begun.
     *
     * @param faults the share of requests to the providers that goes wrong
     */
    DemoRun(LocalCloud cloud, Stages stages, int events, long seed, double faults, Instant now) {
        this.cloud = cloud;
        this.stages = stages;
        this.api = new SynclineApi(cloud.origin(), owner -> cloud.tokenFor(owner.person()));
        this.random = new Random(seed);
        this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        this.season = Season.around(today);
        this.accounts = new ProviderAccounts(cloud.simulators().control(), season);
        this.runs = new SyncRuns(cloud, api);
        this.faults = new Faults(cloud.simulators().control(), faults, seed);
        this.orders = new YearOfWork(today, random).orders(events);
        Instant day = now.truncatedTo(ChronoUnit.DAYS);
        this.span = new Span(day.minus(Duration.ofDays(30)), day.plus(Duration.ofDays(370)));
    }

    /**
     * What came out.
     *
     * @param disputedByPlot conflicts that the edits have to lead to
     * @param providerWrites every write that the providers were asked for
     * @param deadLetters messages that were given up on
     * @param cyclesToQuiet cycles after the edits until one changed nothing
     * @param series how many of the jobs are series
     * @param reviews how often deletions had to be approved by a person
     * @param notices how many push notices arrived
     * @param faults what went wrong on purpose, by kind
     */
    record Result(
            Figures figures,
            List<Finding> findings,
            long disputedByPlot,
            long providerWrites,
            int deadLetters,
            int cyclesToQuiet,
            long series,
            int reviews,
            long notices,
            Map<Mishap, Long> faults) {}

    Result run() {
        stages.run("connecting", Owner.values().length, this::connect);
        stages.run("putting jobs", orders.size(), this::put);
        firstSyncSeconds = stages.run("first sync", orders.size(), this::firstSync);
        eventsAfterFirstSync = jobEvents();
        new Plot(random).of(orders).forEach(story -> stories.put(story.order().id(), story));
        stages.run("editing on both sides", stories.size(), this::edit);
        stages.run("syncing until quiet", Stages.UNKNOWN, this::settle);
        stages.run("idle cycles", IDLE_CYCLES, this::idle);
        stages.run("checking", orders.size(), this::check);
        return result();
    }

    /** Through the real flow, with the dashboard open: start, consent page, its form, callback with the cookie, back. */
    private void connect(LongConsumer progress) {
        for (Owner owner : Owner.values()) {
            accounts.events(owner).forEach(event -> own.put(event.place(), event));
            api.openDashboard(owner);
            long start = System.nanoTime();
            String connection =
                    cloud.sessionOf(owner.person()).connect(owner.provider().slug(), owner.email());
            oauthSeconds = Math.max(oauthSeconds, (System.nanoTime() - start) / 1e9);
            connections.put(owner, connection);
            chosen.put(owner, api.calendarFor(owner, connection));
            progress.accept(connections.size());
        }
    }

    private void put(LongConsumer progress) {
        Crowd.each(
                orders,
                order -> {
                    api.put(order);
                    return order.id();
                },
                progress);
    }

    /** The jobs are there before a calendar is chosen: what is measured is a first sync of all of them. */
    private void firstSync(LongConsumer progress) {
        faults.begin();
        long repaired = System.nanoTime() + LONGEST_TROUBLE.toNanos();
        Crowd.each(
                List.of(Owner.values()),
                owner -> {
                    api.choose(owner, connection(owner), calendar(owner));
                    return owner;
                },
                count -> {});
        runs.awaitFirstSync(() -> {
            progress.accept(jobEvents());
            if (System.nanoTime() > repaired) {
                faults.end();
            }
        });
    }

    private long jobEvents() {
        long all = 0;
        for (Owner owner : Owner.values()) {
            all += accounts.count(owner, calendar(owner));
        }
        return all - own.keySet().stream().filter(this::isInChosen).count();
    }

    private boolean isInChosen(Place place) {
        return place.calendar().equals(calendar(place.owner()));
    }

    /**
     * Owners edit first, and nothing runs while they do, because nobody is told: so dispatchers edit what has not been
     * seen to change.
     */
    private void edit(LongConsumer progress) {
        notices().pause();
        faults.begin();
        Map<String, JobSeen> known = jobs();
        Map<String, Place> places = places();
        int events = Math.max(3, orders.size() / 100);
        for (Owner owner : Owner.values()) {
            for (UserEvent event : new OwnEvents(today, random).some(events)) {
                EventSeen made = accounts.create(owner, calendar(owner), event);
                own.put(made.place(), made);
            }
        }
        stories.values().forEach(story -> ownerEdits(story, places));
        List<Story> ordered = stories.values().stream()
                .sorted(Comparator.comparing((Story story) -> story.disputed().isEmpty())
                        .thenComparing(story -> story.ending() != Ending.CANCELLED_WHILE_EDITED)
                        .thenComparing(story -> story.order().id()))
                .toList();
        Crowd.each(
                ordered,
                story -> {
                    dispatcherEdits(story, known);
                    return story;
                },
                progress);
    }

    private void ownerEdits(Story story, Map<String, Place> places) {
        Place place = places.get(story.order().id());
        if (place == null) {
            return; // it never arrived, and the check says so
        }
        if (story.ending() == Ending.TAKEN_OUT) {
            accounts.delete(place);
            return;
        }
        if (story.continuation().isPresent()) {
            Details following = story.continuation().get().details();
            accounts.split(place, following.when().first().date(), following);
            return;
        }
        accounts.edit(place, story.calendarEdit(), story.calendarAspects());
    }

    private void dispatcherEdits(Story story, Map<String, JobSeen> known) {
        String id = story.order().id();
        switch (story.ending()) {
            case CANCELLED, CANCELLED_WHILE_EDITED -> api.cancel(id);
            case TAKEN_OUT -> {}
            case STANDS -> {
                JobSeen job = known.get(id);
                if (job != null && !story.crmAspects().isEmpty()) {
                    stories.put(id, story.crmHadTheLastWord(api.edit(story, job)));
                }
            }
        }
    }

    private Map<String, Place> places() {
        Map<String, Place> places = new HashMap<>();
        for (Owner owner : Owner.values()) {
            for (EventSeen event : accounts.events(owner, calendar(owner))) {
                if (!own.containsKey(event.place())) {
                    event.job().ifPresent(job -> places.put(job, event.place()));
                }
            }
        }
        return places;
    }

    /** With the faults, as far as they let it come; then without, to the end. */
    private void settle(LongConsumer progress) {
        notices().resume();
        if (faults.isPlanned()) {
            runs.settle(CYCLES_WITH_FAULTS, progress);
            faults.end();
        }
        runs.settle(progress);
        cyclesToQuiet = runs.cycles();
    }

    private void idle(LongConsumer progress) {
        Map<String, JobSeen> before = jobs();
        long mark = ledger().find(entry -> true).stream()
                .mapToLong(LedgerEntry::number)
                .max()
                .orElse(0);
        for (int done = 1; done <= IDLE_CYCLES; done++) {
            runs.cycle();
            progress.accept(done);
        }
        findings.addAll(IdleWatch.of(ledger().find(entry -> entry.number() > mark), before, jobs()));
    }

    private void check(LongConsumer progress) {
        List<EventSeen> events = new ArrayList<>();
        for (Owner owner : Owner.values()) {
            events.addAll(accounts.events(owner));
        }
        findings.addAll(Check.of(stories.values(), jobs(), events, chosen, own, season));
        progress.accept(orders.size());
    }

    /** Every job of the demo as the API shows it, with its conflicts. */
    private Map<String, JobSeen> jobs() {
        Map<String, JobSeen> jobs = new HashMap<>(api.jobs(span));
        List<String> unlisted = Stream.concat(orders.stream().map(Order::id), stories.keySet().stream())
                .distinct()
                .filter(id -> !jobs.containsKey(id))
                .toList();
        Crowd.each(unlisted, id -> api.job(Owner.DANA, id), count -> {}).stream()
                .flatMap(Optional::stream)
                .forEach(job -> jobs.put(job.id(), job));
        api.conflicts().forEach((id, about) -> jobs.computeIfPresent(id, (same, job) -> job.disputing(about)));
        return jobs;
    }

    private Result result() {
        List<Standing> standings = api.standings();
        Figures figures = new Figures(
                eventsAfterFirstSync,
                standings.stream().mapToLong(Standing::pushed).sum(),
                standings.stream().mapToLong(Standing::pulled).sum(),
                standings.stream().mapToLong(Standing::conflicts).sum(),
                count(Finding.Kind.LOST),
                count(Finding.Kind.DUPLICATED),
                count(Finding.Kind.IDLE_WRITE),
                firstSyncSeconds,
                oauthSeconds,
                cloud.isolated(WORKER).map(IsolatedFunction::peakLiveHeap).orElseThrow(),
                awsRequests());
        long disputed = stories.values().stream()
                .mapToLong(story -> story.ending() == Ending.CANCELLED_WHILE_EDITED
                        ? 1
                        : story.disputed().size())
                .sum();
        return new Result(
                figures,
                List.copyOf(findings),
                disputed,
                ledger().count(LedgerEntry.Kind.WRITE),
                deadLetters(),
                cyclesToQuiet,
                orders.stream().filter(Order::repeats).count(),
                runs.reviews(),
                notices().counts().delivered(),
                faults.injected());
    }

    private int deadLetters() {
        return cloud.queueDepths().values().stream()
                .filter(QueueDepth::deadLetters)
                .mapToInt(QueueDepth::total)
                .sum();
    }

    private long count(Finding.Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).count();
    }

    private Map<String, Long> awsRequests() {
        Map<String, Long> requests = new TreeMap<>();
        for (Map.Entry<String, JsonNode> service : cloud.metering().requests().properties()) {
            long sum = 0;
            for (JsonNode action : service.getValue()) {
                sum += action.asLong();
            }
            requests.put(service.getKey(), sum);
        }
        return requests;
    }

    private RequestLedger ledger() {
        return cloud.simulators().control().requests();
    }

    private PushControl notices() {
        return cloud.simulators().control().push();
    }

    private String connection(Owner owner) {
        return connections.getOrDefault(owner, "");
    }

    private String calendar(Owner owner) {
        return chosen.getOrDefault(owner, "");
    }
}
