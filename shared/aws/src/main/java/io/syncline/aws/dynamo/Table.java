package io.syncline.aws.dynamo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** A DynamoDB table. Reads by key are strongly consistent. */
public record Table(DynamoDbClient client, String name, Backoff backoff) {

    /** The most keys of a BatchGetItem. */
    private static final int BATCH = 100;

    /** The item with this key. */
    Optional<Item> get(Map<String, AttributeValue> key) {
        Map<String, AttributeValue> stored = client.getItem(
                        request -> request.tableName(name).key(key).consistentRead(true))
                .item();
        return stored.isEmpty() ? Optional.empty() : Optional.of(Item.read(stored));
    }

    /** The items with these keys, in no order; the keys differ. */
    List<Item> get(List<Map<String, AttributeValue>> keys) {
        List<Item> found = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += BATCH) {
            collect(keys.subList(from, Math.min(keys.size(), from + BATCH)), found);
        }
        return found;
    }

    private void collect(List<Map<String, AttributeValue>> keys, List<Item> found) {
        Map<String, KeysAndAttributes> open = Map.of(
                name,
                KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
        for (int attempt = 0; attempt < backoff.attempts(); attempt++) {
            Map<String, KeysAndAttributes> asked = open;
            BatchGetItemResponse answer = client.batchGetItem(request -> request.requestItems(asked));
            answer.responses().getOrDefault(name, List.of()).forEach(stored -> found.add(Item.read(stored)));
            open = answer.unprocessedKeys();
            if (open.isEmpty()) {
                return;
            }
            backoff.after(attempt);
        }
        throw new StorageBusy("Table " + name + " did not answer for all items of a batch", null);
    }
}
