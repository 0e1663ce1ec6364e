package io.syncline.tests.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A table in the hands of somebody who may do everything: to look into it, and to break it. Items are DynamoDB's JSON.
 *
 * @param logicalId as the template names it
 */
public record Table(RunningCloud cloud, String logicalId) {

    /** The items of a partition, in the order of their sort keys. */
    public List<ObjectNode> partition(String key, String value) {
        List<ObjectNode> items = new ArrayList<>();
        ObjectNode query = named().put("ConsistentRead", true).put("KeyConditionExpression", "#key = :value");
        query.putObject("ExpressionAttributeNames").put("#key", key);
        query.putObject("ExpressionAttributeValues").putObject(":value").put("S", value);
        JsonNode page;
        do {
            page = call("Query", query);
            page.path("Items").forEach(item -> items.add((ObjectNode) item));
            query.set("ExclusiveStartKey", page.path("LastEvaluatedKey"));
        } while (page.has("LastEvaluatedKey"));
        return items;
    }

    /** Puts an item, over whatever is there. */
    public void put(JsonNode item) {
        call("PutItem", named().set("Item", item));
    }

    /** Deletes the item with these two keys. */
    public void delete(JsonNode item, String partitionKey, String sortKey) {
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        key.set(partitionKey, item.path(partitionKey));
        key.set(sortKey, item.path(sortKey));
        call("DeleteItem", named().set("Key", key));
    }

    /** Deletes the item with this one key. */
    public void delete(JsonNode item, String partitionKey) {
        call(
                "DeleteItem",
                named().set("Key", JsonNodeFactory.instance.objectNode().set(partitionKey, item.path(partitionKey))));
    }

    private ObjectNode named() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("TableName", cloud.cloud().reference(logicalId));
    }

    private JsonNode call(String action, JsonNode request) {
        return cloud.cloud().aws("dynamodb").call("DynamoDB_20120810." + action, request);
    }
}
