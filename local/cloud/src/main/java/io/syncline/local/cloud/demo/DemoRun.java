package io.syncline.local.cloud.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.calendar.Field;
import io.syncline.local.cloud.LocalCloud;
import io.syncline.local.cloud.QueueDepth;
import io.syncline.local.cloud.demo.EventSeen.Place;
import io.syncline.local.cloud.demo.Story.Ending;
import io.syncline.local.cloud.demo.SynclineApi.Span;
import io.syncline.local.cloud.demo.SynclineApi.Standing;
import io.syncline.local.cloud.lambda.IsolatedFunction;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.fidelity.RequestLedger;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/** One demo from connecting to the last check, against a local cloud that has just started. */
final class DemoRun {

    /** The function whose process is measured. */
    static final String WORKER = "calendar-sync";

    static final int IDLE_CYCLES = 10;
    private static final int MOST_CYCLES = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final LocalCloud cloud;
    private final Stages stages;
    private final SynclineApi api;
    private final ProviderAccounts accounts;
    private final List<Order> orders;
    private final Random random;
    private final LocalDate today;
    private final Span span;
    private final Map<Owner, String> connections = new EnumMap<>(Owner.class);
    private final Map<Owner, String> chosen = new EnumMap<>(Owner.class);
    private final Map<Place, EventSeen> own = new HashMap<>();
    private final Map<String, Story> stories = new ConcurrentHashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private double oauthSeconds;
    private double firstSyncSeconds;
    private long eventsAfterFirstSync;
    private int cyclesToQuiet;

    DemoRun(LocalCloud cloud, Stages stages, int events, long seed, Instant now) {
        this.cloud = cloud;
        this.stages = stages;
        this.api = new SynclineApi(cloud.origin(), owner -> cloud.tokenFor(owner.person()));
        this.accounts = new ProviderAccounts(cloud.simulators().control());
        this.random = new Random(seed);
        this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
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
     */
    record Result(
            Figures figures,
            List<Finding> findings,
            long disputedByPlot,
            long providerWrites,
            int deadLetters,
            int cyclesToQuiet) {}

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
        Crowd.each(
                List.of(Owner.values()),
                owner -> {
                    api.choose(owner, connection(owner), calendar(owner));
                    return owner;
                },
                count -> {});
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!inStep()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The first sync does not come to an end: " + api.standings());
            }
            progress.accept(jobEvents());
            pause();
        }
    }

    private boolean inStep() {
        List<Standing> standings = api.standings();
        return standings.size() == Owner.values().length && standings.stream().allMatch(Standing::inStep);
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

    /** Owners edit first, and nothing runs while they do: so dispatchers edit what has not been seen to change. */
    private void edit(LongConsumer progress) {
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
        Set<Field> fields = story.calendarFields();
        if (!fields.isEmpty()) {
            accounts.edit(place, story.calendarEdit(), fields);
        }
    }

    private void dispatcherEdits(Story story, Map<String, JobSeen> known) {
        String id = story.order().id();
        switch (story.ending()) {
            case CANCELLED, CANCELLED_WHILE_EDITED -> api.cancel(id);
            case TAKEN_OUT -> {}
            case STANDS -> {
                JobSeen job = known.get(id);
                if (job != null && !story.crmFields().isEmpty()) {
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

    private void settle(LongConsumer progress) {
        String before;
        do {
            before = trace();
            cycle();
            progress.accept(++cyclesToQuiet);
        } while (!before.equals(trace()) && cyclesToQuiet < MOST_CYCLES);
    }

    /** Everything that a cycle could have changed. */
    private String trace() {
        return ledger().count(LedgerEntry.Kind.WRITE) + " " + api.standings();
    }

    private void cycle() {
        for (Owner owner : Owner.values()) {
            api.syncNow(owner, connection(owner));
        }
        cloud.awaitIdle(PATIENCE);
    }

    private void idle(LongConsumer progress) {
        Map<String, JobSeen> before = jobs();
        long mark = ledger().find(entry -> true).stream()
                .mapToLong(LedgerEntry::number)
                .max()
                .orElse(0);
        for (int done = 1; done <= IDLE_CYCLES; done++) {
            cycle();
            progress.accept(done);
        }
        findings.addAll(IdleWatch.of(ledger().find(entry -> entry.number() > mark), before, jobs()));
    }

    private void check(LongConsumer progress) {
        List<EventSeen> events = new ArrayList<>();
        for (Owner owner : Owner.values()) {
            events.addAll(accounts.events(owner));
        }
        findings.addAll(Check.of(stories.values(), jobs(), events, chosen, own));
        progress.accept(orders.size());
    }

    /** Every job of the demo as the API shows it, with its conflicts. */
    private Map<String, JobSeen> jobs() {
        Map<String, JobSeen> jobs = new HashMap<>(api.jobs(span));
        List<String> unlisted = orders.stream()
                .map(Order::id)
                .filter(id -> !jobs.containsKey(id))
                .toList();
        Crowd.each(unlisted, id -> api.job(Owner.DANA, id), count -> {}).stream()
                .flatMap(Optional::stream)
                .forEach(job -> jobs.put(job.id(), job));
        api.conflicts(span).forEach((id, fields) -> jobs.computeIfPresent(id, (same, job) -> job.disputing(fields)));
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
                cyclesToQuiet);
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

    private String connection(Owner owner) {
        return connections.getOrDefault(owner, "");
    }

    private String calendar(Owner owner) {
        return chosen.getOrDefault(owner, "");
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting", e);
        }
    }
}
