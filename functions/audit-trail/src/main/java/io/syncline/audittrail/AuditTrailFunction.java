package io.syncline.audittrail;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.syncline.aws.http.Routes;
import io.syncline.aws.start.Priming;
import java.util.Map;

/** {@code GET /v1/audit} and {@code GET /v1/audit/verification}; its role can read trails and add to them only. */
public final class AuditTrailFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final Routes routes;

    public AuditTrailFunction() {
        this(System.getenv());
        Priming.beforeSnapshot(routes::warmUp);
    }

    /** The function with an environment other than the process's. */
    public AuditTrailFunction(Map<String, String> environment) {
        this.routes = new Routes(Wiring.trailRoutes(environment).routes());
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return routes.answer(event, context);
    }
}
