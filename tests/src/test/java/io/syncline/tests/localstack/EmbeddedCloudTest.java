package io.syncline.tests.localstack;

import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.SharedCloud;
import org.junit.jupiter.api.extension.ExtendWith;

/** The suite on the embedded services. */
@ExtendWith(SharedCloud.class)
class EmbeddedCloudTest extends CloudSuite {

    private final RunningCloud cloud;

    EmbeddedCloudTest(RunningCloud cloud) {
        this.cloud = cloud;
    }

    @Override
    protected RunningCloud cloud() {
        return cloud;
    }
}
