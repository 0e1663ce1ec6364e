package io.syncline.aws.dynamo;

import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.CrmEvent;
import io.syncline.calendar.EventId;
import io.syncline.calendar.Explanation;
import io.syncline.calendar.Job;
import io.syncline.calendar.KnownEvent;
import io.syncline.calendar.Link;
import io.syncline.calendar.Pending;
import io.syncline.calendar.ResolvedConflict;
import io.syncline.calendar.Reviews.Deleted;
import io.syncline.calendar.RowChange;
import io.syncline.identity.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One action of a transaction: an item that is put, or a key that is deleted.
 *
 * @param item what is put; without it the key is deleted
 * @param expected the stored {@code version} that is asked for (0: no item), if any
 * @param only a condition that is no failure: where it does not hold, the action is left out and the rest done
 */
record Write(Map<String, AttributeValue> key, Optional<Item> item, Optional<Long> expected, boolean only) {

    /** How long it is told what happened, and can be undone what was deleted (R17, R24). */
    static final Duration HISTORY = Duration.ofDays(30);

    /**
     * A change within a calendar.
     *
     * @param number its place in its commit
     */
    static Write in(OrganisationId organisation, CalendarRef calendar, RowChange row, Instant now, int number) {
        return switch (row) {
            case RowChange.PutEvent(KnownEvent event) ->
                put(SyncKeys.event(organisation, calendar, event.id()), EventForm.write(organisation, calendar, event));
            case RowChange.DropEvent(EventId event) -> delete(SyncKeys.event(organisation, calendar, event));
            case RowChange.Settle(Pending pending) ->
                new Write(
                        SyncKeys.pending(organisation, calendar, pending.job()),
                        Optional.empty(),
                        Optional.of(pending.jobVersion()),
                        true);
            case RowChange.Explain line ->
                put(SyncKeys.line(organisation, calendar, line, now, number), explanation(line.line()));
            case RowChange.Owe(CrmEvent event) ->
                put(SyncKeys.owed(organisation, calendar, event), CrmEventForm.write(event));
            case RowChange.Told(CrmEvent event) -> delete(SyncKeys.owed(organisation, calendar, event));
            case RowChange.RememberDeleted(String review, Deleted deleted) ->
                put(SyncKeys.deleted(organisation, calendar, review, deleted.job()), deleted(deleted, now));
            case RowChange.RememberResolved(ResolvedConflict resolved) ->
                put(SyncKeys.resolved(organisation, resolved.conflict().id()), ResolvedForm.write(resolved));
            case RowChange.PutLink _, RowChange.DropLink _, RowChange.PutJob _, RowChange.Note _ ->
                anywhere(organisation, row);
        };
    }

    /** A change that names its calendar itself. */
    static Write anywhere(OrganisationId organisation, RowChange row) {
        return switch (row) {
            case RowChange.PutLink(Link link) ->
                new Write(
                        SyncKeys.link(organisation, link.calendar(), link.job()),
                        Optional.of(LinkForm.write(organisation, link, link.version() + 1)),
                        Optional.of(link.version()),
                        false);
            case RowChange.DropLink(Link link) ->
                new Write(
                        SyncKeys.link(organisation, link.calendar(), link.job()),
                        Optional.empty(),
                        Optional.of(link.version()),
                        false);
            case RowChange.PutJob(Job job) ->
                new Write(
                        SyncKeys.job(organisation, job.id()),
                        Optional.of(JobForm.write(JobForm.withNextVersion(job))),
                        Optional.of(job.version()),
                        false);
            case RowChange.Note(CalendarRef calendar, Pending pending) -> note(organisation, calendar, pending);
            case RowChange.PutEvent _,
                    RowChange.DropEvent _,
                    RowChange.Settle _,
                    RowChange.Explain _,
                    RowChange.Owe _,
                    RowChange.Told _,
                    RowChange.RememberDeleted _,
                    RowChange.RememberResolved _ ->
                throw new IllegalArgumentException(
                        "This change needs a calendar: " + row.getClass().getSimpleName());
        };
    }

    private static Write note(OrganisationId organisation, CalendarRef calendar, Pending pending) {
        return put(
                SyncKeys.pending(organisation, calendar, pending.job()),
                Item.whole().put("job", pending.job().value()).put("version", pending.jobVersion()));
    }

    private static Item explanation(Explanation line) {
        return Item.whole()
                .put("at", line.at())
                .put("kind", DetailsForm.word(line.kind()))
                .put("rule", line.rule())
                .put("sentence", line.sentence())
                .put("run", line.run())
                .put("expiresAt", line.at().plus(HISTORY).getEpochSecond());
    }

    private static Item deleted(Deleted deleted, Instant now) {
        return Item.whole()
                .put("job", deleted.job().value())
                .put("details", DetailsForm.write(deleted.details()))
                .put("expiresAt", now.plus(HISTORY).getEpochSecond());
    }

    private static Write put(Map<String, AttributeValue> key, Item item) {
        item.attributes().putAll(key);
        return new Write(key, Optional.of(item), Optional.empty(), false);
    }

    private static Write delete(Map<String, AttributeValue> key) {
        return new Write(key, Optional.empty(), Optional.empty(), false);
    }

    /** Roughly what it adds to a transaction, in bytes. */
    long size() {
        return 100 + item.map(Item::size).orElse(0L);
    }
}
