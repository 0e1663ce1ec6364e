package io.syncline.aws.dynamo;

import static io.syncline.aws.dynamo.SeriesSamples.ACME;
import static io.syncline.aws.dynamo.SeriesSamples.NOW;
import static io.syncline.aws.dynamo.SeriesSamples.WORK;
import static io.syncline.aws.dynamo.SeriesSamples.series;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.aws.LocalDynamo;
import io.syncline.calendar.Aspect;
import io.syncline.calendar.Baseline;
import io.syncline.calendar.CalendarItems.Waiting;
import io.syncline.calendar.Commit;
import io.syncline.calendar.Conflict;
import io.syncline.calendar.ConflictId;
import io.syncline.calendar.CrmEvent;
import io.syncline.calendar.Explanation;
import io.syncline.calendar.Explanation.Kind;
import io.syncline.calendar.Field;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Link;
import io.syncline.calendar.Pending;
import io.syncline.calendar.ResolvedConflict;
import io.syncline.calendar.Review;
import io.syncline.calendar.Reviews.Deleted;
import io.syncline.calendar.Reviews.Settled;
import io.syncline.calendar.RowChange;
import io.syncline.calendar.SyncPolicy;
import io.syncline.calendar.SyncPolicy.OnConflict;
import io.syncline.calendar.SyncPolicy.Ownership;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a calendar's partition remembers beside its links: what was told, owed, tried, deleted and decided. */
class CalendarHistoryTest {

    private static final JobId JOB = new JobId("job-1");
    private static final UserId ANN = new UserId("ann");

    private final InMemoryClock clock = InMemoryClock.atNoon();
    private final String name = LocalDynamo.syncTable();
    private final Table table = new Table(LocalDynamo.client(), name, Backoff.standard(RandomGenerator.getDefault()));
    private final DynamoCalendarItems items = new DynamoCalendarItems(table, clock);
    private final DynamoExplanations explanations = new DynamoExplanations(table, clock);
    private final DynamoReviews reviews = new DynamoReviews(table, clock);
    private final DynamoResolutions resolutions = new DynamoResolutions(table, clock);

    @Test
    void R24_the_latest_line_of_a_job_comes_first_and_no_more_than_asked_for() {
        for (int minute = 0; minute < 30; minute++) {
            commit(new RowChange.Explain(JOB, line(clock.instant(), "at " + minute)));
            clock.goOn(Duration.ofMinutes(1));
        }
        commit(new RowChange.Explain(new JobId("job-10"), line(NOW, "another job's")));
        assertThat(explanations.find(ACME, WORK, JOB, 3))
                .extracting(Explanation::sentence)
                .containsExactly("at 29", "at 28", "at 27");
        assertThat(explanations.find(ACME, WORK, JOB, 100)).hasSize(30);
        assertThat(explanations.find(new OrganisationId("other"), WORK, JOB, 100))
                .isEmpty();
    }

    @Test
    void R24_lines_of_the_same_moment_are_all_kept_in_the_order_in_which_they_were_added() {
        commit(
                new RowChange.Explain(JOB, line(NOW, "one")),
                new RowChange.Explain(JOB, line(NOW, "two")),
                new RowChange.Explain(JOB, line(NOW, "three")));
        clock.goOn(Duration.ofMillis(3));
        commit(new RowChange.Explain(JOB, line(NOW, "four")));
        assertThat(explanations.find(ACME, WORK, JOB, 10))
                .extracting(Explanation::sentence)
                .containsExactly("four", "three", "two", "one");
    }

    @Test
    void R24_a_line_is_told_for_thirty_days_and_then_removed_by_the_table() {
        Explanation line = line(NOW, "once");
        commit(new RowChange.Explain(JOB, line));
        assertThat(expiries()).containsExactly(NOW.plus(Duration.ofDays(30)).getEpochSecond());
        clock.goOn(Duration.ofDays(30).minusSeconds(1));
        assertThat(explanations.find(ACME, WORK, JOB, 10)).containsExactly(line);
        clock.goOn(Duration.ofSeconds(2));
        assertThat(explanations.find(ACME, WORK, JOB, 10)).isEmpty();
    }

