package io.syncline.aws.audit;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** S3 in process: one bucket, whose objects are put once. */
public final class FakeS3 implements S3Client {

    private final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    /** What lies in the bucket, to be tampered with. */
    NavigableMap<String, byte[]> objects() {
        return objects;
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        byte[] bytes = bytes(body);
        if ("*".equals(request.ifNoneMatch()) && objects.containsKey(request.key())) {
            throw S3Exception.builder().statusCode(412).build();
        }
        objects.put(request.key(), bytes);
        return PutObjectResponse.builder().build();
    }

    private static byte[] bytes(RequestBody body) {
        try (var stream = body.contentStreamProvider().newStream()) {
            return stream.readAllBytes();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        NavigableMap<String, byte[]> rest = Optional.ofNullable(request.continuationToken())
                .map(last -> objects.tailMap(last, false))
                .orElseGet(() -> new TreeMap<>(objects));
        List<S3Object> page = rest.keySet().stream()
                .filter(key -> key.startsWith(request.prefix()))
                .limit(request.maxKeys())
                .map(key -> S3Object.builder().key(key).build())
                .toList();
        boolean isFull = page.size() == request.maxKeys();
        return ListObjectsV2Response.builder()
                .contents(page)
                .isTruncated(isFull)
                .nextContinuationToken(isFull ? page.getLast().key() : null)
                .build();
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        byte[] bytes = objects.get(request.key());
        GetObjectResponse response =
                GetObjectResponse.builder().contentLength((long) bytes.length).build();
        try {
            return transformer.transform(
                    response, AbortableInputStream.create(new java.io.ByteArrayInputStream(bytes)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getObject(GetObjectRequest request) {
        return getObject(request, ResponseTransformer.toInputStream());
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        objects.clear();
    }
}
