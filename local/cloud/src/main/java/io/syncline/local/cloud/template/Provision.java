package io.syncline.local.cloud.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.aws.Answer;
import io.syncline.local.cloud.aws.AwsCalls;
import io.syncline.local.cloud.aws.Buckets;
import io.syncline.local.cloud.aws.EventBus;
import io.syncline.local.cloud.aws.Json;
import io.syncline.local.cloud.aws.Keys;
import io.syncline.local.cloud.aws.Secrets;
import io.syncline.local.cloud.aws.Tables;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes what the template declares: each table, queue, bucket, key, secret and rule, and nothing else. */
public final class Provision {

    private static final List<String> TABLE_MEMBERS =
            List.of("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes");
    private static final List<String> QUEUE_NUMBERS = List.of("VisibilityTimeout", "MessageRetentionPeriod");

    private final Stack stack;

    public Provision(Stack stack) {
        this.stack = stack;
    }

    /** Creates the tables that are not there yet. */
    public void tables(AwsCalls dynamo) {
        for (Resource table : stack.resources("AWS::DynamoDB::Table")) {
            ObjectNode request = Json.object().put("TableName", stack.reference(table));
            for (String member : TABLE_MEMBERS) {
                JsonNode value = stack.property(table, member);
                if (!value.isMissingNode()) {
                    request.set(member, value);
                }
            }
            if (created(dynamo, request)) {
                liveTime(dynamo, table);
            }
        }
    }

    /** Tells which attribute is the partition key of each table and index. */
    public void partitionKeys(Tables tables) {
        for (Resource table : stack.resources("AWS::DynamoDB::Table")) {
            String name = stack.reference(table);
            tables.declare(name, "", partitionKey(stack.property(table, "KeySchema")));
            stack.property(table, "GlobalSecondaryIndexes")
                    .forEach(index -> tables.declare(
                            name, index.path("IndexName").asText(), partitionKey(index.path("KeySchema"))));
        }
    }

    private static String partitionKey(JsonNode schema) {
        for (JsonNode member : schema) {
            if (member.path("KeyType").asText().equals("HASH")) {
                return member.path("AttributeName").asText();
            }
        }
        throw new IllegalArgumentException("A key schema has no HASH: " + schema);
    }

    private static boolean created(AwsCalls dynamo, ObjectNode request) {
        Answer answer = dynamo.forward(
                "DynamoDB_20120810.CreateTable", request.toString().getBytes(StandardCharsets.UTF_8));
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.status() == 200) {
            return true;
        }
        if (text.contains("ResourceInUseException")) {
            return false;
        }
        throw new IllegalStateException("The table " + request.path("TableName") + " cannot be made: " + text);
    }

    private void liveTime(AwsCalls dynamo, Resource table) {
        JsonNode specification = stack.property(table, "TimeToLiveSpecification");
        if (specification.isObject()) {
            ObjectNode request = Json.object().put("TableName", stack.reference(table));
            request.set("TimeToLiveSpecification", specification);
            dynamo.call("DynamoDB_20120810.UpdateTimeToLive", request);
        }
    }

    /** Creates the queues, dead-letter queues first, because the others name them. */
    public void queues(AwsCalls sqs) {
        List<Resource> queues = new ArrayList<>(stack.resources("AWS::SQS::Queue"));
        queues.sort(Comparator.comparing(queue -> queue.properties().has("RedrivePolicy")));
        for (Resource queue : queues) {
            ObjectNode attributes = Json.object();
            for (String number : QUEUE_NUMBERS) {
                JsonNode value = stack.property(queue, number);
                if (!value.isMissingNode()) {
                    attributes.put(number, value.asText());
                }
            }
            if (stack.property(queue, "FifoQueue").asBoolean()) {
                attributes.put("FifoQueue", "true");
            }
            JsonNode redrive = stack.property(queue, "RedrivePolicy");
            if (redrive.isObject()) {
                attributes.put("RedrivePolicy", redrive.toString());
            }
            ObjectNode request = Json.object().put("QueueName", stack.queueName(queue));
            request.set("Attributes", attributes);
            sqs.call("AmazonSQS.CreateQueue", request);
        }
    }

    public void keys(Keys keys) {
        stack.resources("AWS::KMS::Key")
                .forEach(key -> keys.declare(stack.reference(key), stack.text(key, "KeySpec", "SYMMETRIC_DEFAULT")));
        stack.resources("AWS::KMS::Alias")
                .forEach(alias -> keys.declareAlias(stack.reference(alias), stack.text(alias, "TargetKeyId", "")));
    }

    /** Creates the buckets that are not there yet. The default retention is not needed: locked here is for ever. */
    public void buckets(Buckets buckets) {
        stack.resources("AWS::S3::Bucket")
                .forEach(bucket -> buckets.create(
                        stack.reference(bucket),
                        stack.property(bucket, "ObjectLockEnabled").asBoolean()));
    }

    public void secrets(Secrets secrets) {
        stack.resources("AWS::SecretsManager::Secret")
                .forEach(secret -> secrets.declare(stack.reference(secret), stack.text(secret, "SecretString", "")));
    }

    public void rules(EventBus bus) {
        for (Resource rule : stack.resources("AWS::Events::Rule")) {
            List<String> targets = new ArrayList<>();
            stack.property(rule, "Targets")
                    .forEach(target -> targets.add(target.path("Arn").asText()));
            bus.declareRule(
                    stack.text(rule, "EventBusName", "default"),
                    stack.attribute(rule, "Arn"),
                    stack.property(rule, "EventPattern"),
                    targets);
        }
    }
}