    @Test
    void R24_a_change_that_is_not_stored_is_not_explained() {
        Link stale = new Link(
                WORK,
                JOB,
                Link.creating(WORK, JOB, series("x")).state(),
                Map.of(),
                Optional.empty(),
                new Link.Writes(0, 0, NOW),
                Optional.empty(),
                7);
        assertThat(items.commit(
                        ACME,
                        WORK,
                        List.of(new Commit(
                                "stale",
                                List.of(
                                        new RowChange.PutLink(stale),
                                        new RowChange.Explain(JOB, line(NOW, "never")),
                                        new RowChange.Owe(event("never", NOW)))))))
                .containsExactly("stale");
        assertThat(explanations.find(ACME, WORK, JOB, 10)).isEmpty();
        assertThat(waiting(10).owed()).isEmpty();
    }

    @Test
    void every_event_for_the_crm_waits_as_it_is_until_it_was_told() {
        ConflictId conflict = new ConflictId(WORK, JOB, Optional.of(new Aspect.OfField(Field.WHEN)));
        List<CrmEvent> events = List.of(
                new CrmEvent.JobRescheduled("a", ACME, NOW, JOB, 3, List.of("when", "title"), series("Job"), ANN),
                new CrmEvent.JobRemovedFromCalendar("b", ACME, NOW.plusSeconds(1), JOB, ANN),
                new CrmEvent.ConflictOpened("c", ACME, NOW.plusSeconds(2), conflict, JOB, ANN, Optional.of("when")),
                new CrmEvent.ConflictOpened("d", ACME, NOW.plusSeconds(3), conflict, JOB, ANN, Optional.empty()),
                new CrmEvent.ConflictResolved("e", ACME, NOW.plusSeconds(4), conflict, JOB, "crm", Optional.of(ANN)),
                new CrmEvent.ConflictResolved("f", ACME, NOW.plusSeconds(5), conflict, JOB, "agreed", Optional.empty()),
                new CrmEvent.SyncFailed("g", ACME, NOW.plusSeconds(6), Optional.of(JOB), ANN, "Too long."),
                new CrmEvent.SyncFailed("h", ACME, NOW.plusSeconds(7), Optional.empty(), ANN, "Reconnect."),
                new CrmEvent.JobContinued("i", ACME, NOW.plusSeconds(8), new JobId("job-2"), JOB, series("Job"), ANN));
        commit(events.stream().map(RowChange.Owe::new).toArray(RowChange[]::new));
        assertThat(waiting(10).owed()).containsExactlyElementsOf(events);
        commit(events.stream().limit(8).map(RowChange.Told::new).toArray(RowChange[]::new));
        assertThat(waiting(10).owed()).containsExactly(events.getLast());
    }

    @Test
    void what_is_owed_keeps_no_job_waiting() {
        commit(IntStream.range(0, 30)
                .mapToObj(number -> new RowChange.Owe(event("event-" + number, NOW.plusSeconds(number))))
                .toArray(RowChange[]::new));
        commit(IntStream.range(0, 12)
                .mapToObj(number -> new RowChange.Note(WORK, new Pending(new JobId("job-" + (10 + number)), 1)))
                .toArray(RowChange[]::new));
        Waiting first = waiting(5);
        assertThat(first.jobs()).hasSize(5);
        assertThat(first.owed()).hasSize(5);
        List<String> jobs = new ArrayList<>();
        Optional<JobId> after = Optional.empty();
        do {
            Waiting page = items.waiting(ACME, WORK, after, 5);
            page.jobs().forEach(pending -> jobs.add(pending.job().value()));
            after = page.last();
        } while (after.isPresent());
        assertThat(jobs).hasSize(12).isSorted().doesNotHaveDuplicates();
        assertThat(items.countWaiting(ACME, WORK)).isEqualTo(12);
    }

