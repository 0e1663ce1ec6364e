package io.syncline.local.cloud.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.aws.AwsCalls;
import io.syncline.local.cloud.aws.Json;
import java.util.function.Function;

/** Makes what the template declares through the APIs of an AWS elsewhere, and learns what things are called there. */
public final class ProvisionElsewhere {

    private final Stack stack;
    private final Function<String, AwsCalls> service;

    /** @param service calls a service by its name in a signature's scope */
    public ProvisionElsewhere(Stack stack, Function<String, AwsCalls> service) {
        this.stack = stack;
        this.service = service;
    }

    public void everything() {
        Provision provision = new Provision(stack);
        provision.tables(service.apply("dynamodb"));
        provision.queues(service.apply("sqs"));
        stack.resources("AWS::SQS::Queue").forEach(this::learnAddress);
        stack.resources("AWS::KMS::Key").forEach(this::makeKey);
        stack.resources("AWS::SecretsManager::Secret").forEach(this::makeSecret);
        stack.resources("AWS::Events::EventBus").forEach(this::makeBus);
        stack.resources("AWS::Events::Rule").forEach(this::makeRule);
    }

    private void learnAddress(Resource queue) {
        JsonNode answer = service.apply("sqs")
                .call("AmazonSQS.GetQueueUrl", Json.object().put("QueueName", stack.queueName(queue)));
        stack.assign(queue.id(), answer.path("QueueUrl").asText());
    }

    private void makeKey(Resource key) {
        JsonNode metadata = service.apply("kms")
                .call(
                        "TrentService.CreateKey",
                        Json.object()
                                .put("KeySpec", stack.text(key, "KeySpec", "SYMMETRIC_DEFAULT"))
                                .put("KeyUsage", stack.text(key, "KeyUsage", "ENCRYPT_DECRYPT")))
                .path("KeyMetadata");
        stack.assign(key.id(), metadata.path("KeyId").asText());
        stack.assign(key.id() + ".Arn", metadata.path("Arn").asText());
    }

    private void makeSecret(Resource secret) {
        ObjectNode request = Json.object()
                .put("Name", Stack.NAME + "-" + secret.id() + "-" + System.currentTimeMillis())
                .put("SecretString", stack.text(secret, "SecretString", ""));
        JsonNode answer = service.apply("secretsmanager").call("secretsmanager.CreateSecret", request);
        stack.assign(secret.id(), answer.path("ARN").asText());
    }

    private void makeBus(Resource bus) {
        AwsCalls events = service.apply("events");
        String name = stack.reference(bus);
        boolean there = events.call("AWSEvents.ListEventBuses", Json.object().put("NamePrefix", name))
                .path("EventBuses")
                .findValuesAsText("Name")
                .contains(name);
        if (!there) {
            events.call("AWSEvents.CreateEventBus", Json.object().put("Name", name));
        }
    }

    private void makeRule(Resource rule) {
        AwsCalls events = service.apply("events");
        String name = Stack.NAME + "-" + rule.id();
        String bus = stack.text(rule, "EventBusName", "default");
        events.call(
                "AWSEvents.PutRule",
                Json.object()
                        .put("Name", name)
                        .put("EventBusName", bus)
                        .put(
                                "EventPattern",
                                stack.property(rule, "EventPattern").toString()));
        ObjectNode targets = Json.object().put("Rule", name).put("EventBusName", bus);
        targets.set("Targets", stack.property(rule, "Targets"));
        events.call("AWSEvents.PutTargets", targets);
    }
}
