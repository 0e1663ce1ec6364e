package io.syncline.calendar;

import io.syncline.connection.AuthorizationFakes;
import io.syncline.connection.Connection;
import io.syncline.connection.Connection.ChosenCalendar;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.InMemoryConnections;
import io.syncline.connection.Provider;
import io.syncline.connection.Samples;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.sync.Counts;
import io.syncline.token.InMemoryRegistry;
import io.syncline.token.InMemoryTokenVault;
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
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** An organisation whose people have connected calendars, with a provider and storage in memory. */
final class SyncScene {

    static final OrganisationId ORG = new OrganisationId("fieldworks");
    static final UserId TESS = new UserId("tess");
    static final UserId DANA = new UserId("dana");
    static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    private Instant now = Instant.parse("2026-11-22T08:00:00Z");
    final InstantSource clock = () -> now;
    final InMemoryRows rows = new InMemoryRows();
    final InMemoryCalendarItems items = new InMemoryCalendarItems(rows);
    final InMemoryJobs jobs = new InMemoryJobs(rows);
    final InMemorySyncedCalendars calendars = new InMemorySyncedCalendars(clock);
    final InMemoryRegistry registry = new InMemoryRegistry(clock);
    final InMemoryConnections connections = registry.connections();
    final InMemoryTokenVault vault = registry.vault();
    final RecordingAlarms alarms = new RecordingAlarms();
    final RecordingWakeUps wakeUps = new RecordingWakeUps();
    final InMemorySyncPolicies policies = new InMemorySyncPolicies();
    final RecordingCrmBus bus = new RecordingCrmBus();
    final InMemoryExplanations explanations = new InMemoryExplanations(rows);
    final InMemoryReviews reviews = new InMemoryReviews(rows, clock);
    final InMemoryRemoteCalendars provider = new InMemoryRemoteCalendars();
    final AuthorizationFakes servers = new AuthorizationFakes();
    final RequestSync requestSync = new RequestSync(calendars, wakeUps);
    final PutJob putJob = new PutJob(jobs, connections, requestSync, clock);
    final CancelJob cancelJob = new CancelJob(jobs, requestSync, clock);
    final Refreshing refreshing =
            new Refreshing(vault, connections, registry, _ -> servers, alarms, clock, new Random(7), _ -> {});
    final ObtainAccessToken tokens =
            new ObtainAccessToken(vault, refreshing, new InMemoryLeases(clock), registry.trail(), clock, _ -> {});
    final RunCalendarSync runSync = new RunCalendarSync(
            calendars, connections, items, jobs, policies, bus, tokens, _ -> provider, wakeUps, clock);

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** An account whose calendar was chosen a while ago: its first sync is behind it. */
    CalendarRef connect(UserId owner) {
        return connect(owner, Optional.of(new Plan(0, 0, 0, 0, now)));
    }

    /** Connects an account and chooses its calendar. */
    CalendarRef connectAnew(UserId owner) {
        return connect(owner, Optional.empty());
    }

    private CalendarRef connect(UserId owner, Optional<Plan> plan) {
        Connection fresh = Samples.connection(ORG, owner, owner.value())
                .with(Optional.of(new ChosenCalendar("primary", "Calendar")));
        ConnectionId id = fresh.id();
        commit(
                new Change.PutConnection(fresh),
                new Change.PutTokens(
                        id,
                        new TokenSet(
                                Secret.of("access-" + owner.value()),
                                Optional.of(Secret.of("refresh")),
                                now.plus(Duration.ofDays(9)),
                                Set.of(),
                                Optional.empty(),
                                0)));
        CalendarRef ref = new CalendarRef(id, new CalendarId("primary"));
        choose(owner, ref, SyncedCalendar.Mode.JOBS, plan);
        return ref;
    }

    /** Stores changes, as some use case would. */
    void commit(Change... changes) {
        if (!registry.commit(ORG, List.of(changes), List.of())) {
            throw new AssertionError("Somebody else changed it first");
        }
    }

    /** Changes the connection of a calendar, as some use case would. */
    void change(CalendarRef ref, UnaryOperator<Connection> change) {
        commit(new Change.PutConnection(
                change.apply(connections.find(ORG, ref.connection()).orElseThrow())));
    }

    void choose(UserId owner, CalendarRef ref, SyncedCalendar.Mode mode, Optional<Plan> plan) {
        calendars.choose(new SyncedCalendar(
                ORG,
                ref,
                Provider.GOOGLE,
                owner,
                "Calendar",
                mode,
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
                plan,
                Optional.empty()));
        requestSync.runNow(ORG, ref);
    }

