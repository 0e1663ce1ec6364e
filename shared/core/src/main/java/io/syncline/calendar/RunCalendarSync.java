package io.syncline.calendar;

import io.syncline.calendar.SyncedCalendar.Mode;
import io.syncline.calendar.SyncedCalendars.Claim;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Connections;
import io.syncline.connection.Provider;
import io.syncline.identity.OrganisationId;
import io.syncline.token.Grant;
import io.syncline.token.ObtainAccessToken;
import java.time.Duration;
import java.time.InstantSource;
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

    private final SyncedCalendars calendars;
    private final Connections connections;
    private final CalendarItems items;
    private final Jobs jobs;
    private final ObtainAccessToken tokens;
    private final Function<Provider, RemoteCalendars> remotes;
    private final RequestSync requestSync;
    private final InstantSource clock;

    public RunCalendarSync(
            SyncedCalendars calendars,
            Connections connections,
            CalendarItems items,
            Jobs jobs,
            ObtainAccessToken tokens,
            Function<Provider, RemoteCalendars> remotes,
            WakeUps wakeUps,
            InstantSource clock) {
        this.calendars = calendars;
        this.connections = connections;
        this.items = items;
        this.jobs = jobs;
        this.tokens = tokens;
        this.remotes = remotes;
        this.requestSync = new RequestSync(calendars, wakeUps);
        this.clock = clock;
    }

    /** Runs once; ends between two batches when the time is over. */
    public RunResult run(OrganisationId organisation, CalendarRef ref, TimeLeft timeLeft) {
        Optional<Claim> claim = calendars.claim(organisation, ref, CLAIM_LIFE);
        if (claim.isEmpty()) {
            return calendars.find(organisation, ref).isPresent()
                    ? new RunResult.AlreadyRunning()
                    : new RunResult.NothingToDo();
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
            log.failedUnexpectedly();
            throw e;
        }
        return ended(log);
    }

    private void perform(SyncedCalendar calendar, RunLog log, TimeLeft timeLeft) {
        if (calendar.mode() == Mode.OFF) {
            log.complete();
            return;
        }
        Optional<Connection> connection =
                connections.find(calendar.organisation(), calendar.ref().connection());
        if (connection.isEmpty() || !connection.get().syncsCalendars()) {
            log.fail(whyNot(connection));
            return;
        }
        switch (tokens.run(connection.get())) {
            case Grant.Valid valid -> {
                Access access =
                        new Access(tokens, connection.get(), valid.tokens().accessToken());
                RemoteCalendars remote = remotes.apply(calendar.provider());
                new CalendarRun(log, items, jobs, remote, access, requestSync, clock, timeLeft).run();
            }
            case Grant.NeedsReconnect(String reason) -> log.fail(reason);
            case Grant.Deferred(Duration retryAfter, String reason) -> log.defer(Optional.of(retryAfter), reason);
        }
    }

    private static String whyNot(Optional<Connection> connection) {
        return connection
                .map(Connection::state)
                .map(state -> switch (state) {
                    case ConnectionState.Active _ ->
                        "The permission for calendars was not given. Connect the account again and allow it.";
                    case ConnectionState.NeedsReconnect(String reason) -> reason;
                    case ConnectionState.Disconnected _ -> "The account was disconnected.";
                })
                .orElse("The account is not connected.");
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
