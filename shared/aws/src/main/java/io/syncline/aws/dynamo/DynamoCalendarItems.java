package io.syncline.aws.dynamo;

import io.syncline.calendar.CalendarItems;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Commit;
import io.syncline.calendar.EventId;
import io.syncline.calendar.ImportedEvent;
import io.syncline.calendar.JobId;
import io.syncline.calendar.KnownEvent;
import io.syncline.calendar.Link;
import io.syncline.calendar.Pending;
import io.syncline.calendar.RowChange;
import io.syncline.identity.OrganisationId;
import io.syncline.sync.Window;
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
 * The {@code PENDING}, {@code LINK} and {@code EVENT} items of the sync table.
 *
 * <p>Settling a note rides along in the commit's transaction, as a delete on the note's version. In the rare case that
 * a newer note cancels it, the transaction is repeated without it: that costs one more request then, and none at all
 * otherwise, while deletes of their own would cost a request per job and leave a gap for a crash.
 */
public final class DynamoCalendarItems implements CalendarItems {

    private static final int KNOWN_PAGE = 200;

    private final Table table;
    private final Transactions transactions;

    public DynamoCalendarItems(Table table) {
        this.table = table;
        this.transactions = new Transactions(table);
    }

    @Override
    public List<Pending> pending(OrganisationId organisation, CalendarRef calendar, int atMost) {
        return page(organisation, calendar, SyncKeys.PENDING, Optional.empty(), atMost).items.stream()
                .map(item -> new Pending(new JobId(item.text("job")), item.number("version")))
                .toList();
    }

    @Override
    public long waiting(OrganisationId organisation, CalendarRef calendar) {
        QueryRequest counting = query(organisation, calendar, SyncKeys.PENDING)
                .select(Select.COUNT)
                .build();
        return table.client().queryPaginator(counting).stream()
                .mapToLong(QueryResponse::count)
                .sum();
    }

    @Override
    public Map<JobId, Link> links(OrganisationId organisation, CalendarRef calendar, Collection<JobId> jobs) {
        List<Map<String, AttributeValue>> keys = jobs.stream()
                .distinct()
                .map(job -> SyncKeys.link(organisation, calendar, job))
                .toList();
        return table.get(keys).stream()
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
    public List<Link> disputed(OrganisationId organisation, CalendarRef calendar) {
        String conflicts = SyncKeys.conflicts(organisation, calendar);
        return table
                .client()
                .queryPaginator(request -> request.tableName(table.name())
                        .indexName("timeline")
                        .keyConditionExpression("#timeline = :conflicts")
                        .expressionAttributeNames(Map.of("#timeline", "timeline"))
                        .expressionAttributeValues(Map.of(":conflicts", AttributeValue.fromS(conflicts))))
                .items()
                .stream()
                .map(stored -> LinkForm.read(calendar, Item.read(stored)))
                .toList();
    }

    @Override
    public Map<EventId, KnownEvent> known(
            OrganisationId organisation, CalendarRef calendar, Collection<EventId> events) {
        List<Map<String, AttributeValue>> keys = events.stream()
                .distinct()
                .map(event -> SyncKeys.event(organisation, calendar, event))
                .toList();
        return table.get(keys).stream()
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
                && event.imported().map(imported -> touches(window, imported)).orElse(true);
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

    private static Transactions.Unit unit(OrganisationId organisation, CalendarRef calendar, Commit commit) {
        Map<Map<String, AttributeValue>, Write> writes = new LinkedHashMap<>();
        for (RowChange row : commit.rows()) {
            Write write = Write.in(organisation, calendar, row);
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
            answer.items().forEach(stored -> items.add(Item.read(stored)));
            from = answer.hasLastEvaluatedKey() ? Optional.of(answer.lastEvaluatedKey()) : Optional.empty();
        } while (from.isPresent() && items.size() < atMost);
        return new Page(items, from.isPresent());
    }

    private QueryRequest.Builder query(OrganisationId organisation, CalendarRef calendar, String kind) {
        return QueryRequest.builder()
                .tableName(table.name())
                .consistentRead(true)
                .keyConditionExpression("#partition = :partition AND begins_with(#item, :kind)")
                .expressionAttributeNames(Map.of("#partition", "partition", "#item", "item"))
                .expressionAttributeValues(Map.of(
                        ":partition", AttributeValue.fromS(SyncKeys.calendarPartition(organisation, calendar)),
                        ":kind", AttributeValue.fromS(kind)));
    }

    private static Optional<ImportedEvent> importedIn(Item item) {
        return EventForm.read(item).imported();
    }

    private static boolean touches(Window window, ImportedEvent event) {
        return window.touches(event.when().start(), event.when().end());
    }

    private record Page(List<Item> items, boolean more) {}
}
