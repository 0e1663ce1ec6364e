package io.syncline.local.providers.push;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Posts over HTTP; follows no redirect. */
final class HttpNoticePost implements NoticePost {

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    @Override
    public Receipt post(String url, Map<String, String> headers, String body, Duration patience) {
        long begun = System.nanoTime();
        try {
            var answer = client.send(request(url, headers, body, patience), BodyHandlers.ofString());
            return new Receipt(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""),
                    answer.body(),
                    since(begun));
        } catch (IOException | IllegalArgumentException unreachable) {
            return Receipt.silence(since(begun));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return Receipt.silence(since(begun));
        }
    }

    private static HttpRequest request(String url, Map<String, String> headers, String body, Duration patience) {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(patience);
        headers.forEach(request::header);
        return request.POST(body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
