package io.syncline.local.providers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Accounts;
import io.syncline.local.providers.account.FirstCalendars;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserDesk;
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
import io.syncline.local.providers.google.GmailHost;
import io.syncline.local.providers.google.GoogleCalendarHost;
import io.syncline.local.providers.google.GoogleDesk;
import io.syncline.local.providers.google.PeopleHost;
import io.syncline.local.providers.http.HttpHost;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.http.SimulatorEndpoints;
import io.syncline.local.providers.kept.Saving;
import io.syncline.local.providers.kept.StateFile;
import io.syncline.local.providers.microsoft.GraphHost;
import io.syncline.local.providers.microsoft.OutlookDesk;
import io.syncline.local.providers.oauth.GoogleAccountsHost;
import io.syncline.local.providers.oauth.MicrosoftLoginHost;
import io.syncline.local.providers.oauth.OAuthClient;
import io.syncline.local.providers.oauth.SignInScript;
import io.syncline.local.providers.oauth.Tenants;
import io.syncline.local.providers.oauth.TokenLook;
import io.syncline.local.providers.oauth.TokenPolicy;
import io.syncline.local.providers.oauth.Tokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Google and Microsoft, simulated: seven HTTP hosts on 127.0.0.1 with shared state. */
public final class ProviderSimulators implements AutoCloseable {

    /** The hosts' names in the ledger and in fault rules, beside those of the two APIs. */
    public static final String GOOGLE_ACCOUNTS = GoogleAccountsHost.PART;

    public static final String MICROSOFT_LOGIN = MicrosoftLoginHost.PART;

    private final SimulatorSettings settings;
    private final List<HttpHost> hosts;
    private final SimulatorEndpoints endpoints;
    private final SimulatorControl control;
    private final Optional<Saving> saving;

    private ProviderSimulators(SimulatorSettings settings, List<HttpHost> hosts, Kept kept) {
        this.settings = settings;
        this.hosts = hosts;
        this.endpoints = new SimulatorEndpoints(
                hosts.get(0).origin(),
                hosts.get(1).origin(),
                hosts.get(2).origin(),
                hosts.get(3).origin(),
                hosts.get(4).origin(),
                hosts.get(5).origin(),
                hosts.get(6).origin());
        var world = new World(
                new SimulatorClock(settings.clock()),
                settings.random(),
                new Latency(settings.latency()),
                new FaultRules(),
                new RequestLedger());
        var google = google(world);
        var microsoft = microsoft(world);
        var states = Map.of(Provider.GOOGLE, google, Provider.MICROSOFT, microsoft);
        var graph = new GraphHost(world, microsoft.tokens(), endpoints.graph());
        this.control = new SimulatorControl(world, states);
        var state = new KeptState(world, states, graph, control, portsOf(hosts), settings.accessTokenLife());
        if (kept.state().isPresent()) {
            kept.restoreInto(state);
        } else {
            plant(states);
        }
        this.saving = kept.file().map(file -> new Saving(file, state::mark, state::json));
        open(world, google, microsoft, graph);
        saving.ifPresent(Saving::start);
    }

    /** Where state is kept, and what was there. */
    private record Kept(Optional<StateFile> file, Optional<ObjectNode> state) {

        static Kept in(Optional<Path> folder) {
            var file = folder.map(StateFile::new);
            return new Kept(file, file.flatMap(StateFile::read));
        }

        Optional<SimulatorSettings.Ports> ports() {
            return taken(KeptState::ports);
        }

        void restoreInto(KeptState target) {
            var _ = taken(json -> {
                target.restore(json);
                return target;
            });
        }

        private <T> Optional<T> taken(Function<ObjectNode, T> reading) {
            return file.flatMap(found -> state.map(json -> found.taken(json, reading)));
        }
    }

    /**
     * Starts all seven hosts.
     *
     * @throws io.syncline.local.providers.http.PortTaken when one of the ports is in use; none is open then
     * @throws io.syncline.local.providers.kept.UnreadableState when the kept state is broken; it stays as it is
     */
    public static ProviderSimulators start(SimulatorSettings settings) {
        var kept = Kept.in(settings.keptIn());
        var hosts = bound(kept.ports().orElse(settings.ports()));
        try {
            return new ProviderSimulators(settings, hosts, kept);
        } catch (RuntimeException failed) {
            hosts.forEach(HttpHost::close);
            throw failed;
        }
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
        saving.ifPresent(Saving::close);
    }

