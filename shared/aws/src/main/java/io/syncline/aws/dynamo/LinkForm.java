package io.syncline.aws.dynamo;

import io.syncline.calendar.Baseline;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Details;
import io.syncline.calendar.Dispute;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventVersion;
import io.syncline.calendar.Field;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Link;
import io.syncline.calendar.LinkState;
import io.syncline.calendar.RemoteEvent;
import io.syncline.identity.OrganisationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How links are stored.
 *
 * <p>A link with disputes names the same details again and again, and an item has at most 400 KB: so each different
 * one stands once in {@code details}, and its place in that list everywhere else.
 */
final class LinkForm {

    private LinkForm() {}

    static Item write(OrganisationId organisation, Link link, long version) {
        List<Details> pool = new ArrayList<>();
        Item item = Item.whole()
                .put("state", write(link.state(), pool))
                .putParts("disputes", disputes(link, pool))
                .putText("refusal", link.refusal())
                .put("job", link.job().value())
                .put("version", version);
        item.attributes().putAll(SyncKeys.link(organisation, link.calendar(), link.job()));
        if (link.conflicts() > 0) {
            item.put("timeline", SyncKeys.conflicts(organisation, link.calendar()));
            item.put("startsAt", link.job().value());
        }
        return item.putParts("details", pool.stream().map(DetailsForm::write).toList());
    }

    static Link read(CalendarRef calendar, Item item) {
        Pool pool = new Pool(
                item.parts("details").stream().map(DetailsForm::readDetails).toList());
        Map<Field, Dispute> disputes = new EnumMap<>(Field.class);
        item.parts("disputes").forEach(part -> {
            Dispute dispute = readDispute(part, pool);
            disputes.put(dispute.field(), dispute);
        });
        return new Link(
                calendar,
                new JobId(item.text("job")),
                readState(item.part("state"), pool),
                disputes,
                item.maybeText("refusal"),
                item.number("version"));
    }

    private static Item write(LinkState state, List<Details> pool) {
        return switch (state) {
            case LinkState.Creating(Details sent) ->
                Item.part().put("kind", "creating").put("sent", place(sent, pool));
            case LinkState.Linked(EventId event, EventVersion version, Baseline baseline) ->
                withEvent(event, version).put("kind", "linked").put("baseline", write(baseline, pool));
            case LinkState.Deleting(EventId event, EventVersion version, Baseline baseline) ->
                withEvent(event, version).put("kind", "deleting").put("baseline", write(baseline, pool));
            case LinkState.Removed(Baseline baseline, Instant noticedAt) ->
                Item.part()
                        .put("kind", "removed")
                        .put("baseline", write(baseline, pool))
                        .put("noticedAt", noticedAt);
            case LinkState.EditedAndDeleted(Baseline baseline, Instant noticedAt) ->
                Item.part()
                        .put("kind", "edited-and-deleted")
                        .put("baseline", write(baseline, pool))
                        .put("noticedAt", noticedAt);
            case LinkState.CancelledAndEdited(RemoteEvent edited, Baseline baseline, Instant noticedAt) ->
                withEvent(edited.id(), edited.version())
                        .put("kind", "cancelled-and-edited")
                        .put("edited", place(edited.details(), pool))
                        .put("hidden", edited.hidden())
                        .putText("mark", edited.mark().map(JobId::value))
                        .put("baseline", write(baseline, pool))
                        .put("noticedAt", noticedAt);
        };
    }

    private static LinkState readState(Item item, Pool pool) {
        String kind = item.text("kind");
        return switch (kind) {
            case "creating" -> new LinkState.Creating(pool.at(item, "sent"));
            case "linked" -> new LinkState.Linked(event(item), version(item), baseline(item, pool));
            case "deleting" -> new LinkState.Deleting(event(item), version(item), baseline(item, pool));
            case "removed" -> new LinkState.Removed(baseline(item, pool), item.instant("noticedAt"));
            case "edited-and-deleted" ->
                new LinkState.EditedAndDeleted(baseline(item, pool), item.instant("noticedAt"));
            case "cancelled-and-edited" ->
                new LinkState.CancelledAndEdited(edited(item, pool), baseline(item, pool), item.instant("noticedAt"));
            default -> throw new UnreadableItem("A stored link is in the unknown state '" + kind + "'");
        };
    }

    private static RemoteEvent edited(Item item, Pool pool) {
        return new RemoteEvent(
                event(item),
                version(item),
                pool.at(item, "edited"),
                item.flag("hidden"),
                item.maybeText("mark").map(JobId::new));
    }

    private static List<Item> disputes(Link link, List<Details> pool) {
        return link.disputes().values().stream()
                .sorted(Comparator.comparing(Dispute::field))
                .map(dispute -> Item.part()
                        .put("field", dispute.field().word())
                        .put("baseline", write(dispute.baseline(), pool))
                        .put("crm", place(dispute.crm(), pool))
                        .put("calendar", place(dispute.calendar(), pool))
                        .put("detectedAt", dispute.detectedAt()))
                .toList();
    }

    private static Dispute readDispute(Item item, Pool pool) {
        return new Dispute(
                DetailsForm.readWord(Field.class, item, "field"),
                baseline(item, pool),
                pool.at(item, "crm"),
                pool.at(item, "calendar"),
                item.instant("detectedAt"));
    }

    private static Item withEvent(EventId event, EventVersion version) {
        return Item.part().put("event", event.value()).put("eventVersion", version.value());
    }

    private static EventId event(Item item) {
        return new EventId(item.text("event"));
    }

    private static EventVersion version(Item item) {
        return new EventVersion(item.text("eventVersion"));
    }

    private static Item write(Baseline baseline, List<Details> pool) {
        return Item.part().put("crm", place(baseline.crm(), pool)).put("calendar", place(baseline.calendar(), pool));
    }

    private static Baseline baseline(Item item, Pool pool) {
        Item part = item.part("baseline");
        return new Baseline(pool.at(part, "crm"), pool.at(part, "calendar"));
    }

    private static long place(Details details, List<Details> pool) {
        if (!pool.contains(details)) {
            pool.add(details);
        }
        return pool.indexOf(details);
    }

    private record Pool(List<Details> details) {
        Details at(Item item, String name) {
            long place = item.number(name);
            if (place < 0 || place >= details.size()) {
                throw new UnreadableItem("A stored link has a wrong place in '" + name + "'");
            }
            return details.get((int) place);
        }
    }
}
