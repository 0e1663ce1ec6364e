package io.syncline.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * Calls a service of the AWS JSON protocols at a local address. The signature is only the name of the caller: the
 * services behind it look at nothing else.
 */
public final class AwsCalls {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI address;
    private final String service;
    private final String accessKey;

    /** @param service as in a signature's scope, such as {@code dynamodb} */
    public AwsCalls(URI address, String service, String accessKey) {
        this.address = address;
        this.service = service;
        this.accessKey = accessKey;
    }

    /** Calls and expects success; anything else is thrown with the service's own words. */
    public JsonNode call(String target, JsonNode request) {
        Answer answer = forward(target, request.toString().getBytes(StandardCharsets.UTF_8));
        if (answer.status() != 200) {
            throw new IllegalStateException(
                    target + " answered " + answer.status() + ": " + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return Json.read(answer.body());
    }

    /** Calls and hands on whatever comes back. */
    public Answer forward(String target, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", target)
                .header("Authorization", authorization())
                .timeout(Duration.ofMinutes(2))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            Map<String, String> headers = response.headers()
                    .firstValue("x-amzn-query-error")
                    .map(value -> Map.of("x-amzn-query-error", value))
                    .orElse(Map.of());
            return new Answer(response.statusCode(), response.body(), headers);
        } catch (IOException e) {
            throw new UncheckedIOException(service + " at " + address + " did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while calling " + service, e);
        }
    }

    private String authorization() {
        return "AWS4-HMAC-SHA256 Credential=" + accessKey + "/20260101/eu-central-1/" + service
                + "/aws4_request, SignedHeaders=host, Signature=local";
    }
}