    private static List<HttpHost> bound(SimulatorSettings.Ports ports) {
        var hosts = new ArrayList<HttpHost>();
        try {
            hosts.add(HttpHost.bind(GOOGLE_ACCOUNTS, ports.googleAccounts()));
            hosts.add(HttpHost.bind(GoogleCalendarHost.PART, ports.googleCalendar()));
            hosts.add(HttpHost.bind(MICROSOFT_LOGIN, ports.microsoftLogin()));
            hosts.add(HttpHost.bind(GraphHost.PART, ports.graph()));
            hosts.add(HttpHost.bind("simulator-control", ports.control()));
            hosts.add(HttpHost.bind(GmailHost.PART, ports.gmail()));
            hosts.add(HttpHost.bind(PeopleHost.PART, ports.people()));
            return List.copyOf(hosts);
        } catch (RuntimeException failed) {
            hosts.forEach(HttpHost::close);
            throw failed;
        }
    }

    private static SimulatorSettings.Ports portsOf(List<HttpHost> hosts) {
        return new SimulatorSettings.Ports(
                hosts.get(0).port(),
                hosts.get(1).port(),
                hosts.get(2).port(),
                hosts.get(3).port(),
                hosts.get(4).port(),
                hosts.get(5).port(),
                hosts.get(6).port());
    }

    private void plant(Map<Provider, ProviderState> states) {
        if (settings.demoData()) {
            var desks = new EnumMap<Provider, UserDesk>(Provider.class);
            states.forEach((provider, state) -> desks.put(provider, state.desk()));
            new DemoData(control, desks).plant();
        }
    }

    /** Lets requests in, now that everything is in its place. */
    private void open(World world, ProviderState google, ProviderState microsoft, GraphHost graph) {
        var googleSignIn = new GoogleAccountsHost(world, settings.google(), google.access(), endpoints.googleIssuer());
        var microsoftSignIn = new MicrosoftLoginHost(
                world, settings.microsoft(), microsoft.access(), endpoints.microsoftLogin(), endpoints.graph());
        hosts.get(0)
                .start(door(GOOGLE_ACCOUNTS, world, googleSignIn::speaker, googleSignIn::tokenRequest)
                        .before(googleSignIn.routes()));
        hosts.get(1).start(new GoogleCalendarHost(world, google.tokens()).responder());
        hosts.get(2)
                .start(door(MICROSOFT_LOGIN, world, microsoftSignIn::speaker, microsoftSignIn::tokenRequest)
                        .before(microsoftSignIn.routes()));
        hosts.get(3).start(graph.responder());
        hosts.get(5).start(new GmailHost(world, google.tokens()).responder());
        hosts.get(6).start(new PeopleHost(world, google.tokens()).responder());
        hosts.get(4).start(new ControlHost(control, endpoints, graph::beginRoundsWithAnEmptyPage).responder());
    }

    private static Door door(
            String part,
            World world,
            Function<Request, Optional<String>> speaker,
            Function<Request, Optional<LedgerEntry.TokenRequest>> tokenRequest) {
        return new Door(part, world, speaker, request -> LedgerEntry.Kind.AUTH, tokenRequest);
    }

    private ProviderState google(World world) {
        var tokens = new Tokens(world, TokenLook.GOOGLE, new TokenPolicy(settings.accessTokenLife()));
        var accounts = new Accounts(Provider.GOOGLE, newcomer -> FirstCalendars.opened(Provider.GOOGLE, newcomer));
        return new ProviderState(accounts, tokens, new GoogleDesk(world, tokens), new Tenants(), new SignInScript());
    }

    private ProviderState microsoft(World world) {
        var tokens = new Tokens(world, TokenLook.MICROSOFT, new TokenPolicy(settings.accessTokenLife()));
        var accounts =
                new Accounts(Provider.MICROSOFT, newcomer -> FirstCalendars.opened(Provider.MICROSOFT, newcomer));
        return new ProviderState(accounts, tokens, new OutlookDesk(world, tokens), new Tenants(), new SignInScript());
    }
}
