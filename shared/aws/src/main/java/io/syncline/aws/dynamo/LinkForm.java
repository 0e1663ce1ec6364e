package io.syncline.aws.dynamo;

import io.syncline.calendar.Aspect;
import io.syncline.calendar.Baseline;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Details;
import io.syncline.calendar.Dispute;
import io.syncline.calendar.EventFacts;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventVersion;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Link;
import io.syncline.calendar.LinkState;
import io.syncline.calendar.RemoteEvent;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How links are stored. */
final class LinkForm {

    /** Rows of schema 1 do not say what was written. */
    private static final Link.Writes NO_WRITES = new Link.Writes(0, 0, Instant.EPOCH);

    private LinkForm() {}

    static Item write(OrganisationId organisation, Link link, long version) {
        DetailsPool pool = DetailsPool.empty();
        Item item = Item.whole(SyncKeys.SCHEMA)
                .put("state", write(link.state(), pool))
                .putParts("disputes", disputes(link, pool))
                .putText("refusal", link.refusal())
                .put("writes", write(link.writes(), pool))
                .putText("uid", link.uid())
                .put("job", link.job().value())
                .put("version", version);
        item.attributes().putAll(SyncKeys.link(organisation, link.calendar(), link.job()));
        if (link.conflicts() > 0) {
            item.put(
                    "timeline", SyncKeys.conflicts(organisation, link.calendar().connection()));
            item.put("calendar", link.calendar().calendar().value());
            item.put("startsAt", link.job().value());
        }
        return pool.into(item);
    }

    static Link read(CalendarRef calendar, Item item) {
        DetailsPool pool = DetailsPool.of(item);
        Map<Aspect, Dispute> disputes = item.parts("disputes").stream()
                .map(part -> readDispute(part, pool))
                .collect(Collectors.toMap(Dispute::aspect, Function.identity()));
        return new Link(
                calendar,
                new JobId(item.text("job")),
                readState(item.part("state"), pool),
                disputes,
                item.maybeText("refusal"),
                item.maybePart("writes").map(writes -> readWrites(writes, pool)).orElse(NO_WRITES),
                item.maybeText("uid"),
                item.number("version"));
    }

    /** A link with open conflicts, which names its calendar itself. */
    static Link readDisputed(ConnectionId connection, Item item) {
        return read(new CalendarRef(connection, new CalendarId(item.text("calendar"))), item);
    }

    private static Item write(LinkState state, DetailsPool pool) {
        return switch (state) {
            case LinkState.Creating(Details sent) ->
                Item.part().put("kind", "creating").put("sent", pool.place(sent));
            case LinkState.Linked(EventId event, EventVersion version, Baseline baseline) ->
                withEvent(event, version).put("kind", "linked").put("baseline", pool.place(baseline));
            case LinkState.Deleting(EventId event, EventVersion version, Baseline baseline) ->
                withEvent(event, version).put("kind", "deleting").put("baseline", pool.place(baseline));
            case LinkState.Removed(Baseline baseline, Instant noticedAt) ->
                Item.part()
                        .put("kind", "removed")
                        .put("baseline", pool.place(baseline))
                        .put("noticedAt", noticedAt);
            case LinkState.EditedAndDeleted(Baseline baseline, Instant noticedAt) ->
                Item.part()
                        .put("kind", "edited-and-deleted")
                        .put("baseline", pool.place(baseline))
                        .put("noticedAt", noticedAt);
            case LinkState.CancelledAndEdited(RemoteEvent edited, Baseline baseline, Instant noticedAt) ->
                write(edited, pool)
                        .put("kind", "cancelled-and-edited")
                        .put("baseline", pool.place(baseline))
                        .put("noticedAt", noticedAt);
            case LinkState.Kept(Optional<RemoteEvent> event, Details sent, Instant since) ->
                event.map(there -> write(there, pool))
                        .orElseGet(Item::part)
                        .put("kind", "kept")
                        .put("sent", pool.place(sent))
                        .put("since", since);
        };
    }

