package io.syncline.local.providers;

import io.syncline.local.providers.account.Accounts;
import io.syncline.local.providers.account.FirstCalendars;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.control.ControlHost;
import io.syncline.local.providers.control.DemoData;
import io.syncline.local.providers.control.ProviderState;
import io.syncline.local.providers.control.SimulatorControl;
import io.syncline.local.providers.fidelity.Door;
import io.syncline.local.providers.fidelity.FaultRules;
import io.syncline.local.providers.fidelity.Latency;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.fidelity.RequestLedger;
import io.syncline.local.providers.fidelity.SimulatorClock;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.google.GoogleCalendarHost;
import io.syncline.local.providers.google.GoogleDesk;
import io.syncline.local.providers.http.HttpHost;
import io.syncline.local.providers.http.SimulatorEndpoints;
import io.syncline.local.providers.microsoft.GraphHost;
import io.syncline.local.providers.microsoft.OutlookDesk;
import io.syncline.local.providers.oauth.GoogleAccountsHost;
import io.syncline.local.providers.oauth.MicrosoftLoginHost;
import io.syncline.local.providers.oauth.OAuthClient;
import io.syncline.local.providers.oauth.TokenLook;
import io.syncline.local.providers.oauth.TokenPolicy;
import io.syncline.local.providers.oauth.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Google and Microsoft, simulated: five HTTP hosts on 127.0.0.1 with shared state. */
public final class ProviderSimulators implements AutoCloseable {

    /** The hosts' names in the ledger and in fault rules, beside those of the two APIs. */
    public static final String GOOGLE_ACCOUNTS = "google-accounts";

    public static final String MICROSOFT_LOGIN = "microsoft-login";

    private final SimulatorSettings settings;
    private final List<HttpHost> hosts;
    private final SimulatorEndpoints endpoints;
    private final SimulatorControl control;

    private ProviderSimulators(SimulatorSettings settings, List<HttpHost> hosts) {
        this.settings = settings;
        this.hosts = hosts;
        this.endpoints = new SimulatorEndpoints(
                hosts.get(0).origin(),
                hosts.get(1).origin(),
                hosts.get(2).origin(),
                hosts.get(3).origin(),
                hosts.get(4).origin());
        this.control = assemble();
    }

    /**
     * Starts all five hosts.
     *
     * @throws io.syncline.local.providers.http.PortTaken when one of the ports is in use; none is open then
     */
    public static ProviderSimulators start(SimulatorSettings settings) {
        return new ProviderSimulators(settings, bound(settings.ports()));
    }

    public SimulatorEndpoints endpoints() {
        return endpoints;
    }

    public SimulatorControl control() {
        return control;
    }

    /** The application that the Google simulator knows, with its secret. */
    public OAuthClient googleClient() {
        return settings.google();
    }

    /** The application that the Microsoft simulator knows, with its secret. */
    public OAuthClient microsoftClient() {
        return settings.microsoft();
    }

    @Override
    public void close() {
        hosts.forEach(HttpHost::close);
    }

    private static List<HttpHost> bound(SimulatorSettings.Ports ports) {
        var hosts = new ArrayList<HttpHost>();
        try {
            hosts.add(HttpHost.bind(GOOGLE_ACCOUNTS, ports.googleAccounts()));
            hosts.add(HttpHost.bind(GoogleCalendarHost.PART, ports.googleCalendar()));
            hosts.add(HttpHost.bind(MICROSOFT_LOGIN, ports.microsoftLogin()));
            hosts.add(HttpHost.bind(GraphHost.PART, ports.graph()));
            hosts.add(HttpHost.bind("simulator-control", ports.control()));
            return List.copyOf(hosts);
        } catch (RuntimeException failed) {
            hosts.forEach(HttpHost::close);
            throw failed;
        }
    }

    private SimulatorControl assemble() {
        var world = new World(
                new SimulatorClock(settings.clock()),
                settings.random(),
                new Latency(settings.latency()),
                new FaultRules(),
                new RequestLedger());
        var google = google(world);
        var microsoft = microsoft(world);
        var controlled = new SimulatorControl(world, Map.of(Provider.GOOGLE, google, Provider.MICROSOFT, microsoft));
        var graph = new GraphHost(world, microsoft.tokens(), endpoints.graph());
        hosts.get(1).start(new GoogleCalendarHost(world, google.tokens()).responder());
        hosts.get(3).start(graph.responder());
        hosts.get(4).start(new ControlHost(controlled, endpoints, graph::beginRoundsWithAnEmptyPage).responder());
        if (settings.demoData()) {
            new DemoData(controlled, Map.of(Provider.GOOGLE, google.desk(), Provider.MICROSOFT, microsoft.desk()))
                    .plant();
        }
        return controlled;
    }

    private ProviderState google(World world) {
        var tokens = new Tokens(world, TokenLook.GOOGLE, new TokenPolicy(settings.accessTokenLife()));
        var accounts = new Accounts(Provider.GOOGLE, newcomer -> FirstCalendars.opened(Provider.GOOGLE, newcomer));
        var signIn = new GoogleAccountsHost(world, settings.google(), accounts, tokens, endpoints.googleIssuer());
        var door = new Door(GOOGLE_ACCOUNTS, world, signIn::speaker, request -> LedgerEntry.Kind.AUTH);
        hosts.get(0).start(door.before(signIn.routes()));
        return new ProviderState(accounts, tokens, new GoogleDesk(world, tokens));
    }

    private ProviderState microsoft(World world) {
        var tokens = new Tokens(world, TokenLook.MICROSOFT, new TokenPolicy(settings.accessTokenLife()));
        var accounts =
                new Accounts(Provider.MICROSOFT, newcomer -> FirstCalendars.opened(Provider.MICROSOFT, newcomer));
        var signIn = new MicrosoftLoginHost(
                world, settings.microsoft(), accounts, tokens, endpoints.microsoftLogin(), endpoints.graph());
        var door = new Door(MICROSOFT_LOGIN, world, signIn::speaker, request -> LedgerEntry.Kind.AUTH);
        hosts.get(2).start(door.before(signIn.routes()));
        return new ProviderState(accounts, tokens, new OutlookDesk(world, tokens));
    }
}
