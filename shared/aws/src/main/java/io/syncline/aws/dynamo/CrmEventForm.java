package io.syncline.aws.dynamo;

import io.syncline.calendar.ConflictId;
import io.syncline.calendar.CrmEvent;
import io.syncline.calendar.JobId;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How events for the CRM are stored until they were sent. */
final class CrmEventForm {

    private CrmEventForm() {}

    static Item write(CrmEvent event) {
        Item item = Item.whole()
                .put("id", event.id())
                .put("organisation", event.organisation().value())
                .put("at", event.at());
        return switch (event) {
            case CrmEvent.JobRescheduled moved ->
                item.put("kind", "job-rescheduled")
                        .put("job", moved.job().value())
                        .put("version", moved.version())
                        .put("changed", inOrder(moved.changed()))
                        .put("details", DetailsForm.write(moved.details()))
                        .put("by", moved.by().value());
            case CrmEvent.JobRemovedFromCalendar removed ->
                item.put("kind", "job-removed")
                        .put("job", removed.job().value())
                        .put("by", removed.by().value());
            case CrmEvent.ConflictOpened opened ->
                item.put("kind", "conflict-opened")
                        .put("conflict", opened.conflict().text())
                        .put("job", opened.job().value())
                        .put("by", opened.by().value())
                        .putText("aspect", opened.aspect());
            case CrmEvent.ConflictResolved resolved ->
                item.put("kind", "conflict-resolved")
                        .put("conflict", resolved.conflict().text())
                        .put("job", resolved.job().value())
                        .put("outcome", resolved.outcome())
                        .putText("by", resolved.by().map(UserId::value));
            case CrmEvent.SyncFailed failed ->
                item.put("kind", "sync-failed")
                        .putText("job", failed.job().map(JobId::value))
                        .put("owner", failed.owner().value())
                        .put("reason", failed.reason());
            case CrmEvent.JobContinued continued ->
                item.put("kind", "job-continued")
                        .put("job", continued.job().value())
                        .put("continues", continued.continues().value())
                        .put("details", DetailsForm.write(continued.details()))
                        .put("by", continued.by().value());
        };
    }

    static CrmEvent read(Item item) {
        String id = item.text("id");
        OrganisationId organisation = new OrganisationId(item.text("organisation"));
        Instant at = item.instant("at");
        String kind = item.text("kind");
        return switch (kind) {
            case "job-rescheduled" ->
                new CrmEvent.JobRescheduled(
                        id,
                        organisation,
                        at,
                        job(item),
                        item.number("version"),
                        List.copyOf(item.words("changed")),
                        DetailsForm.readDetails(item.part("details")),
                        by(item));
            case "job-removed" -> new CrmEvent.JobRemovedFromCalendar(id, organisation, at, job(item), by(item));
            case "conflict-opened" ->
                new CrmEvent.ConflictOpened(
                        id, organisation, at, conflict(item), job(item), by(item), item.maybeText("aspect"));
            case "conflict-resolved" ->
                new CrmEvent.ConflictResolved(
                        id,
                        organisation,
                        at,
                        conflict(item),
                        job(item),
                        item.text("outcome"),
                        item.maybeText("by").map(UserId::new));
            case "sync-failed" ->
                new CrmEvent.SyncFailed(
                        id,
                        organisation,
                        at,
                        item.maybeText("job").map(JobId::new),
                        new UserId(item.text("owner")),
                        item.text("reason"));
            case "job-continued" ->
                new CrmEvent.JobContinued(
                        id,
                        organisation,
                        at,
                        job(item),
                        new JobId(item.text("continues")),
                        DetailsForm.readDetails(item.part("details")),
                        by(item));
            default -> throw new UnreadableItem("A stored event is of the unknown kind '" + kind + "'");
        };
    }

    private static JobId job(Item item) {
        return new JobId(item.text("job"));
    }

    private static UserId by(Item item) {
        return new UserId(item.text("by"));
    }

    static ConflictId conflict(Item item) {
        try {
            return ConflictId.parse(item.text("conflict"));
        } catch (IllegalArgumentException e) {
            throw new UnreadableItem("A stored item names no conflict", e);
        }
    }

    /** Words in an order that says something; sets are stored by the alphabet. */
    private static AttributeValue inOrder(List<String> words) {
        return AttributeValue.fromL(words.stream().map(AttributeValue::fromS).toList());
    }
}
