package io.syncline.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.cloud.aws.AwsCalls;
import io.syncline.local.cloud.aws.AwsService;
import io.syncline.local.cloud.aws.RestService;
import io.syncline.local.cloud.template.Stack;
import java.util.List;
import java.util.Map;

/** Who does the work behind the AWS endpoint: services of this JVM, or an AWS elsewhere such as LocalStack. */
sealed interface Backend extends AutoCloseable permits EmbeddedBackend, ExternalBackend {

    /** The services by the name in a signature's scope. */
    Map<String, AwsService> services();

    /** The services whose requests name what they want in their path, by the name in a signature's scope. */
    Map<String, RestService> restServices();

    /** What has been put on the event bus, oldest first, as far as it is remembered. */
    List<JsonNode> busEvents();

    /** Makes what the template declares; what is there already stays. */
    void provision(Stack stack);

    /** Straight to the tables, past permissions and metering. */
    AwsCalls dynamo();

    /** Straight to the queues, past permissions and metering. */
    AwsCalls sqs();

    @Override
    void close();
}
