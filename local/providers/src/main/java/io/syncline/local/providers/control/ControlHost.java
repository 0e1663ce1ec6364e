package io.syncline.local.providers.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Account;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.fidelity.FaultRule;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Refusal;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.http.Responder;
import io.syncline.local.providers.http.Routes;
import io.syncline.local.providers.http.SimulatorEndpoints;
import io.syncline.local.providers.ics.IcsCalendar;
import io.syncline.local.providers.ics.UnreadableCalendar;
import io.syncline.local.providers.oauth.TokenPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/** The control API over HTTP: JSON in, JSON out, everything below {@code /_sim/}. */
public final class ControlHost {

    private static final String EVENTS = "/_sim/{provider}/accounts/{email}/calendars/{calendarId}";

    private final SimulatorControl control;
    private final SimulatorEndpoints endpoints;
    private final Consumer<Boolean> emptyFirstPages;

    /**
     * A host for this control.
     *
     * @param emptyFirstPages switches empty first pages of delta rounds on and off
     */
    public ControlHost(SimulatorControl control, SimulatorEndpoints endpoints, Consumer<Boolean> emptyFirstPages) {
        this.control = control;
        this.endpoints = endpoints;
        this.emptyFirstPages = emptyFirstPages;
    }

    public Responder responder() {
        var ledger = new ControlLedger(control);
        var routes = new Routes(request ->
                        problem(404, "The control API has no " + request.method() + " " + request.path() + "."))
                .on("GET", "/_sim/endpoints", this::endpoints)
                .on("POST", "/_sim/accounts", this::openAccount)
                .on("GET", "/_sim/accounts", this::accounts)
                .on("POST", "/_sim/latency", this::latency)
                .on("GET", "/_sim/clock", request -> clock())
                .on("POST", "/_sim/clock/advance", this::advance)
                .on("POST", "/_sim/tokens/expire", this::expireTokens)
                .on("POST", "/_sim/grants/revoke", this::revokeGrants)
                .on("POST", "/_sim/sync-state/expire", this::expireSyncState)
                .on("POST", "/_sim/settings", this::settings)
                .on("GET", "/_sim/faults", ledger::faults)
                .on("POST", "/_sim/faults", this::addFault)
                .on("DELETE", "/_sim/faults", this::clearFaults)
                .on("GET", "/_sim/requests", ledger::requests)
                .on("DELETE", "/_sim/requests", ledger::clear)
                .on("GET", "/_sim/issued-tokens", ledger::issuedTokens)
                .on("POST", "/_sim/ics", this::loadCalendar);
        new ControlSignIns(control).addTo(routes);
        new ControlSeries(control).addTo(routes);
        new ControlPush(control).addTo(routes);
        new ControlLoad(control).addTo(routes);
        withEvents(routes, new ControlEvents(control));
        return request -> guarded(routes, request);
    }

    private static void withEvents(Routes routes, ControlEvents events) {
        routes.on("GET", EVENTS + "/events", events::list)
                .on("POST", EVENTS + "/events", events::create)
                .on("GET", EVENTS + "/events/{id}", events::get)
                .on("PATCH", EVENTS + "/events/{id}", events::update)
                .on("PUT", EVENTS + "/events/{id}", events::update)
                .on("DELETE", EVENTS + "/events/{id}", events::delete)
                .on("POST", EVENTS + "/bulk", events::bulk);
    }

    static ObjectNode body(Request request) {
        return request.json().orElseThrow(() -> new IllegalArgumentException("The body must be a JSON object."));
    }

    static String needed(ObjectNode json, String field) {
        return Json.text(json, field)
                .orElseThrow(() -> new IllegalArgumentException("The field " + field + " is missing."));
    }

    static Answer problem(int status, String sentence) {
        return Answer.json(status, Json.object().put("error", sentence));
    }

