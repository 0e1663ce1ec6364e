package io.syncline.aws.start;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
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
    private final Once<DynamoDbClient> dynamo = new Once<>(() -> made(DynamoDbClient.builder()));
    private final Once<KmsClient> kms = new Once<>(() -> made(KmsClient.builder()));
    private final Once<SqsClient> sqs = new Once<>(() -> made(SqsClient.builder()));
    private final Once<SecretsManagerClient> secrets = new Once<>(() -> made(SecretsManagerClient.builder()));

    public AwsClients(Environment environment) {
        this.environment = environment;
    }

    public DynamoDbClient dynamo() {
        return dynamo.get();
    }

    public KmsClient kms() {
        return kms.get();
    }

    public SqsClient sqs() {
        return sqs.get();
    }

    public SecretsManagerClient secretsManager() {
        return secrets.get();
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
