package io.syncline.tests.company;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * A bucket in the hands of somebody who may do everything that a bucket allows.
 *
 * @param logicalId as the template names it
 */
public record Bucket(RunningCloud cloud, String logicalId) {

    /** The keys that begin so, in their order. */
    public List<String> keys(String prefix) {
        Answer answer = send("GET", "?list-type=2&prefix=" + prefix, Optional.empty());
        return Jsoup.parse(answer.body(), "", Parser.xmlParser()).select("Contents > Key").stream()
                .map(Element::text)
                .toList();
    }

    public String read(String key) {
        Answer answer = send("GET", "/" + key, Optional.empty());
        if (answer.status() != 200) {
            throw new AssertionError("There is no object " + key + ": " + answer.body());
        }
        return answer.body();
    }

    /** Puts an object; the answer says whether the bucket took it. */
    public Answer put(String key, String text) {
        return send("PUT", "/" + key, Optional.of(text));
    }

    public Answer delete(String key) {
        return send("DELETE", "/" + key, Optional.empty());
    }

    private Answer send(String method, String path, Optional<String> body) {
        URI address = URI.create(cloud.cloud().awsEndpoint().toString().replaceFirst("/$", "") + "/"
                + cloud.cloud().reference(logicalId) + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + cloud.cloud().operatorKeyId()
                                + "/20260101/eu-central-1/s3/aws4_request, SignedHeaders=host, Signature=local")
                .method(
                        method,
                        body.map(HttpRequest.BodyPublishers::ofString).orElseGet(HttpRequest.BodyPublishers::noBody));
        // A bucket with object lock takes no object whose bytes it cannot check.
        body.ifPresent(text -> request.header("x-amz-checksum-sha256", sha256(text)));
        return Answer.of(Person.exchange(request.build()));
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
