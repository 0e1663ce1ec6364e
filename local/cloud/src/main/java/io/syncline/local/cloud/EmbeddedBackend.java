package io.syncline.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.cloud.aws.AwsCalls;
import io.syncline.local.cloud.aws.AwsService;
import io.syncline.local.cloud.aws.Buckets;
import io.syncline.local.cloud.aws.EventBus;
import io.syncline.local.cloud.aws.Json;
import io.syncline.local.cloud.aws.Keys;
import io.syncline.local.cloud.aws.RestService;
import io.syncline.local.cloud.aws.Secrets;
import io.syncline.local.cloud.aws.Tables;
import io.syncline.local.cloud.template.Provision;
import io.syncline.local.cloud.template.Stack;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** DynamoDB Local, ElasticMQ and S3Proxy; keys, secrets and the bus in process. */
final class EmbeddedBackend implements Backend {

    private final TableServer tables;
    private final Tables tableService;
    private final QueueServer queues;
    private final Buckets buckets;
    private final Optional<Path> keyFile;
    private final Keys keys = new Keys(Stack.arn("kms", "key/"));
    private final Secrets secrets = new Secrets();
    private final EventBus bus;

    private EmbeddedBackend(TableServer tables, QueueServer queues, BucketServer buckets, Optional<Path> keyFile) {
        this.tables = tables;
        this.tableService =
                new Tables(new AwsCalls(tables.address(), "dynamodb", "local"), Stack.arn("dynamodb", "table/"));
        this.queues = queues;
        this.buckets = new Buckets(buckets.address(), "local", Optional.empty());
        this.keyFile = keyFile;
        this.bus = new EventBus(this::deliver, InstantSource.system(), Stack.REGION, Stack.ACCOUNT);
    }

    static EmbeddedBackend start(LocalSettings settings, Starting starting, Consumer<Part> tell) {
        Optional<Path> kept = settings.keep() ? Optional.of(settings.work()) : Optional.empty();
        var tables = starting.begin(() -> TableServer.start(kept.map(work -> work.resolve("dynamodb"))));
        var queues = starting.begin(QueueServer::start);
        var buckets = starting.begin(() -> BucketServer.start(kept.map(work -> work.resolve("buckets"))));
        EmbeddedBackend backend = new EmbeddedBackend(
                starting.finish(tables),
                starting.finish(queues),
                starting.finish(buckets),
                kept.map(work -> work.resolve("keys.json")));
        tell.accept(new Part("tables", kept.map(work -> "kept in " + work).orElse("in memory")));
        tell.accept(new Part("queues", "in memory"));
        tell.accept(new Part("buckets", kept.map(work -> "kept in " + work).orElse("in a temporary folder")));
        return backend;
    }

    @Override
    public Map<String, AwsService> services() {
        return Map.of(
                "dynamodb", tableService,
                "sqs", new io.syncline.local.cloud.aws.Queues(sqs(), Stack.arn("sqs", "")),
                "kms", keys,
                "secretsmanager", secrets,
                "events", bus);
    }

    @Override
    public Map<String, RestService> restServices() {
        return Map.of("s3", buckets);
    }

    @Override
    public List<JsonNode> busEvents() {
        return bus.events();
    }

    @Override
    public void provision(Stack stack) {
        Provision provision = new Provision(stack);
        provision.tables(dynamo());
        provision.partitionKeys(tableService);
        provision.queues(sqs());
        provision.buckets(buckets);
        keyFile.ifPresent(keys::load);
        provision.keys(keys);
        keyFile.ifPresent(keys::keepIn);
        provision.secrets(secrets);
        provision.rules(bus);
    }

    @Override
    public AwsCalls dynamo() {
        return new AwsCalls(tables.address(), "dynamodb", "local");
    }

    @Override
    public AwsCalls sqs() {
        return new AwsCalls(queues.address(), "sqs", "local");
    }

    @Override
    public void close() {
        // its servers were kept for closing when they started
    }

    /** The bus delivers by its own right, as a queue policy allows it to. */
    private void deliver(String queueArn, String message) {
        String name = queueArn.substring(queueArn.lastIndexOf(':') + 1);
        sqs().call(
                        "AmazonSQS.SendMessage",
                        Json.object()
                                .put("QueueUrl", queues.address() + Stack.ACCOUNT + "/" + name)
                                .put("MessageBody", message));
    }
}