    @Test
    void R18_attempts_are_counted_for_a_day() {
        assertThat(items.countAttempt(ACME, WORK, "job-1")).isEqualTo(1);
        assertThat(items.countAttempt(ACME, WORK, "job-1")).isEqualTo(2);
        assertThat(items.countAttempt(ACME, WORK, "x".repeat(2_000))).isEqualTo(1);
        clock.goOn(Duration.ofDays(1).minusSeconds(1));
        assertThat(items.countAttempt(ACME, WORK, "job-1")).isEqualTo(3);
        clock.goOn(Duration.ofSeconds(2));
        assertThat(items.countAttempt(ACME, WORK, "job-1")).isEqualTo(1);
        assertThat(items.countAttempt(ACME, WORK, "job-1")).isEqualTo(2);
    }

    @Test
    void R18_attempts_are_counted_by_many_at_once() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(_ -> Thread.startVirtualThread(() -> items.countAttempt(ACME, WORK, "job-1")))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(items.countAttempt(ACME, WORK, "job-1")).isEqualTo(9);
    }

    @Test
    void R17_links_are_counted_whatever_else_stands_beside_them() {
        commit(
                new RowChange.PutLink(Link.creating(WORK, JOB, series("x"))),
                new RowChange.PutLink(Link.creating(WORK, new JobId("job-2"), series("x"))),
                new RowChange.Explain(JOB, line(NOW, "why")));
        assertThat(items.countLinks(ACME, WORK)).isEqualTo(2);
    }

    @Test
    void R17_what_was_deleted_under_a_review_is_kept_page_by_page_for_thirty_days() {
        List<Deleted> all = IntStream.range(0, 120)
                .mapToObj(number -> new Deleted(new JobId("job-%03d".formatted(number)), series("Gone " + number)))
                .toList();
        for (Deleted deleted : all) {
            commit(new RowChange.RememberDeleted("r-1", deleted));
        }
        commit(new RowChange.RememberDeleted("r-10", all.getFirst()));
        List<Deleted> first = reviews.deleted(ACME, WORK, "r-1", Optional.empty());
        List<Deleted> second =
                reviews.deleted(ACME, WORK, "r-1", Optional.of(first.getLast().job()));
        assertThat(first).hasSize(100);
        assertThat(second).hasSize(20);
        assertThat(reviews.deleted(ACME, WORK, "r-1", Optional.of(all.getLast().job())))
                .isEmpty();
        List<Deleted> both = new ArrayList<>(first);
        both.addAll(second);
        assertThat(both).containsExactlyElementsOf(all);
        clock.goOn(Duration.ofDays(30));
        assertThat(reviews.deleted(ACME, WORK, "r-1", Optional.empty())).isEmpty();
    }

    @Test
    void R17_reviews_that_were_decided_are_listed_latest_first_for_thirty_days() {
        Settled early = settled("r-1", NOW, Optional.empty());
        Settled late = settled("r-2", NOW.plus(Duration.ofDays(2)), Optional.of(NOW.plus(Duration.ofDays(3))));
        reviews.save(ACME, early);
        reviews.save(ACME, late);
        assertThat(reviews.list(ACME, WORK)).containsExactly(late, early);
        assertThat(reviews.find(ACME, WORK, "r-1")).contains(early);
        assertThat(reviews.find(ACME, WORK, "r-3")).isEmpty();
        assertThat(reviews.find(new OrganisationId("other"), WORK, "r-1")).isEmpty();
        Settled undone = settled("r-1", NOW, Optional.of(NOW));
        reviews.save(ACME, undone);
        assertThat(reviews.find(ACME, WORK, "r-1")).contains(undone);
        clock.goOn(Duration.ofDays(30));
        assertThat(reviews.find(ACME, WORK, "r-1")).isEmpty();
        assertThat(reviews.list(ACME, WORK)).containsExactly(late);
    }

    @Test
    void R17_whatever_somebody_asks_for_as_a_review_is_not_there() {
        commit(new RowChange.RememberDeleted("r-1", new Deleted(JOB, series("Gone"))));
        for (String id : List.of("", "#", "r", "r-1#job", "\uD83D\uDC7B", "x".repeat(5_000))) {
            assertThat(reviews.find(ACME, WORK, id)).isEmpty();
            assertThat(reviews.deleted(ACME, WORK, id, Optional.empty())).isEmpty();
        }
    }

    @Test
    void R05_the_latest_decision_about_a_conflict_is_found_for_thirty_days() {
        ResolvedConflict title = resolved(Optional.of(new Aspect.OfField(Field.TITLE)), NOW);
        ResolvedConflict again = resolved(Optional.of(new Aspect.OfField(Field.TITLE)), NOW.plus(Duration.ofHours(1)));
        ResolvedConflict date = resolved(
                Optional.of(new Aspect.OfOccurrence(LocalDate.parse("2026-11-23"))), NOW.plus(Duration.ofHours(2)));
        ResolvedConflict deletion = resolved(Optional.empty(), NOW.plus(Duration.ofHours(3)));
        commit(new RowChange.RememberResolved(title));
        commit(
                new RowChange.RememberResolved(again),
                new RowChange.RememberResolved(date),
                new RowChange.RememberResolved(deletion));
        assertThat(resolutions.find(ACME, title.conflict().id())).contains(again);
        assertThat(resolutions.list(ACME, WORK)).containsExactly(deletion, date, again);
        assertThat(resolutions.list(new OrganisationId("other"), WORK)).isEmpty();
        clock.goOn(Duration.ofDays(30).plusHours(1));
        assertThat(resolutions.find(ACME, title.conflict().id())).isEmpty();
        assertThat(resolutions.list(ACME, WORK)).containsExactly(deletion, date);
    }

    @Test
    void R03_an_organisation_has_the_policy_that_it_saved_last_and_the_usual_one_before() {
        DynamoSyncPolicies policies = new DynamoSyncPolicies(table);
        assertThat(policies.find(ACME)).isEqualTo(SyncPolicy.DEFAULT);
        SyncPolicy policy =
                new SyncPolicy(Map.of(Field.WHEN, Ownership.CRM, Field.STATUS, Ownership.CALENDAR), OnConflict.LATEST);
        policies.save(ACME, policy);
        assertThat(policies.find(ACME)).isEqualTo(policy);
        assertThat(policies.find(new OrganisationId("other"))).isEqualTo(SyncPolicy.DEFAULT);
        policies.save(ACME, SyncPolicy.DEFAULT);
        assertThat(policies.find(ACME)).isEqualTo(SyncPolicy.DEFAULT);
    }

    private void commit(RowChange... rows) {
        assertThat(items.commit(ACME, WORK, List.of(new Commit("commit", List.of(rows)))))
                .isEmpty();
    }

    private Waiting waiting(int atMost) {
        return items.waiting(ACME, WORK, Optional.empty(), atMost);
    }

    private List<Long> expiries() {
        return LocalDynamo.client().scan(scan -> scan.tableName(name)).items().stream()
                .map(row ->
                        row.getOrDefault("expiresAt", AttributeValue.fromN("0")).n())
                .map(Long::valueOf)
                .toList();
    }

    private static Explanation line(Instant at, String sentence) {
        return new Explanation(at, Kind.DECIDED, "R07", sentence, "run-1");
    }

    private static CrmEvent event(String id, Instant at) {
        return new CrmEvent.JobRemovedFromCalendar(id, ACME, at, JOB, ANN);
    }

    private static Settled settled(String id, Instant at, Optional<Instant> undoneAt) {
        Review review = new Review(
                        id,
                        Review.Kind.FROM_CALENDAR,
                        NOW,
                        12,
                        40,
                        List.of(new Review.Example(JOB, "Boiler", series("x").when())),
                        Optional.empty())
                .decided(Review.Answer.REFUSED, ANN, at);
        return new Settled(WORK, review, undoneAt);
    }

    private static ResolvedConflict resolved(Optional<Aspect> about, Instant at) {
        Conflict conflict = new Conflict(
                new ConflictId(WORK, JOB, about),
                about.isPresent() ? Conflict.Kind.CHANGED_TWICE : Conflict.Kind.DELETED_IN_CALENDAR,
                "Boiler",
                new Baseline(series("one"), series("two")),
                Optional.of(series("three")),
                about.map(_ -> series("four")),
                about.map(_ -> NOW),
                NOW);
        return new ResolvedConflict(conflict, Conflict.Choice.CRM, about.map(_ -> series("three")), ANN, at);
    }
}
