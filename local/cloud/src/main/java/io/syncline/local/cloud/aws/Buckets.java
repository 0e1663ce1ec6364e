package io.syncline.local.cloud.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * S3: PutObject, GetObject, HeadObject, DeleteObject, ListObjectsV2 and HeadBucket, path style, handed on to an S3 that
 * runs locally (Amazon S3 API reference). Bodies are streamed. What is not named here is refused as not implemented.
 *
 * <p>Object lock is enforced here and is stricter than S3's: in a bucket with object lock an object that exists is
 * neither overwritten nor deleted, for ever. S3 keeps versions: there, a second PutObject makes a new version and a
 * DeleteObject a marker, the locked version stays readable by its id, and the lock ends with its retention. Versions do
 * not run locally, so what would hide a sealed object behind a newer one is refused; code that never writes a key twice
 * behaves the same in both.
 */
public final class Buckets implements RestService {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Set<String> LIST_PARAMETERS = Set.of(
            "list-type",
            "prefix",
            "start-after",
            "max-keys",
            "continuation-token",
            "delimiter",
            "encoding-type",
            "fetch-owner");
    /** Headers that belong to the connection, the signature or what was taken off the body, not to the object. */
    private static final List<String> NOT_HANDED_ON = List.of(
            "authorization",
            "connection",
            "content-length",
            "expect",
            "host",
            "transfer-encoding",
            "upgrade",
            "amz-sdk-",
            "x-amz-checksum-",
            "x-amz-content-sha256",
            "x-amz-date",
            "x-amz-decoded-content-length",
            "x-amz-object-lock-",
            "x-amz-sdk-checksum-algorithm",
            "x-amz-security-token",
            "x-amz-trailer");

    private static final Set<String> NOT_HANDED_BACK =
            Set.of(":status", "connection", "content-length", "date", "server", "transfer-encoding");
    private static final int STRIPES = 64;

    private final URI backend;
    private final String accessKey;
    private final Optional<String> region;
    private final Map<String, Boolean> lockedByBucket = new ConcurrentHashMap<>();
    private final Object[] stripes = Stream.generate(Object::new).limit(STRIPES).toArray();

    /** A bucket, or an object where the key is not empty. */
    private record Target(String bucket, String key) {

        static Target of(RestRequest request) {
            String path = request.path().replaceFirst("^/", "");
            int slash = path.indexOf('/');
            return slash < 0
                    ? new Target(RestRequest.decoded(path), "")
                    : new Target(
                            RestRequest.decoded(path.substring(0, slash)),
                            RestRequest.decoded(path.substring(slash + 1)));
        }

        String bucketArn() {
            return "arn:aws:s3:::" + bucket;
        }

        String arn() {
            return bucketArn() + "/" + key;
        }

        /** The local S3 keeps objects as files. */
        boolean leavesItsBucket() {
            return Arrays.stream(key.split("/", -1)).anyMatch(part -> part.equals("..") || part.equals("."));
        }
    }

    /**
     * @param backend the S3 that keeps the objects
     * @param accessKey who asks it
     * @param region where new buckets are to be, for a backend that wants it said
     */
    public Buckets(URI backend, String accessKey, Optional<String> region) {
        this.region = region;
        this.backend = backend;
        this.accessKey = accessKey;
    }

