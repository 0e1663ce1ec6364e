package io.syncline.local.providers.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.fidelity.FaultRule;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.http.Routes;
import io.syncline.local.providers.oauth.AadError;
import io.syncline.local.providers.oauth.GoogleTokenError;
import io.syncline.local.providers.oauth.IdTokenFlaw;
import io.syncline.local.providers.oauth.RedirectChange;
import io.syncline.local.providers.oauth.SignInError;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Sign-ins, tokens and organisations over the control API. */
final class ControlSignIns {

    private final SimulatorControl control;

    ControlSignIns(SimulatorControl control) {
        this.control = control;
    }

    void addTo(Routes routes) {
        routes.on("POST", "/_sim/token-errors", this::refuseTokens)
                .on("POST", "/_sim/sign-in-errors", this::failSignIns)
                .on("POST", "/_sim/redirects", this::changeRedirects)
                .on("POST", "/_sim/id-tokens", this::flawIdTokens)
                .on("POST", "/_sim/consent", this::consent)
                .on("POST", "/_sim/claims", this::demandClaims)
                .on("POST", "/_sim/tenants", this::changeTenant)
                .on("GET", "/_sim/tenants", this::tenant)
                .on("GET", "/_sim/grants", this::grants)
                .on("GET", "/_sim/token-requests", this::tokenRequests);
    }

    /** {@code {provider, error or aadsts, as, status, suberror, claims, times, account, asking, retryAfterSeconds}}. */
    private Answer refuseTokens(Request request) {
        var json = ControlHost.body(request);
        var fault = switch (provider(json)) {
            case GOOGLE -> control.tokenFault(GoogleTokenError.of(ControlHost.needed(json, "error")));
            case MICROSOFT -> control.tokenFault(aadError(json));
        };
        control.addFault(narrowed(fault, json));
        return Answer.empty(204);
    }

    private static FaultRule narrowed(FaultRule fault, ObjectNode json) {
        var narrowed = fault.times(times(json));
        var email = Json.text(json, "account");
        if (email.isPresent()) {
            narrowed = narrowed.of(email.get());
        }
        var asking = Json.text(json, "asking");
        if (asking.isPresent()) {
            narrowed = narrowed.asking(asking.get());
        }
        return json.hasNonNull("retryAfterSeconds")
                ? narrowed.with("Retry-After", json.path("retryAfterSeconds").asText())
                : narrowed;
    }

    /** {@code {provider, error or aadsts, description, onThePage, times}}. */
    private Answer failSignIns(Request request) {
        var json = ControlHost.body(request);
        switch (provider(json)) {
            case GOOGLE -> control.failSignIns(googleError(json), times(json));
            case MICROSOFT -> control.failSignIns(aadError(json), times(json));
        }
        return Answer.empty(204);
    }

    private static SignInError googleError(ObjectNode json) {
        var error = SignInError.google(ControlHost.needed(json, "error"));
        var told = Json.text(json, "description").map(error::saying).orElse(error);
        return json.has("onThePage") && !json.path("onThePage").asBoolean() ? told.redirected() : told;
    }

    private static AadError aadError(ObjectNode json) {
        var error = AadError.numbered(json.path("aadsts").asInt());
        error = Json.text(json, "as").map(error::as).orElse(error);
        error = Json.text(json, "suberror").map(error::withSuberror).orElse(error);
        error = Json.text(json, "claims").map(error::withClaims).orElse(error);
        return json.hasNonNull("status") ? error.withStatus(json.path("status").asInt()) : error;
    }

    /** {@code {provider, set: {iss: "https://…"}, remove: ["state"], times}}. */
    private Answer changeRedirects(Request request) {
        var json = ControlHost.body(request);
        var set = new LinkedHashMap<String, String>();
        json.path("set")
                .properties()
                .forEach(field -> set.put(field.getKey(), field.getValue().asText()));
        control.signIns(provider(json)).change(new RedirectChange(set, texts(json, "remove")), times(json));
        return Answer.empty(204);
    }

