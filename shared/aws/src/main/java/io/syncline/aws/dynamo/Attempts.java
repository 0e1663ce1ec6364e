package io.syncline.aws.dynamo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalInt;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Counters that begin anew a day after they began; DynamoDB may take longer to remove them. */
record Attempts(Table table, InstantSource clock) {

    private static final Duration KEPT = Duration.ofDays(1);

    /** Counts one more. */
    int count(Map<String, AttributeValue> key) {
        for (int attempt = 0; attempt < table.backoff().attempts(); attempt++) {
            Instant now = clock.instant();
            OptionalInt count = more(key, now);
            if (count.isPresent()) {
                return count.getAsInt();
            }
            if (anew(key, now).isPresent()) {
                return 1;
            }
        }
        throw new StorageBusy("An attempt could not be counted: its counter kept changing", null);
    }

    private OptionalInt more(Map<String, AttributeValue> key, Instant now) {
        Change change = new Change().set("schema", number(Item.SCHEMA));
        change.let(
                "count",
                "if_not_exists(" + change.name("count") + ", " + change.value("none", number(0)) + ") + "
                        + change.value("one", number(1)));
        change.let(
                "expiresAt",
                "if_not_exists(" + change.name("expiresAt") + ", " + change.value("end", seconds(now.plus(KEPT)))
                        + ")");
        String fresh = "attribute_not_exists(#expiresAt) OR #expiresAt > " + change.value("now", seconds(now));
        return update(key, change, fresh);
    }

    private OptionalInt anew(Map<String, AttributeValue> key, Instant now) {
        Change change = new Change().set("count", number(1)).set("expiresAt", seconds(now.plus(KEPT)));
        return update(key, change, "#expiresAt <= " + change.value("now", seconds(now)));
    }

    private OptionalInt update(Map<String, AttributeValue> key, Change change, String condition) {
        try {
            Map<String, AttributeValue> now = table.client()
                    .updateItem(request -> request.tableName(table.name())
                            .key(key)
                            .updateExpression(change.expression())
                            .conditionExpression(condition)
                            .expressionAttributeNames(change.names())
                            .expressionAttributeValues(change.values())
                            .returnValues(ReturnValue.UPDATED_NEW))
                    .attributes();
            return OptionalInt.of(Math.toIntExact(Item.partOf(now).number("count")));
        } catch (ConditionalCheckFailedException e) {
            return OptionalInt.empty();
        }
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    private static AttributeValue seconds(Instant instant) {
        return number(instant.getEpochSecond());
    }
}
