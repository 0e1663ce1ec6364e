package io.syncline.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.cloud.aws.Access;
import io.syncline.local.cloud.aws.Answer;
import io.syncline.local.cloud.aws.AwsCalls;
import io.syncline.local.cloud.aws.AwsService;
import io.syncline.local.cloud.aws.EventBus;
import io.syncline.local.cloud.aws.Keys;
import io.syncline.local.cloud.aws.Secrets;
import io.syncline.local.cloud.aws.Tables;
import io.syncline.local.cloud.template.ProvisionElsewhere;
import io.syncline.local.cloud.template.Stack;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An emulator of AWS elsewhere, such as LocalStack. Permissions are still checked and requests still counted here.
 * Requests are not signed, so it cannot be AWS itself: for that there is {@code sam deploy}.
 */
final class ExternalBackend implements Backend {

    private final URI address;
    private final String accessKey;

    private ExternalBackend(URI address, String accessKey) {
        this.address = address;
        this.accessKey = accessKey;
    }

    static ExternalBackend at(URI address, Map<String, String> environment, Consumer<Part> tell) {
        tell.accept(new Part("tables", address + " (AWS_ENDPOINT_URL)"));
        tell.accept(new Part("queues", address + " (AWS_ENDPOINT_URL)"));
        return new ExternalBackend(address, environment.getOrDefault("AWS_ACCESS_KEY_ID", "test"));
    }

    @Override
    public Map<String, AwsService> services() {
        EventBus rights = new EventBus((queue, message) -> {}, InstantSource.system(), Stack.REGION, Stack.ACCOUNT);
        return Map.of(
                "dynamodb", new Tables(dynamo(), Stack.arn("dynamodb", "table/")),
                "sqs", new io.syncline.local.cloud.aws.Queues(sqs(), Stack.arn("sqs", "")),
                "kms", new Elsewhere(new Keys(Stack.arn("kms", "key/")), calls("kms")),
                "secretsmanager", new Elsewhere(new Secrets(), calls("secretsmanager")),
                "events", new Elsewhere(rights, calls("events")));
    }

    @Override
    public void provision(Stack stack) {
        new ProvisionElsewhere(stack, this::calls).everything();
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

    /** Knows from one service what a request asks to be allowed, and lets another do it. */
    private record Elsewhere(AwsService rights, AwsCalls calls) implements AwsService {

        @Override
        public List<Access> accesses(String action, JsonNode request) {
            return rights.accesses(action, request);
        }

        @Override
        public Answer call(String target, byte[] body) {
            return calls.forward(target, body);
        }
    }
}
