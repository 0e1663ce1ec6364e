package io.syncline.api;

import io.syncline.audit.AuditTrail;
import io.syncline.audit.RecordLook;
import io.syncline.authorisation.CheckConnection;
import io.syncline.authorisation.Disconnect;
import io.syncline.authorisation.EndGrant;
import io.syncline.authorisation.ListConsentRequests;
import io.syncline.authorisation.RedirectUris;
import io.syncline.authorisation.RemoveMember;
import io.syncline.authorisation.RemoveOrganisation;
import io.syncline.authorisation.SwitchServices;
import io.syncline.aws.start.AwsAdapters;
import io.syncline.aws.start.AwsClients;
import io.syncline.aws.start.Environment;
import io.syncline.calendar.CalendarItems;
import io.syncline.calendar.CancelJob;
import io.syncline.calendar.ChooseCalendar;
import io.syncline.calendar.CompleteJob;
import io.syncline.calendar.DecideReview;
import io.syncline.calendar.ExplainItem;
import io.syncline.calendar.FindCalendar;
import io.syncline.calendar.Jobs;
import io.syncline.calendar.ListCalendars;
import io.syncline.calendar.ListConflicts;
import io.syncline.calendar.ListEvents;
import io.syncline.calendar.ListReviews;
import io.syncline.calendar.PlaceJobs;
import io.syncline.calendar.PutBack;
import io.syncline.calendar.PutJob;
import io.syncline.calendar.RemoteCalendars;
import io.syncline.calendar.ReportSync;
import io.syncline.calendar.RequestSync;
import io.syncline.calendar.ResolveConflict;
import io.syncline.calendar.ResolveConflicts;
import io.syncline.calendar.SetSyncPolicy;
import io.syncline.calendar.StopSync;
import io.syncline.calendar.SyncNow;
import io.syncline.calendar.SyncedCalendars;
import io.syncline.calendar.UndoReview;
import io.syncline.connection.ListConnections;
import io.syncline.connection.Provider;
import io.syncline.edge.ProviderProbes;
import io.syncline.edge.ProviderServers;
import io.syncline.edge.Tokens;
import io.syncline.google.GoogleCalendars;
import io.syncline.microsoft.MicrosoftCalendars;
import io.syncline.token.Keyrings;
import io.syncline.token.ReportKeys;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;

/** Puts the function together. */
final class Wiring {

    private final Environment environment;
    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();
    private final AwsAdapters aws;
    private final ProviderServers servers;
    private final AuditTrail trail;
    private final Refusals refusals;
    private final RecordLook recordLook;
    private final Tokens tokens;
    private final RequestSync requestSync;
    private final Disconnect disconnect;

    Wiring(Map<String, String> variables) {
        this.environment = new Environment(variables);
        this.aws = new AwsAdapters(environment, new AwsClients(environment), clock, random);
        this.servers = new ProviderServers(environment, aws.providerClients(), clock);
        this.trail = aws.auditTrail();
        this.refusals = new Refusals(trail);
        this.recordLook = new RecordLook(trail, aws.leases());
        this.tokens = new Tokens(aws, servers, clock, random);
        this.requestSync = new RequestSync(aws.syncedCalendars(), aws.wakeUps());
        this.disconnect = new Disconnect(
                aws.connections(),
                aws.registry(),
                new EndGrant(
                        aws.connections(),
                        aws.tokenVault(),
                        aws.registry(),
                        servers,
                        new StopSync(aws.syncedCalendars()),
                        clock),
                clock);
    }

    SessionRoutes session() {
        return new SessionRoutes(
                environment.require("OIDC_ISSUER"),
                environment.require("OIDC_CLIENT_ID"),
                environment.require("OIDC_AUDIENCE"),
                servers);
    }

