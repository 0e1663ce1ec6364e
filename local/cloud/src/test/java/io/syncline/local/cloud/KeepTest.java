package io.syncline.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.aws.Json;
import io.syncline.local.cloud.identity.DemoPerson;
import io.syncline.local.cloud.server.Servers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** {@code --keep}: rows, keys, sealed objects and sessions outlive a restart. */
class KeepTest {

    private static final int PORT = Servers.freePort(0);

    @TempDir
    Path work;

    @Test
    void a_sealed_object_its_lock_and_the_key_that_signed_it_outlive_a_restart() {
        ObjectNode sign = Json.object().put("Message", "aGVsbG8=").put("SigningAlgorithm", "ECDSA_SHA_256");
        String signature;
        try (LocalCloud first = LocalCloud.start(settings());
                S3Client s3 = Small.s3(first.awsEndpoint(), first.operatorKeyId())) {
            signature = first.aws("kms")
                    .call("TrentService.Sign", sign.put("KeyId", first.reference("Seals")))
                    .path("Signature")
                    .asText();
            putSeal(s3, first.reference("Sealed"), signature);
        }
        try (LocalCloud second = LocalCloud.start(settings());
                S3Client s3 = Small.s3(second.awsEndpoint(), second.operatorKeyId())) {
            var seal = s3.getObjectAsBytes(
                    get -> get.bucket(second.reference("Sealed")).key("seals/1"));

            assertThat(seal.response().contentType()).isEqualTo("application/json");
            assertThat(seal.asUtf8String()).isEqualTo(signature);
            assertThat(second.aws("kms")
                            .call("TrentService.Verify", sign.put("Signature", signature))
                            .path("SignatureValid")
                            .asBoolean())
                    .isTrue();
            assertThatThrownBy(() -> putSeal(s3, second.reference("Sealed"), "another"))
                    .isInstanceOf(S3Exception.class)
                    .hasMessageContaining("object lock");
        }
    }

    private static void putSeal(S3Client s3, String bucket, String text) {
        s3.putObject(
                put -> put.bucket(bucket).key("seals/1").contentType("application/json"), RequestBody.fromString(text));
    }

    @Test
    void rows_keys_and_sessions_outlive_a_restart() throws Exception {
        ObjectNode item = Json.object().put("TableName", "syncline-Things");
        item.set("Item", Json.read("{\"id\":{\"S\":\"kept\"}}"));
        String blob;
        String token;
        int issuerPort;
        try (LocalCloud first = LocalCloud.start(settings())) {
            first.aws("dynamodb").call("DynamoDB_20120810.PutItem", item);
            ObjectNode encrypt =
                    Json.object().put("KeyId", first.reference("Key")).put("Plaintext", "aGVsbG8=");
            blob = first.aws("kms")
                    .call("TrentService.Encrypt", encrypt)
                    .path("CiphertextBlob")
                    .asText();
            token = first.tokenFor(DemoPerson.TESS);
            issuerPort = URI.create(first.issuer()).getPort();
        }
        try (LocalCloud second = LocalCloud.start(settings())) {
            ObjectNode key = Json.object().put("TableName", "syncline-Things");
            key.set("Key", Json.read("{\"id\":{\"S\":\"kept\"}}"));

            assertThat(second.aws("dynamodb")
                            .call("DynamoDB_20120810.GetItem", key)
                            .has("Item"))
                    .isTrue();
            assertThat(second.aws("kms")
                            .call("TrentService.Decrypt", Json.object().put("CiphertextBlob", blob))
                            .path("Plaintext")
                            .asText())
                    .isEqualTo("aGVsbG8=");
            assertThat(URI.create(second.issuer()).getPort()).isEqualTo(issuerPort);
            assertThat(status(second, token)).isEqualTo(200);
        }
        assertThat(Files.getPosixFilePermissions(work.resolve("keys.json"))).hasSize(2);
    }

    private static int status(LocalCloud cloud, String token) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(cloud.origin() + "/v1/things"))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private LocalSettings settings() {
        return LocalSettings.defaults()
                .withTemplate(Path.of("src/test/resources/small.yaml").toAbsolutePath())
                .withWork(work)
                .withPort(PORT)
                .withKeep(true)
                .withEnvironment(Map.of())
                .withoutSimulators();
    }
}
