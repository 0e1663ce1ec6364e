package io.syncline.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a service answers: a status, a JSON body and the headers that belong to the protocol. */
@SuppressWarnings("ArrayRecordComponent") // bytes go straight through and are never compared
public record Answer(int status, byte[] body, Map<String, String> headers) {

    public Answer {
        headers = Map.copyOf(headers);
    }

    static Answer ok(JsonNode body) {
        return new Answer(200, body.toString().getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** An error in the shape of AWS JSON 1.0 and 1.1 (Smithy, "AWS JSON protocols"). */
    static Answer error(int status, String type, String message) {
        JsonNode body =
                Json.object().put("__type", type).put("message", message).put("Message", message);
        return new Answer(status, body.toString().getBytes(StandardCharsets.UTF_8), Map.of("x-amzn-ErrorType", type));
    }
}