    /** The tokens are renewed, as the schedule would. */
    void vaultStaysFresh() {
        for (Connection connection : connections.ofOrganisation(ORG)) {
            TokenSet old = vault.read(ORG, connection.id()).orElseThrow();
            TokenSet fresh = new TokenSet(
                    old.accessToken(),
                    old.refreshToken(),
                    now.plus(Duration.ofDays(9)),
                    old.scopes(),
                    Optional.empty(),
                    old.version());
            commit(new Change.PutTokens(connection.id(), fresh));
        }
    }

    /** The owner allows it again. */
    void reconnect(CalendarRef ref) {
        change(ref, dead -> dead.with(new ConnectionState.Active()));
        vaultStaysFresh();
        requestSync.runNow(ORG, ref);
    }

    boolean isDisconnected(CalendarRef ref) {
        return connections.find(ORG, ref.connection()).orElseThrow().isDisconnected();
    }

    /** The owner chooses another calendar of the account. */
    void chooseAnother(CalendarRef ref) {
        change(ref, connection -> connection.with(Optional.of(new ChosenCalendar("another", "Another"))));
        requestSync.runNow(ORG, ref);
    }

    Job put(String id, Details details, UserId... assignees) {
        return put(id, new PutJob.Wish(details, Arrays.stream(assignees).collect(Collectors.toSet())));
    }

    /** The CRM says something of a job. */
    Job put(String id, PutJob.Wish wish) {
        putJob.run(ORG, new JobId(id), wish, OptionalLong.empty());
        return job(id);
    }

    /** Somebody decides what is to become of deletions that a calendar waits with. */
    void decide(CalendarRef ref, Review.Answer answer) {
        Review open = state(ref).review().orElseThrow();
        if (!calendars.decide(ORG, ref, open.id(), answer, DANA, now)) {
            throw new AssertionError("It was open a moment ago");
        }
        reviews.save(ORG, new Reviews.Settled(ref, state(ref).review().orElseThrow(), Optional.empty()));
        requestSync.runNow(ORG, ref);
    }

    /** The rules that the history of a job in a calendar names, the latest first. */
    List<String> rulesOf(CalendarRef ref, String job) {
        return explanations.find(ORG, ref, new JobId(job), 100).stream()
                .map(Explanation::rule)
                .toList();
    }

    Job job(String id) {
        return jobs.find(ORG, new JobId(id)).orElseThrow();
    }

    Link link(CalendarRef ref, String job) {
        return items.links(ORG, ref, Set.of(new JobId(job))).get(new JobId(job));
    }

    Optional<Link> maybeLink(CalendarRef ref, String job) {
        return Optional.ofNullable(link(ref, job));
    }

    RunResult run(CalendarRef ref) {
        return runSync.run(ORG, ref, Long.MAX_VALUE, () -> Duration.ofMinutes(5));
    }

    /** Runs each calendar until nothing more is asked for. */
    void settle(CalendarRef... refs) {
        for (int pass = 0; pass < 12; pass++) {
            boolean dirty = false;
            for (CalendarRef ref : refs) {
                run(ref);
                dirty |= calendars.find(ORG, ref).orElseThrow().isDirty() || items.countWaiting(ORG, ref) > 0;
            }
            if (!dirty) {
                return;
            }
        }
    }

    SyncedCalendar state(CalendarRef ref) {
        return calendars.find(ORG, ref).orElseThrow();
    }

    RemoteEvent onlyEvent(CalendarRef ref) {
        if (provider.events(ref).size() != 1) {
            throw new AssertionError("One event was expected: " + provider.events(ref));
        }
        return provider.events(ref).getFirst();
    }

    Map<Aspect, Dispute> disputes(CalendarRef ref, String job) {
        return link(ref, job).disputes();
    }

    static Details details(String title) {
        return details(title, "2026-11-24T09:00");
    }

    static Details details(String title, String start) {
        LocalDateTime from = LocalDateTime.parse(start);
        return new Details(
                title,
                "Bring the ladder",
                "Bahnhofstrasse 1, Zürich",
                new When.Timed(from, from.plusHours(2), ZURICH),
                Availability.BUSY,
                Status.CONFIRMED);
    }

    /** A series that begins at a time, with a rule. */
    static Details series(String title, String start, String rule) {
        Details first = details(title, start);
        return first.at(new When.Repeating(first.when().first(), new Recurrence(rule)));
    }

    /** A field of an entry, as something that can be disputed. */
    static Aspect of(Field field) {
        return new Aspect.OfField(field);
    }

    /** An occurrence, as something that can be disputed. */
    static Aspect of(String date) {
        return new Aspect.OfOccurrence(LocalDate.parse(date));
    }

    static Details titled(Details details, String title) {
        return details.with(Field.TITLE, details(title));
    }

    static Details located(Details details, String location) {
        return details.with(Field.LOCATION, withPlace(details, location));
    }

    private static Details withPlace(Details details, String location) {
        return new Details("", "", location, details.when(), Availability.BUSY, Status.CONFIRMED);
    }
}
