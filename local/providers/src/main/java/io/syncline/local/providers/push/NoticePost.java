package io.syncline.local.providers.push;

import io.syncline.local.providers.http.Query;
import java.time.Duration;
import java.util.Map;

/** Carries POST requests to the addresses that clients gave for their notices. Safe for many threads. */
@FunctionalInterface
public interface NoticePost {

    /**
     * Posts, and waits for the answer.
     *
     * @param patience how long the provider waits at most
     */
    Receipt post(String url, Map<String, String> headers, String body, Duration patience);

    /**
     * What the endpoint answered.
     *
     * @param status the HTTP status; 0 when no answer came in time
     * @param contentType blank when there was none
     * @param took how long the endpoint took
     */
    record Receipt(int status, String contentType, String body, Duration took) {

        public static Receipt of(int status) {
            return new Receipt(status, "", "", Duration.ZERO);
        }

        /** No answer, after so long. */
        public static Receipt silence(Duration waited) {
            return new Receipt(0, "", "", waited);
        }

        public boolean succeeded() {
            return status >= 200 && status < 300;
        }
    }

    /** An endpoint that passes every handshake and takes every notice. */
    static NoticePost agreeing() {
        return (url, headers, body, patience) -> {
            int query = url.indexOf('?');
            var token = Query.of(query < 0 ? "" : url.substring(query + 1)).first("validationToken");
            return token.map(text -> new Receipt(200, "text/plain", text, Duration.ZERO))
                    .orElseGet(() -> Receipt.of(202));
        };
    }
}
