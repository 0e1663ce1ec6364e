package io.syncline.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The partition keys that a DynamoDB request touches: IAM's condition key {@code dynamodb:LeadingKeys}
 * (DynamoDB developer guide, "Using IAM policy conditions for fine-grained access control"). A request whose keys cannot
 * be told, a Scan for one, has none, so a statement with {@code StringEquals} or {@code StringLike} on them refuses it.
 */
final class LeadingKeys {

    static final String CONDITION_KEY = "dynamodb:LeadingKeys";

    private static final Pattern EQUALITY = Pattern.compile("(#?[A-Za-z0-9_.-]+)\\s*=\\s*(:[A-Za-z0-9_]+)");

    /** By table, or by table, slash and index. */
    private final Map<String, String> attributes = new ConcurrentHashMap<>();

    /** @param index empty for the table itself */
    void declare(String table, String index, String attribute) {
        attributes.put(nameOf(table, index), attribute);
    }

    /** The condition keys of one operation on one table. */
    Map<String, List<String>> of(String table, JsonNode operation) {
        Optional<String> attribute = Optional.ofNullable(
                attributes.get(nameOf(table, operation.path("IndexName").asText(""))));
        List<String> keys = attribute.map(name -> keys(name, operation)).orElse(List.of());
        return keys.isEmpty() ? Map.of() : Map.of(CONDITION_KEY, keys);
    }

    /** Those of the many items of a batch. */
    Map<String, List<String>> ofBatch(String table, JsonNode requests) {
        List<String> keys = new ArrayList<>();
        for (JsonNode request : requests.isArray() ? requests : requests.path("Keys")) {
            JsonNode operation = requests.isArray()
                    ? request.path(request.has("PutRequest") ? "PutRequest" : "DeleteRequest")
                    : Json.object().set("Key", request);
            keys.addAll(of(table, operation).getOrDefault(CONDITION_KEY, List.of()));
        }
        return keys.isEmpty() ? Map.of() : Map.of(CONDITION_KEY, keys);
    }

    private static List<String> keys(String attribute, JsonNode operation) {
        if (operation.has("KeyConditionExpression")) {
            return queried(attribute, operation);
        }
        JsonNode value = operation.path(operation.has("Key") ? "Key" : "Item").path(attribute);
        return value.isObject() ? List.of(textOf(value)) : List.of();
    }

    private static List<String> queried(String attribute, JsonNode query) {
        Matcher equality = EQUALITY.matcher(query.path("KeyConditionExpression").asText());
        while (equality.find()) {
            String name = equality.group(1);
            String real = name.startsWith("#")
                    ? query.path("ExpressionAttributeNames").path(name).asText()
                    : name;
            JsonNode value = query.path("ExpressionAttributeValues").path(equality.group(2));
            if (real.equals(attribute) && value.isObject()) {
                return List.of(textOf(value));
            }
        }
        return List.of();
    }

    private static String textOf(JsonNode value) {
        return value.elements().next().asText();
    }

    private static String nameOf(String table, String index) {
        String name = table.substring(table.lastIndexOf('/') + 1);
        return index.isEmpty() ? name : name + "/" + index;
    }
}
