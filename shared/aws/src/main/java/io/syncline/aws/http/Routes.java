package io.syncline.aws.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.syncline.aws.start.Logs;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each request to whoever answers its route, and makes a problem document of everything that goes wrong.
 *
 * <p>Routes are named as in {@code template.yaml} and {@code docs/openapi.yaml}: {@code PUT /v1/jobs/{jobId}}.
 */
public final class Routes {

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private final Map<String, Responder> responders;

    public Routes(Map<String, Responder> responders) {
        this.responders = Map.copyOf(responders);
    }

    /** The routes that are answered. */
    public Set<String> names() {
        return responders.keySet();
    }

    /** Does once what every request needs, before a snapshot is taken: reading, routing, writing a problem. */
    public void warmUp() {
        answered(new APIGatewayV2HTTPEvent(), "none").toGateway();
    }

    /** Answers one request; nothing is thrown. */
    public APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event, Context context) {
        return Logs.within(
                context, () -> answered(event, context.getAwsRequestId()).toGateway());
    }

    private HttpResponse answered(APIGatewayV2HTTPEvent event, String requestId) {
        try {
            HttpRequest request = HttpRequest.of(event);
            Responder responder = responders.get(request.route());
            if (responder == null) {
                return HttpResponse.problem(Problem.of(ProblemType.NOT_FOUND, "There is nothing at this address."));
            }
            return responder.answer(request);
        } catch (Refusal e) {
            return HttpResponse.problem(e.problem());
        } catch (RuntimeException e) {
            LOG.error("A request failed", e);
            return HttpResponse.problem(Problem.internal(requestId));
        }
    }

    /** Answers the requests of one route. */
    @FunctionalInterface
    public interface Responder {
        HttpResponse answer(HttpRequest request);
    }
}
