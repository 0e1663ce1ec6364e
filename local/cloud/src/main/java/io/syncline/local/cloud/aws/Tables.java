package io.syncline.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** DynamoDB: requests go on to a DynamoDB that runs locally. */
public final class Tables implements AwsService {

    /** Members of a transaction's items and the action that each of them needs. */
    private static final Map<String, String> TRANSACTED = Map.of(
            "Put", "PutItem",
            "Update", "UpdateItem",
            "Delete", "DeleteItem",
            "ConditionCheck", "ConditionCheckItem",
            "Get", "GetItem");

    private final AwsCalls dynamo;
    private final String arnPrefix;

    /** @param arnPrefix what stands before a table's name in its ARN */
    public Tables(AwsCalls dynamo, String arnPrefix) {
        this.dynamo = dynamo;
        this.arnPrefix = arnPrefix;
    }

    @Override
    public List<Access> accesses(String action, JsonNode request) {
        return switch (action) {
            case "TransactWriteItems", "TransactGetItems" -> transacted(request);
            case "BatchGetItem", "BatchWriteItem" ->
                request.path("RequestItems").properties().stream()
                        .map(entry -> access(action, entry.getKey()))
                        .toList();
            case "ListTables", "DescribeLimits", "DescribeEndpoints" -> List.of(new Access("dynamodb:" + action, "*"));
            default -> List.of(access(action, request));
        };
    }

    @Override
    public Answer call(String target, byte[] body) {
        return dynamo.forward(target, body);
    }

    /** A transaction is billed as two per item, a batch as one per item. */
    @Override
    public int units(String action, JsonNode request) {
        return switch (action) {
            case "TransactWriteItems", "TransactGetItems" ->
                2 * request.path("TransactItems").size();
            case "BatchGetItem" ->
                request.path("RequestItems").properties().stream()
                        .mapToInt(entry -> entry.getValue().path("Keys").size())
                        .sum();
            case "BatchWriteItem" ->
                request.path("RequestItems").properties().stream()
                        .mapToInt(entry -> entry.getValue().size())
                        .sum();
            default -> 1;
        };
    }

    private List<Access> transacted(JsonNode request) {
        List<Access> accesses = new ArrayList<>();
        for (JsonNode item : request.path("TransactItems")) {
            item.properties()
                    .forEach(entry -> accesses.add(
                            access(TRANSACTED.getOrDefault(entry.getKey(), entry.getKey()), entry.getValue())));
        }
        return accesses.stream().distinct().toList();
    }

    private Access access(String action, JsonNode request) {
        String index = request.path("IndexName").asText("");
        Access table = access(action, request.path("TableName").asText());
        return index.isEmpty() ? table : new Access(table.action(), table.resource() + "/index/" + index);
    }

    private Access access(String action, String tableNameOrArn) {
        String resource = tableNameOrArn.startsWith("arn:") ? tableNameOrArn : arnPrefix + tableNameOrArn;
        return new Access("dynamodb:" + action, resource);
    }
}
