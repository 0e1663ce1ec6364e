package io.syncline.api;

import io.syncline.audit.Action;
import io.syncline.audit.RecordLook;
import io.syncline.authorisation.CheckConnection;
import io.syncline.authorisation.CheckConnection.Check;
import io.syncline.authorisation.CheckConnection.Finding;
import io.syncline.authorisation.ConsentRequests;
import io.syncline.authorisation.Disconnect;
import io.syncline.authorisation.ListConsentRequests;
import io.syncline.authorisation.SwitchServices;
import io.syncline.authorisation.SwitchServices.Switched;
import io.syncline.aws.http.HttpRequest;
import io.syncline.aws.http.HttpResponse;
import io.syncline.aws.http.ProblemType;
import io.syncline.aws.http.Refusal;
import io.syncline.aws.http.Routes.Responder;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.ListConnections;
import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.identity.Caller;
import io.syncline.token.TokenVault;
import io.syncline.token.TokenVault.Facts;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Connected accounts: how they are, what they are used for, and their end. */
record ConnectionRoutes(
        ListConnections listConnections,
        ListConsentRequests listConsentRequests,
        ConsentRequests consentRequests,
        SwitchServices switchServices,
        CheckConnection checkConnection,
        Disconnect disconnect,
        TokenVault vault,
        RecordLook recordLook,
        Refusals refusals) {

    Map<String, Responder> routes() {
        return Map.of(
                "GET /v1/connections", this::list,
                "PATCH /v1/connections/{connectionId}", this::switchServices,
                "POST /v1/connections/{connectionId}/check", this::check,
                "DELETE /v1/connections/{connectionId}", this::delete,
                "DELETE /v1/consent-requests/{provider}", this::stopWaiting);
    }

    record ConnectionsForm(List<ConnectionForm> connections, List<ConsentRequestForm> consentRequests) {}

    record SwitchesForm(@Nullable Map<String, @Nullable Boolean> services) {}

    record CheckForm(ConnectionForm connection, List<FindingForm> findings) {}

    record FindingForm(String service, String finding) {}

    private HttpResponse list(HttpRequest request) {
        Caller caller = request.caller();
        List<Connection> connections = listConnections.run(caller);
        if (connections.stream().anyMatch(one -> !one.owner().equals(caller.user()))) {
            recordLook.run(caller, Action.CONNECTIONS_SEEN, "connections");
        }
        Map<ConnectionId, Facts> facts = vault.facts(
                caller.organisation(), connections.stream().map(Connection::id).collect(Collectors.toSet()));
        return HttpResponse.json(
                200,
                new ConnectionsForm(
                        connections.stream()
                                .map(one -> ConnectionForm.of(caller, one, Optional.ofNullable(facts.get(one.id()))))
                                .toList(),
                        listConsentRequests.run(caller).stream()
                                .map(ConsentRequestForm::of)
                                .toList()));
    }

    private HttpResponse switchServices(HttpRequest request) {
        Caller caller = request.caller();
        Switched switched = switchServices.run(caller, Refusals.id(request), wishes(request.json(SwitchesForm.class)));
        return switch (switched) {
            case Switched.Done(Connection connection) -> HttpResponse.json(200, form(caller, connection));
            case Switched.NotFound _ -> refusals.noConnection(request);
            case Switched.NothingLeft _ ->
                Refusals.problem(
                        ProblemType.NOTHING_LEFT,
                        "Nothing would be left of this connection; disconnect the account instead.");
            case Switched.Busy _ -> Refusals.busy();
        };
    }

    private static Map<Service, Boolean> wishes(SwitchesForm form) {
        Map<Service, Boolean> wishes = new EnumMap<>(Service.class);
        Map<String, @Nullable Boolean> named = form.services() == null ? Map.of() : form.services();
        named.forEach((word, on) -> wishes.put(service(word), on(word, on)));
        if (wishes.isEmpty()) {
            throw Refusal.invalid("services", "Name at least one service in 'services', such as {\"mail\": true}.");
        }
        return wishes;
    }

    private static Service service(String word) {
        return Service.of(word)
                .orElseThrow(() -> Refusal.invalid(
                        "services", "Each of 'services' is one of calendar, calendar-read, mail and contacts."));
    }

    private static boolean on(String word, @Nullable Boolean on) {
        if (on == null) {
            throw Refusal.invalid("services." + word, "Say true to switch it on, or false to switch it off.");
        }
        return on;
    }

    private HttpResponse check(HttpRequest request) {
        Caller caller = request.caller();
        return checkConnection
                .run(caller, Refusals.id(request))
                .map(check -> HttpResponse.json(200, form(caller, check)))
                .orElseGet(() -> refusals.noConnection(request));
    }

    private CheckForm form(Caller caller, Check check) {
        List<FindingForm> findings = check.findings().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(found -> new FindingForm(found.getKey().word(), word(found.getValue())))
                .toList();
        return new CheckForm(form(caller, check.connection()), findings);
    }

    private static String word(Finding finding) {
        return finding.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private ConnectionForm form(Caller caller, Connection connection) {
        Map<ConnectionId, Facts> facts = vault.facts(caller.organisation(), Set.of(connection.id()));
        return ConnectionForm.of(caller, connection, Optional.ofNullable(facts.get(connection.id())));
    }

    private HttpResponse delete(HttpRequest request) {
        return switch (disconnect.run(request.caller(), Refusals.id(request))) {
            case DISCONNECTED -> HttpResponse.noContent();
            case NOT_FOUND -> refusals.noConnection(request);
            case BUSY -> Refusals.busy();
        };
    }

    private HttpResponse stopWaiting(HttpRequest request) {
        Caller caller = request.caller();
        Provider provider = request.path(
                "provider",
                word -> Provider.of(word)
                        .orElseThrow(() -> new IllegalArgumentException("it is one of google and microsoft")));
        consentRequests.remove(caller.organisation(), caller.user(), provider);
        return HttpResponse.noContent();
    }
}
