package io.syncline.oauthcallback;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.syncline.authorisation.AnswerAdminConsent;
import io.syncline.authorisation.CompleteConnection;
import io.syncline.authorisation.CompleteConnection.Completion;
import io.syncline.authorisation.CompleteConnection.Return;
import io.syncline.authorisation.ReturnPath;
import io.syncline.aws.http.HttpRequest;
import io.syncline.aws.http.HttpResponse;
import io.syncline.aws.http.Routes;
import io.syncline.aws.start.Priming;
import io.syncline.connection.Provider;
import io.syncline.edge.CookieNames;
import io.syncline.token.Secret;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /oauth/{provider}/callback} and {@code GET /oauth/{provider}/admin-consent}: always sends the browser back
 * into the dashboard.
 */
public final class OAuthCallbackFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(OAuthCallbackFunction.class);

    private final Routes routes;

    public OAuthCallbackFunction() {
        this(System.getenv());
        Priming.beforeSnapshot(routes::warmUp);
    }

    /** The function with an environment other than the process's. */
    public OAuthCallbackFunction(Map<String, String> environment) {
        Wiring wiring = Wiring.of(environment);
        this.routes = new Routes(Map.of(
                "GET /oauth/{provider}/callback", request -> complete(wiring.completeConnection(), request),
                "GET /oauth/{provider}/admin-consent", request -> answer(wiring.answerAdminConsent(), request)));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return routes.answer(event, context);
    }

    private static HttpResponse complete(CompleteConnection completeConnection, HttpRequest request) {
        return to(path(completeConnection, request));
    }

    private static HttpResponse answer(AnswerAdminConsent answerAdminConsent, HttpRequest request) {
        return to("/consent?answer=" + word(answerAdminConsent, request));
    }

    private static HttpResponse to(String path) {
        return HttpResponse.seeOther(URI.create(path)).withHeader("referrer-policy", "no-referrer");
    }

    private static String word(AnswerAdminConsent answerAdminConsent, HttpRequest request) {
        try {
            boolean saysYes = request.query("error").isEmpty()
                    && request.query("admin_consent").orElse("").equalsIgnoreCase("true");
            return answerAdminConsent
                    .run(provider(request), request.query("state"), saysYes)
                    .name()
                    .toLowerCase(Locale.ROOT);
        } catch (RuntimeException e) {
            LOG.error("An administrator's answer could not be taken", e);
            return "unknown";
        }
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
                provider(request),
                request.query("state"),
                request.query("code").map(Secret::of),
                request.query("error"),
                request.query("error_description"),
                request.query("iss"),
                cookies(request));
    }

    private static Optional<Provider> provider(HttpRequest request) {
        return Optional.ofNullable(request.pathParameters().get("provider")).flatMap(Provider::of);
    }

    /** Those of all starts that this browser has under way; which one it is, is the state's to say. */
    private static List<Secret> cookies(HttpRequest request) {
        return CookieNames.among(request.cookies().keySet()).stream()
                .flatMap(name -> request.cookie(name).stream())
                .filter(value -> !value.isEmpty())
                .map(Secret::of)
                .toList();
    }
}
