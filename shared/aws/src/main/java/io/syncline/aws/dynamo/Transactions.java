package io.syncline.aws.dynamo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Stores units of writes, each as a whole, several in one TransactWriteItems where that is cheaper.
 *
 * <p>A transaction has at most 100 actions and 4 MB, and names no item twice. When a condition cancels it, the answer
 * says which one: the unit that asked for it has failed, a write that was only wanted on its condition is left out, and
 * the others are tried again together. Nothing is decided twice, because a version that moved on never comes back.
 */
final class Transactions {

    private static final int MOST_ACTIONS = 100;
    /** Below DynamoDB's 4 MB, because sizes here are estimates. */
    private static final long MOST_BYTES = 3_000_000;

    private final Table table;

    Transactions(Table table) {
        this.table = table;
    }

    /**
     * Stores the units in their order.
     *
     * @return the keys of the units that failed because of a condition
     * @throws StorageBusy when throttled or colliding to the end of patience; units before it are stored
     */
    Set<String> run(String tableName, List<Unit> units) {
        Set<String> failed = new HashSet<>();
        Pack pack = new Pack();
        for (Unit unit : units) {
            if (!pack.takes(unit)) {
                store(tableName, pack.units, failed);
                pack = new Pack();
            }
            pack.add(unit);
        }
        store(tableName, pack.units, failed);
        return failed;
    }

    private void store(String tableName, List<Unit> units, Set<String> failed) {
        List<Unit> open = units.stream().filter(unit -> !unit.writes.isEmpty()).toList();
        for (int attempt = 0; !open.isEmpty(); attempt++) {
            Attempt outcome = attempt(tableName, open);
            switch (outcome) {
                case Attempt.Stored _ -> {
                    return;
                }
                case Attempt.Refused(List<Unit> rest, Set<String> keys) -> {
                    failed.addAll(keys);
                    open = rest;
                    attempt = 0;
                }
                case Attempt.Collided(SdkException cause) -> {
                    if (attempt + 1 >= table.backoff().attempts()) {
                        throw new StorageBusy("A transaction kept colliding or was throttled", cause);
                    }
                    table.backoff().after(attempt);
                }
            }
        }
    }

    private Attempt attempt(String tableName, List<Unit> units) {
        List<TransactWriteItem> actions = units.stream()
                .flatMap(unit -> unit.writes.stream())
                .map(write -> action(tableName, write))
                .toList();
        try {
            table.client().transactWriteItems(request -> request.transactItems(actions));
            return new Attempt.Stored();
        } catch (TransactionCanceledException e) {
            return refusal(units, e);
        } catch (AwsServiceException e) {
            if (e.isThrottlingException()) {
                return new Attempt.Collided(e);
            }
            throw e;
        }
    }

    /** Goes through the reasons, which come in the order of the actions. */
    private static Attempt refusal(List<Unit> units, TransactionCanceledException cancelled) {
        List<CancellationReason> reasons = cancelled.cancellationReasons();
        Set<String> failed = new HashSet<>();
        List<Unit> rest = new ArrayList<>();
        int place = 0;
        boolean moved = false;
        for (Unit unit : units) {
            List<Write> kept = new ArrayList<>();
            for (Write write : unit.writes) {
                String code = place < reasons.size() ? codeOf(reasons.get(place)) : "None";
                place++;
                refuseWhatNeverWorks(code, cancelled);
                if (!code.equals("ConditionalCheckFailed")) {
                    kept.add(write);
                    continue;
                }
                moved = true;
                if (!write.only()) {
                    failed.add(unit.key);
                }
            }
            if (!failed.contains(unit.key)) {
                rest.add(new Unit(unit.key, kept));
            }
        }
        return moved ? new Attempt.Refused(nonEmpty(rest), failed) : new Attempt.Collided(cancelled);
    }

    private static String codeOf(CancellationReason reason) {
        return Optional.ofNullable(reason.code()).orElse("None");
    }

    /** An item that is too large, say: trying again would go on for ever. */
    private static void refuseWhatNeverWorks(String code, TransactionCanceledException cancelled) {
        boolean passes = switch (code) {
            case "None",
                    "ConditionalCheckFailed",
                    "TransactionConflict",
                    "ProvisionedThroughputExceeded",
                    "ThrottlingError" -> true;
            default -> false;
        };
        if (!passes) {
            throw cancelled;
        }
    }

    private static List<Unit> nonEmpty(List<Unit> units) {
        return units.stream().filter(unit -> !unit.writes.isEmpty()).toList();
    }

    private static TransactWriteItem action(String tableName, Write write) {
        return write.item()
                .map(item -> TransactWriteItem.builder()
                        .put(put(tableName, write, item))
                        .build())
                .orElseGet(() -> TransactWriteItem.builder()
                        .delete(delete(tableName, write))
                        .build());
    }

    private static Put put(String tableName, Write write, Item item) {
        Put.Builder put = Put.builder().tableName(tableName).item(item.attributes());
        write.expected()
                .ifPresent(version -> put.conditionExpression(condition(write, version))
                        .expressionAttributeNames(names(write, version))
                        .expressionAttributeValues(values(write, version)));
        return put.build();
    }

    private static Delete delete(String tableName, Write write) {
        Delete.Builder delete = Delete.builder().tableName(tableName).key(write.key());
        write.expected()
                .ifPresent(version -> delete.conditionExpression(condition(write, version))
                        .expressionAttributeNames(names(write, version))
                        .expressionAttributeValues(values(write, version)));
        return delete.build();
    }

    private static String condition(Write write, long version) {
        return asksForNothing(write, version) ? "attribute_not_exists(#partition)" : "#version = :version";
    }

    private static Map<String, String> names(Write write, long version) {
        return asksForNothing(write, version) ? Map.of("#partition", "partition") : Map.of("#version", "version");
    }

    /** None where none is named: DynamoDB refuses a value that no expression uses, and so it refuses an empty map. */
    private static @Nullable Map<String, AttributeValue> values(Write write, long version) {
        return asksForNothing(write, version) ? null : Map.of(":version", AttributeValue.fromN(Long.toString(version)));
    }

    /** Version 0 of a link or job means that none is stored; a note of version 0 is a note like any other. */
    private static boolean asksForNothing(Write write, long version) {
        return version == 0 && !write.only();
    }

    /** Writes that are stored together or not at all. */
    record Unit(String key, List<Write> writes) {

        Unit {
            writes = List.copyOf(writes);
        }
    }

    private sealed interface Attempt {
        record Stored() implements Attempt {}

        record Refused(List<Unit> rest, Set<String> failed) implements Attempt {}

        record Collided(SdkException cause) implements Attempt {}
    }

    /** Units for one transaction. */
    private static final class Pack {
        private final List<Unit> units = new ArrayList<>();
        private final Set<Map<String, AttributeValue>> keys = new HashSet<>();
        private long bytes;

        boolean takes(Unit unit) {
            long size = unit.writes.stream().mapToLong(Write::size).sum();
            return units.isEmpty()
                    || (keys.size() + unit.writes.size() <= MOST_ACTIONS
                            && bytes + size <= MOST_BYTES
                            && unit.writes.stream().map(Write::key).noneMatch(keys::contains));
        }

        void add(Unit unit) {
            units.add(unit);
            unit.writes.forEach(write -> keys.add(write.key()));
            bytes += unit.writes.stream().mapToLong(Write::size).sum();
        }
    }
}
