package io.syncline.aws.dynamo;

import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Explanation;
import io.syncline.calendar.Explanation.Kind;
import io.syncline.calendar.Explanations;
import io.syncline.calendar.JobId;
import io.syncline.identity.OrganisationId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The {@code LINE} items of the sync table, which commits of {@link DynamoCalendarItems} write. */
public final class DynamoExplanations implements Explanations {

    private final Table table;
    private final InstantSource clock;

    public DynamoExplanations(Table table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    @Override
    public List<Explanation> find(OrganisationId organisation, CalendarRef calendar, JobId job, int atMost) {
        String partition = SyncKeys.calendarPartition(organisation, calendar);
        String head = SyncKeys.linesOf(job);
        String oldest = SortableInstant.of(clock.instant().minus(Write.HISTORY));
        QueryRequest latestFirst = table.between(partition, head + oldest, head + SyncKeys.AFTER_ALL_TIMES)
                .scanIndexForward(false)
                .limit(atMost)
                .build();
        List<Explanation> lines = new ArrayList<>();
        for (Map<String, AttributeValue> stored :
                table.client().queryPaginator(latestFirst).items()) {
            lines.add(read(Item.read(stored)));
            if (lines.size() == atMost) {
                break;
            }
        }
        return lines;
    }

    private static Explanation read(Item item) {
        return new Explanation(
                item.instant("at"),
                DetailsForm.readWord(Kind.class, item, "kind"),
                item.text("rule"),
                item.text("sentence"),
                item.text("run"));
    }
}
