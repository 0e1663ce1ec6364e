package io.syncline.tests.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.cloud.LocalCloud;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.local.providers.fidelity.RequestLedger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a poll costs that finds nothing: the row of a calendar in step is made due, the planner wakes a warm worker, and
 * every call to the provider and to AWS is counted.
 */
class IdleRunBenchmark {

    private static final int RUNS = 10;
    private static final int WARM_UP = 2;
    private static final int ITEMS = 100;

    private final Figures figures = new Figures("idle-runs");

    @TempDir
    Path work;

    @ParameterizedTest
    @EnumSource(Provider.class)
    void a_run_without_changes(Provider provider) {
        try (LocalCloud cloud = MeasuredCloud.start(work)) {
            Technician technician = Technician.connected(cloud, "idle", provider);
            technician.hasEvents(ITEMS);
            technician.getsJobs(ITEMS);
            technician.firstSync(technician.primary());
            technician.syncsNow();
            cloud.awaitIdle(MeasuredCloud.LONGEST);
            poll(cloud, technician, WARM_UP);

            RequestLedger ledger = cloud.simulators().control().requests();
            ledger.clear();
            cloud.metering().reset();
            poll(cloud, technician, RUNS);

            List<LedgerEntry> asked = ledger.find(_ -> true);
            JsonNode byFunction = cloud.metering().report().path("byFunction");
            JsonNode worker = byFunction.path("calendar-sync");
            figures.with("runs", RUNS)
                    .with("providerCalls", asked.size())
                    .with("providerWrites", ledger.count(LedgerEntry.Kind.WRITE))
                    .with("dynamoCalls", dynamoCalls(worker))
                    .print(
                            "%d runs without changes over %d jobs and %d events at %s: %d calls to the provider %s, %d"
                                    + " writes there, %d DynamoDB calls of the worker (goal, each: 1, 0, at most 3)."
                                    + "%nThe worker: %s%nThe planner: %s",
                            RUNS,
                            ITEMS,
                            ITEMS,
                            provider.slug(),
                            asked.size(),
                            kinds(asked),
                            ledger.count(LedgerEntry.Kind.WRITE),
                            dynamoCalls(worker),
                            worker,
                            byFunction.path("sync-planner"));
        }
    }

    private static String kinds(List<LedgerEntry> asked) {
        return asked.stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.kind() + " " + entry.status(), TreeMap::new, Collectors.counting()))
                .toString();
    }

    private static long dynamoCalls(JsonNode function) {
        return function.properties().stream()
                .filter(action -> action.getKey().startsWith("dynamodb:"))
                .mapToLong(action -> action.getValue().asLong())
                .sum();
    }

    private static void poll(LocalCloud cloud, Technician technician, int times) {
        for (int run = 0; run < times; run++) {
            makeDue(cloud, technician.organisation());
            cloud.tick("sync-planner");
            cloud.awaitIdle(MeasuredCloud.LONGEST);
        }
    }

    /** As if four minutes had passed since the last run. */
    private static void makeDue(LocalCloud cloud, String organisation) {
        String table = cloud.reference("SyncTable");
        ObjectNode update = JsonNodeFactory.instance
                .objectNode()
                .put("TableName", table)
                .put("UpdateExpression", "SET nextDueAt = :at, dueAt = :seconds");
        update.set("Key", stateOf(cloud, table, organisation));
        ObjectNode values = update.putObject("ExpressionAttributeValues");
        Instant past = Instant.now().minusSeconds(5);
        values.putObject(":at").put("S", past.toString());
        values.putObject(":seconds").put("N", Long.toString(past.getEpochSecond()));
        cloud.aws("dynamodb").call("DynamoDB_20120810.UpdateItem", update);
    }

    private static ObjectNode stateOf(LocalCloud cloud, String table, String organisation) {
        ObjectNode scan = JsonNodeFactory.instance
                .objectNode()
                .put("TableName", table)
                .put("FilterExpression", "#item = :state AND begins_with(#partition, :organisation)");
        scan.putObject("ExpressionAttributeNames").put("#item", "item").put("#partition", "partition");
        ObjectNode values = scan.putObject("ExpressionAttributeValues");
        values.putObject(":state").put("S", "STATE");
        values.putObject(":organisation").put("S", organisation + "#");
        JsonNode row = cloud.aws("dynamodb")
                .call("DynamoDB_20120810.Scan", scan)
                .path("Items")
                .path(0);
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        key.set("partition", row.path("partition"));
        key.set("item", row.path("item"));
        return key;
    }
}
