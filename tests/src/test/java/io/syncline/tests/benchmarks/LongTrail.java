package io.syncline.tests.benchmarks;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.Deed;
import io.syncline.audit.Entry;
import io.syncline.audit.Entry.Head;
import io.syncline.aws.dynamo.Item;
import io.syncline.identity.OrganisationId;
import io.syncline.local.cloud.LocalCloud;
import io.syncline.tests.load.Operator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Writes a trail of any length, entry after entry correctly chained, faster than one can be appended. */
final class LongTrail {

    /** The most items of a BatchWriteItem. */
    private static final int TOGETHER = 25;

    private LongTrail() {}

    /** Gives the end of the trail. */
    static Head write(LocalCloud cloud, OrganisationId organisation, long entries) {
        DynamoDbClient dynamo = new Operator(cloud).dynamo();
        String table = cloud.reference("AuditTable");
        Instant start = Instant.now().minusSeconds(entries);
        Head head = Head.ofNothing(organisation);
        List<WriteRequest> together = new ArrayList<>();
        for (long number = 1; number <= entries; number++) {
            Entry entry = Entry.after(head, start.plusSeconds(number), deed(number));
            together.add(WriteRequest.builder()
                    .putRequest(put -> put.item(row(entry)))
                    .build());
            if (together.size() == TOGETHER || number == entries) {
                put(dynamo, table, together);
                together.clear();
            }
            head = entry.head();
        }
        return head;
    }

    private static Deed deed(long number) {
        return Deed.done(
                Actor.function("token-refresh"),
                Action.TOKEN_REFRESHED,
                "connection/c_" + String.format("%032x", number % 1_000),
                "the refresh token stays");
    }

    private static void put(DynamoDbClient dynamo, String table, List<WriteRequest> rows) {
        Map<String, List<WriteRequest>> open = Map.of(table, List.copyOf(rows));
        while (!open.isEmpty()) {
            Map<String, List<WriteRequest>> asked = open;
            open = dynamo.batchWriteItem(request -> request.requestItems(asked)).unprocessedItems();
        }
    }

    /** As the trail's own adapter stores it. */
    private static Map<String, AttributeValue> row(Entry entry) {
        Deed deed = entry.deed();
        return Item.whole()
                .put("organisation", entry.organisation().value())
                .put("sequence", entry.sequence())
                .put("number", entry.sequence())
                .put("at", entry.at().toEpochMilli())
                .put("actor", deed.actor().value())
                .put("action", deed.action())
                .put("subject", deed.subject())
                .put("outcome", deed.outcome())
                .put("detail", deed.detail())
                .put("previous", entry.previous().bytes())
                .put("hash", entry.hash().bytes())
                .put("writer", "0123456789abcdef01234567")
                .attributes();
    }
}
