package io.syncline.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** SQS: requests go on to a queue server that runs locally. */
public final class Queues implements AwsService {

    /** A batch needs the permission of its single action (SQS developer guide, "API permissions"). */
    private static final Map<String, String> SINGLE = Map.of(
            "SendMessageBatch", "SendMessage",
            "DeleteMessageBatch", "DeleteMessage",
            "ChangeMessageVisibilityBatch", "ChangeMessageVisibility");

    private final AwsCalls queues;
    private final String arnPrefix;

    /** @param arnPrefix what stands before a queue's name in its ARN */
    public Queues(AwsCalls queues, String arnPrefix) {
        this.queues = queues;
        this.arnPrefix = arnPrefix;
    }

    @Override
    public List<Access> accesses(String action, JsonNode request) {
        String url = request.path("QueueUrl").asText("");
        String name = url.isEmpty() ? request.path("QueueName").asText("*") : url.substring(url.lastIndexOf('/') + 1);
        return List.of(new Access("sqs:" + SINGLE.getOrDefault(action, action), arnPrefix + name));
    }

    @Override
    public Answer call(String target, byte[] body) {
        return queues.forward(target, body);
    }
}
