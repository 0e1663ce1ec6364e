package io.syncline.authorisation;

import io.syncline.InMemoryClock;
import io.syncline.InMemoryStorage;
import io.syncline.audit.Actor;
import io.syncline.audit.InMemoryAuditTrail;
import io.syncline.authorisation.CompleteConnection.Completion;
import io.syncline.authorisation.CompleteConnection.Return;
import io.syncline.authorisation.StartConnection.Start;
import io.syncline.authorisation.StartConnection.Wish;
import io.syncline.calendar.InMemorySyncedCalendars;
import io.syncline.calendar.RecordingWakeUps;
import io.syncline.calendar.RequestSync;
import io.syncline.calendar.StopSync;
import io.syncline.connection.AuthorizationFakes;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.InMemoryConnections;
import io.syncline.connection.Provider;
import io.syncline.connection.ProviderAccount;
import io.syncline.connection.RecordingAnnouncements;
import io.syncline.connection.Service;
import io.syncline.identity.Caller;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.Role;
import io.syncline.identity.UserId;
import io.syncline.token.AccountAnswer;
import io.syncline.token.AuthorizationServers;
import io.syncline.token.InMemoryKeyrings;
import io.syncline.token.InMemoryRegistry;
import io.syncline.token.InMemoryTokenVault;
import io.syncline.token.ObtainAccessToken;
import io.syncline.token.Pause;
import io.syncline.token.PlanRefresh;
import io.syncline.token.RecordingAlarms;
import io.syncline.token.RecordingRefreshOrders;
import io.syncline.token.RefreshAhead;
import io.syncline.token.RefreshOrder;
import io.syncline.token.RefreshTokens;
import io.syncline.token.Refreshing;
import io.syncline.token.ReviveGrant;
import io.syncline.token.RotateKeys;
import io.syncline.token.Secret;
import io.syncline.token.ServiceProbes;
import io.syncline.token.TokenSet;
import io.syncline.token.TokenUse;
import io.syncline.traffic.InMemoryLeases;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** An organisation whose people connect accounts, with a provider and storage in memory. */
public final class AccountsScene {

    public static final OrganisationId ORG = new OrganisationId("fieldworks");
    public static final Caller TESS = new Caller(ORG, new UserId("tess"), "Tess", Set.of(Role.TECHNICIAN));
    public static final Caller DANA = new Caller(ORG, new UserId("dana"), "Dana", Set.of(Role.DISPATCHER));
    public static final Caller ADA = new Caller(ORG, new UserId("ada"), "Ada", Set.of(Role.ADMINISTRATOR));
    public static final Actor WORKER = Actor.function("worker");

    public final InMemoryClock clock = InMemoryClock.atNoon();
    public final InMemoryStorage storage = new InMemoryStorage();
    public final InMemoryRegistry registry = new InMemoryRegistry(storage, clock);
    public final InMemoryConnections connections = registry.connections();
    public final InMemoryTokenVault vault = registry.vault();
    public final InMemoryAuditTrail trail = registry.trail();
    public final InMemoryKeyrings keyrings = registry.keyrings();
    public final InMemoryLeases leases = new InMemoryLeases(storage, clock);
    public final InMemoryPendingAuthorisations pendings = new InMemoryPendingAuthorisations(registry);
    public final InMemoryConsentRequests requests = new InMemoryConsentRequests(storage);
    public final InMemoryRemovals removals = new InMemoryRemovals(storage);
    public final AuthorizationFakes server = new AuthorizationFakes();
    public final AuthorizationServers servers = _ -> server;
    public final RecordingAlarms alarms = new RecordingAlarms();
    public final RecordingAnnouncements announcements = new RecordingAnnouncements();
    public final RecordingRefreshOrders orders = new RecordingRefreshOrders();
    public final InMemorySyncedCalendars calendars = new InMemorySyncedCalendars(clock);
    public final RecordingWakeUps wakeUps = new RecordingWakeUps();
    public final RequestSync requestSync = new RequestSync(calendars, wakeUps);
    public final StateSignatures signatures = new KeyedSignatures("key");
    public final RedirectUris redirectUris = new RedirectUris(URI.create("https://syncline.example"));

    /** What passes where somebody waits; nothing, unless a test says otherwise. */
    public Pause pause = _ -> {};

    private final Pause waiting = moment -> pause.take(moment);

    /** What a probe of a service finds. */
    public ServiceProbes.Probe probed = ServiceProbes.Probe.WORKS;

