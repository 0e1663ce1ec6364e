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

    private final LeadingKeys leadingKeys = new LeadingKeys();
    private final AwsCalls dynamo;
    private final String arnPrefix;

    /** @param arnPrefix what stands before a table's name in its ARN */
    public Tables(AwsCalls dynamo, String arnPrefix) {
        this.dynamo = dynamo;
        this.arnPrefix = arnPrefix;
    }

    /**
     * Declares the attribute that is the partition key of a table or of one of its indexes, for statements that name
     * partition keys.
     *
     * @param index empty for the table itself
     */
    public void declare(String table, String index, String attribute) {
        leadingKeys.declare(table, index, attribute);
    }

    @Override
    public List<Access> accesses(String action, JsonNode request) {
        return switch (action) {
            case "TransactWriteItems", "TransactGetItems" -> transacted(request);
            case "BatchGetItem", "BatchWriteItem" ->
                request.path("RequestItems").properties().stream()
                        .map(entry ->
                                access(action, entry.getKey(), leadingKeys.ofBatch(entry.getKey(), entry.getValue())))
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
        String name = request.path("TableName").asText();
        Access table = access(action, name, leadingKeys.of(name, request));
        return index.isEmpty()
                ? table
                : new Access(table.action(), table.resource() + "/index/" + index, table.context());
    }

    private Access access(String action, String tableNameOrArn, Map<String, List<String>> context) {
        String resource = tableNameOrArn.startsWith("arn:") ? tableNameOrArn : arnPrefix + tableNameOrArn;
        return new Access("dynamodb:" + action, resource, context);
    }
}
