package io.syncline.aws.dynamo;

import io.syncline.traffic.Leases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Leases in the traffic table: {@code key = lease#<name>}, {@code owner}, {@code until} (epoch milliseconds); rows
 * whose holder vanished expire a day later.
 */
public final class DynamoLeases implements Leases {

    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);
    /** The most actions of a transaction. */
    private static final int MOST_ACTIONS = 100;

    private static final String IS_FREE = "attribute_not_exists(#key) OR #until <= :now";
    private static final Map<String, String> NAMES = Map.of("#key", "key", "#until", "until");

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
        try {
            table.client()
                    .putItem(request -> request.tableName(table.name())
                            .item(item(lease, now, life).attributes())
                            .conditionExpression(IS_FREE)
                            .expressionAttributeNames(NAMES)
                            .expressionAttributeValues(moment(now))
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return Optional.of(lease);
        } catch (ConditionalCheckFailedException e) {
            // Our own owner is there when the answer got lost and the SDK sent the request again.
            return isOurs(lease, e.item()) ? Optional.of(lease) : Optional.empty();
        }
    }

    /** In transactions of a hundred: two requests for a batch of refreshes instead of two hundred. */
    @Override
    public Map<String, Lease> takeAll(Collection<String> names, Duration life) {
        Map<String, Lease> taken = new HashMap<>();
        for (List<Lease> together : hundreds(names.stream()
                .distinct()
                .map(name -> new Lease(name, newOwner()))
                .toList())) {
            takeTogether(together, life).forEach(lease -> taken.put(lease.name(), lease));
        }
        return taken;
    }

    private List<Lease> takeTogether(List<Lease> wanted, Duration life) {
        Together outcome = together(wanted, lease -> putOf(lease, clock.instant(), life));
        List<Lease> taken = new ArrayList<>(outcome.done());
        outcome.open().forEach(lease -> take(lease.name(), life).ifPresent(taken::add));
        return taken;
    }

    @Override
    public void releaseAll(Collection<Lease> leases) {
        for (List<Lease> together : hundreds(List.copyOf(leases))) {
            together(together, this::deleteOf).open().forEach(this::release);
        }
    }

    /**
     * How a transaction over several leases ended.
     *
     * @param done for these it was carried out; what was refused is in neither list
     * @param open for these it collided to the end of patience
     */
    private record Together(List<Lease> done, List<Lease> open) {}

    /** Leaves out what is refused and carries out the rest. */
    private Together together(List<Lease> wanted, Function<Lease, TransactWriteItem> action) {
        List<Lease> open = wanted;
        for (int attempt = 0; !open.isEmpty() && attempt < table.backoff().attempts(); ) {
            List<Lease> asked = open;
            try {
                table.client()
                        .transactWriteItems(request ->
                                request.transactItems(asked.stream().map(action).toList()));
                return new Together(asked, List.of());
            } catch (TransactionCanceledException e) {
                if (isDoneAlready(asked, e.cancellationReasons())) {
                    return new Together(asked, List.of());
                }
                open = allowed(asked, e.cancellationReasons());
                if (open.size() == asked.size()) {
                    table.backoff().after(attempt++);
                }
            } catch (AwsServiceException e) {
                if (!e.isThrottlingException()) {
                    throw e;
                }
                table.backoff().after(attempt++);
            }
        }
        return new Together(List.of(), open);
    }

    /** One of our own owners is there when the answer got lost and the SDK sent the request again. */
    private static boolean isDoneAlready(List<Lease> asked, List<CancellationReason> reasons) {
        return IntStream.range(0, Math.min(asked.size(), reasons.size()))
                .anyMatch(place -> reasons.get(place).hasItem()
                        && isOurs(asked.get(place), reasons.get(place).item()));
    }

    private static List<Lease> allowed(List<Lease> asked, List<CancellationReason> reasons) {
        return IntStream.range(0, asked.size())
                .filter(place -> place >= reasons.size()
                        || !"ConditionalCheckFailed".equals(reasons.get(place).code()))
                .mapToObj(asked::get)
                .toList();
    }

    private TransactWriteItem putOf(Lease lease, Instant now, Duration life) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table.name())
                        .item(item(lease, now, life).attributes())
                        .conditionExpression(IS_FREE)
                        .expressionAttributeNames(NAMES)
                        .expressionAttributeValues(moment(now))
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
    }

    private TransactWriteItem deleteOf(Lease lease) {
        return TransactWriteItem.builder()
                .delete(delete -> delete.tableName(table.name())
                        .key(Map.of("key", AttributeValue.fromS(keyOf(lease.name()))))
                        .conditionExpression("#owner = :owner")
                        .expressionAttributeNames(Map.of("#owner", "owner"))
                        .expressionAttributeValues(Map.of(":owner", AttributeValue.fromS(lease.owner()))))
                .build();
    }

    private static List<List<Lease>> hundreds(List<Lease> leases) {
        return IntStream.range(0, (leases.size() + MOST_ACTIONS - 1) / MOST_ACTIONS)
                .mapToObj(
                        part -> leases.subList(part * MOST_ACTIONS, Math.min(leases.size(), (part + 1) * MOST_ACTIONS)))
                .toList();
    }

    private static Item item(Lease lease, Instant now, Duration life) {
        return Item.whole()
                .put("key", keyOf(lease.name()))
                .put("owner", lease.owner())
                .put("until", now.plus(life).toEpochMilli())
                .put("expiresAt", now.plus(life).plus(FORGOTTEN_AFTER).getEpochSecond());
    }

    private static Map<String, AttributeValue> moment(Instant now) {
        return Map.of(":now", AttributeValue.fromN(Long.toString(now.toEpochMilli())));
    }

    private static boolean isOurs(Lease lease, Map<String, AttributeValue> stored) {
        return AttributeValue.fromS(lease.owner()).equals(stored.get("owner"));
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
