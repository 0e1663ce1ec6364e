package io.syncline.local.cloud;

import io.syncline.local.cloud.aws.AwsCalls;
import io.syncline.local.cloud.aws.AwsService;
import io.syncline.local.cloud.template.Stack;
import java.util.Map;

/** Who does the work behind the AWS endpoint: services of this JVM, or an AWS elsewhere such as LocalStack. */
sealed interface Backend extends AutoCloseable permits EmbeddedBackend, ExternalBackend {

    /** The services by the name in a signature's scope. */
    Map<String, AwsService> services();

    /** Makes what the template declares; what is there already stays. */
    void provision(Stack stack);

    /** Straight to the tables, past permissions and metering. */
    AwsCalls dynamo();

    /** Straight to the queues, past permissions and metering. */
    AwsCalls sqs();

    @Override
    void close();
}
