package io.syncline.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a fault sounds like in each service's words: a status and an error code. */
record FaultAnswer(int status, String code) {

    private static final Map<String, FaultAnswer> INTERNAL = Map.of(
            "dynamodb", new FaultAnswer(500, "InternalServerError"),
            "kms", new FaultAnswer(500, "KMSInternalException"),
            "s3", new FaultAnswer(500, "InternalError"),
            "lambda", new FaultAnswer(500, "ServiceException"),
            "events", new FaultAnswer(500, "InternalException"),
            "secretsmanager", new FaultAnswer(500, "InternalServiceError"));

    private static final Map<String, FaultAnswer> THROTTLED = Map.of(
            "dynamodb", new FaultAnswer(400, "ProvisionedThroughputExceededException"),
            "s3", new FaultAnswer(503, "SlowDown"),
            "lambda", new FaultAnswer(429, "TooManyRequestsException"));

    static final String SENTENCE = "A test made this go wrong";

    /** In the JSON protocols; a cancelled transaction names a reason for each of its items. */
    Answer json(JsonNode request) {
        if (!code.equals("TransactionCanceledException")) {
            return Answer.error(status, code, SENTENCE);
        }
        ObjectNode body = Json.object().put("__type", code).put("message", SENTENCE);
        ArrayNode reasons = body.putArray("CancellationReasons");
        request.path("TransactItems").forEach(item -> reasons.addObject().put("Code", "TransactionConflict"));
        return new Answer(status, body.toString().getBytes(StandardCharsets.UTF_8), Map.of("x-amzn-ErrorType", code));
    }

    static FaultAnswer of(AwsFaults.Fault fault, String service) {
        return switch (fault) {
            case INTERNAL_ERROR, ANSWER_LOST -> INTERNAL.getOrDefault(service, new FaultAnswer(500, "InternalFailure"));
            case THROTTLED -> THROTTLED.getOrDefault(service, new FaultAnswer(400, "ThrottlingException"));
            case TRANSACTION_CANCELED -> new FaultAnswer(400, "TransactionCanceledException");
            case DISABLED -> new FaultAnswer(400, "DisabledException");
        };
    }
}
