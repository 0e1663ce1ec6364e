package io.syncline.aws.audit;

import io.syncline.audit.Entry;
import io.syncline.audit.Entry.Head;
import io.syncline.aws.dynamo.Item;
import io.syncline.aws.dynamo.Table;
import io.syncline.identity.OrganisationId;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The rows of the audit table: how they are read, and the one way in which they are written. */
record AuditRows(Table table) {

    /** No chain gets there; what somebody puts beyond it is no part of one. */
    static final BigInteger BEYOND = BigInteger.TEN.pow(18);

    private static final String NONE_IS_THERE = "attribute_not_exists(#sequence)";
    private static final Map<String, String> SEQUENCE = Map.of("#sequence", "sequence");

    /** Where the chain ends, by the place of its last row, whatever stands in it. */
    Head head(OrganisationId organisation) {
        return backwards(organisation.value(), BEYOND, 1).stream()
                .findFirst()
                .map(stored -> EntryForm.read(organisation, stored))
                .map(stored ->
                        new Head(organisation, stored.place(), stored.entry().hash()))
                .orElseGet(() -> Head.ofNothing(organisation));
    }

    /** The row with the highest sequence. */
    Optional<Map<String, AttributeValue>> last(String partition) {
        return backwards(partition, BigInteger.TEN.pow(37), 1).stream().findFirst();
    }

    /** Rows below a sequence, the highest first. */
    List<Map<String, AttributeValue>> backwards(String partition, BigInteger before, int limit) {
        return query(partition, "#sequence < :before", Map.of(":before", number(before)), false, limit);
    }

    /** Rows from a sequence on, to another one inclusively, the lowest first. */
    List<Map<String, AttributeValue>> between(String partition, BigInteger from, BigInteger to, int limit) {
        return from.compareTo(to) > 0
                ? List.of()
                : query(
                        partition,
                        "#sequence BETWEEN :from AND :to",
                        Map.of(":from", number(from), ":to", number(to)),
                        true,
                        limit);
    }

    private List<Map<String, AttributeValue>> query(
            String partition, String condition, Map<String, AttributeValue> bounds, boolean forwards, int limit) {
        Map<String, AttributeValue> values = new HashMap<>(bounds);
        values.put(":organisation", AttributeValue.fromS(partition));
        return table
                .client()
                .queryPaginator(request -> request.tableName(table.name())
                        .consistentRead(true)
                        .scanIndexForward(forwards)
                        .keyConditionExpression("#organisation = :organisation AND " + condition)
                        .expressionAttributeNames(Map.of("#organisation", "organisation", "#sequence", "sequence"))
                        .expressionAttributeValues(values)
                        .limit(limit))
                .items()
                .stream()
                .limit(limit)
                .toList();
    }

    GuardedWrite put(Entry entry, String writer) {
        return put(EntryForm.write(entry), writer);
    }

    /** Puts an item where none is: there is no other way into this table. */
    GuardedWrite put(Item item, String writer) {
        return GuardedWrite.put(table.name(), item.put("writer", writer), NONE_IS_THERE, SEQUENCE, Map.of());
    }

    static AttributeValue number(BigInteger value) {
        return AttributeValue.fromN(value.toString());
    }
}