    public final StartConnection start =
            new StartConnection(connections, servers, pendings, signatures, redirectUris, new Random(7), clock);
    public final CompleteConnection complete = new CompleteConnection(
            servers,
            pendings,
            requests,
            removals,
            signatures,
            redirectUris,
            vault,
            connections,
            registry,
            trail,
            alarms,
            requestSync,
            new RefreshAhead(new Random(7)),
            clock,
            waiting);
    public final EndGrant endGrant =
            new EndGrant(connections, vault, registry, servers, new StopSync(calendars), clock);
    public final Disconnect disconnect = new Disconnect(connections, registry, endGrant, clock);
    public final FinishConnections finish =
            new FinishConnections(connections, registry, announcements, requests, endGrant);
    public final SwitchServices switchServices = new SwitchServices(connections, registry, requestSync);
    public final Refreshing refreshing =
            new Refreshing(vault, connections, registry, servers, alarms, clock, new Random(7), waiting);
    public final ObtainAccessToken obtain = new ObtainAccessToken(vault, refreshing, leases, trail, clock, waiting);
    public final RefreshTokens refreshTokens =
            new RefreshTokens(vault, connections, registry, refreshing, leases, clock);
    public final PlanRefresh planRefresh = new PlanRefresh(vault, orders, clock);
    public final ReviveGrant reviveGrant = new ReviveGrant(vault, connections, registry, refreshing, leases);
    public final CheckConnection check =
            new CheckConnection(connections, obtain, reviveGrant, (_, _, _) -> probed, requests, trail);
    public final RemoveMember removeMember =
            new RemoveMember(connections, requests, removals, disconnect, trail, clock);
    public final RemoveOrganisation removeOrganisation = new RemoveOrganisation(connections, keyrings, disconnect);
    public final RotateKeys rotateKeys = new RotateKeys(keyrings, clock);
    public final ManageKeyrings manageKeyrings = new ManageKeyrings(keyrings, rotateKeys, removeOrganisation, clock);
    public final ListConsentRequests listRequests =
            new ListConsentRequests(requests, servers, signatures, redirectUris, clock);
    public final AnswerAdminConsent answerConsent = new AnswerAdminConsent(requests, signatures, trail, clock);

    /** Signatures whose key is text; good enough to tell one from another. */
    public record KeyedSignatures(String key) implements StateSignatures {

        @Override
        public String sign(String text) {
            return RandomText.challengeOf(key + text);
        }

        @Override
        public boolean matches(String text, String signature) {
            return sign(text).equals(signature);
        }
    }

    /** Somebody starts to connect a Google account for calendars. */
    public Start.Started started(Caller caller) {
        return started(caller, Set.of(Service.CALENDAR), Optional.empty());
    }

    /** Somebody starts to connect a Google account. */
    public Start.Started started(Caller caller, Set<Service> services, Optional<ConnectionId> again) {
        Wish wish = new Wish(Provider.GOOGLE, services, new ReturnPath("/week"), again);
        return (Start.Started) start.run(caller, wish);
    }

    /** The state that the browser carries. */
    public static String state(Start.Started started) {
        return started.authorizationUri().getQuery().replaceAll(".*state=([^&]*).*", "$1");
    }

    /** What the browser brings back after its person said yes. */
    public static Return back(Start.Started started) {
        return new Return(
                Optional.of(Provider.GOOGLE),
                Optional.of(state(started)),
                Optional.of(Secret.of("code")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(started.cookie()));
    }

    /** Connects for calendars. */
    public Completion connect(Caller caller) {
        return complete.run(back(started(caller)));
    }

    /** Connects, and expects that it works. */
    public Connection connected(Caller caller) {
        return find(((Completion.Connected) connect(caller)).connection());
    }

    /** From now on somebody signs in with another account. */
    public void signsInAs(String account) {
        server.answers(new AccountAnswer.Known(new ProviderAccount(account, account + "@fieldworks.example", "")));
    }

    public Connection find(ConnectionId id) {
        return connections.find(ORG, id).orElseThrow();
    }

    /** The connection as it is now. */
    public Connection now(Connection connection) {
        return connections.find(connection.organisation(), connection.id()).orElseThrow();
    }

    public TokenSet tokens(Connection connection) {
        return vault.read(connection.organisation(), connection.id()).orElseThrow();
    }

    /** The refresh token that is stored. */
    public Secret refreshToken(Connection connection) {
        return tokens(connection).refreshToken().orElseThrow();
    }

    public static TokenUse use(Service service) {
        return new TokenUse(service, WORKER, "test");
    }

    /** The access token is over. */
    public void tokensEnd() {
        clock.goOn(Duration.ofMinutes(59));
    }

    /** One tick of the planner, with all orders worked off and all that is unfinished gone through. */
    public List<RuntimeException> tick() {
        planRefresh.run();
        for (RefreshOrder order : orders.take()) {
            refreshTokens.run(order);
        }
        return finish.run();
    }
}
