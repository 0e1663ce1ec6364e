package io.syncline.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.local.cloud.aws.AwsFaults.Calls;
import io.syncline.local.cloud.aws.AwsFaults.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Buckets of the template, through the AWS SDK. */
class BucketsTest {

    @TempDir
    static Path work;

    private static LocalCloud cloud;
    private static S3Client operator;
    private static S3Client echo;

    @BeforeAll
    static void start() {
        cloud = LocalCloud.start(Small.settings(work));
        operator = Small.s3(cloud.awsEndpoint(), cloud.operatorKeyId());
        echo = Small.s3(cloud.awsEndpoint(), cloud.keyIdOf("echo"));
    }

    @AfterAll
    static void stop() {
        if (cloud != null) {
            operator.close();
            echo.close();
            cloud.close();
        }
    }

    @Test
    void an_object_comes_back_with_its_type_its_tag_and_its_own_headers() {
        byte[] body = "{\"ü\":1}\n".repeat(40_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String tag = operator.putObject(
                        put -> put.bucket(open())
                                .key("a folder/ü+1.json")
                                .contentType("application/json")
                                .metadata(java.util.Map.of("kind", "seal")),
                        RequestBody.fromBytes(body))
                .eTag();

        ResponseBytes<GetObjectResponse> back =
                operator.getObjectAsBytes(get -> get.bucket(open()).key("a folder/ü+1.json"));

        assertThat(back.asByteArray()).isEqualTo(body);
        assertThat(back.response().contentType()).isEqualTo("application/json");
        assertThat(back.response().metadata()).containsEntry("kind", "seal");
        assertThat(back.response().eTag()).isEqualTo(tag);
        assertThat(operator.headObject(head -> head.bucket(open()).key("a folder/ü+1.json"))
                        .contentLength())
                .isEqualTo(body.length);
    }

    @Test
    void a_listing_is_in_order_by_pages_below_a_prefix_and_after_a_key() {
        for (String key : List.of("list/3", "list/1", "list/2", "other/1")) {
            put(operator, open(), key);
        }
        ListObjectsV2Response page = operator.listObjectsV2(
                list -> list.bucket(open()).prefix("list/").maxKeys(2));
        ListObjectsV2Response rest = operator.listObjectsV2(
                list -> list.bucket(open()).prefix("list/").continuationToken(page.nextContinuationToken()));
        ListObjectsV2Response after = operator.listObjectsV2(
                list -> list.bucket(open()).prefix("list/").startAfter("list/1"));

        assertThat(page.contents()).extracting(S3Object::key).containsExactly("list/1", "list/2");
        assertThat(page.isTruncated()).isTrue();
        assertThat(rest.contents()).extracting(S3Object::key).containsExactly("list/3");
        assertThat(after.contents()).extracting(S3Object::key).containsExactly("list/2", "list/3");
    }

    @Test
    void what_is_locked_is_neither_overwritten_nor_deleted_even_by_the_operator() {
        put(operator, sealed(), "seals/locked");

        assertRefused(403, "AccessDenied", () -> put(operator, sealed(), "seals/locked"));
        assertRefused(
                403,
                "AccessDenied",
                () -> operator.deleteObject(delete -> delete.bucket(sealed()).key("seals/locked")));
        assertRefused(412, "PreconditionFailed", () -> putNew(operator, sealed(), "seals/locked"));
        assertThat(operator.getObjectAsBytes(get -> get.bucket(sealed()).key("seals/locked"))
                        .asUtf8String())
                .isEqualTo("seals/locked");
    }

    @Test
    void without_a_lock_an_object_may_be_overwritten_and_deleted() {
        put(operator, open(), "loose");
        put(operator, open(), "loose");
        assertRefused(412, "PreconditionFailed", () -> putNew(operator, open(), "loose"));
        operator.deleteObject(delete -> delete.bucket(open()).key("loose"));

        assertThatThrownBy(() ->
                        operator.getObjectAsBytes(get -> get.bucket(open()).key("loose")))
                .isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void of_many_who_write_a_new_key_at_once_exactly_one_does() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Callable<Boolean> write = () -> {
                try {
                    putNew(operator, sealed(), "seals/raced");
                    return true;
                } catch (S3Exception e) {
                    return false;
                }
            };
            long won = 0;
            for (Future<Boolean> writer :
                    threads.invokeAll(List.of(write, write, write, write, write, write, write, write))) {
                won += writer.get() ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        }
    }

    @Test
    void a_role_reads_and_writes_what_its_statements_name_and_nothing_else() {
        putNew(echo, sealed(), "seals/by-echo");

        assertThat(echo.getObjectAsBytes(get -> get.bucket(sealed()).key("seals/by-echo"))
                        .asUtf8String())
                .isEqualTo("seals/by-echo");
        assertThat(echo.listObjectsV2(list -> list.bucket(sealed()).prefix("seals/by"))
                        .contents())
                .extracting(S3Object::key)
                .containsExactly("seals/by-echo");
        assertRefused(403, "AccessDenied", () -> echo.listObjectsV2(list -> list.bucket(sealed())));
        assertRefused(403, "AccessDenied", () -> put(echo, open(), "elsewhere"));
        assertRefused(
                403,
                "AccessDenied",
                () -> echo.deleteObject(delete -> delete.bucket(sealed()).key("seals/by-echo")));
        assertThat(cloud.logLines())
                .anyMatch(line -> line.contains("The role of echo is not allowed s3:DeleteObject on arn:aws:s3:::"
                        + sealed() + "/seals/by-echo"));
    }

    @Test
    void who_may_not_list_is_not_told_that_an_object_is_missing() {
        try (S3Client streams = Small.s3(cloud.awsEndpoint(), cloud.keyIdOf("streams"))) {
            assertRefused(
                    403,
                    "AccessDenied",
                    () -> streams.getObjectAsBytes(get -> get.bucket(sealed()).key("seals/none")));
        }
        assertThatThrownBy(() ->
                        operator.getObjectAsBytes(get -> get.bucket(sealed()).key("seals/none")))
                .isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void what_does_not_run_locally_is_refused_by_name() {
        assertRefused(501, "NotImplemented", () -> operator.getBucketVersioning(get -> get.bucket(open())));
        assertRefused(404, "NoSuchBucket", () -> put(operator, "syncline-nobody", "x"));
    }

    @Test
    void requests_are_counted_and_priced() {
        put(operator, open(), "counted");

        assertThat(cloud.metering()
                        .report()
                        .path("byFunction")
                        .path("operator")
                        .path("s3:PutObject")
                        .asInt())
                .isPositive();
    }

    @Test
    void a_fault_reaches_the_caller_as_s3_would_say_it() {
        try (var rule = cloud.faults().every(Calls.of("s3:PutObject").on(open()), Fault.THROTTLED)) {
            assertRefused(503, "SlowDown", () -> put(operator, open(), "throttled"));
            assertThat(rule.struck()).isPositive();
        }
        try (var rule = cloud.faults().every(Calls.of("s3:PutObject").on(open()), Fault.ANSWER_LOST)) {
            assertThatThrownBy(() -> put(operator, open(), "lost")).isInstanceOf(SdkException.class);
            assertThat(rule.struck()).isPositive();
        }
        assertThat(operator.getObjectAsBytes(get -> get.bucket(open()).key("lost"))
                        .asUtf8String())
                .isEqualTo("lost");
    }

    private static String open() {
        return cloud.reference("Open");
    }

    private static String sealed() {
        return cloud.reference("Sealed");
    }

    private static void put(S3Client s3, String bucket, String key) {
        s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(key));
    }

    private static void putNew(S3Client s3, String bucket, String key) {
        s3.putObject(put -> put.bucket(bucket).key(key).ifNoneMatch("*"), RequestBody.fromString(key));
    }

    private static void assertRefused(int status, String code, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(S3Exception.class, refused -> {
            assertThat(refused.statusCode()).isEqualTo(status);
            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
        });
    }
}
