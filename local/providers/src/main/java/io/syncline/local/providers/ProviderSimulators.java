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
import io.syncline.local.providers.fidelity.Latency;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.fidelity.PassingTime;
import io.syncline.local.providers.fidelity.SimulatorClock;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.google.GmailHost;
import io.syncline.local.providers.google.GoogleCalendarHost;
import io.syncline.local.providers.google.GoogleDesk;
import io.syncline.local.providers.google.PeopleHost;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Exchange;
import io.syncline.local.providers.http.HttpHost;
import io.syncline.local.providers.http.LateResponder;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.http.Responder;
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
import io.syncline.local.providers.push.NoticePost;
import io.syncline.local.providers.push.PushControl;
import io.syncline.local.providers.push.PushService;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Google and Microsoft, simulated, with shared state: as seven HTTP hosts on 127.0.0.1, or in this process without
 * sockets, threads and sleep.
 */
public final class ProviderSimulators implements AutoCloseable {

    /** The hosts' names in the ledger and in fault rules, beside those of the two APIs. */
    public static final String GOOGLE_ACCOUNTS = GoogleAccountsHost.PART;

    public static final String MICROSOFT_LOGIN = MicrosoftLoginHost.PART;

    private static final String CONTROL = "simulator-control";

    /** In the order of the endpoints and of the ports. */
    private static final List<String> PARTS = List.of(
            GOOGLE_ACCOUNTS,
            GoogleCalendarHost.PART,
            MICROSOFT_LOGIN,
            GraphHost.PART,
            CONTROL,
            GmailHost.PART,
            PeopleHost.PART);

    private final SimulatorSettings settings;
    private final List<HttpHost> hosts;
    private final SimulatorEndpoints endpoints;
    private final SimulatorControl control;
    private final Exchange exchange;
    private final PushService push;
    private final Optional<Saving> saving;

    private ProviderSimulators(SimulatorSettings settings, List<HttpHost> hosts, PassingTime time, Kept kept) {
        this.settings = settings;
        this.hosts = hosts;
        var origins = hosts.isEmpty()
                ? PARTS.stream().map(part -> "https://" + part + ".invalid").toList()
                : hosts.stream().map(HttpHost::origin).toList();
        this.endpoints = endpoints(origins);
        var world = World.begun(
                new SimulatorClock(settings.clock()),
                settings.random(),
                new Latency(settings.latency(), time),
                settings.quotas());
        var google = google(world);
        var microsoft = microsoft(world);
        var states = Map.of(Provider.GOOGLE, google, Provider.MICROSOFT, microsoft);
        this.push = push(world);
        var calendar = new GoogleCalendarHost(world, google.tokens(), push);
        var graph = new GraphHost(world, microsoft.tokens(), endpoints.graph(), push);
        var pushControl = new PushControl(push, world.clock(), graph.notices()::news);
        this.control = new SimulatorControl(world, states, pushControl);
        var ports = hosts.isEmpty() ? SimulatorSettings.Ports.ANY : portsOf(hosts);
        var state = new KeptState(world, states, graph, push, control, ports, settings.accessTokenLife());
        if (kept.state().isPresent()) {
            kept.restoreInto(state);
        } else {
            plant(states);
        }
        this.saving = kept.file().map(file -> new Saving(file, state::mark, state::json));
        var responders = responders(world, google, microsoft, calendar.responder(), graph);
        google.accounts().onChange((account, change) -> calendar.changed(account, change.calendar()));
        microsoft.accounts().onChange((account, change) -> graph.changed(account, change.entry()));
        this.exchange = new Exchange(responders, named(origins));
        open(responders);
        saving.ifPresent(Saving::start);
    }

    /** Where state is kept, and what was there. */
    private record Kept(Optional<StateFile> file, Optional<ObjectNode> state) {

