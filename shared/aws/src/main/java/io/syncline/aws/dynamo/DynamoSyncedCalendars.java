package io.syncline.aws.dynamo;

import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.SyncedCalendar;
import io.syncline.calendar.SyncedCalendar.Mode;
import io.syncline.calendar.SyncedCalendars;
import io.syncline.identity.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The {@code STATE} items of the sync table.
 *
 * <p>Beside what the domain knows, an item holds {@code holder} and {@code holderUntil} (epoch milliseconds) while a
 * run has it; {@code choices}, bumped by every choice, and {@code claimedChoices}, its value when the run began, so
 * that a run that ends does not undo a choice made meanwhile; and {@code dueAt} for the planner: when the calendar is
 * due by itself, or a minute after it was asked for (its message may be lost), or when its holder's time is over.
 */
public final class DynamoSyncedCalendars implements SyncedCalendars {

    private static final Logger LOG = LoggerFactory.getLogger(DynamoSyncedCalendars.class);
    /** How long a wake-up may take before the planner believes that it was lost. */
    private static final Duration LOST_AFTER = Duration.ofMinutes(1);

    private static final List<String> CHOSEN =
            List.of("provider", "owner", "name", "mode", "sweep", "nextDueAt", "problem", "attempts");
    private static final List<String> POSITION = List.of("cursor", "listing", "progress");
    private static final List<String> RESULT = List.of(
            "cursor",
            "listing",
            "progress",
            "synced",
            "lastRun",
            "totals",
            "nextDueAt",
            "lastVerifiedAt",
            "problem",
            "attempts",
            "mode",
            "sweep",
            "due",
            "dueAt");

    private final Table table;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * Storage in a table.
     *
     * @param random a secure one: claims are guarded by it
     */
    public DynamoSyncedCalendars(Table table, InstantSource clock, RandomGenerator random) {
        this.table = table;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Optional<SyncedCalendar> find(OrganisationId organisation, CalendarRef ref) {
        return table.get(SyncKeys.state(organisation, ref)).map(CalendarForm::read);
    }

    @Override
    public List<SyncedCalendar> find(OrganisationId organisation, Collection<CalendarRef> refs) {
        List<Map<String, AttributeValue>> keys = refs.stream()
                .distinct()
                .map(ref -> SyncKeys.state(organisation, ref))
                .toList();
        return table.get(keys).stream().map(CalendarForm::read).toList();
    }

    @Override
    public void choose(SyncedCalendar fresh) {
        SyncedCalendar sweeping = fresh.swept(true);
        for (int attempt = 0; attempt < table.backoff().attempts(); attempt++) {
            if (chooseAgain(sweeping) || chooseNew(sweeping)) {
                return;
            }
        }
        throw new StorageBusy("A calendar could not be chosen: others kept choosing it", null);
    }

    @Override
    public Optional<Request> request(OrganisationId organisation, CalendarRef ref) {
        for (int attempt = 0; attempt < table.backoff().attempts(); attempt++) {
            for (boolean clean : List.of(true, false)) {
                switch (bump(organisation, ref, clean)) {
                    case Bump.Done(long requested) -> {
                        return Optional.of(new Request(requested, clean));
                    }
                    case Bump.Unknown _ -> {
                        return Optional.empty();
                    }
                    case Bump.Otherwise _ -> {}
                }
            }
        }
        throw new StorageBusy("A calendar could not be marked: it kept changing", null);
    }

    @Override
    public Optional<Claim> claim(OrganisationId organisation, CalendarRef ref, Duration life) {
        Instant now = clock.instant();
        String token = newToken();
        Change change = new Change()
                .set("holder", AttributeValue.fromS(token))
                .set("holderUntil", millis(now.plus(life)))
                .set("dueAt", seconds(now.plus(life)))
                .let("claimedChoices", "#choices");
        change.name("choices");
        String free = "attribute_exists(#partition) AND (attribute_not_exists(#holder) OR #holderUntil <= "
                + change.value("now", millis(now)) + ")";
        change.name("partition");
        return update(organisation, ref, change, free, Optional.of(token))
                .map(item -> new Claim(token, CalendarForm.read(item)));
    }

    @Override
    public boolean advance(Claim claim, SyncedCalendar calendar, Duration life) {
        Instant until = clock.instant().plus(life);
        Change change = new Change()
                .become(CalendarForm.position(calendar), POSITION)
                .set("holderUntil", millis(until))
                .set("dueAt", seconds(until));
        String held = change.name("holder") + " = " + change.value("holder", AttributeValue.fromS(claim.token()));
        return update(calendar.organisation(), calendar.ref(), change, held).isPresent();
    }

    @Override
    public Optional<SyncedCalendar> release(Claim claim, SyncedCalendar calendar) {
        for (int attempt = 0; attempt < table.backoff().attempts(); attempt++) {
            Optional<Item> stored = table.get(SyncKeys.state(calendar.organisation(), calendar.ref()));
            if (stored.flatMap(item -> item.maybeText("holder"))
                    .filter(claim.token()::equals)
                    .isEmpty()) {
                return Optional.empty();
            }
            Optional<Item> released = release(claim, calendar, stored.get());
            if (released.isPresent()) {
                return released.map(CalendarForm::read);
            }
            table.backoff().after(attempt);
        }
        throw new StorageBusy("A calendar could not be released: it kept changing", null);
    }

    @Override
    public List<Due> due(Instant now, int atMost) {
        return IntStream.range(0, SyncKeys.dueShards())
                .mapToObj(shard -> dueIn(shard, now, atMost))
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(item -> item.number("dueAt")))
                .limit(atMost)
                .map(this::stillDue)
                .flatMap(Optional::stream)
                .toList();
    }

