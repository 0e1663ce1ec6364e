package io.syncline.api;

import io.syncline.authorisation.Disconnect;
import io.syncline.aws.start.AwsAdapters;
import io.syncline.aws.start.AwsClients;
import io.syncline.aws.start.Environment;
import io.syncline.calendar.CalendarItems;
import io.syncline.calendar.CancelJob;
import io.syncline.calendar.ChooseCalendar;
import io.syncline.calendar.Jobs;
import io.syncline.calendar.ListCalendars;
import io.syncline.calendar.ListEvents;
import io.syncline.calendar.PlaceJobs;
import io.syncline.calendar.PutJob;
import io.syncline.calendar.RemoteCalendars;
import io.syncline.calendar.ReportSync;
import io.syncline.calendar.RequestSync;
import io.syncline.calendar.StopSync;
import io.syncline.calendar.SyncNow;
import io.syncline.calendar.SyncedCalendars;
import io.syncline.connection.Connections;
import io.syncline.connection.ListConnections;
import io.syncline.connection.Provider;
import io.syncline.edge.ProviderServers;
import io.syncline.google.GoogleCalendars;
import io.syncline.microsoft.MicrosoftCalendars;
import io.syncline.token.ObtainAccessToken;
import io.syncline.token.TokenVault;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Puts the function together. */
record Wiring(SessionRoutes session, ConnectionRoutes connections, JobRoutes jobs, OverviewRoutes overview) {

    static Wiring of(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        AwsAdapters aws = new AwsAdapters(environment, new AwsClients(environment), clock, random);
        ProviderServers servers = new ProviderServers(environment, aws.providerClients(), clock);
        return new Wiring(
                session(environment, servers),
                connections(aws, servers, clock, remotes(environment, clock, random)),
                jobs(aws, clock),
                overview(aws));
    }

    private static SessionRoutes session(Environment environment, ProviderServers servers) {
        return new SessionRoutes(
                environment.require("OIDC_ISSUER"),
                environment.require("OIDC_CLIENT_ID"),
                environment.require("OIDC_AUDIENCE"),
                servers);
    }

    private static ConnectionRoutes connections(
            AwsAdapters aws,
            ProviderServers servers,
            InstantSource clock,
            Function<Provider, RemoteCalendars> remotes) {
        Connections connections = aws.connections();
        TokenVault vault = aws.tokenVault();
        SyncedCalendars calendars = aws.syncedCalendars();
        RequestSync requestSync = new RequestSync(calendars, aws.wakeUps());
        ObtainAccessToken tokens = new ObtainAccessToken(
                vault, connections, servers, aws.leases(), clock, moment -> LockSupport.parkNanos(moment.toNanos()));
        ListCalendars listCalendars = new ListCalendars(connections, tokens, remotes);
        return new ConnectionRoutes(
                new ListConnections(connections),
                new Disconnect(connections, vault, servers, new StopSync(calendars)),
                listCalendars,
                new ChooseCalendar(listCalendars, connections, calendars, requestSync, clock),
                new SyncNow(connections, requestSync));
    }

    private static JobRoutes jobs(AwsAdapters aws, InstantSource clock) {
        Jobs jobs = aws.jobs();
        RequestSync requestSync = new RequestSync(aws.syncedCalendars(), aws.wakeUps());
        return new JobRoutes(
                jobs,
                new PlaceJobs(aws.connections(), aws.calendarItems()),
                new PutJob(jobs, aws.connections(), requestSync, clock),
                new CancelJob(jobs, requestSync, clock));
    }

    private static OverviewRoutes overview(AwsAdapters aws) {
        CalendarItems items = aws.calendarItems();
        ListConnections listConnections = new ListConnections(aws.connections());
        return new OverviewRoutes(
                new ListEvents(aws.jobs(), new PlaceJobs(aws.connections(), items), listConnections, items),
                new ReportSync(listConnections, aws.syncedCalendars(), items));
    }

    private static Function<Provider, RemoteCalendars> remotes(
            Environment environment, InstantSource clock, SecureRandom random) {
        RemoteCalendars google =
                new GoogleCalendars(URI.create(environment.require("GOOGLE_CALENDAR_ROOT_URL")), clock);
        RemoteCalendars microsoft =
                new MicrosoftCalendars(URI.create(environment.require("MICROSOFT_GRAPH_ROOT_URL")), clock, random);
        return provider -> switch (provider) {
            case GOOGLE -> google;
            case MICROSOFT -> microsoft;
        };
    }
}
