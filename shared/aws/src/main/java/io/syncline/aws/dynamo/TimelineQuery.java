package io.syncline.aws.dynamo;

import io.syncline.sync.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads what touches a window out of the {@code timeline} index, in the order of {@code startsAt}.
 *
 * @param head what the slots of one kind begin with
 * @param touches the exact test; the index only knows where something starts
 */
record TimelineQuery(Table table, String head, Window window, Predicate<Item> touches) {

    /** How many index entries are read at once where most of them will be taken. */
    private static final int PAGE = 250;

    /** All of it. */
    List<Item> all() {
        return after("", Integer.MAX_VALUE);
    }

    /** What comes after a place, at most as many as asked for. */
    List<Item> after(String startsAt, int atMost) {
        List<Item> found = new ArrayList<>();
        for (String month : Timeline.months(window)) {
            boolean isBefore =
                    !startsAt.isEmpty() && startsAt.substring(0, month.length()).compareTo(month) > 0;
            if (!isBefore && found.size() < atMost) {
                read(month, startsAt, atMost - found.size(), found);
            }
        }
        List<Item> longOnes = new ArrayList<>();
        read(Timeline.longOnes(), startsAt, atMost, longOnes);
        List<Item> series = new ArrayList<>();
        read(Timeline.series(), startsAt, atMost, series);
        return Stream.of(found, longOnes, series)
                .flatMap(List::stream)
                .sorted(Comparator.comparing(item -> item.text("startsAt")))
                .limit(atMost)
                .toList();
    }

    private void read(String slot, String startsAt, int atMost, List<Item> found) {
        Map<String, AttributeValue> values = Map.of(
                ":slot", AttributeValue.fromS(head + slot),
                ":after", AttributeValue.fromS(startsAt.isEmpty() ? " " : startsAt));
        var pages = table.client()
                .queryPaginator(request -> request.tableName(table.name())
                        .indexName("timeline")
                        .keyConditionExpression("#timeline = :slot AND #startsAt > :after")
                        .expressionAttributeNames(Map.of("#timeline", "timeline", "#startsAt", "startsAt"))
                        .expressionAttributeValues(values)
                        .limit(PAGE));
        int most = found.size() + Math.min(atMost, Integer.MAX_VALUE - found.size());
        String end = Timeline.sortable(window.to()) + "$";
        boolean whole = slot.equals(Timeline.series()); // an occurrence may be moved to before all others
        for (Map<String, AttributeValue> stored : pages.items()) {
            Item item = Item.read(stored, SyncKeys.SCHEMA);
            boolean isPast = !whole && item.text("startsAt").compareTo(end) > 0;
            if (found.size() >= most || isPast) {
                return;
            }
            if (touches.test(item)) {
                found.add(item);
            }
        }
    }
}
