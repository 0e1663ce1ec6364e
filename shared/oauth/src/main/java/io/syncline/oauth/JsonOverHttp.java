package io.syncline.oauth;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.token.Secret;
import io.syncline.traffic.RetryAfter;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Calls that are answered with a small JSON object. Ten seconds from the first byte out to the last byte in, 64 KB at
 * most, no redirects (they would carry credentials away), no repetition. Nothing that was sent or received is in any
 * message.
 */
final class JsonOverHttp {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LARGEST_BODY = 64 * 1024;
    private static final Pattern HEADER_SAFE = Pattern.compile("[\\x21-\\x7e]+");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();
    private final InstantSource clock;
    private final Duration patience;

    JsonOverHttp(InstantSource clock) {
        this(clock, PATIENCE);
    }

    JsonOverHttp(InstantSource clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    Reply post(URI endpoint, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + '=' + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return settle(HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    Reply get(URI endpoint, Secret bearer) {
        if (!HEADER_SAFE.matcher(bearer.reveal()).matches()) {
            return new Reply.Unusable(Optional.empty(), "the access token does not fit into a header");
        }
        return settle(HttpRequest.newBuilder(endpoint).header("Authorization", "Bearer " + bearer.reveal()));
    }

    private Reply settle(HttpRequest.Builder request) {
        HttpRequest ready = request.header("Accept", "application/json").build();
        // A time-out set on the request ends with the headers; waiting on the whole answer also bounds its body.
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(ready, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_BODY));
        try {
            return read(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException slow) {
            answer.cancel(true);
            return unusable("it did not answer in time");
        } catch (ExecutionException broken) {
            return unusable("the call broke off");
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return unusable("the call was interrupted");
        }
    }

    private Reply read(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status == 429 || status >= 500) {
            return new Reply.Unusable(retryAfter(answer), "it answered with HTTP " + status);
        }
        if (status < 400 && status / 100 != 2) {
            return unusable("it answered with HTTP " + status);
        }
        Optional<ObjectNode> body = isBlank(answer.body()) ? Optional.of(nothing()) : object(answer.body());
        if (status >= 400) {
            return new Reply.Refusal(status, body.orElseGet(JsonOverHttp::nothing), retryAfter(answer));
        }
        return body.<Reply>map(Reply.Fine::new)
                .orElseGet(() -> unusable("it answered HTTP " + status + " without a JSON object"));
    }

    /** Some say yes with an empty body, which is then read as an empty object. */
    private static boolean isBlank(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).isBlank();
    }

    private static ObjectNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }

    private Optional<Duration> retryAfter(HttpResponse<?> answer) {
        return answer.headers().firstValue("Retry-After").flatMap(value -> RetryAfter.of(value, clock.instant()));
    }

    /** The JSON object that the bytes are, if they are one. */
    static Optional<ObjectNode> object(byte[] bytes) {
        try {
            JsonNode node = JSON.readTree(bytes);
            return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException malformed) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new IllegalStateException("Bytes in memory can be read", unreadable);
        }
    }

    private static Reply unusable(String reason) {
        return new Reply.Unusable(Optional.empty(), reason);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
