package io.syncline.oauthstart;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.syncline.authorisation.ReturnPath;
import io.syncline.authorisation.StartConnection;
import io.syncline.authorisation.StartConnection.Start;
import io.syncline.authorisation.StartConnection.Wish;
import io.syncline.aws.http.HttpRequest;
import io.syncline.aws.http.HttpResponse;
import io.syncline.aws.http.Problem;
import io.syncline.aws.http.ProblemType;
import io.syncline.aws.http.Refusal;
import io.syncline.aws.http.Routes;
import io.syncline.aws.start.Priming;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Provider;
import io.syncline.connection.Service;
import io.syncline.edge.CookieNames;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/connections}: answers with the address of the provider's consent page. */
public final class OAuthStartFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final Routes routes;

    public OAuthStartFunction() {
        this(System.getenv());
        Priming.beforeSnapshot(routes::warmUp);
    }

    /** The function with an environment other than the process's. */
    public OAuthStartFunction(Map<String, String> environment) {
        StartConnection startConnection = Wiring.startConnection(environment);
        this.routes = new Routes(Map.of("POST /v1/connections", request -> start(startConnection, request)));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return routes.answer(event, context);
    }

    /** What is asked for. */
    record StartForm(
            @Nullable String provider,
            @Nullable List<@Nullable String> services,
            @Nullable String connection,
            @Nullable String returnTo) {

        Wish toWish() {
            return new Wish(toProvider(), toServices(), toReturnPath(), toConnection());
        }

        private Optional<ConnectionId> toConnection() {
            try {
                return Optional.ofNullable(connection).map(ConnectionId::new);
            } catch (IllegalArgumentException e) {
                throw Refusal.invalid("connection", "'connection' is the id of one of your connections.");
            }
        }

        private Provider toProvider() {
            return Provider.of(provider == null ? "" : provider)
                    .orElseThrow(() -> Refusal.invalid("provider", "'provider' is one of google and microsoft."));
        }

        private Set<Service> toServices() {
            Set<Service> chosen = EnumSet.noneOf(Service.class);
            for (String service : services == null ? List.<@Nullable String>of() : services) {
                chosen.add(Service.of(service == null ? "" : service)
                        .orElseThrow(() -> Refusal.invalid(
                                "services",
                                "Each of 'services' is one of calendar, calendar-read, mail and contacts.")));
            }
            if (chosen.isEmpty()) {
                throw Refusal.invalid("services", "Name at least one service in 'services', such as calendar.");
            }
            return chosen;
        }

        private ReturnPath toReturnPath() {
            try {
                return returnTo == null ? ReturnPath.CONNECTIONS : new ReturnPath(returnTo);
            } catch (IllegalArgumentException e) {
                throw Refusal.invalid("returnTo", "'returnTo' is a path of the dashboard, such as /connections.");
            }
        }
    }

    /** Where the browser goes on. */
    record StartedForm(String authorizationUrl, String expiresAt) {}

    private static HttpResponse start(StartConnection startConnection, HttpRequest request) {
        StartForm form = request.json(StartForm.class);
        Start start = startConnection.run(request.caller(), form.toWish());
        return switch (start) {
            case Start.Started started -> started(started);
            case Start.NotConfigured _ ->
                HttpResponse.problem(Problem.of(
                        ProblemType.PROVIDER_NOT_CONFIGURED,
                        "This installation has no credentials for that provider; its operator can add them."));
            case Start.NotFound _ ->
                HttpResponse.problem(Problem.of(
                        ProblemType.NOT_FOUND,
                        "There is no such connection of yours at that provider; only its owner can connect it again."));
            case Start.Gone _ ->
                HttpResponse.problem(Problem.of(
                        ProblemType.ORGANISATION_GONE,
                        "The organisation was removed from Syncline; an operator can let it begin anew."));
        };
    }

    private static HttpResponse started(Start.Started started) {
        StartedForm form = new StartedForm(
                started.authorizationUri().toString(), started.expiresAt().toString());
        return HttpResponse.json(201, form).withCookie(cookie(started));
    }

    /**
     * Ties the provider's answer to the browser that asked; {@code __Host-} keeps it to this host. Its name is another
     * one for each start, so that two tabs do not take each other's away.
     */
    private static String cookie(Start.Started started) {
        return CookieNames.of(started.id()) + "=" + started.cookie().reveal()
                + "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=" + StartConnection.LIFE.toSeconds();
    }
}