    /** Makes a bucket; one that is there already stays as it is. The lock is kept at this door, whoever is behind it. */
    public void create(String bucket, boolean locked) {
        HttpRequest.BodyPublisher body = region.map(name -> HttpRequest.BodyPublishers.ofString(
                        "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                                + "<LocationConstraint>" + name + "</LocationConstraint></CreateBucketConfiguration>"))
                .orElse(HttpRequest.BodyPublishers.noBody());
        HttpRequest.Builder request = signed("/" + bucket).PUT(body);
        if (locked) {
            request.header("x-amz-bucket-object-lock-enabled", "true");
        }
        RestAnswer answer = send(request.build());
        String text = textOf(answer);
        if (answer.status() != 200 && !text.contains("BucketAlready")) {
            throw new IllegalStateException("The bucket " + bucket + " cannot be made: " + text);
        }
        lockedByBucket.put(bucket, locked);
    }

    @Override
    public Optional<Asked> asked(RestRequest request) {
        Target target = Target.of(request);
        Map<String, String> parameters = request.parameters();
        Access list = new Access("s3:ListBucket", target.bucketArn(), prefixOf(parameters));
        if (target.key().isEmpty()) {
            boolean lists = request.method().equals("GET")
                    && parameters.getOrDefault("list-type", "").equals("2")
                    && LIST_PARAMETERS.containsAll(parameters.keySet());
            boolean looks = request.method().equals("HEAD") && parameters.isEmpty();
            String action = lists ? "ListObjectsV2" : "HeadBucket";
            return lists || looks
                    ? Optional.of(new Asked(action, List.of(list), Optional.empty(), 1))
                    : Optional.empty();
        }
        boolean plain = Set.of("x-id").containsAll(parameters.keySet())
                && request.header("x-amz-copy-source").isEmpty();
        return plain ? object(request, target, list) : Optional.empty();
    }

    private static Optional<Asked> object(RestRequest request, Target target, Access list) {
        Access read = new Access("s3:GetObject", target.arn());
        return switch (request.method()) {
            case "GET" -> Optional.of(new Asked("GetObject", List.of(read), Optional.of(list), 1));
            case "HEAD" -> Optional.of(new Asked("HeadObject", List.of(read), Optional.of(list), 1));
            case "PUT" -> Optional.of(new Asked("PutObject", puts(request, target), Optional.empty(), 1));
            // Deleting costs nothing.
            case "DELETE" ->
                Optional.of(new Asked(
                        "DeleteObject", List.of(new Access("s3:DeleteObject", target.arn())), Optional.empty(), 0));
            default -> Optional.empty();
        };
    }

    /** A retention that the request itself asks for is a permission of its own. */
    private static List<Access> puts(RestRequest request, Target target) {
        Access put = new Access("s3:PutObject", target.arn());
        return request.header("x-amz-object-lock-mode").isPresent()
                ? List.of(put, new Access("s3:PutObjectRetention", target.arn()))
                : List.of(put);
    }

    private static Map<String, List<String>> prefixOf(Map<String, String> parameters) {
        return parameters.containsKey("prefix")
                ? Map.of("s3:prefix", List.of(parameters.getOrDefault("prefix", "")))
                : Map.of();
    }

    @Override
    public RestAnswer call(RestRequest request) {
        Target target = Target.of(request);
        Boolean locked = lockedByBucket.get(target.bucket());
        if (locked == null) {
            return error(404, "NoSuchBucket", "The specified bucket does not exist");
        }
        if (target.leavesItsBucket()) {
            return error(400, "InvalidRequest", "A key with . or .. between slashes cannot be kept locally");
        }
        boolean changes = request.method().equals("PUT") || request.method().equals("DELETE");
        if (!changes) {
            return send(handedOn(request));
        }
        // One change of an object at a time: "is it there?" and "then write it" are two requests behind this door.
        synchronized (stripes[Math.floorMod(target.hashCode(), STRIPES)]) {
            return refusedChange(request, locked).orElseGet(() -> send(handedOn(request)));
        }
    }

    private Optional<RestAnswer> refusedChange(RestRequest request, boolean locked) {
        boolean puts = request.method().equals("PUT");
        boolean onlyNew = request.header("If-None-Match").filter("*"::equals).isPresent();
        if (puts && lengthOf(request).isEmpty()) {
            return Optional.of(error(411, "MissingContentLength", "You must provide the Content-Length HTTP header."));
        }
        if (locked && puts && !hasChecksum(request)) {
            return Optional.of(error(
                    400,
                    "InvalidRequest",
                    "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock"
                            + " parameters"));
        }
        if (!(locked || (puts && onlyNew)) || !isThere(request)) {
            return Optional.empty();
        }
        return Optional.of(
                puts && onlyNew
                        ? error(
                                412,
                                "PreconditionFailed",
                                "At least one of the pre-conditions you specified did not hold")
                        : error(403, "AccessDenied", "Access Denied because object protected by object lock."));
    }

    /** S3 takes no locked object whose bytes it cannot check (PutObject, "Content-MD5"). */
    private static boolean hasChecksum(RestRequest request) {
        return request.headers().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.equals("content-md5")
                        || name.equals("x-amz-trailer")
                        || name.startsWith("x-amz-checksum-"));
    }

    private boolean isThere(RestRequest request) {
        RestAnswer answer = send(signed(request.path())
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());
        textOf(answer);
        return answer.status() == 200;
    }

    @Override
    public String accessDenied() {
        return "AccessDenied";
    }

    @Override
    public RestAnswer error(int status, String code, String message) {
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>"
                + message.replace("&", "&amp;").replace("<", "&lt;") + "</Message><RequestId>" + UUID.randomUUID()
                + "</RequestId></Error>";
        return RestAnswer.of(
                status, Map.of("Content-Type", List.of("application/xml")), xml.getBytes(StandardCharsets.UTF_8));
    }

    private HttpRequest handedOn(RestRequest request) {
        String query = request.parameters().containsKey("x-id") ? "" : request.query();
        HttpRequest.Builder builder = signed(request.path() + (query.isEmpty() ? "" : "?" + query));
        request.headers().forEach((name, values) -> {
            if (NOT_HANDED_ON.stream().noneMatch(name.toLowerCase(Locale.ROOT)::startsWith)) {
                values.stream()
                        .map(value -> name.equalsIgnoreCase("Content-Encoding") ? withoutChunking(value) : value)
                        .filter(value -> !value.isEmpty())
                        .forEach(value -> builder.header(name, value));
            }
        });
        return builder.method(request.method(), bodyOf(request)).build();
    }

    private static String withoutChunking(String encodings) {
        return encodings.replaceAll("aws-chunked,?\\s*", "").replaceFirst(",\\s*$", "");
    }

    private static boolean isChunked(RestRequest request) {
        return request.header("x-amz-content-sha256")
                .filter(hash -> hash.startsWith("STREAMING-"))
                .isPresent();
    }

    /** The object's length; nothing where the request does not say it. */
    private static Optional<Long> lengthOf(RestRequest request) {
        return request.header(isChunked(request) ? "x-amz-decoded-content-length" : "Content-Length")
                .filter(length -> length.matches("[0-9]{1,15}"))
                .map(Long::valueOf);
    }

    private static HttpRequest.BodyPublisher bodyOf(RestRequest request) {
        long length = lengthOf(request).orElse(0L);
        InputStream body = isChunked(request) ? new AwsChunks(request.body()) : request.body();
        return length == 0
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.fromPublisher(
                        HttpRequest.BodyPublishers.ofInputStream(() -> body), length);
    }

    private HttpRequest.Builder signed(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(backend.toString().replaceFirst("/$", "") + pathAndQuery))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + accessKey
                                + "/20260101/eu-central-1/s3/aws4_request, SignedHeaders=host, Signature=local")
                .timeout(Duration.ofMinutes(2));
    }

    private static RestAnswer send(HttpRequest request) {
        try {
            HttpResponse<InputStream> response = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(response.headers().map());
            headers.keySet().removeAll(NOT_HANDED_BACK);
            long length = response.headers().firstValueAsLong("content-length").orElse(-1);
            if (request.method().equals("HEAD") && length >= 0) {
                headers.put("Content-Length", List.of(String.valueOf(length)));
            }
            return new RestAnswer(
                    response.statusCode(), headers, response.body(), response.statusCode() == 204 ? 0 : length);
        } catch (IOException e) {
            throw new UncheckedIOException("The buckets did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while calling S3", e);
        }
    }

    private static String textOf(RestAnswer answer) {
        try (InputStream body = answer.body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The buckets' answer broke off", e);
        }
    }
}
