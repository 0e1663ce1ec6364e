package io.syncline.microsoft;

import io.syncline.microsoft.StubbedGraph.Said;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Answers as Graph words them. */
final class GraphAnswers {

    private GraphAnswers() {}

    /** A single timed event in UTC, 09:00 to 10:00 on 1 December 2026 in Berlin. */
    static String event(String id, String etag, String subject) {
        return event(id, etag, subject, "");
    }

    /** {@code more} is further JSON properties, each with a leading comma; a repeated one wins. */
    static String event(String id, String etag, String subject, String more) {
        return """
                {"@odata.etag":"%s","id":"%s","subject":"%s","type":"singleInstance","isAllDay":false,
                 "showAs":"busy","sensitivity":"normal",
                 "body":{"contentType":"text","content":"Ring twice\\r\\n"},
                 "location":{"displayName":"Main St 1"},
                 "originalStartTimeZone":"W. Europe Standard Time",
                 "start":{"dateTime":"2026-12-01T08:00:00.0000000","timeZone":"UTC"},
                 "end":{"dateTime":"2026-12-01T09:00:00.0000000","timeZone":"UTC"}%s}
                """.formatted(etag.replace("\"", "\\\""), id, subject, more);
    }

    static String error(String code) {
        return """
                {"error":{"code":"%s","message":"Something about it.",
                 "innerError":{"date":"2026-11-22T09:00:00","request-id":"r"}}}
                """.formatted(code);
    }

    static Said refused(int status, String code) {
        return Said.json(status, error(code));
    }

    /** The header with which Graph demands claims of the next token. */
    static String challenge(String claims) {
        return "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\","
                + " error=\"insufficient_claims\", claims=\""
                + Base64.getEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + "\"";
    }

    static Said usedBy(String existing) {
        return Said.json(
                400,
                "{\"error\":{\"code\":\"ErrorDuplicateTransactionId\",\"message\":\"Used.\",\"@event.existingEventId\":\""
                        + existing + "\"}}");
    }

    static String page(String linkName, String link, String... items) {
        return "{\"@odata.context\":\"x\",\"@odata." + linkName + "\":\"" + link + "\",\"value\":["
                + String.join(",", items) + "]}";
    }

    static String list(String... items) {
        return "{\"value\":[" + String.join(",", items) + "]}";
    }
}
