package io.syncline.aws.dynamo;

import io.syncline.calendar.CalendarItems;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Commit;
import io.syncline.calendar.CrmEvent;
import io.syncline.calendar.EventId;
import io.syncline.calendar.ImportedEvent;
import io.syncline.calendar.JobId;
import io.syncline.calendar.KnownEvent;
import io.syncline.calendar.Link;
import io.syncline.calendar.Pending;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.sync.Window;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/**
 * What stands in the partition of a calendar in the sync table, its {@code STATE} aside.
 *
 * <p>Settling a note rides along in the commit's transaction, as a delete on the note's version. In the rare case that
 * a newer note cancels it, the transaction is repeated without it: that costs one more request then, and none at all
 * otherwise, while deletes of their own would cost a request per job and leave a gap for a crash.
 */
public final class DynamoCalendarItems implements CalendarItems {

    private static final int KNOWN_PAGE = 200;

    private final Table table;
    private final Transactions transactions;
    private final Attempts attempts;
    private final InstantSource clock;

    public DynamoCalendarItems(Table table, InstantSource clock) {
        this.table = table;
        this.transactions = new Transactions(table);
        this.attempts = new Attempts(table, clock);
        this.clock = clock;
    }

    @Override
    public Waiting waiting(OrganisationId organisation, CalendarRef calendar, Optional<JobId> after, int atMost) {
        List<Pending> jobs = new ArrayList<>();
        List<CrmEvent> owed = new ArrayList<>();
        Optional<Map<String, AttributeValue>> from = after.map(job -> SyncKeys.pending(organisation, calendar, job));
        do {
            QueryRequest.Builder request =
                    owedAndPending(organisation, calendar).limit(atMost - jobs.size());
            from.ifPresent(request::exclusiveStartKey);
            QueryResponse answer = table.client().query(request.build());
            answer.items().forEach(stored -> sort(Item.read(stored), jobs, owed));
            from = positionAfter(answer);
        } while (from.isPresent() && jobs.size() < atMost);
        return new Waiting(
                jobs,
                owed.subList(0, Math.min(owed.size(), atMost)),
                from.map(_ -> jobs.getLast().job()));
    }

    @Override
    public long countWaiting(OrganisationId organisation, CalendarRef calendar) {
        return count(organisation, calendar, SyncKeys.PENDING);
    }

    @Override
    public long countLinks(OrganisationId organisation, CalendarRef calendar) {
        return count(organisation, calendar, SyncKeys.LINK);
    }

    @Override
    public int countAttempt(OrganisationId organisation, CalendarRef calendar, String item) {
        return attempts.count(SyncKeys.attempt(organisation, calendar, item));
    }

    @Override
    public Map<JobId, Link> links(OrganisationId organisation, CalendarRef calendar, Collection<JobId> jobs) {
        List<Map<String, AttributeValue>> keys = jobs.stream()
                .distinct()
                .map(job -> SyncKeys.link(organisation, calendar, job))
                .toList();
        return table.get(keys, SyncKeys.SCHEMA, List.of()).stream()
                .map(item -> LinkForm.read(calendar, item))
                .collect(Collectors.toMap(Link::job, Function.identity()));
    }

    @Override
    public LinkPage allLinks(OrganisationId organisation, CalendarRef calendar, Optional<JobId> after, int atMost) {
        Page page = page(
                organisation,
                calendar,
                SyncKeys.LINK,
                after.map(job -> SyncKeys.link(organisation, calendar, job)),
                atMost);
        List<Link> links =
                page.items.stream().map(item -> LinkForm.read(calendar, item)).toList();
        return new LinkPage(links, page.more ? Optional.of(links.getLast().job()) : Optional.empty());
    }

    @Override
    public List<Link> disputed(OrganisationId organisation, ConnectionId connection) {
        String conflicts = SyncKeys.conflicts(organisation, connection);
        return table
                .client()
                .queryPaginator(request -> request.tableName(table.name())
                        .indexName("timeline")
                        .keyConditionExpression("#timeline = :conflicts")
                        .expressionAttributeNames(Map.of("#timeline", "timeline"))
                        .expressionAttributeValues(Map.of(":conflicts", AttributeValue.fromS(conflicts))))
                .items()
                .stream()
                .map(stored -> LinkForm.readDisputed(connection, Item.read(stored, SyncKeys.SCHEMA)))
                .toList();
    }

    @Override
    public Map<EventId, KnownEvent> known(
            OrganisationId organisation, CalendarRef calendar, Collection<EventId> events) {
        List<Map<String, AttributeValue>> keys = events.stream()
                .distinct()
                .map(event -> SyncKeys.event(organisation, calendar, event))
                .toList();
        return table.get(keys, SyncKeys.SCHEMA, List.of()).stream()
                .map(EventForm::read)
                .collect(Collectors.toMap(KnownEvent::id, Function.identity()));
    }

