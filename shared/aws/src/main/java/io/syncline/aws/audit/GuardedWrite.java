package io.syncline.aws.audit;

import io.syncline.aws.dynamo.Item;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * One action of a transaction, on a condition.
 *
 * @param item what is put, if it is a put; something random or sealed in it makes it unlike what anybody else puts there,
 *     so whoever finds it stored has stored it
 */
public record GuardedWrite(TransactWriteItem action, Optional<Item> item) {

    /** Puts an item on a condition. */
    public static GuardedWrite put(
            String table, Item item, String condition, Map<String, String> names, Map<String, AttributeValue> values) {
        TransactWriteItem action = TransactWriteItem.builder()
                .put(put -> put.tableName(table)
                        .item(item.attributes())
                        .conditionExpression(condition)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(orNone(values))
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
        return new GuardedWrite(action, Optional.of(item));
    }

    /** Deletes an item, whether it is there or not. */
    public static GuardedWrite delete(String table, Map<String, AttributeValue> key) {
        return new GuardedWrite(
                TransactWriteItem.builder()
                        .delete(delete -> delete.tableName(table).key(key))
                        .build(),
                Optional.empty());
    }

    /** Writes nothing, and keeps the others from being written where the condition does not hold. */
    public static GuardedWrite check(
            String table,
            Map<String, AttributeValue> key,
            String condition,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        TransactWriteItem action = TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(table)
                        .key(key)
                        .conditionExpression(condition)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(orNone(values)))
                .build();
        return new GuardedWrite(action, Optional.empty());
    }

    boolean isStoredAs(Map<String, AttributeValue> stored) {
        return item.filter(own -> own.attributes().equals(stored)).isPresent();
    }

    /** DynamoDB refuses an empty map of values. */
    private static @Nullable Map<String, AttributeValue> orNone(Map<String, AttributeValue> values) {
        return values.isEmpty() ? null : values;
    }
}
