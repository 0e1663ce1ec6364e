package io.syncline.calendar;

import io.syncline.audit.Actor;
import io.syncline.calendar.SyncedCalendar.Mode;
import io.syncline.calendar.SyncedCalendars.Claim;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Connections;
import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.identity.OrganisationId;
import io.syncline.token.Grant;
import io.syncline.token.ObtainAccessToken;
import io.syncline.token.Secret;
import io.syncline.token.TokenUse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One pass over one calendar: what waits is pushed, then what changed is pulled.
 *
 * <p>The state row is the truth. A run reads {@code requested} first and ends by setting {@code synced} to what it
 * read; whatever is asked for meanwhile leaves the row dirty, and it runs again.
 */
public final class RunCalendarSync {

    /** How long a claim holds without a sign of life; a run gives one after every batch. */
    static final Duration CLAIM_LIFE = Duration.ofMinutes(2);

    private static final Actor ACTOR = Actor.function("calendar-sync");

    private final SyncedCalendars calendars;
    private final Connections connections;
    private final CalendarRun.Ports ports;
    private final ObtainAccessToken tokens;
    private final Function<Provider, RemoteCalendars> remotes;
    private final RequestSync requestSync;
    private final InstantSource clock;
    private final OpenGrants openGrants;

    /** Runs that only poll. */
    public RunCalendarSync(
            SyncedCalendars calendars,
            Connections connections,
            CalendarItems items,
            Jobs jobs,
            SyncPolicies policies,
            CrmBus bus,
            ObtainAccessToken tokens,
            Function<Provider, RemoteCalendars> remotes,
            WakeUps wakeUps,
            InstantSource clock) {
        this(calendars, connections, items, jobs, policies, bus, Optional.empty(), tokens, remotes, wakeUps, clock);
    }

    /**
     * Runs.
     *
     * @param push keeps calendars told of changes
     */
    public RunCalendarSync(
            SyncedCalendars calendars,
            Connections connections,
            CalendarItems items,
            Jobs jobs,
            SyncPolicies policies,
            CrmBus bus,
            Optional<KeepPush> push,
            ObtainAccessToken tokens,
            Function<Provider, RemoteCalendars> remotes,
            WakeUps wakeUps,
            InstantSource clock) {
        this.calendars = calendars;
        this.connections = connections;
        this.ports = new CalendarRun.Ports(items, jobs, policies, bus, push);
        this.tokens = tokens;
        this.remotes = remotes;
        this.requestSync = new RequestSync(calendars, wakeUps);
        this.clock = clock;
        this.openGrants = new OpenGrants(clock);
    }

    /**
     * Runs once; ends between two batches when the time is over.
     *
     * @param requested the counter that the wake-up came with: one that is served already is not served again
     */
    public RunResult run(OrganisationId organisation, CalendarRef ref, long requested, TimeLeft timeLeft) {
        Optional<Claim> claim = calendars.claim(organisation, ref, CLAIM_LIFE);
        if (claim.isEmpty()) {
            return calendars.find(organisation, ref).isPresent()
                    ? new RunResult.AlreadyRunning()
                    : new RunResult.NothingToDo();
        }
        if (claim.get().calendar().synced() >= requested) {
            calendars.release(claim.get(), claim.get().calendar());
            return new RunResult.NothingToDo();
        }
        return runClaimed(claim.get(), timeLeft);
    }

    private RunResult runClaimed(Claim claim, TimeLeft timeLeft) {
        RunLog log = new RunLog(calendars, claim, clock);
        try {
            perform(claim.calendar(), log, timeLeft);
        } catch (ClaimLost e) {
            return new RunResult.Ran(SyncedCalendar.Outcome.SUPERSEDED, log.counts(), false);
        } catch (RuntimeException e) {
            return broken(log, e);
        }
        tellOfFailure(claim.calendar(), log);
        return ended(log);
    }

    /** The CRM is told once when a calendar cannot go on until somebody acts. */
    private void tellOfFailure(SyncedCalendar before, RunLog log) {
        boolean isNew = log.outcome() == SyncedCalendar.Outcome.FAILED
                && !before.problem().equals(log.calendar().problem());
        if (isNew) {
            CrmEvent event = new CrmEvent.SyncFailed(
                    log.run(),
                    before.organisation(),
                    clock.instant(),
                    Optional.empty(),
                    before.owner(),
                    log.calendar().problem().orElseThrow());
            ports.items()
                    .commit(
                            before.organisation(),
                            before.ref(),
                            List.of(new Commit(event.id(), List.of(new RowChange.Owe(event)))));
            Outbox outbox = new Outbox(ports.bus(), ports.items(), before.organisation(), before.ref());
            outbox.add(List.of(event));
            outbox.flush();
        }
    }

    /** Once the row says that it is due again soon, nothing is left to be done with the message that woke us. */
    private static RunResult broken(RunLog log, RuntimeException cause) {
        try {
            log.failedUnexpectedly();
            return new RunResult.Broken(cause);
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
            throw cause;
        }
    }

    private void perform(SyncedCalendar calendar, RunLog log, TimeLeft timeLeft) {
        Optional<OpenGrants.Open> open = isPoll(calendar) ? openGrants.find(calendar) : Optional.empty();
        open.ifPresentOrElse(
                grant -> perform(log, grant.connection(), grant.use(), grant.token(), timeLeft),
                () -> performWithConnection(calendar, log, timeLeft));
        if (log.outcome() != SyncedCalendar.Outcome.COMPLETED) {
            openGrants.forget(calendar);
        }
    }

