package io.syncline.aws.dynamo;

import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Review;
import io.syncline.calendar.Reviews;
import io.syncline.identity.OrganisationId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * The {@code REVIEW} and {@code DELETED} items of the sync table; the latter are written by commits of
 * {@link DynamoCalendarItems}. DynamoDB may remove them later than after 30 days: they are over all the same.
 */
public final class DynamoReviews implements Reviews {

    private static final int PAGE = 100;

    private final Table table;
    private final InstantSource clock;

    public DynamoReviews(Table table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    @Override
    public void save(OrganisationId organisation, Settled settled) {
        Item item = Item.whole()
                .put("review", ReviewForm.write(settled.review()))
                .putInstant("undoneAt", settled.undoneAt())
                .put("expiresAt", decidedAt(settled).plus(Write.HISTORY).getEpochSecond());
        item.attributes()
                .putAll(SyncKeys.review(
                        organisation, settled.calendar(), settled.review().id()));
        table.client().putItem(put -> put.tableName(table.name()).item(item.attributes()));
    }

    @Override
    public Optional<Settled> find(OrganisationId organisation, CalendarRef calendar, String id) {
        return table.get(SyncKeys.review(organisation, calendar, id))
                .filter(item -> item.isKeptAt(clock.instant()))
                .map(item -> read(calendar, item));
    }

    @Override
    public List<Settled> list(OrganisationId organisation, CalendarRef calendar) {
        QueryRequest all = query(organisation, calendar, SyncKeys.REVIEW).build();
        return table.client().queryPaginator(all).items().stream()
                .map(Item::read)
                .filter(item -> item.isKeptAt(clock.instant()))
                .map(item -> read(calendar, item))
                .sorted(Comparator.comparing(DynamoReviews::decidedAt).reversed())
                .toList();
    }

    @Override
    public List<Deleted> deleted(
            OrganisationId organisation, CalendarRef calendar, String review, Optional<JobId> after) {
        QueryRequest.Builder page = query(organisation, calendar, SyncKeys.deletedUnder(review));
        after.map(job -> SyncKeys.deleted(organisation, calendar, review, job)).ifPresent(page::exclusiveStartKey);
        return table.client().queryPaginator(page.limit(PAGE).build()).items().stream()
                .map(Item::read)
                .filter(item -> item.isKeptAt(clock.instant()))
                .limit(PAGE)
                .map(DynamoReviews::readDeleted)
                .toList();
    }

    private QueryRequest.Builder query(OrganisationId organisation, CalendarRef calendar, String head) {
        return table.begins(SyncKeys.calendarPartition(organisation, calendar), head);
    }

    private static Settled read(CalendarRef calendar, Item item) {
        return new Settled(calendar, ReviewForm.read(item.part("review")), item.maybeInstant("undoneAt"));
    }

    private static Deleted readDeleted(Item item) {
        return new Deleted(new JobId(item.text("job")), DetailsForm.readDetails(item.part("details")));
    }

    private static Instant decidedAt(Settled settled) {
        Review review = settled.review();
        return review.decision().map(Review.Decided::at).orElse(review.openedAt());
    }
}