    /** {@code {provider, flaw, times}}. */
    private Answer flawIdTokens(Request request) {
        var json = ControlHost.body(request);
        control.signIns(provider(json)).flaw(IdTokenFlaw.of(ControlHost.needed(json, "flaw")), times(json));
        return Answer.empty(204);
    }

    /** {@code {provider, email, untick: ["gmail.readonly"], accessSeconds}}; what is not named stays as it was. */
    private Answer consent(Request request) {
        var json = ControlHost.body(request);
        var script = control.signIns(provider(json));
        var email = ControlHost.needed(json, "email");
        if (json.has("untick")) {
            script.untick(email, texts(json, "untick"));
        }
        if (json.hasNonNull("accessSeconds")) {
            script.limitAccess(
                    email, Duration.ofSeconds(json.path("accessSeconds").asLong()));
        }
        return Answer.empty(204);
    }

    /** {@code {email, interaction}}. */
    private Answer demandClaims(Request request) {
        var json = ControlHost.body(request);
        control.demandClaims(
                ControlHost.needed(json, "email"), json.path("interaction").asBoolean(false));
        return Answer.empty(204);
    }

    /** {@code {provider, domain, usersMayConsent, refusal, administrator, withdrawConsent}}. */
    private Answer changeTenant(Request request) {
        var json = ControlHost.body(request);
        var tenants = control.tenants(provider(json));
        var domain = ControlHost.needed(json, "domain");
        if (json.path("usersMayConsent").asBoolean(false)) {
            tenants.letConsent(domain);
        } else if (json.has("usersMayConsent")) {
            tenants.forbidConsent(domain, json.path("refusal").asText("access_denied"));
        }
        Json.text(json, "administrator").ifPresent(tenants::makeAdministrator);
        if (json.path("withdrawConsent").asBoolean(false)) {
            tenants.withdrawConsent(domain);
        }
        return Answer.empty(204);
    }

    private Answer tenant(Request request) {
        var tenants = control.tenants(Provider.of(parameter(request, "provider")));
        var domain = parameter(request, "domain");
        var json = Json.object().put("domain", domain).put("usersMayConsent", tenants.letsConsent(domain));
        var consented = json.putObject("consented");
        tenants.consented(domain).forEach((client, scopes) -> scopes.forEach(consented.withArray(client)::add));
        return Answer.json(200, json);
    }

    private Answer grants(Request request) {
        var json = Json.object();
        var list = json.putArray("grants");
        control.grants(Provider.of(parameter(request, "provider")), parameter(request, "account"))
                .forEach(grant -> {
                    var one = list.addObject()
                            .put("number", grant.number())
                            .put("living", grant.living())
                            .put("refreshTokens", grant.refreshTokens());
                    grant.scopes().forEach(one.putArray("scopes")::add);
                });
        return Answer.json(200, json);
    }

    /** {@code ?provider=&account=}: how many tokens were asked for. */
    private Answer tokenRequests(Request request) {
        var provider = Provider.of(parameter(request, "provider"));
        var json = Json.object().put("total", control.tokenRequests(provider).size());
        request.query()
                .first("account")
                .ifPresent(email -> json.put("refreshes", control.refreshes(provider, email))
                        .put("codeExchanges", control.codeExchanges(provider, email)));
        var byGrant = json.putObject("byGrant");
        control.tokenRequestsByGrant(provider).forEach((grant, count) -> byGrant.put("" + grant, count));
        return Answer.json(200, json);
    }

    private static String parameter(Request request, String name) {
        return request.query()
                .first(name)
                .orElseThrow(() -> new IllegalArgumentException("The parameter " + name + " is missing."));
    }

    private static Provider provider(ObjectNode json) {
        return Provider.of(ControlHost.needed(json, "provider"));
    }

    private static int times(ObjectNode json) {
        return json.path("times").asInt(1);
    }

    private static Set<String> texts(ObjectNode json, String field) {
        var texts = new LinkedHashSet<String>();
        Optional.of(json.path(field))
                .filter(JsonNode::isArray)
                .ifPresent(list -> list.forEach(text -> texts.add(text.asText())));
        return texts;
    }
}
