package io.syncline.tests.inprocess;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.syncline.calendar.ReceiveNotice;
import io.syncline.changenotices.ChangeNoticesFunction;
import io.syncline.local.providers.push.NoticePost;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The function that takes notices, reached without a socket: what the gateway would do is done here. */
public final class NoticeDoor implements NoticePost {

    private final ChangeNoticesFunction function;

    public NoticeDoor(ReceiveNotice receiveNotice) {
        this.function = new ChangeNoticesFunction(receiveNotice);
    }

    @Override
    public Receipt post(String url, Map<String, String> headers, String body, Duration patience) {
        URI address = URI.create(url);
        APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
        event.setRouteKey("POST " + address.getPath());
        event.setHeaders(new HashMap<>(headers));
        event.setQueryStringParameters(query(address));
        event.setBody(body.isEmpty() ? null : body);
        APIGatewayV2HTTPResponse answer = function.handleRequest(event, new Unasked());
        return new Receipt(
                answer.getStatusCode(),
                answer.getHeaders().getOrDefault("content-type", ""),
                Optional.ofNullable(answer.getBody()).orElse(""),
                Duration.ZERO);
    }

    private static Map<String, String> query(URI address) {
        String query = Optional.ofNullable(address.getRawQuery()).orElse("");
        return Arrays.stream(query.split("&", -1))
                .filter(pair -> pair.contains("="))
                .collect(Collectors.toMap(
                        pair -> pair.substring(0, pair.indexOf('=')),
                        pair -> URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8)));
    }

    /** An invocation about which nobody asks anything. */
    private static final class Unasked implements Context {

        @Override
        public String getAwsRequestId() {
            return "in-process";
        }

        @Override
        public String getLogGroupName() {
            return "in-process";
        }

        @Override
        public String getLogStreamName() {
            return "in-process";
        }

        @Override
        public String getFunctionName() {
            return "change-notices";
        }

        @Override
        public String getFunctionVersion() {
            return "1";
        }

        @Override
        public String getInvokedFunctionArn() {
            return "arn:aws:lambda:eu-central-1:000000000000:function:change-notices";
        }

        @Override
        public @Nullable CognitoIdentity getIdentity() {
            return null;
        }

        @Override
        public @Nullable ClientContext getClientContext() {
            return null;
        }

        @Override
        public int getRemainingTimeInMillis() {
            return 10_000;
        }

        @Override
        public int getMemoryLimitInMB() {
            return 512;
        }

        @Override
        public LambdaLogger getLogger() {
            throw new UnsupportedOperationException("The function logs through SLF4J");
        }
    }
}