    /** Whether nobody asked for the run but the schedule: whatever changes a connection or its choices asks for one. */
    private boolean isPoll(SyncedCalendar calendar) {
        boolean carries = calendar.mode() == Mode.JOBS || calendar.mode() == Mode.READS;
        return carries
                && calendar.requested() == calendar.synced() + 1
                && !calendar.nextDueAt().isAfter(clock.instant())
                && !calendar.sweep()
                && calendar.problem().isEmpty()
                && calendar.review().isEmpty();
    }

    private static boolean waitsForDecision(SyncedCalendar calendar) {
        return calendar.mode() == Mode.JOBS
                && calendar.review().filter(Review::isOpen).isPresent();
    }

    private void perform(RunLog log, Connection connection, TokenUse use, Secret token, TimeLeft timeLeft) {
        Access access = new Access(tokens, connections, connection, use, token);
        RemoteCalendars remote = remotes.apply(connection.provider());
        new CalendarRun(log, ports, remote, access, requestSync, clock, timeLeft).run();
        if (!access.token().equals(token)) {
            openGrants.forget(log.calendar());
        }
    }

    private void performWithConnection(SyncedCalendar calendar, RunLog log, TimeLeft timeLeft) {
        Optional<Connection> connection = connections
                .find(calendar.organisation(), calendar.ref().connection())
                .filter(one -> !one.isDisconnected());
        log.become(connection.map(one -> mode(one, calendar)).orElse(Mode.OFF));
        if (log.calendar().mode() == Mode.OFF) {
            ports.push()
                    .flatMap(push -> push.end(log.calendar(), Optional.empty()))
                    .ifPresent(log::hearing);
            log.complete();
            return;
        }
        Connection connected = connection.orElseThrow();
        if (!connected.syncsCalendars()) {
            log.fail(whyNot(connected));
            return;
        }
        if (log.calendar().mode() == Mode.LEAVING && !connected.may(Service.CALENDAR)) {
            log.fail("The account is connected read-only: what stands in this calendar cannot be taken off.");
            return;
        }
        if (waitsForDecision(log.calendar())) {
            log.waitForDecision();
            return;
        }
        TokenUse use = use(calendar, connected);
        Optional<Secret> open = openGrants.find(calendar, connected);
        if (open.isPresent()) {
            perform(log, connected, use, open.get(), timeLeft);
            return;
        }
        switch (tokens.run(connected, use)) {
            case Grant.Valid valid -> {
                Secret token = valid.tokens().accessToken();
                openGrants.remember(
                        calendar, connected, use, token, valid.tokens().expiresAt());
                perform(log, connected, use, token, timeLeft);
            }
            case Grant.NeedsReconnect(String reason) -> log.fail(reason);
            case Grant.NotPermitted notPermitted -> log.fail(notPermitted.reason());
            case Grant.Deferred(Duration retryAfter, String reason) -> log.defer(Optional.of(retryAfter), reason);
        }
    }

    /** Leaving a calendar takes events off it, which needs the right to write as much as putting them there. */
    private static TokenUse use(SyncedCalendar calendar, Connection connection) {
        Service service = connection.may(Service.CALENDAR) ? Service.CALENDAR : Service.CALENDAR_READ;
        return new TokenUse(
                service, ACTOR, "sync of calendar " + calendar.ref().calendar().value());
    }

    /**
     * The choice of calendar is the connection's; a row that says otherwise is one whose change was cut short, and
     * follows.
     */
    private static Mode mode(Connection connection, SyncedCalendar calendar) {
        if (connection.calendar().isEmpty()) {
            return Mode.OFF;
        }
        boolean chosen = connection
                .calendar()
                .get()
                .id()
                .equals(calendar.ref().calendar().value());
        return switch (calendar.mode()) {
            case JOBS, READS -> chosen ? carrying(connection, calendar) : Mode.LEAVING;
            case LEAVING, OFF -> chosen ? carrying(connection, calendar) : calendar.mode();
        };
    }

    /** A grant that is dead for a while changes nothing about what its calendar is for. */
    private static Mode carrying(Connection connection, SyncedCalendar calendar) {
        if (connection.may(Service.CALENDAR)) {
            return Mode.JOBS;
        }
        boolean reads = connection.may(Service.CALENDAR_READ) || calendar.mode() == Mode.READS;
        return reads ? Mode.READS : Mode.JOBS;
    }

    private static String whyNot(Connection connection) {
        return switch (connection.state()) {
            case ConnectionState.Active _ ->
                Service.CALENDAR_READ.isCoveredBy(connection.requested())
                        ? "The permission for calendars was not given. Connect the account again and allow it."
                        : "Calendars are switched off for this account.";
            case ConnectionState.NeedsReconnect dead -> dead.reason();
            case ConnectionState.NeedsAdministrator dead -> dead.reason();
            case ConnectionState.Disconnected _ -> "The account was disconnected.";
        };
    }

    private RunResult ended(RunLog log) {
        Optional<SyncedCalendar> stored = log.release();
        if (stored.isEmpty()) {
            return new RunResult.Ran(SyncedCalendar.Outcome.SUPERSEDED, log.counts(), false);
        }
        SyncedCalendar now = stored.get();
        boolean again = now.isDirty() && log.mayGoOnAtOnce();
        if (again) {
            requestSync.runNow(now.organisation(), now.ref());
        }
        return new RunResult.Ran(log.outcome(), log.counts(), again);
    }
}