        static Kept nothing() {
            return new Kept(Optional.empty(), Optional.empty());
        }

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
            return new ProviderSimulators(settings, hosts, PassingTime.asleep(), kept);
        } catch (RuntimeException failed) {
            hosts.forEach(HttpHost::close);
            throw failed;
        }
    }

    /**
     * Simulators that are reached by {@link #exchange()} only. Nothing sleeps: latency is added up, and a caller has
     * given up on whatever takes twenty seconds, so that it sees a cut connection. Two runs with equal clocks, seeds
     * and calls are equal. Nothing is kept, whatever the settings say.
     *
     * @param clock the time on which the simulators' clock is built, in place of the settings' own
     * @param random where ids and secrets come from, in place of the settings' own
     */
    public static ProviderSimulators inProcess(
            SimulatorSettings settings, InstantSource clock, RandomGenerator random) {
        return new ProviderSimulators(
                settings.withClock(clock).withRandom(random), List.of(), new PassingTime.Counted(), Kept.nothing());
    }

    /** Sends requests to the hosts without sockets; works beside the HTTP hosts, too. */
    public Exchange exchange() {
        return exchange;
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
        push.close();
        hosts.forEach(HttpHost::close);
        saving.ifPresent(Saving::close);
    }

    private static List<HttpHost> bound(SimulatorSettings.Ports ports) {
        var hosts = new ArrayList<HttpHost>();
        try {
            for (int at = 0; at < PARTS.size(); at++) {
                hosts.add(HttpHost.bind(PARTS.get(at), ports.all().get(at)));
            }
            return List.copyOf(hosts);
        } catch (RuntimeException failed) {
            hosts.forEach(HttpHost::close);
            throw failed;
        }
    }

    private static SimulatorEndpoints endpoints(List<String> origins) {
        return new SimulatorEndpoints(
                origins.get(0),
                origins.get(1),
                origins.get(2),
                origins.get(3),
                origins.get(4),
                origins.get(5),
                origins.get(6));
    }

    private static Map<String, String> named(List<String> origins) {
        var partOfOrigin = new HashMap<String, String>();
        for (int at = 0; at < PARTS.size(); at++) {
            partOfOrigin.put(origins.get(at), PARTS.get(at));
        }
        return partOfOrigin;
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

    private Map<String, Responder> responders(
            World world, ProviderState google, ProviderState microsoft, Responder calendar, GraphHost graph) {
        return Map.of(
                GOOGLE_ACCOUNTS,
                whenNeeded(() -> googleSignIn(world, google)),
                GoogleCalendarHost.PART,
                calendar,
                MICROSOFT_LOGIN,
                whenNeeded(() -> microsoftSignIn(world, microsoft)),
                GraphHost.PART,
                graph.responder(),
                CONTROL,
                new ControlHost(control, endpoints, graph::beginRoundsWithAnEmptyPage).responder(),
                GmailHost.PART,
                new GmailHost(world, google.tokens()).responder(),
                PeopleHost.PART,
                new PeopleHost(world, google.tokens()).responder());
    }

    private PushService push(World world) {
        return hosts.isEmpty()
                ? PushService.waiting(
                        world.clock(), world.random(), settings.noticePost().orElseGet(NoticePost::agreeing))
                : PushService.delivering(
                        world.clock(), world.random(), settings.noticePost().orElseGet(PushService::overHttp));
    }

    private Responder googleSignIn(World world, ProviderState google) {
        var host = new GoogleAccountsHost(world, settings.google(), google.access(), endpoints.googleIssuer());
        return door(GOOGLE_ACCOUNTS, world, host::speaker, host::tokenRequest).before(host.routes());
    }

    private Responder microsoftSignIn(World world, ProviderState microsoft) {
        var host = new MicrosoftLoginHost(
                world, settings.microsoft(), microsoft.access(), endpoints.microsoftLogin(), endpoints.graph());
        return door(MICROSOFT_LOGIN, world, host::speaker, host::tokenRequest).before(host.routes());
    }

    /** In this process most callers never sign anybody in, and the key that signs is costly; a host makes it early. */
    private Responder whenNeeded(Supplier<Responder> making) {
        return hosts.isEmpty() ? new LateResponder(making) : making.get();
    }

    /** Lets requests in, now that everything is in its place. */
    private void open(Map<String, Responder> responders) {
        for (int at = 0; at < hosts.size(); at++) {
            hosts.get(at).start(responders.getOrDefault(PARTS.get(at), request -> Answer.empty(503)));
        }
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
