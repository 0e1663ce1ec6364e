package io.syncline.local.cloud;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The small template, ready to start, and the real SDK towards it. */
final class Small {

    private Small() {}

    static LocalSettings settings(Path work) {
        return LocalSettings.defaults()
                .withTemplate(Path.of("src/test/resources/small.yaml").toAbsolutePath())
                .withWork(work)
                .withPort(0)
                .withEnvironment(Map.of())
                .withoutSimulators();
    }

    static S3Client s3(URI endpoint, String keyId) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(keyId, "any")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
