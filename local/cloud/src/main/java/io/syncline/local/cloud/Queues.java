package io.syncline.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.aws.AwsCalls;
import io.syncline.local.cloud.aws.Json;
import io.syncline.local.cloud.template.Resource;
import io.syncline.local.cloud.template.Stack;
import java.util.Map;
import java.util.TreeMap;

/** The queues of the stack, seen from outside. */
final class Queues {

    private final Stack stack;
    private final AwsCalls sqs;

    Queues(Stack stack, AwsCalls sqs) {
        this.stack = stack;
        this.sqs = sqs;
    }

    Map<String, QueueDepth> depths() {
        Map<String, QueueDepth> depths = new TreeMap<>();
        for (Resource queue : stack.resources("AWS::SQS::Queue")) {
            depths.put(queue.id(), depth(queue));
        }
        return depths;
    }

    private QueueDepth depth(Resource queue) {
        ObjectNode request = Json.object().put("QueueUrl", stack.reference(queue));
        request.putArray("AttributeNames").add("All");
        JsonNode attributes = sqs.call("AmazonSQS.GetQueueAttributes", request).path("Attributes");
        return new QueueDepth(
                attributes.path("ApproximateNumberOfMessages").asInt(),
                attributes.path("ApproximateNumberOfMessagesNotVisible").asInt(),
                attributes.path("ApproximateNumberOfMessagesDelayed").asInt(),
                !queue.properties().has("RedrivePolicy"));
    }
}