    private boolean chooseAgain(SyncedCalendar fresh) {
        Change change = new Change().become(CalendarForm.chosen(fresh), CHOSEN);
        change.let("choices", change.name("choices") + " + " + change.value("one", AttributeValue.fromN("1")));
        change.become(due(fresh, soonest(fresh)), List.of("due", "dueAt"));
        String exists = "attribute_exists(" + change.name("partition") + ")";
        return update(fresh.organisation(), fresh.ref(), change, exists).isPresent();
    }

    private boolean chooseNew(SyncedCalendar fresh) {
        Item item = CalendarForm.write(fresh).put("choices", 1);
        item.attributes().putAll(due(fresh, soonest(fresh)).attributes());
        try {
            table.client()
                    .putItem(request -> request.tableName(table.name())
                            .item(item.attributes())
                            .conditionExpression("attribute_not_exists(#partition)")
                            .expressionAttributeNames(Map.of("#partition", "partition")));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    /** One step of a request, which has to know whether the calendar was clean, without reading it first. */
    private Bump bump(OrganisationId organisation, CalendarRef ref, boolean clean) {
        Change change = new Change();
        change.let("requested", change.name("requested") + " + " + change.value("one", AttributeValue.fromN("1")));
        if (clean) {
            change.set("dueAt", seconds(clock.instant().plus(LOST_AFTER)));
        }
        String condition = change.name("requested") + (clean ? " = " : " > ") + change.name("synced");
        try {
            Map<String, AttributeValue> now = table.client()
                    .updateItem(request -> request.tableName(table.name())
                            .key(SyncKeys.state(organisation, ref))
                            .updateExpression(change.expression())
                            .conditionExpression(condition)
                            .expressionAttributeNames(change.names())
                            .expressionAttributeValues(change.values())
                            .returnValues(ReturnValue.UPDATED_NEW)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                    .attributes();
            return new Bump.Done(Item.partOf(now).number("requested"));
        } catch (ConditionalCheckFailedException e) {
            return e.item().isEmpty() ? new Bump.Unknown() : new Bump.Otherwise();
        }
    }

    /** Stores the end of a run on exactly the item that was read. */
    private Optional<Item> release(Claim claim, SyncedCalendar run, Item stored) {
        SyncedCalendar before = CalendarForm.read(stored);
        long choices = stored.number("choices");
        SyncedCalendar after = before.released(run, choices != stored.number("claimedChoices"));
        Item next = CalendarForm.result(after)
                .put("mode", DetailsForm.word(after.mode()))
                .put("sweep", after.sweep());
        next.attributes().putAll(CalendarForm.position(after).attributes());
        next.attributes().putAll(due(after, dueAt(after)).attributes());
        Change change = new Change()
                .become(next, RESULT)
                .remove("holder")
                .remove("holderUntil")
                .remove("claimedChoices");
        String unchanged = change.name("holder") + " = " + change.value("holder", AttributeValue.fromS(claim.token()))
                + " AND " + change.name("requested") + " = "
                + change.value("requested", AttributeValue.fromN(Long.toString(before.requested())))
                + " AND " + change.name("choices") + " = "
                + change.value("choices", AttributeValue.fromN(Long.toString(choices)));
        return update(run.organisation(), run.ref(), change, unchanged);
    }

    private Optional<Item> update(OrganisationId organisation, CalendarRef ref, Change change, String condition) {
        return update(organisation, ref, change, condition, Optional.empty());
    }

    /**
     * Updates on a condition.
     *
     * @param newHolder who holds the calendar afterwards: when the answer got lost and the SDK sent the request again,
     *     the condition fails on our own success
     */
    private Optional<Item> update(
            OrganisationId organisation, CalendarRef ref, Change change, String condition, Optional<String> newHolder) {
        try {
            return Optional.of(Item.read(table.client()
                    .updateItem(request -> request.tableName(table.name())
                            .key(SyncKeys.state(organisation, ref))
                            .updateExpression(change.expression())
                            .conditionExpression(condition)
                            .expressionAttributeNames(change.names())
                            .expressionAttributeValues(change.values())
                            .returnValues(ReturnValue.ALL_NEW)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                    .attributes()));
        } catch (ConditionalCheckFailedException e) {
            return newHolder
                    .filter(holder ->
                            AttributeValue.fromS(holder).equals(e.item().get("holder")))
                    .map(_ -> Item.read(e.item()));
        }
    }

    private List<Item> dueIn(int shard, Instant now, int atMost) {
        List<Item> found = new ArrayList<>();
        Map<String, AttributeValue> values =
                Map.of(":due", AttributeValue.fromS(SyncKeys.dueShard(shard)), ":now", seconds(now));
        for (var page : table.client()
                .queryPaginator(request -> request.tableName(table.name())
                        .indexName("due")
                        .keyConditionExpression("#due = :due AND #dueAt <= :now")
                        .expressionAttributeNames(Map.of("#due", "due", "#dueAt", "dueAt"))
                        .expressionAttributeValues(values)
                        .limit(atMost))) {
            page.items().forEach(indexed -> found.add(Item.partOf(indexed)));
            if (found.size() >= atMost) {
                break;
            }
        }
        return found;
    }

    /** The index knows keys only, and may be a moment behind; a row that cannot be read stops nobody else's. */
    private Optional<Due> stillDue(Item indexed) {
        try {
            return table.get(SyncKeys.key(indexed.text("partition"), indexed.text("item")))
                    .filter(item -> item.maybeText("due").isPresent())
                    .filter(item -> item.number("dueAt") <= indexed.number("dueAt"))
                    .map(item -> new Due(CalendarForm.organisation(item), CalendarForm.ref(item)));
        } catch (UnreadableItem | IllegalArgumentException e) {
            LOG.error("A calendar's row cannot be read and is passed over", e);
            return Optional.empty();
        }
    }

    private static Item due(SyncedCalendar calendar, Instant at) {
        Item item = Item.part().put("dueAt", seconds(at));
        return calendar.mode() == Mode.OFF
                ? item
                : item.put("due", SyncKeys.dueShard(calendar.organisation(), calendar.ref()));
    }

    /** Work that came meanwhile is due at once; work that could not be done is due when its run said so. */
    private Instant dueAt(SyncedCalendar calendar) {
        return calendar.isDirty() && calendar.problem().isEmpty() ? soonest(calendar) : calendar.nextDueAt();
    }

    private Instant soonest(SyncedCalendar calendar) {
        Instant soon = clock.instant().plus(LOST_AFTER);
        return calendar.nextDueAt().isAfter(soon) ? soon : calendar.nextDueAt();
    }

    private String newToken() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static AttributeValue millis(Instant instant) {
        return AttributeValue.fromN(Long.toString(instant.toEpochMilli()));
    }

    private static AttributeValue seconds(Instant instant) {
        return AttributeValue.fromN(Long.toString(instant.getEpochSecond()));
    }

    private sealed interface Bump {
        record Done(long requested) implements Bump {}

        /** It was not clean, or not dirty, as the step took it to be. */
        record Otherwise() implements Bump {}

        record Unknown() implements Bump {}
    }
}
