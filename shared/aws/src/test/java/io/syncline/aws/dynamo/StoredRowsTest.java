package io.syncline.aws.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.aws.LocalDynamo;
import io.syncline.calendar.Availability;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Commit;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventVersion;
import io.syncline.calendar.Job;
import io.syncline.calendar.JobId;
import io.syncline.calendar.KnownEvent;
import io.syncline.calendar.Link;
import io.syncline.calendar.Pending;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.RowChange;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class StoredRowsTest {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final CalendarRef WORK = new CalendarRef(new ConnectionId("c_1"), new CalendarId("Work@x"));
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final String name = LocalDynamo.syncTable();
    private final AtomicInteger transactions = new AtomicInteger();
    private final AtomicInteger collisions = new AtomicInteger();
    private final List<Duration> pauses = new ArrayList<>();
    private final DynamoCalendarItems items = new DynamoCalendarItems(
            new Table(
                    LocalDynamo.client(new Collisions()),
                    name,
                    new Backoff(RandomGenerator.getDefault(), pauses::add, 4)),
            () -> NOW);

    @Test
    void fifty_jobs_with_their_events_and_notes_take_two_transactions() {
        items.commit(ACME, WORK, fiftyNotes());
        transactions.set(0);
        assertThat(items.commit(ACME, WORK, fiftyJobs())).isEmpty();
        assertThat(transactions).hasValue(2);
        assertThat(items.countWaiting(ACME, WORK)).isZero();
    }

    @Test
    void a_newer_note_costs_one_transaction_more() {
        Pending newer = new Pending(new JobId("job-1"), 9);
        items.commit(ACME, WORK, List.of(new Commit("newer", List.of(new RowChange.Note(WORK, newer)))));
        transactions.set(0);
        Set<String> failed = items.commit(
                ACME,
                WORK,
                List.of(new Commit(
                        "late",
                        List.of(
                                new RowChange.PutEvent(event("later")),
                                new RowChange.Settle(new Pending(new JobId("job-1"), 8))))));
        assertThat(failed).isEmpty();
        assertThat(transactions).hasValue(2);
        assertThat(items.waiting(ACME, WORK, Optional.empty(), 5).jobs()).containsExactly(newer);
    }

    @Test
    void a_collision_is_tried_again_after_a_pause() {
        collisions.set(2);
        assertThat(items.commit(ACME, WORK, List.of(new Commit("one", List.of(new RowChange.PutEvent(event("e")))))))
                .isEmpty();
        assertThat(pauses).hasSize(2).allMatch(pause -> pause.compareTo(Duration.ofMillis(40)) <= 0);
        assertThat(items.known(ACME, WORK, List.of(new EventId("e")))).hasSize(1);
    }

    @Test
    void collisions_without_end_are_an_outage_and_no_failed_condition() {
        collisions.set(100);
        assertThatThrownBy(() -> items.commit(
                        ACME, WORK, List.of(new Commit("one", List.of(new RowChange.PutEvent(event("e")))))))
                .isInstanceOf(StorageBusy.class);
        assertThat(pauses).hasSize(3);
    }

    @Test
    void a_commit_of_many_large_rows_is_split_below_the_limit_of_a_transaction() {
        List<Commit> commits = IntStream.range(0, 12)
                .mapToObj(number -> new Commit(
                        "c-" + number,
                        List.of(new RowChange.PutLink(Link.creating(WORK, new JobId("job-" + number), details("x"))
                                .refused("x".repeat(380_000))))))
                .toList();
        assertThat(items.commit(ACME, WORK, commits)).isEmpty();
        assertThat(transactions).hasValue(2);
    }

    @Test
    void a_row_that_is_too_large_is_an_error_and_not_tried_for_ever() {
        Link huge = Link.creating(WORK, new JobId("huge"), details("x")).refused("x".repeat(420_000));
        assertThatThrownBy(() ->
                        items.commit(ACME, WORK, List.of(new Commit("huge", List.of(new RowChange.PutLink(huge))))))
                .isNotInstanceOf(StorageBusy.class)
                .hasMessageContaining("size");
        assertThat(transactions).hasValueLessThanOrEqualTo(1);
    }

    @Test
    void nobody_s_event_expires_sixty_days_after_its_end_and_a_job_s_never() {
        KnownEvent lunch = KnownEvent.ofNobody(
                new RemoteEvent(new EventId("lunch"), new EventVersion("v"), details("Lunch"), false, Optional.empty()),
                1);
        items.commit(
                ACME,
                WORK,
                List.of(new Commit(
                        "both", List.of(new RowChange.PutEvent(lunch), new RowChange.PutEvent(event("ours"))))));
        long end = Instant.parse("2026-11-23T10:00:00Z").getEpochSecond();
        assertThat(row(SyncKeys.event(ACME, WORK, new EventId("lunch")))
                        .get("expiresAt")
                        .n())
                .isEqualTo(Long.toString(end + 60 * 86_400));
        assertThat(row(SyncKeys.event(ACME, WORK, new EventId("ours")))).doesNotContainKeys("expiresAt", "timeline");
    }

    @Test
    void keys_are_as_the_package_page_says_and_show_no_address() {
        new DynamoJobs(new Table(LocalDynamo.client(), name, Backoff.standard(RandomGenerator.getDefault())))
                .save(new Job(
                        ACME,
                        new JobId("job-1"),
                        details("Boiler"),
                        Set.of(new UserId("tess")),
                        Set.of(WORK),
                        Job.Stage.OPEN,
                        NOW,
                        0,
                        0));
        List<Map<String, AttributeValue>> rows =
                LocalDynamo.client().scan(request -> request.tableName(name)).items();
        assertThat(rows)
                .extracting(
                        row -> row.get("partition").s() + " " + row.get("item").s())
                .containsExactlyInAnyOrder(
                        "acme#job#job-1 JOB",
                        "acme#calendar#c_1#PtqbQy_8tHTEAxRGmXjVwfdkij2xGsSVMWJ0_J2OvMo PENDING#job-1");
        Map<String, AttributeValue> job = row(SyncKeys.job(ACME, new JobId("job-1")));
        assertThat(job.get("timeline").s()).isEqualTo("acme#job#2026-11");
        assertThat(job.get("startsAt").s()).isEqualTo("2026-11-23T09:00:00Z#job-1");
        assertThat(rows).extracting(row -> row.get("schema").n()).containsExactlyInAnyOrder("2", "1");
    }

    @Test
    void a_row_of_a_newer_version_of_Syncline_is_refused() {
        Link link = Link.creating(WORK, new JobId("job-1"), details("Boiler"));
        items.commit(ACME, WORK, List.of(new Commit("put", List.of(new RowChange.PutLink(link)))));
        Map<String, AttributeValue> newer = new HashMap<>(row(SyncKeys.link(ACME, WORK, link.job())));
        newer.put("schema", AttributeValue.fromN("3"));
        LocalDynamo.client().putItem(request -> request.tableName(name).item(newer));
        assertThatThrownBy(() -> items.links(ACME, WORK, List.of(link.job())))
                .isInstanceOf(UnreadableItem.class)
                .hasMessageContaining("schema 3");
    }

    @Test
    void a_row_that_somebody_broke_says_which_attribute() {
        Link link = Link.creating(WORK, new JobId("job-1"), details("Boiler"));
        items.commit(ACME, WORK, List.of(new Commit("put", List.of(new RowChange.PutLink(link)))));
        Map<String, AttributeValue> broken = new HashMap<>(row(SyncKeys.link(ACME, WORK, link.job())));
        broken.remove("state");
        LocalDynamo.client().putItem(request -> request.tableName(name).item(broken));
        assertThatThrownBy(() -> items.links(ACME, WORK, List.of(link.job())))
                .isInstanceOf(UnreadableItem.class)
                .hasMessageContaining("'state'");
    }

    private Map<String, AttributeValue> row(Map<String, AttributeValue> key) {
        return LocalDynamo.client()
                .getItem(request -> request.tableName(name).key(key))
                .item();
    }

    private static List<Commit> fiftyNotes() {
        return IntStream.range(0, 50)
                .mapToObj(number -> new Commit(
                        "n-" + number, List.of(new RowChange.Note(WORK, new Pending(new JobId("job-" + number), 1)))))
                .toList();
    }

    private static List<Commit> fiftyJobs() {
        return IntStream.range(0, 50)
                .mapToObj(number -> new Commit(
                        "c-" + number,
                        List.of(
                                new RowChange.PutLink(
                                        Link.creating(WORK, new JobId("job-" + number), details("Boiler"))),
                                new RowChange.PutEvent(event("event-" + number)),
                                new RowChange.Settle(new Pending(new JobId("job-" + number), 1)))))
                .toList();
    }

    private static KnownEvent event(String id) {
        return new KnownEvent(
                new EventId(id), new EventVersion("v"), Optional.of(new JobId("job-1")), Optional.empty(), 1);
    }

    private static Details details(String description) {
        When when = new When.Timed(
                LocalDateTime.parse("2026-11-23T09:00"), LocalDateTime.parse("2026-11-23T10:00"), ZoneId.of("UTC"));
        return new Details("Title", description, "", when, Availability.BUSY, Status.CONFIRMED);
    }

    /** Counts transactions, and cancels the next ones the way DynamoDB does when two collide. */
    private final class Collisions implements ExecutionInterceptor {
        @Override
        public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
            if (context.request() instanceof TransactWriteItemsRequest) {
                if (collisions.getAndDecrement() > 0) {
                    throw TransactionCanceledException.builder()
                            .cancellationReasons(CancellationReason.builder()
                                    .code("TransactionConflict")
                                    .build())
                            .build();
                }
                transactions.incrementAndGet();
            }
            return context.request();
        }
    }
}
