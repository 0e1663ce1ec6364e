package io.syncline.aws.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.aws.Json;
import java.util.Optional;

/**
 * A problem document (RFC 9457).
 *
 * @param detail one sentence that says what to do, without anything secret
 * @param field the member or parameter that is wrong, where there is one
 * @param requestId what to search the log for, where that helps
 */
public record Problem(ProblemType type, String detail, Optional<String> field, Optional<String> requestId) {

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, Optional.empty(), Optional.empty());
    }

    /** A member or parameter that is wrong. */
    public static Problem invalid(String field, String detail) {
        return new Problem(ProblemType.INVALID_REQUEST, detail, Optional.of(field), Optional.empty());
    }

    /** Something that nobody foresaw; the log has more under the request id. */
    public static Problem internal(String requestId) {
        String detail = "Try again in a moment. If it happens again, tell your administrator the request id.";
        return new Problem(ProblemType.INTERNAL, detail, Optional.empty(), Optional.of(requestId));
    }

    ObjectNode json() {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("type", type.uri())
                .put("title", type.title())
                .put("status", type.status())
                .put("detail", detail);
        field.ifPresent(name -> json.put("field", name));
        requestId.ifPresent(id -> json.put("requestId", id));
        return json;
    }
}
