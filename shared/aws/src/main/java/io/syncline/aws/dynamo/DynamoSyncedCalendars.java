package io.syncline.aws.dynamo;

import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Push;
import io.syncline.calendar.Review;
import io.syncline.calendar.Review.Answer;
import io.syncline.calendar.SyncedCalendar;
import io.syncline.calendar.SyncedCalendar.Mode;
import io.syncline.calendar.SyncedCalendars;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
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
            "schema",
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
            "push",
            "plan",
            "review",
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
        return table.get(SyncKeys.state(organisation, ref), SyncKeys.SCHEMA).map(CalendarForm::read);
    }

    @Override
    public List<SyncedCalendar> find(OrganisationId organisation, Collection<CalendarRef> refs) {
        List<Map<String, AttributeValue>> keys = refs.stream()
                .distinct()
                .map(ref -> SyncKeys.state(organisation, ref))
                .toList();
        return table.get(keys, SyncKeys.SCHEMA, List.of()).stream()
                .map(CalendarForm::read)
                .toList();
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
        return switch (update(organisation, ref, change, free)) {
            case Updated.Stored(Item row) -> Optional.of(new Claim(token, CalendarForm.read(row)));
            case Updated.Otherwise(Item row) -> ours(token, row);
        };
    }

    /** The answer got lost and the SDK sent the request again: the condition failed on our own success. */
    private static Optional<Claim> ours(String token, Item stored) {
        return stored.maybeText("holder").filter(token::equals).map(_ -> new Claim(token, CalendarForm.read(stored)));
    }

    @Override
    public boolean advance(Claim claim, SyncedCalendar calendar, Duration life) {
        Instant until = clock.instant().plus(life);
        Change change = new Change()
                .become(CalendarForm.position(calendar), POSITION)
                .set("holderUntil", millis(until))
                .set("dueAt", seconds(until));
        String held = change.name("holder") + " = " + change.value("holder", AttributeValue.fromS(claim.token()));
        return update(calendar.organisation(), calendar.ref(), change, held) instanceof Updated.Stored;
    }

    /**
     * One request where nobody else changed the row during the run. Where somebody did, the answer to the failed
     * condition brings the row along.
     */
    @Override
    public Optional<SyncedCalendar> release(Claim claim, SyncedCalendar calendar) {
        Ending ending = new Ending(claim.calendar(), Optional.empty());
        for (int attempt = 0; attempt < table.backoff().attempts(); attempt++) {
            switch (end(claim, calendar, ending)) {
                case Updated.Stored(Item row) -> {
                    return Optional.of(CalendarForm.read(row));
                }
                case Updated.Otherwise(Item row) when isHeld(claim, row) -> ending = Ending.on(row);
                case Updated.Otherwise _ -> {
                    return Optional.empty();
                }
            }
        }
        throw new StorageBusy("A calendar could not be released: it kept changing", null);
    }

    @Override
    public boolean decide(
            OrganisationId organisation, CalendarRef ref, String reviewId, Answer answer, UserId by, Instant at) {
        Item decision = ReviewForm.write(new Review.Decided(answer, by, at));
        Change change = new Change();
        String place = change.name("review") + "." + change.name("decision");
        change.put(place, change.value("decision", AttributeValue.fromM(decision.attributes())));
        String open = change.name("review") + "." + change.name("id") + " = "
                + change.value("id", AttributeValue.fromS(reviewId)) + " AND attribute_not_exists(" + place + ")";
        return switch (update(organisation, ref, change, open)) {
            case Updated.Stored _ -> true;
            case Updated.Otherwise(Item stored) -> isDecided(stored, reviewId, decision);
        };
    }

    /** The answer got lost and the SDK sent the request again: the condition failed on our own success. */
    private static boolean isDecided(Item stored, String reviewId, Item decision) {
        return stored.maybePart("review")
                .filter(review -> review.text("id").equals(reviewId))
                .flatMap(review -> review.maybePart("decision"))
                .filter(there -> there.attributes().equals(decision.attributes()))
                .isPresent();
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
        return update(fresh.organisation(), fresh.ref(), change, exists) instanceof Updated.Stored;
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

    /** Stores the end of a run on exactly the row that it is made for. */
    private Updated end(Claim claim, SyncedCalendar run, Ending ending) {
        SyncedCalendar told = run.afterReports(claim.calendar(), ending.row);
        SyncedCalendar after = ending.row.released(told, ending.choices.isPresent());
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
        String held = change.name("holder") + " = " + change.value("holder", AttributeValue.fromS(claim.token()));
        return update(run.organisation(), run.ref(), change, held + " AND " + ending.unchanged(change, after));
    }

    private static boolean isHeld(Claim claim, Item stored) {
        return stored.maybeText("holder").filter(claim.token()::equals).isPresent();
    }

    /** Updates on a condition. */
    private Updated update(OrganisationId organisation, CalendarRef ref, Change change, String condition) {
        try {
            return new Updated.Stored(read(table.client()
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
            return new Updated.Otherwise(e.item().isEmpty() ? Item.part() : read(e.item()));
        }
    }

    private static Item read(Map<String, AttributeValue> stored) {
        return Item.read(stored, SyncKeys.SCHEMA);
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
            return table.get(SyncKeys.key(indexed.text("partition"), indexed.text("item")), SyncKeys.SCHEMA)
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

    /**
     * The row that the end of a run is made for.
     *
     * @param choices the number of choices, where one was made during the run
     */
    private record Ending(SyncedCalendar row, Optional<Long> choices) {

        static Ending on(Item stored) {
            long choices = stored.number("choices");
            boolean chosen = choices != stored.number("claimedChoices");
            return new Ending(CalendarForm.read(stored), chosen ? Optional.of(choices) : Optional.empty());
        }

        /**
         * Nobody asked for a run, made a choice, decided about a review or reported about a channel since.
         *
         * @param after the row as the end leaves it
         */
        String unchanged(Change change, SyncedCalendar after) {
            List<String> conditions = new ArrayList<>();
            if (!after.isDirty()) { // one that is asked for stays so, however often it is asked for again (S18)
                AttributeValue requested = AttributeValue.fromN(Long.toString(row.requested()));
                conditions.add(change.name("requested") + " = " + change.value("requested", requested));
            }
            conditions.add(change.name("choices") + " = "
                    + choices.map(number -> change.value("choices", AttributeValue.fromN(Long.toString(number))))
                            .orElseGet(() -> change.name("claimedChoices")));
            if (row.review().filter(Review::isOpen).isPresent()) {
                conditions.add("attribute_not_exists(" + change.name("review") + "." + change.name("decision") + ")");
            }
            row.push()
                    .filter(push -> push.channel().isPresent())
                    .ifPresent(push -> conditions.addAll(unreported(push, change)));
            return String.join(" AND ", conditions);
        }

        /** A report takes the channel away or makes it due. */
        private static List<String> unreported(Push push, Change change) {
            String place = change.name("push") + ".";
            String channel = place + change.name("channel");
            return List.of(
                    "attribute_exists(" + channel + ")",
                    place + change.name("dueAt") + " = "
                            + change.value(
                                    "pushDueAt",
                                    AttributeValue.fromS(push.dueAt().toString())));
        }
    }

    private sealed interface Updated {
        /** With the row as it is now. */
        record Stored(Item row) implements Updated {}

        /** The condition did not hold for the row as it is, without attributes where there is none. */
        record Otherwise(Item stored) implements Updated {}
    }

    private sealed interface Bump {
        record Done(long requested) implements Bump {}

        /** It was not clean, or not dirty, as the step took it to be. */
        record Otherwise() implements Bump {}

        record Unknown() implements Bump {}
    }
}
