package io.syncline.changenotices;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.syncline.aws.http.Routes;
import io.syncline.aws.start.Priming;
import io.syncline.calendar.ReceiveNotice;
import java.util.Map;

/** {@code POST /notices/…}: open to everybody, so it can mark calendars as due and nothing else. */
public final class ChangeNoticesFunction implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final Routes routes;

    public ChangeNoticesFunction() {
        this(System.getenv());
        Priming.beforeSnapshot(routes::warmUp);
    }

    /** The function with an environment other than the process's. */
    public ChangeNoticesFunction(Map<String, String> environment) {
        this(Wiring.receiveNotice(environment));
    }

    /** The function in front of a use case, wherever that keeps what it needs. */
    public ChangeNoticesFunction(ReceiveNotice receiveNotice) {
        this.routes = new Routes(new NoticeRoutes(receiveNotice).routes());
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return routes.answer(event, context);
    }
}