    private static LinkState readState(Item item, DetailsPool pool) {
        String kind = item.text("kind");
        return switch (kind) {
            case "creating" -> new LinkState.Creating(pool.at(item, "sent"));
            case "linked" -> new LinkState.Linked(event(item), version(item), pool.baselineOf(item));
            case "deleting" -> new LinkState.Deleting(event(item), version(item), pool.baselineOf(item));
            case "removed" -> new LinkState.Removed(pool.baselineOf(item), item.instant("noticedAt"));
            case "edited-and-deleted" ->
                new LinkState.EditedAndDeleted(pool.baselineOf(item), item.instant("noticedAt"));
            case "cancelled-and-edited" ->
                new LinkState.CancelledAndEdited(edited(item, pool), pool.baselineOf(item), item.instant("noticedAt"));
            case "kept" ->
                new LinkState.Kept(
                        item.has("event") ? Optional.of(edited(item, pool)) : Optional.empty(),
                        pool.at(item, "sent"),
                        item.instant("since"));
            default -> throw new UnreadableItem("A stored link is in the unknown state '" + kind + "'");
        };
    }

    /** An event as it was last seen; besides what names it, only {@code facts} can be missing, in old rows. */
    private static Item write(RemoteEvent event, DetailsPool pool) {
        return withEvent(event.id(), event.version())
                .put("edited", pool.place(event.details()))
                .put("hidden", event.hidden())
                .putText("mark", event.mark().map(JobId::value))
                .put("facts", write(event.facts()));
    }

    private static RemoteEvent edited(Item item, DetailsPool pool) {
        return new RemoteEvent(
                event(item),
                version(item),
                pool.at(item, "edited"),
                item.flag("hidden"),
                item.maybeText("mark").map(JobId::new),
                item.maybePart("facts").map(LinkForm::readFacts).orElse(EventFacts.NONE));
    }

    private static Item write(EventFacts facts) {
        return Item.part()
                .putText("uid", facts.uid())
                .put("foreign", facts.foreign())
                .putInstant("changedAt", facts.changedAt())
                .putText("beyond", facts.beyond());
    }

    private static EventFacts readFacts(Item item) {
        return new EventFacts(
                item.maybeText("uid"), item.flag("foreign"), item.maybeInstant("changedAt"), item.maybeText("beyond"));
    }

    private static Item write(Link.Writes writes, DetailsPool pool) {
        Item item = Item.part()
                .put("jobVersion", writes.jobVersion())
                .put("again", writes.again())
                .put("at", writes.at());
        writes.unanswered().ifPresent(sent -> item.put("unanswered", pool.place(sent)));
        return item;
    }

    private static Link.Writes readWrites(Item item, DetailsPool pool) {
        return new Link.Writes(
                item.number("jobVersion"),
                Math.toIntExact(item.number("again")),
                item.instant("at"),
                item.has("unanswered") ? Optional.of(pool.at(item, "unanswered")) : Optional.empty());
    }

    private static List<Item> disputes(Link link, DetailsPool pool) {
        return link.disputes().values().stream()
                .sorted(Comparator.comparing(Dispute::aspect))
                .map(dispute -> Item.part()
                        .put("aspect", dispute.aspect().word())
                        .put("baseline", pool.place(dispute.baseline()))
                        .put("crm", pool.place(dispute.crm()))
                        .put("calendar", pool.place(dispute.calendar()))
                        .put("detectedAt", dispute.detectedAt()))
                .toList();
    }

    private static Dispute readDispute(Item item, DetailsPool pool) {
        return new Dispute(
                aspect(item),
                pool.baselineOf(item),
                pool.at(item, "crm"),
                pool.at(item, "calendar"),
                item.instant("detectedAt"));
    }

    /** Before there were series only fields were disputed, each by its word. */
    private static Aspect aspect(Item item) {
        String word = item.maybeText("aspect").orElseGet(() -> item.text("field"));
        try {
            return Aspect.named(word);
        } catch (IllegalArgumentException e) {
            throw new UnreadableItem("A stored dispute is about the unknown '" + word + "'", e);
        }
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
}
