package io.syncline.aws.dynamo;

import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.ChannelId;
import io.syncline.calendar.PushReports;
import io.syncline.identity.OrganisationId;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Reports in the {@code push} of {@code STATE} items. Each is one conditional update that reads nothing: whoever takes
 * notices from the open internet needs no right to read calendars.
 */
public final class DynamoPushReports implements PushReports {

    private final Table table;
    private final InstantSource clock;

    public DynamoPushReports(Table table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    @Override
    public void lost(OrganisationId organisation, CalendarRef ref, ChannelId channel, String reason) {
        report(
                organisation,
                ref,
                channel,
                "SET #push.#dueAt = :now, #push.#problem = :reason, #push.#failures = :none REMOVE #push.#channel",
                Map.of("#problem", "problem", "#failures", "failures"),
                Map.of(":reason", AttributeValue.fromS(reason), ":none", AttributeValue.fromN("0")));
    }

    @Override
    public void toBeRenewed(OrganisationId organisation, CalendarRef ref, ChannelId channel) {
        report(organisation, ref, channel, "SET #push.#dueAt = :now", Map.of(), Map.of());
    }

    private void report(
            OrganisationId organisation,
            CalendarRef ref,
            ChannelId channel,
            String update,
            Map<String, String> moreNames,
            Map<String, AttributeValue> moreValues) {
        Map<String, String> names = new HashMap<>(moreNames);
        names.putAll(Map.of("#push", "push", "#dueAt", "dueAt", "#channel", "channel", "#id", "id"));
        Map<String, AttributeValue> values = new HashMap<>(moreValues);
        values.put(":now", AttributeValue.fromS(clock.instant().toString()));
        values.put(":channel", AttributeValue.fromS(channel.value()));
        try {
            table.client()
                    .updateItem(request -> request.tableName(table.name())
                            .key(SyncKeys.state(organisation, ref))
                            .updateExpression(update)
                            .conditionExpression("#push.#channel.#id = :channel")
                            .expressionAttributeNames(names)
                            .expressionAttributeValues(values));
        } catch (ConditionalCheckFailedException e) {
            return; // it is about another channel than the calendar's, or about none
        }
    }
}
