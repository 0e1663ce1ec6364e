package io.syncline.local.providers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.AccountsJson;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.StoredCalendar;
import io.syncline.local.providers.control.ProviderState;
import io.syncline.local.providers.control.SimulatorControl;
import io.syncline.local.providers.fidelity.World;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.kept.Fields;
import io.syncline.local.providers.microsoft.GraphHost;
import io.syncline.local.providers.oauth.TokenPolicy;
import io.syncline.local.providers.oauth.TokensJson;
import io.syncline.local.providers.push.PushJson;
import io.syncline.local.providers.push.PushService;
import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;

/** All that the simulators keep, as one JSON object. Latency, faults and the ledger belong to a run and are not kept. */
final class KeptState {

    private final World world;
    private final Map<Provider, ProviderState> providers;
    private final GraphHost graph;
    private final PushService push;
    private final SimulatorControl control;
    private final SimulatorSettings.Ports ports;
    private final Duration accessTokenLife;

    /**
     * The state of these parts.
     *
     * @param ports where the hosts listen
     * @param accessTokenLife how long access tokens live unless the control says otherwise
     */
    KeptState(
            World world,
            Map<Provider, ProviderState> providers,
            GraphHost graph,
            PushService push,
            SimulatorControl control,
            SimulatorSettings.Ports ports,
            Duration accessTokenLife) {
        this.world = world;
        this.providers = Map.copyOf(providers);
        this.graph = graph;
        this.push = push;
        this.control = control;
        this.ports = ports;
        this.accessTokenLife = accessTokenLife;
    }

    /**
     * The ports of a kept state.
     *
     * @throws IllegalArgumentException when they are none
     */
    static SimulatorSettings.Ports ports(ObjectNode kept) {
        var json = Fields.object(kept, "ports");
        return new SimulatorSettings.Ports(
                port(json, "googleAccounts"),
                port(json, "googleCalendar"),
                port(json, "microsoftLogin"),
                port(json, "graph"),
                port(json, "control"),
                portOrAny(json, "gmail"),
                portOrAny(json, "people"));
    }

    /** A text that differs whenever the state does. */
    String mark() {
        var mark = new StringJoiner(" ");
        mark.add(world.clock().ahead().toString()).add("" + graph.beginsRoundsWithAnEmptyPage());
        mark.add("" + control.loadedCalendars().size()).add(PushJson.mark(push));
        providers.values().forEach(provider -> {
            var policy = provider.tokens().policy();
            mark.add(policy.rotation() + "/" + policy.accessTokenLife());
            mark.add(provider.tokens().changes() + "/" + provider.tenants().changes());
            provider.accounts().all().forEach(account -> {
                mark.add(account.email());
                account.calendars().forEach(calendar -> mark.add(changes(calendar)));
            });
        });
        return mark.toString();
    }

    /**
     * The whole state. Tokens come before the accounts that they speak of, transaction ids after the events that they
     * made: what happens meanwhile leaves neither a token without account nor an event without its transaction.
     */
    ObjectNode json() {
        var json = Json.object().put("clockAhead", world.clock().ahead().toString());
        json.set("ports", portsJson());
        control.loadedCalendars().forEach(json.putArray("loadedCalendars")::add);
        for (var provider : Provider.values()) {
            json.set(provider.slug(), json(state(provider)));
        }
        json.set("graph", graph.json());
        json.set("push", PushJson.of(push));
        return json;
    }

    /**
     * Takes back a state, into simulators in which nothing has happened yet.
     *
     * @throws IllegalArgumentException when it is malformed
     */
    void restore(ObjectNode kept) {
        world.clock().advance(Fields.duration(kept, "clockAhead"));
        control.countAsLoaded(Fields.texts(kept, "loadedCalendars"));
        for (var provider : Provider.values()) {
            restore(state(provider), Fields.object(kept, provider.slug()));
        }
        graph.restore(Fields.object(kept, "graph"));
        if (kept.has("push")) {
            PushJson.restore(push, state(Provider.MICROSOFT).tokens(), Fields.object(kept, "push"));
        }
    }

    private ProviderState state(Provider provider) {
        var state = providers.get(provider);
        if (state == null) {
            throw new IllegalStateException("Nothing simulates " + provider);
        }
        return state;
    }

    private ObjectNode json(ProviderState provider) {
        var policy = provider.tokens().policy();
        var json = Json.object().put("rotation", policy.rotation().name());
        if (!policy.accessTokenLife().equals(accessTokenLife)) {
            json.put("accessTokenLife", policy.accessTokenLife().toString());
        }
        json.set("tenants", provider.tenants().json());
        json.set("tokens", TokensJson.of(provider.tokens()));
        json.set("accounts", AccountsJson.of(provider.accounts()));
        return json;
    }

    private static void restore(ProviderState provider, ObjectNode json) {
        var policy = provider.tokens().policy();
        policy.setRotation(TokenPolicy.Rotation.valueOf(Fields.text(json, "rotation")));
        if (json.has("accessTokenLife")) {
            policy.setAccessTokenLife(Fields.duration(json, "accessTokenLife"));
        }
        if (json.has("tenants")) {
            provider.tenants().restore(Fields.object(json, "tenants"));
        }
        AccountsJson.restore(provider.accounts(), Fields.list(json, "accounts"));
        TokensJson.restore(provider.tokens(), provider.accounts(), Fields.object(json, "tokens"));
    }

    private ObjectNode portsJson() {
        return Json.object()
                .put("googleAccounts", ports.googleAccounts())
                .put("googleCalendar", ports.googleCalendar())
                .put("microsoftLogin", ports.microsoftLogin())
                .put("graph", ports.graph())
                .put("control", ports.control())
                .put("gmail", ports.gmail())
                .put("people", ports.people());
    }

    /** State that was kept before this host was there does not have its port. */
    private static int portOrAny(JsonNode json, String name) {
        return json.has(name) ? port(json, name) : 0;
    }

    private static int port(JsonNode json, String name) {
        long port = Fields.number(json, name);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("its " + name + " is on port " + port);
        }
        return (int) port;
    }

    private static String changes(StoredCalendar calendar) {
        return calendar.revision() + "." + calendar.generation();
    }
}
