package io.syncline.local.cloud.aws;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * What a REST service answers.
 *
 * @param body streamed to the caller and closed
 * @param length in bytes; -1 where it is not known ahead
 */
public record RestAnswer(int status, Map<String, List<String>> headers, InputStream body, long length) {

    public RestAnswer {
        headers = Map.copyOf(headers);
    }

    static RestAnswer of(int status, Map<String, List<String>> headers, byte[] body) {
        return new RestAnswer(status, headers, new ByteArrayInputStream(body), body.length);
    }
}
