package io.syncline.aws.dynamo;

import io.syncline.traffic.Leases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Leases in the traffic table: {@code key = lease#<name>}, {@code owner}, {@code until} (epoch milliseconds); rows
 * whose holder vanished expire a day later.
 */
public final class DynamoLeases implements Leases {

    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

    private final Table table;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * Storage in a table.
     *
     * @param random a secure one: leases are guarded by it
     */
    public DynamoLeases(Table table, InstantSource clock, RandomGenerator random) {
        this.table = table;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Optional<Lease> take(String name, Duration life) {
        Instant now = clock.instant();
        Lease lease = new Lease(name, newOwner());
        Item item = Item.whole()
                .put("key", keyOf(name))
                .put("owner", lease.owner())
                .put("until", now.plus(life).toEpochMilli())
                .put("expiresAt", now.plus(life).plus(FORGOTTEN_AFTER).getEpochSecond());
        try {
            table.client()
                    .putItem(request -> request.tableName(table.name())
                            .item(item.attributes())
                            .conditionExpression("attribute_not_exists(#key) OR #until <= :now")
                            .expressionAttributeNames(Map.of("#key", "key", "#until", "until"))
                            .expressionAttributeValues(
                                    Map.of(":now", AttributeValue.fromN(Long.toString(now.toEpochMilli()))))
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return Optional.of(lease);
        } catch (ConditionalCheckFailedException e) {
            // Our own owner is there when the answer got lost and the SDK sent the request again.
            boolean ours = AttributeValue.fromS(lease.owner()).equals(e.item().get("owner"));
            return ours ? Optional.of(lease) : Optional.empty();
        }
    }

    @Override
    public void release(Lease lease) {
        try {
            table.client()
                    .deleteItem(request -> request.tableName(table.name())
                            .key(Map.of("key", AttributeValue.fromS(keyOf(lease.name()))))
                            .conditionExpression("#owner = :owner")
                            .expressionAttributeNames(Map.of("#owner", "owner"))
                            .expressionAttributeValues(Map.of(":owner", AttributeValue.fromS(lease.owner()))));
        } catch (ConditionalCheckFailedException e) {
            return; // It ended meanwhile and may be somebody else's by now.
        }
    }

    private static String keyOf(String name) {
        return "lease#" + name;
    }

    private String newOwner() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
