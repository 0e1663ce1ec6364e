package io.syncline.aws.dynamo;

import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.EventId;
import io.syncline.calendar.Job;
import io.syncline.calendar.KnownEvent;
import io.syncline.calendar.Link;
import io.syncline.calendar.Pending;
import io.syncline.calendar.RowChange;
import io.syncline.identity.OrganisationId;
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

    /** A change within a calendar. */
    static Write in(OrganisationId organisation, CalendarRef calendar, RowChange row) {
        return switch (row) {
            case RowChange.PutEvent(KnownEvent event) ->
                put(SyncKeys.event(organisation, calendar, event.id()), EventForm.write(organisation, calendar, event));
            case RowChange.DropEvent(EventId event) ->
                new Write(SyncKeys.event(organisation, calendar, event), Optional.empty(), Optional.empty(), false);
            case RowChange.Settle(Pending pending) ->
                new Write(
                        SyncKeys.pending(organisation, calendar, pending.job()),
                        Optional.empty(),
                        Optional.of(pending.jobVersion()),
                        true);
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
            case RowChange.PutEvent _, RowChange.DropEvent _, RowChange.Settle _ ->
                throw new IllegalArgumentException(
                        "This change needs a calendar: " + row.getClass().getSimpleName());
        };
    }

    private static Write note(OrganisationId organisation, CalendarRef calendar, Pending pending) {
        Map<String, AttributeValue> key = SyncKeys.pending(organisation, calendar, pending.job());
        Item item = Item.whole().put("job", pending.job().value()).put("version", pending.jobVersion());
        item.attributes().putAll(key);
        return put(key, item);
    }

    private static Write put(Map<String, AttributeValue> key, Item item) {
        return new Write(key, Optional.of(item), Optional.empty(), false);
    }

    /** Roughly what it adds to a transaction, in bytes. */
    long size() {
        return 100 + item.map(Item::size).orElse(0L);
    }
}
