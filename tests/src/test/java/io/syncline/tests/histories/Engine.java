package io.syncline.tests.histories;

import io.syncline.audit.AuditTrail;
import io.syncline.calendar.CalendarItems;
import io.syncline.calendar.CancelJob;
import io.syncline.calendar.Channels;
import io.syncline.calendar.CrmBus;
import io.syncline.calendar.DecideReview;
import io.syncline.calendar.FindCalendar;
import io.syncline.calendar.Jobs;
import io.syncline.calendar.KeepPush;
import io.syncline.calendar.ListConflicts;
import io.syncline.calendar.PlanSync;
import io.syncline.calendar.PushReports;
import io.syncline.calendar.PutBack;
import io.syncline.calendar.PutJob;
import io.syncline.calendar.ReceiveNotice;
import io.syncline.calendar.RemoteCalendars;
import io.syncline.calendar.RemoteChannels;
import io.syncline.calendar.RequestSync;
import io.syncline.calendar.ResolveConflict;
import io.syncline.calendar.Reviews;
import io.syncline.calendar.RunCalendarSync;
import io.syncline.calendar.SyncPolicies;
import io.syncline.calendar.SyncPolicy;
import io.syncline.calendar.SyncedCalendars;
import io.syncline.calendar.UndoReview;
import io.syncline.calendar.WakeUps;
import io.syncline.connection.AuthorizationFakes;
import io.syncline.connection.Connections;
import io.syncline.connection.ListConnections;
import io.syncline.token.ObtainAccessToken;
import io.syncline.token.RecordingAlarms;
import io.syncline.token.Refreshing;
import io.syncline.traffic.InMemoryLeases;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;

/** The real use cases, over ports at any call of which they may die. */
record Engine(
        RequestSync requestSync,
        RunCalendarSync runSync,
        PlanSync planSync,
        ReceiveNotice receiveNotice,
        PutJob putJob,
        CancelJob cancelJob,
        ListConflicts listConflicts,
        ResolveConflict resolveConflict,
        DecideReview decideReview,
        UndoReview undoReview,
        PutBack putBack) {

    /**
     * What the use cases stand on.
     *
     * @param servers who answers a refresh
     */
    record Ground(
            Storage storage,
            Mortality mortality,
            Adapters adapters,
            AuthorizationFakes servers,
            SyncPolicy policy,
            CrmBus bus,
            WakeUps wakeUps,
            InstantSource clock,
            long seed) {

        private <T> T mortal(Class<T> port, T inside) {
            return mortality.of(port, inside);
        }
    }

    static Engine on(Ground ground) {
        Storage storage = ground.storage();
        InstantSource clock = ground.clock();
        SyncedCalendars calendars = ground.mortal(SyncedCalendars.class, storage.calendars());
        CalendarItems items = ground.mortal(CalendarItems.class, storage.items());
        Jobs jobs = ground.mortal(Jobs.class, storage.jobs());
        Reviews reviews = ground.mortal(Reviews.class, storage.reviews());
        Connections connections = storage.registry().connections();
        AuditTrail trail = storage.registry().trail();
        RequestSync requestSync = new RequestSync(calendars, ground.wakeUps());
        FindCalendar find = new FindCalendar(connections);
        return new Engine(
                requestSync,
                runSync(ground, calendars, items, jobs, requestSync),
                new PlanSync(storage.calendars(), ground.wakeUps(), clock),
                new ReceiveNotice(
                        ground.mortal(Channels.class, storage.channels()),
                        ground.mortal(PushReports.class, storage.calendars()),
                        requestSync,
                        clock),
                new PutJob(jobs, connections, requestSync, clock),
                new CancelJob(jobs, requestSync, clock),
                new ListConflicts(
                        new ListConnections(connections),
                        storage.items(),
                        storage.calendars(),
                        storage.jobs(),
                        storage.resolutions()),
                new ResolveConflict(find, items, jobs, storage.resolutions(), trail, requestSync, clock),
                new DecideReview(find, calendars, reviews, trail, requestSync, clock),
                new UndoReview(find, calendars, reviews, items, jobs, trail, requestSync, clock),
                new PutBack(find, items, jobs, trail, requestSync, clock));
    }

    private static RunCalendarSync runSync(
            Ground ground, SyncedCalendars calendars, CalendarItems items, Jobs jobs, RequestSync requestSync) {
        Adapters adapters = ground.adapters();
        KeepPush keepPush = new KeepPush(
                ground.mortal(Channels.class, ground.storage().channels()),
                provider -> ground.mortal(RemoteChannels.class, adapters.channels(provider)),
                requestSync,
                ground.clock(),
                new Random(ground.seed() + 3));
        return new RunCalendarSync(
                calendars,
                ground.storage().registry().connections(),
                items,
                jobs,
                ground.mortal(SyncPolicies.class, Policies.always(ground.policy())),
                ground.mortal(CrmBus.class, ground.bus()),
                Optional.of(keepPush),
                tokens(ground),
                provider -> ground.mortal(RemoteCalendars.class, adapters.of(provider)),
                ground.wakeUps(),
                ground.clock());
    }

    private static ObtainAccessToken tokens(Ground ground) {
        Storage storage = ground.storage();
        Refreshing refreshing = new Refreshing(
                storage.registry().vault(),
                storage.registry().connections(),
                storage.registry(),
                _ -> ground.servers(),
                new RecordingAlarms(),
                ground.clock(),
                new Random(7),
                _ -> {});
        return new ObtainAccessToken(
                storage.registry().vault(),
                refreshing,
                new InMemoryLeases(ground.clock()),
                storage.registry().trail(),
                ground.clock(),
                _ -> {});
    }
}
