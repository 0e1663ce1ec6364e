package io.syncline.local.cloud.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A template with values for its parameters: knows the name, address and ARN of every resource, and evaluates whatever
 * the template says about it.
 */
public final class Stack implements ResourceNames {

    public static final String NAME = "syncline";
    public static final String REGION = "eu-central-1";
    public static final String ACCOUNT = "000000000000";

    private final Template template;
    private final String awsEndpoint;
    private final Expressions expressions;
    private final Map<String, String> assigned = new ConcurrentHashMap<>();

    /**
     * @param overrides values for parameters in place of their defaults
     * @param awsEndpoint where queues have their addresses
     */
    public Stack(Template template, Map<String, String> overrides, String awsEndpoint) {
        this.template = template;
        this.awsEndpoint = awsEndpoint;
        Map<String, String> values = new HashMap<>(template.parameterDefaults());
        values.putAll(overrides);
        values.put("AWS::Region", REGION);
        values.put("AWS::AccountId", ACCOUNT);
        values.put("AWS::StackName", NAME);
        values.put("AWS::Partition", "aws");
        values.put("AWS::URLSuffix", "amazonaws.com");
        this.expressions = new Expressions(template, values, this);
    }

    public Template template() {
        return template;
    }

    /** A property with its intrinsic functions evaluated; missing where it is not declared. */
    public JsonNode property(Resource resource, String name) {
        return expressions.evaluate(resource.properties().path(name));
    }

    public String text(Resource resource, String name, String otherwise) {
        JsonNode value = property(resource, name);
        return value.isMissingNode() ? otherwise : value.asText();
    }

    public JsonNode evaluate(JsonNode node) {
        return expressions.evaluate(node);
    }

    /** The resource that has this ARN. */
    public Optional<Resource> withArn(String arn) {
        return template.resources().stream()
                .filter(resource -> attribute(resource, "Arn").equals(arn))
                .findFirst();
    }

    /**
     * Says what a resource is called by the service that made it, in place of the name that it would have here.
     *
     * @param key {@code LogicalId} for what {@code Ref} answers, {@code LogicalId.Arn} for an attribute
     */
    public void assign(String key, String value) {
        assigned.put(key, value);
    }

    @Override
    public String reference(Resource resource) {
        String known = assigned.get(resource.id());
        if (known != null) {
            return known;
        }
        return switch (resource.type()) {
            case "AWS::DynamoDB::Table" -> text(resource, "TableName", NAME + "-" + resource.id());
            case "AWS::SQS::Queue" -> awsEndpoint + "/" + ACCOUNT + "/" + queueName(resource);
            case "AWS::KMS::Key" -> keyId(resource);
            case "AWS::KMS::Alias" -> text(resource, "AliasName", "");
            case "AWS::SecretsManager::Secret" -> arn("secretsmanager", "secret:" + NAME + "-" + resource.id());
            case "AWS::Events::EventBus" -> text(resource, "Name", resource.id());
            case "AWS::S3::Bucket" ->
                text(resource, "BucketName", (NAME + "-" + resource.id()).toLowerCase(Locale.ROOT));
            case "AWS::SNS::Topic" -> attribute(resource, "Arn");
            default -> resource.id();
        };
    }

    @Override
    public String attribute(Resource resource, String attribute) {
        String known = assigned.get(resource.id() + "." + attribute);
        if (known != null) {
            return known;
        }
        if (!attribute.equals("Arn")) {
            return resource.id() + "." + attribute;
        }
        return switch (resource.type()) {
            case "AWS::DynamoDB::Table" -> arn("dynamodb", "table/" + reference(resource));
            case "AWS::SQS::Queue" -> arn("sqs", queueName(resource));
            case "AWS::KMS::Key" -> arn("kms", "key/" + keyId(resource));
            case "AWS::Events::EventBus" -> arn("events", "event-bus/" + reference(resource));
            case "AWS::Events::Rule" ->
                arn("events", "rule/" + text(resource, "EventBusName", "default") + "/" + resource.id());
            case "AWS::S3::Bucket" -> "arn:aws:s3:::" + reference(resource);
            case "AWS::Serverless::Function" -> arn("lambda", "function:" + resource.id());
            case "AWS::SNS::Topic" -> arn("sns", text(resource, "TopicName", NAME + "-" + resource.id()));
            default -> arn("local", resource.id());
        };
    }

    public String queueName(Resource queue) {
        String suffix = queue.properties().path("FifoQueue").asBoolean() ? ".fifo" : "";
        return text(queue, "QueueName", NAME + "-" + queue.id() + suffix);
    }

    public static String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + resource;
    }

    /** The same id on every start, so that keys can be kept. */
    private static String keyId(Resource key) {
        return UUID.nameUUIDFromBytes((NAME + key.id()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** The resources of one type. */
    public List<Resource> resources(String type) {
        return template.resources(type);
    }
}
