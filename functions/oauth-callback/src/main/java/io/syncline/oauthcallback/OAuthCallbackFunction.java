package io.syncline.oauthcallback;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.syncline.authorisation.CompleteConnection;
import io.syncline.authorisation.CompleteConnection.Completion;
import io.syncline.authorisation.CompleteConnection.Return;
import io.syncline.authorisation.ReturnPath;
import io.syncline.aws.http.HttpRequest;
import io.syncline.aws.http.HttpResponse;
import io.syncline.aws.http.Routes;
import io.syncline.aws.start.Priming;
import io.syncline.connection.Provider;
import io.syncline.token.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /oauth/{provider}/callback}: always sends the browser back into the dashboard. */
public final class OAuthCallbackFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(OAuthCallbackFunction.class);
    private static final String COOKIE = "__Host-syncline-connect";
    private static final String NO_COOKIE = COOKIE + "=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0";

    private final Routes routes;

    public OAuthCallbackFunction() {
        this(System.getenv());
        Priming.beforeSnapshot(routes::warmUp);
    }

    /** The function with an environment other than the process's. */
    public OAuthCallbackFunction(Map<String, String> environment) {
        CompleteConnection completeConnection = Wiring.completeConnection(environment);
        this.routes =
                new Routes(Map.of("GET /oauth/{provider}/callback", request -> complete(completeConnection, request)));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return routes.answer(event, context);
    }

    private static HttpResponse complete(CompleteConnection completeConnection, HttpRequest request) {
        String path = path(completeConnection, request);
        return HttpResponse.seeOther(URI.create(path))
                .withHeader("referrer-policy", "no-referrer")
                .withCookie(NO_COOKIE);
    }

    /** Somebody in a browser waits here: whatever breaks, they get back to a page that says what to do. */
    private static String path(CompleteConnection completeConnection, HttpRequest request) {
        try {
            Completion completion = completeConnection.run(returned(request));
            if (completion instanceof Completion.Refused(CompleteConnection.Problem problem)) {
                LOG.warn("A connection was refused: {}", problem.word());
            }
            return completion.path();
        } catch (RuntimeException e) {
            LOG.error("A connection could not be completed", e);
            return ReturnPath.CONNECTIONS.value() + "?problem=provider";
        }
    }

    private static Return returned(HttpRequest request) {
        return new Return(
                Optional.ofNullable(request.pathParameters().get("provider")).flatMap(Provider::of),
                request.query("state"),
                request.query("code").map(Secret::of),
                request.query("error"),
                request.query("iss"),
                request.cookie(COOKIE).filter(value -> !value.isEmpty()).map(Secret::of));
    }
}
