package io.syncline.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncline.local.cloud.aws.AwsCalls;
import io.syncline.local.cloud.aws.Json;
import io.syncline.local.cloud.template.Resource;
import io.syncline.local.cloud.template.Stack;
import java.time.Instant;

/** Rows whose {@code dueAt} has come, in every table that has an index called {@code due}. */
final class DueRows {

    /** A number above it cannot be seconds since 1970 in this millennium. */
    private static final long LARGEST_SECONDS = 100_000_000_000L;

    private final Stack stack;
    private final AwsCalls dynamo;

    DueRows(Stack stack, AwsCalls dynamo) {
        this.stack = stack;
        this.dynamo = dynamo;
    }

    long count() {
        return stack.resources("AWS::DynamoDB::Table").stream()
                .filter(table -> stack.property(table, "GlobalSecondaryIndexes")
                        .findValuesAsText("IndexName")
                        .contains("due"))
                .mapToLong(this::countIn)
                .sum();
    }

    private long countIn(Resource table) {
        JsonNode rows = dynamo.call(
                        "DynamoDB_20120810.Scan",
                        Json.object().put("TableName", stack.reference(table)).put("IndexName", "due"))
                .path("Items");
        long due = 0;
        for (JsonNode row : rows) {
            if (!row.has("dueAt")) {
                continue; // an index of another kind: the vault's lists keys and tokens by when they want looking after
            }
            long at = row.path("dueAt").path("N").asLong();
            Instant instant = at > LARGEST_SECONDS ? Instant.ofEpochMilli(at) : Instant.ofEpochSecond(at);
            if (!instant.isAfter(Instant.now())) {
                due++;
            }
        }
        return due;
    }
}