    private static Answer guarded(Responder routes, Request request) {
        try {
            return routes.answer(request);
        } catch (UnknownInSimulator unknown) {
            return problem(404, String.valueOf(unknown.getMessage()));
        } catch (IllegalArgumentException | UnreadableCalendar wrong) {
            return problem(400, String.valueOf(wrong.getMessage()));
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    private Answer endpoints(Request request) {
        return Answer.json(
                200,
                Json.object()
                        .put("googleAccounts", endpoints.googleAccounts())
                        .put("googleCalendar", endpoints.googleCalendar())
                        .put("microsoftLogin", endpoints.microsoftLogin())
                        .put("graph", endpoints.graph())
                        .put("control", endpoints.control())
                        .put("gmail", endpoints.googleGmail())
                        .put("people", endpoints.googlePeople()));
    }

    private Answer openAccount(Request request) {
        var json = body(request);
        var account = control.openAccount(
                Provider.of(needed(json, "provider")),
                needed(json, "email"),
                json.path("name").asText(""),
                json.path("timeZone").asText("Europe/Zurich"));
        return Answer.json(201, shown(account));
    }

    private Answer accounts(Request request) {
        var json = Json.object();
        var list = json.putArray("accounts");
        control.accounts().forEach(account -> list.add(shown(account)));
        return Answer.json(200, json);
    }

    private static ObjectNode shown(Account account) {
        var json = Json.object()
                .put("provider", account.provider().slug())
                .put("email", account.email())
                .put("name", account.name())
                .put("timeZone", account.zone().getId())
                .put("subject", account.subject());
        var calendars = json.putArray("calendars");
        account.calendars()
                .forEach(calendar -> calendars
                        .addObject()
                        .put("id", calendar.id())
                        .put("name", calendar.name())
                        .put("primary", calendar.isPrimary())
                        .put("writable", calendar.writable()));
        return json;
    }

    private Answer latency(Request request) {
        control.setLatency(Duration.ofMillis(body(request).path("millis").asLong(0)));
        return Answer.empty(204);
    }

    private Answer advance(Request request) {
        control.advanceClock(Duration.ofSeconds(body(request).path("seconds").asLong(0)));
        return clock();
    }

    private Answer clock() {
        return Answer.json(200, Json.object().put("now", control.now().toString()));
    }

    private Answer expireTokens(Request request) {
        int expired = control.expireTokens(needed(body(request), "email"));
        return Answer.json(200, Json.object().put("expired", expired));
    }

    private Answer revokeGrants(Request request) {
        var json = body(request);
        control.revokeGrants(Provider.of(needed(json, "provider")), needed(json, "email"));
        return Answer.empty(204);
    }

    private Answer expireSyncState(Request request) {
        var json = body(request);
        var provider = Provider.of(needed(json, "provider"));
        var email = needed(json, "email");
        Json.text(json, "calendar")
                .ifPresentOrElse(
                        calendar -> control.expireSyncState(provider, email, calendar),
                        () -> control.expireSyncState(provider, email));
        return Answer.empty(204);
    }

    private Answer settings(Request request) {
        var json = body(request);
        Json.text(json, "rotationPolicy")
                .map(ControlHost::rotation)
                .ifPresent(rotation -> control.tokenPolicy(rotating(json)).setRotation(rotation));
        if (json.hasNonNull("accessTokenSeconds")) {
            var life = Duration.ofSeconds(json.path("accessTokenSeconds").asLong());
            Arrays.stream(Provider.values())
                    .forEach(provider -> control.tokenPolicy(provider).setAccessTokenLife(life));
        }
        if (json.hasNonNull("emptyFirstPages")) {
            emptyFirstPages.accept(json.path("emptyFirstPages").asBoolean());
        }
        return Answer.empty(204);
    }

    /** Microsoft is meant where no provider is named. */
    private static Provider rotating(ObjectNode json) {
        return Json.text(json, "provider").map(Provider::of).orElse(Provider.MICROSOFT);
    }

    private static TokenPolicy.Rotation rotation(String word) {
        return Arrays.stream(TokenPolicy.Rotation.values())
                .filter(rotation -> rotation.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no rotation policy."));
    }

    private Answer addFault(Request request) {
        control.addFault(FaultRule.of(body(request)));
        return Answer.empty(204);
    }

    private Answer clearFaults(Request request) {
        control.clearFaults();
        return Answer.empty(204);
    }

    private Answer loadCalendar(Request request) {
        var json = body(request);
        var provider = Provider.of(needed(json, "provider"));
        var email = needed(json, "email");
        var zone = control.account(provider, email).zone();
        var contents = Json.text(json, "content")
                .map(text -> IcsCalendar.parse(json.path("path").asText("in the request"), text, zone))
                .orElseGet(() -> IcsCalendar.read(Path.of(needed(json, "path")), zone));
        int loaded = control.load(provider, email, json.path("calendar").asText("primary"), contents);
        return Answer.json(200, Json.object().put("loaded", loaded));
    }
}
