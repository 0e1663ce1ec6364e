package io.syncline.aws.start;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The AWS clients of one function, each made when it is first asked for.
 *
 * <p>With {@code AWS_ENDPOINT_URL} they talk to that address, with {@code AWS_ACCESS_KEY_ID} and
 * {@code AWS_SECRET_ACCESS_KEY} of the same environment. Without it they talk to AWS, with the SDK's usual search for
 * credentials, which knows how to renew what Lambda hands out. Calls have two seconds to connect and ten to be
 * answered; three attempts in all.
 */
public final class AwsClients {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final Environment environment;
    private final Map<Class<?>, SdkClient> clients = new HashMap<>();

    public AwsClients(Environment environment) {
        this.environment = environment;
    }

    public DynamoDbClient dynamo() {
        return kept(DynamoDbClient.class, () -> made(DynamoDbClient.builder()));
    }

    public KmsClient kms() {
        return kept(KmsClient.class, () -> made(KmsClient.builder()));
    }

    public SqsClient sqs() {
        return kept(SqsClient.class, () -> made(SqsClient.builder()));
    }

    public SecretsManagerClient secretsManager() {
        return kept(SecretsManagerClient.class, () -> made(SecretsManagerClient.builder()));
    }

    /** Only for functions that bring the SDK's {@code s3} along. */
    public S3Client s3() {
        return kept(S3Client.class, this::newS3);
    }

    /** Only for functions that bring the SDK's {@code eventbridge} along. */
    public EventBridgeClient eventBridge() {
        return kept(EventBridgeClient.class, () -> made(EventBridgeClient.builder()));
    }

    /**
     * Bodies are small and carry their own checksum, so they are sent in one piece, which every S3 understands. Elsewhere
     * than at AWS a bucket is a path and not a host.
     */
    private S3Client newS3() {
        return made(S3Client.builder()
                .forcePathStyle(environment.find("AWS_ENDPOINT_URL").isPresent())
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED));
    }

    /** Each service's classes are touched only when its client is asked for: a function brings along those that it uses. */
    private synchronized <C extends SdkClient> C kept(Class<C> type, Supplier<C> make) {
        SdkClient client = clients.get(type);
        if (client == null) {
            client = make.get();
            clients.put(type, client);
        }
        return type.cast(client);
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C made(B builder) {
        builder.region(Region.of(environment.require("AWS_REGION")))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ANSWER))
                .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD));
        environment.find("AWS_ENDPOINT_URL").ifPresent(url -> {
            builder.endpointOverride(URI.create(url));
            credentials().map(StaticCredentialsProvider::create).ifPresent(builder::credentialsProvider);
        });
        return builder.build();
    }

    private Optional<AwsCredentials> credentials() {
        return environment.find("AWS_ACCESS_KEY_ID").map(id -> {
            String secret = environment.require("AWS_SECRET_ACCESS_KEY");
            return environment
                    .find("AWS_SESSION_TOKEN")
                    .<AwsCredentials>map(token -> AwsSessionCredentials.create(id, secret, token))
                    .orElseGet(() -> AwsBasicCredentials.create(id, secret));
        });
    }
}
