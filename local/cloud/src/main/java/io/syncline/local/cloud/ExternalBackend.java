package io.syncline.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.cloud.aws.Access;
import io.syncline.local.cloud.aws.Answer;
import io.syncline.local.cloud.aws.AwsCalls;
import io.syncline.local.cloud.aws.AwsService;
import io.syncline.local.cloud.aws.Buckets;
import io.syncline.local.cloud.aws.EventBus;
import io.syncline.local.cloud.aws.Keys;
import io.syncline.local.cloud.aws.RestService;
import io.syncline.local.cloud.aws.Secrets;
import io.syncline.local.cloud.aws.Tables;
import io.syncline.local.cloud.template.Provision;
import io.syncline.local.cloud.template.ProvisionElsewhere;
import io.syncline.local.cloud.template.Stack;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An emulator of AWS elsewhere, such as LocalStack. Permissions are still checked and requests still counted here.
 * Requests are not signed, so it cannot be AWS itself: for that there is {@code sam deploy}.
 */
final class ExternalBackend implements Backend {

    private final URI address;
    private final String accessKey;
    private final Tables tables;
    private final Buckets buckets;
    private final EventBus bus =
            new EventBus((queue, message) -> {}, InstantSource.system(), Stack.REGION, Stack.ACCOUNT);

    private ExternalBackend(URI address, String accessKey) {
        this.address = address;
        this.accessKey = accessKey;
        this.tables = new Tables(new AwsCalls(address, "dynamodb", accessKey), Stack.arn("dynamodb", "table/"));
        this.buckets = new Buckets(address, accessKey, Optional.of(Stack.REGION));
    }

    static ExternalBackend at(URI address, Map<String, String> environment, Consumer<Part> tell) {
        tell.accept(new Part("tables", address + " (AWS_ENDPOINT_URL)"));
        tell.accept(new Part("queues", address + " (AWS_ENDPOINT_URL)"));
        return new ExternalBackend(address, environment.getOrDefault("AWS_ACCESS_KEY_ID", "test"));
    }

    @Override
    public Map<String, AwsService> services() {
        return Map.of(
                "dynamodb", tables,
                "sqs", new io.syncline.local.cloud.aws.Queues(sqs(), Stack.arn("sqs", "")),
                "kms", new Elsewhere(new Keys(Stack.arn("kms", "key/")), calls("kms"), body -> {}),
                "secretsmanager", new Elsewhere(new Secrets(), calls("secretsmanager"), body -> {}),
                "events", new Elsewhere(bus, calls("events"), bus::remember));
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
        new ProvisionElsewhere(stack, this::calls).everything();
        new Provision(stack).partitionKeys(tables);
        new Provision(stack).buckets(buckets);
    }

    @Override
    public AwsCalls dynamo() {
        return calls("dynamodb");
    }

    @Override
    public AwsCalls sqs() {
        return calls("sqs");
    }

    @Override
    public void close() {
        // what is elsewhere stays as it is
    }

    private AwsCalls calls(String service) {
        return new AwsCalls(address, service, accessKey);
    }

    /**
     * Knows from one service what a request asks to be allowed, and lets another do it.
     *
     * @param done takes the body of a request that the other has done
     */
    private record Elsewhere(AwsService rights, AwsCalls calls, Consumer<byte[]> done) implements AwsService {

        @Override
        public List<Access> accesses(String action, JsonNode request) {
            return rights.accesses(action, request);
        }

        @Override
        public Answer call(String target, byte[] body) {
            Answer answer = calls.forward(target, body);
            if (answer.status() == 200) {
                done.accept(body);
            }
            return answer;
        }
    }
}
