package io.syncline.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.syncline.aws.http.Routes;
import io.syncline.aws.start.Priming;
import java.util.HashMap;
import java.util.Map;

/** Every route of {@code docs/openapi.yaml} that no other function answers. */
public final class ApiFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final Routes routes;

    public ApiFunction() {
        this(System.getenv());
        Priming.beforeSnapshot(routes::warmUp);
    }

    /** The function with an environment other than the process's. */
    public ApiFunction(Map<String, String> environment) {
        Wiring wiring = new Wiring(environment);
        Map<String, Routes.Responder> responders = new HashMap<>();
        responders.putAll(wiring.session().routes());
        responders.putAll(wiring.connections().routes());
        responders.putAll(wiring.calendars().routes());
        responders.putAll(wiring.organisation().routes());
        responders.putAll(wiring.jobs().routes());
        responders.putAll(wiring.overview().routes());
        responders.putAll(wiring.conflicts().routes());
        responders.putAll(wiring.reviews().routes());
        responders.putAll(wiring.policy().routes());
        this.routes = new Routes(responders);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return routes.answer(event, context);
    }
}
