package io.syncline.aws.dynamo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** A DynamoDB table. Reads by key are strongly consistent. */
public record Table(DynamoDbClient client, String name, Backoff backoff) {

    /** The most keys of a BatchGetItem. */
    private static final int BATCH = 100;

    /** The item with this key, of a kind that is at schema 1. */
    Optional<Item> get(Map<String, AttributeValue> key) {
        return get(key, Item.SCHEMA);
    }

    /** The item with this key. */
    public Optional<Item> get(Map<String, AttributeValue> key, long newestSchema) {
        Map<String, AttributeValue> stored = client.getItem(
                        request -> request.tableName(name).key(key).consistentRead(true))
                .item();
        return stored.isEmpty() ? Optional.empty() : Optional.of(Item.read(stored, newestSchema));
    }

    /** The items with these keys, in no order, of a kind that is at schema 1; the keys differ. */
    List<Item> get(List<Map<String, AttributeValue>> keys) {
        return get(keys, Item.SCHEMA, List.of());
    }

    /**
     * The items with these keys, in no order; the keys differ.
     *
     * @param wanted the attributes that are read, {@code schema} among them; all where none is named
     */
    public List<Item> get(List<Map<String, AttributeValue>> keys, long newestSchema, List<String> wanted) {
        List<Item> found = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += BATCH) {
            collect(keys.subList(from, Math.min(keys.size(), from + BATCH)), wanted)
                    .forEach(stored -> found.add(Item.read(stored, newestSchema)));
        }
        return found;
    }

    /** The items of a partition of the sync table whose sort keys begin so. */
    QueryRequest.Builder begins(String partition, String head) {
        return inPartition("begins_with(#item, :head)")
                .expressionAttributeValues(
                        Map.of(":partition", AttributeValue.fromS(partition), ":head", AttributeValue.fromS(head)));
    }

    /** The items of a partition of the sync table whose sort keys lie between these, both included. */
    QueryRequest.Builder between(String partition, String first, String last) {
        return inPartition("#item BETWEEN :first AND :last")
                .expressionAttributeValues(Map.of(
                        ":partition",
                        AttributeValue.fromS(partition),
                        ":first",
                        AttributeValue.fromS(first),
                        ":last",
                        AttributeValue.fromS(last)));
    }

    private QueryRequest.Builder inPartition(String condition) {
        return QueryRequest.builder()
                .tableName(name)
                .consistentRead(true)
                .keyConditionExpression("#partition = :partition AND " + condition)
                .expressionAttributeNames(Map.of("#partition", "partition", "#item", "item"));
    }

    private List<Map<String, AttributeValue>> collect(List<Map<String, AttributeValue>> keys, List<String> wanted) {
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        Map<String, KeysAndAttributes> open = Map.of(name, asked(keys, wanted));
        for (int attempt = 0; attempt < backoff.attempts(); attempt++) {
            Map<String, KeysAndAttributes> asked = open;
            BatchGetItemResponse answer = client.batchGetItem(request -> request.requestItems(asked));
            found.addAll(answer.responses().getOrDefault(name, List.of()));
            open = answer.unprocessedKeys();
            if (open.isEmpty()) {
                return found;
            }
            backoff.after(attempt);
        }
        throw new StorageBusy("Table " + name + " did not answer for all items of a batch", null);
    }

    private static KeysAndAttributes asked(List<Map<String, AttributeValue>> keys, List<String> wanted) {
        KeysAndAttributes.Builder asked = KeysAndAttributes.builder().keys(keys).consistentRead(true);
        if (!wanted.isEmpty()) {
            Map<String, String> names = new HashMap<>();
            wanted.forEach(attribute -> names.put('#' + attribute, attribute));
            asked.projectionExpression(String.join(", ", names.keySet())).expressionAttributeNames(names);
        }
        return asked.build();
    }
}