    @Override
    public KnownPage unseen(
            OrganisationId organisation, CalendarRef calendar, long listing, Window window, Optional<EventId> after) {
        Page page = page(
                organisation,
                calendar,
                SyncKeys.EVENT,
                after.map(event -> SyncKeys.event(organisation, calendar, event)),
                KNOWN_PAGE);
        List<KnownEvent> looked = page.items.stream().map(EventForm::read).toList();
        Predicate<KnownEvent> missed = event -> event.listing() != listing
                && event.imported()
                        .map(imported -> imported.when().touches(window))
                        .orElse(true);
        return new KnownPage(
                looked.stream().filter(missed).toList(),
                page.more ? Optional.of(looked.getLast().id()) : Optional.empty());
    }

    @Override
    public List<ImportedEvent> imported(OrganisationId organisation, CalendarRef calendar, Window window) {
        return new TimelineQuery(
                        table,
                        SyncKeys.eventTimeline(organisation, calendar),
                        window,
                        item -> importedIn(item)
                                .filter(event -> touches(window, event))
                                .isPresent())
                .all().stream().flatMap(item -> importedIn(item).stream()).toList();
    }

    @Override
    public Set<String> commit(OrganisationId organisation, CalendarRef calendar, List<Commit> commits) {
        Set<String> keys = new HashSet<>();
        if (!commits.stream().map(Commit::key).allMatch(keys::add)) {
            throw new IllegalArgumentException("Two commits have the same key");
        }
        List<Transactions.Unit> units = commits.stream()
                .map(commit -> unit(organisation, calendar, commit))
                .toList();
        return transactions.run(table.name(), units);
    }

    private Transactions.Unit unit(OrganisationId organisation, CalendarRef calendar, Commit commit) {
        Map<Map<String, AttributeValue>, Write> writes = new LinkedHashMap<>();
        Instant now = clock.instant();
        for (int number = 0; number < commit.rows().size(); number++) {
            Write write = Write.in(organisation, calendar, commit.rows().get(number), now, number);
            Write before = writes.put(write.key(), write);
            if (before != null && before.only() == write.only()) {
                throw new IllegalArgumentException("Commit " + commit.key() + " names a row twice");
            }
            if (before != null) {
                writes.put(write.key(), noteAndSettle(before, write));
            }
        }
        return new Transactions.Unit(commit.key(), List.copyOf(writes.values()));
    }

    /** A note that the same commit settles is not needed; a newer one wins over the settling of an older one. */
    private static Write noteAndSettle(Write one, Write other) {
        Write note = one.only() ? other : one;
        Write settle = one.only() ? one : other;
        boolean same = note.item().map(item -> item.number("version")).equals(settle.expected());
        return same ? new Write(note.key(), Optional.empty(), Optional.empty(), false) : note;
    }

    private Page page(
            OrganisationId organisation,
            CalendarRef calendar,
            String kind,
            Optional<Map<String, AttributeValue>> after,
            int atMost) {
        List<Item> items = new ArrayList<>();
        Optional<Map<String, AttributeValue>> from = after;
        do {
            QueryRequest.Builder request = query(organisation, calendar, kind).limit(atMost - items.size());
            from.ifPresent(request::exclusiveStartKey);
            QueryResponse answer = table.client().query(request.build());
            answer.items().forEach(stored -> items.add(Item.read(stored, SyncKeys.SCHEMA)));
            from = positionAfter(answer);
        } while (from.isPresent() && items.size() < atMost);
        return new Page(items, from.isPresent());
    }

    private long count(OrganisationId organisation, CalendarRef calendar, String kind) {
        QueryRequest counting =
                query(organisation, calendar, kind).select(Select.COUNT).build();
        return table.client().queryPaginator(counting).stream()
                .mapToLong(QueryResponse::count)
                .sum();
    }

    private static void sort(Item item, List<Pending> jobs, List<CrmEvent> owed) {
        if (item.text("item").startsWith(SyncKeys.OWED)) {
            owed.add(CrmEventForm.read(item));
        } else {
            jobs.add(new Pending(new JobId(item.text("job")), item.number("version")));
        }
    }

    private static Optional<Map<String, AttributeValue>> positionAfter(QueryResponse answer) {
        return answer.hasLastEvaluatedKey() ? Optional.of(answer.lastEvaluatedKey()) : Optional.empty();
    }

    /** What is owed comes first, so it delays no job, and a run that finds nothing has asked once. */
    private QueryRequest.Builder owedAndPending(OrganisationId organisation, CalendarRef calendar) {
        String partition = SyncKeys.calendarPartition(organisation, calendar);
        return table.between(partition, SyncKeys.OWED, SyncKeys.END_OF_PENDING);
    }

    private QueryRequest.Builder query(OrganisationId organisation, CalendarRef calendar, String kind) {
        return table.begins(SyncKeys.calendarPartition(organisation, calendar), kind);
    }

    private static Optional<ImportedEvent> importedIn(Item item) {
        return EventForm.read(item).imported();
    }

    /** An occurrence may be moved into a window that its rule does not touch. */
    private static boolean touches(Window window, ImportedEvent event) {
        return event.when().touches(window) || !event.occurrences(window).isEmpty();
    }

    private record Page(List<Item> items, boolean more) {}
}