    ConnectionRoutes connections() {
        ListConsentRequests listConsentRequests = new ListConsentRequests(
                aws.consentRequests(),
                servers,
                aws.stateSignatures(),
                new RedirectUris(URI.create(environment.require("PUBLIC_ORIGIN"))),
                clock);
        return new ConnectionRoutes(
                new ListConnections(aws.connections()),
                listConsentRequests,
                aws.consentRequests(),
                new SwitchServices(aws.connections(), aws.registry(), requestSync),
                new CheckConnection(
                        aws.connections(),
                        tokens.obtainAccessToken(),
                        tokens.reviveGrant(),
                        new ProviderProbes(environment, clock),
                        aws.consentRequests(),
                        trail),
                disconnect,
                aws.tokenVault(),
                recordLook,
                refusals);
    }

    CalendarRoutes calendars() {
        ListCalendars listCalendars = new ListCalendars(aws.connections(), tokens.obtainAccessToken(), remotes());
        return new CalendarRoutes(
                listCalendars,
                new ChooseCalendar(listCalendars, aws.registry(), aws.syncedCalendars(), requestSync, clock),
                findCalendar(),
                new SyncNow(aws.connections(), requestSync),
                refusals);
    }

    OrganisationRoutes organisation() {
        Keyrings keyrings = aws.keyrings();
        return new OrganisationRoutes(
                new RemoveMember(aws.connections(), aws.consentRequests(), aws.removals(), disconnect, trail, clock),
                new RemoveOrganisation(aws.connections(), keyrings, disconnect),
                new ReportKeys(keyrings),
                recordLook,
                refusals);
    }

    JobRoutes jobs() {
        Jobs jobs = aws.jobs();
        PutJob putJob = new PutJob(jobs, aws.connections(), requestSync, clock);
        return new JobRoutes(
                jobs,
                new PlaceJobs(aws.connections(), aws.calendarItems()),
                putJob,
                new CancelJob(jobs, requestSync, clock),
                new CompleteJob(jobs, putJob),
                new PutBack(findCalendar(), aws.calendarItems(), jobs, trail, requestSync, clock),
                refusals);
    }

    ConflictRoutes conflicts() {
        CalendarItems items = aws.calendarItems();
        ResolveConflict resolveConflict =
                new ResolveConflict(findCalendar(), items, aws.jobs(), aws.resolutions(), trail, requestSync, clock);
        return new ConflictRoutes(
                new ListConflicts(
                        new ListConnections(aws.connections()),
                        items,
                        aws.syncedCalendars(),
                        aws.jobs(),
                        aws.resolutions()),
                resolveConflict,
                new ResolveConflicts(resolveConflict),
                refusals);
    }

    ReviewRoutes reviews() {
        SyncedCalendars calendars = aws.syncedCalendars();
        return new ReviewRoutes(
                new ListReviews(new ListConnections(aws.connections()), calendars, aws.reviews()),
                new DecideReview(findCalendar(), calendars, aws.reviews(), trail, requestSync, clock),
                new UndoReview(
                        findCalendar(),
                        calendars,
                        aws.reviews(),
                        aws.calendarItems(),
                        aws.jobs(),
                        trail,
                        requestSync,
                        clock),
                refusals);
    }

    PolicyRoutes policy() {
        return new PolicyRoutes(aws.syncPolicies(), new SetSyncPolicy(aws.syncPolicies(), trail), refusals);
    }

    OverviewRoutes overview() {
        CalendarItems items = aws.calendarItems();
        ListConnections listConnections = new ListConnections(aws.connections());
        PlaceJobs placeJobs = new PlaceJobs(aws.connections(), items);
        return new OverviewRoutes(
                new ListEvents(aws.jobs(), placeJobs, listConnections, items),
                new ReportSync(listConnections, aws.syncedCalendars(), items, clock),
                new ExplainItem(listConnections, aws.jobs(), placeJobs, items, aws.explanations(), clock),
                refusals);
    }

    private FindCalendar findCalendar() {
        return new FindCalendar(aws.connections());
    }

    private Function<Provider, RemoteCalendars> remotes() {
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
