package io.syncline.tests.localstack;

import io.syncline.tests.company.RunningCloud;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** The suite on LocalStack; it needs Docker, and is skipped where there is none. */
@EnabledIf(
        value = "hasDocker",
        disabledReason =
                "there is no Docker on this machine, and LocalStack runs in it; EmbeddedCloudTest runs the same"
                        + " suite")
class LocalStackTest extends CloudSuite {

    private static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.9");

    private static LocalStackContainer localStack;
    private static RunningCloud cloud;

    static boolean hasDocker() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @BeforeAll
    static void start() {
        localStack = new LocalStackContainer(IMAGE).withServices("dynamodb", "sqs", "kms", "secretsmanager", "events");
        localStack.start();
        cloud = RunningCloud.start(Map.of(
                "AWS_ENDPOINT_URL", localStack.getEndpoint().toString(),
                "AWS_ACCESS_KEY_ID", localStack.getAccessKey()));
    }

    @AfterAll
    static void stop() {
        if (cloud != null) {
            cloud.close();
        }
        if (localStack != null) {
            localStack.stop();
        }
    }

    @Override
    protected RunningCloud cloud() {
        return cloud;
    }
}
