package io.syncline.aws.dynamo;

import static io.syncline.aws.dynamo.SeriesSamples.ACME;
import static io.syncline.aws.dynamo.SeriesSamples.NOW;
import static io.syncline.aws.dynamo.SeriesSamples.WORK;
import static io.syncline.aws.dynamo.SeriesSamples.details;
import static io.syncline.aws.dynamo.SeriesSamples.mondays;
import static io.syncline.aws.dynamo.SeriesSamples.moved;
import static io.syncline.aws.dynamo.SeriesSamples.series;
import static io.syncline.aws.dynamo.SeriesSamples.timed;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.aws.LocalDynamo;
import io.syncline.calendar.Aspect;
import io.syncline.calendar.Baseline;
import io.syncline.calendar.CalendarItems.KnownPage;
import io.syncline.calendar.Commit;
import io.syncline.calendar.Details;
import io.syncline.calendar.Dispute;
import io.syncline.calendar.EventFacts;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventVersion;
import io.syncline.calendar.Field;
import io.syncline.calendar.Job;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Jobs.JobPage;
import io.syncline.calendar.KnownEvent;
import io.syncline.calendar.Link;
import io.syncline.calendar.LinkState;
import io.syncline.calendar.Recurrence;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.RowChange;
import io.syncline.calendar.When;
import io.syncline.identity.UserId;
import io.syncline.sync.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Series in rows and in the index by time (R21). */
class SeriesRowsTest {

    private static final Window MAY_2029 =
            new Window(Instant.parse("2029-05-01T00:00:00Z"), Instant.parse("2029-06-01T00:00:00Z"));

    private final String name = LocalDynamo.syncTable();
    private final Table table = new Table(LocalDynamo.client(), name, Backoff.standard(RandomGenerator.getDefault()));
    private final DynamoCalendarItems items = new DynamoCalendarItems(table, () -> NOW);
    private final DynamoJobs jobs = new DynamoJobs(table);

    @Test
    void R21_a_job_is_stored_with_its_rule_and_its_exceptions() {
        Job job = job("job-1", series("Cleaning")).numbered(7).at(Job.Stage.COMPLETED, NOW);
        Job stored = jobs.save(job).orElseThrow();
        assertThat(jobs.find(ACME, job.id())).contains(stored);
        assertThat(stored.details().exceptions()).hasSize(3);
        assertThat(stored.sequence()).isEqualTo(7);
    }

    @Test
    void R21_links_keep_what_is_disputed_of_an_occurrence() {
        Aspect monday = new Aspect.OfOccurrence(LocalDate.parse("2026-11-23"));
        Aspect title = new Aspect.OfField(Field.TITLE);
        Baseline baseline = new Baseline(series("one"), series("two"));
        Link link = link("job-1", new LinkState.Linked(new EventId("e"), new EventVersion("v"), baseline))
                .with(Map.of(
                        monday, new Dispute(monday, baseline, series("one"), series("three"), NOW),
                        title, new Dispute(title, baseline, series("four"), series("five"), NOW)))
                .with(new Link.Writes(12, 2, NOW, Optional.of(series("sent"))));
        put(new RowChange.PutLink(link));
        assertThat(stored(link))
                .usingRecursiveComparison()
                .ignoringFields("version")
                .isEqualTo(link);
    }

    @Test
    void R17_links_that_somebody_keeps_are_stored_with_and_without_an_event() {
        RemoteEvent event = new RemoteEvent(
                new EventId("e"),
                new EventVersion("v"),
                series("one"),
                false,
                Optional.of(new JobId("job-1")),
                new EventFacts(Optional.of("uid@x"), true, Optional.of(NOW), Optional.of("It is beyond us.")));
        Link there = link("there", new LinkState.Kept(Optional.of(event), series("sent"), NOW));
        Link missing = link("missing", new LinkState.Kept(Optional.empty(), series("sent"), NOW));
        Link edited =
                link("edited", new LinkState.CancelledAndEdited(event, new Baseline(series("a"), series("b")), NOW));
        for (Link link : List.of(there, missing, edited)) {
            put(new RowChange.PutLink(link));
            assertThat(stored(link).state()).isEqualTo(link.state());
        }
    }

    @Test
    void R21_nobody_s_series_is_stored_with_its_exceptions_and_expires_after_its_end_only() {
        KnownEvent endless = nobodys("endless", series("Training"));
        KnownEvent ending = nobodys(
                "ending",
                details(
                        "Course",
                        new When.Repeating(
                                timed("2026-11-16T09:00", "2026-11-16T10:00"),
                                new Recurrence("FREQ=WEEKLY;BYDAY=MO;UNTIL=20270104"))));
        put(new RowChange.PutEvent(endless), new RowChange.PutEvent(ending));
        assertThat(items.known(ACME, WORK, List.of(endless.id(), ending.id())).values())
                .containsExactlyInAnyOrder(endless, ending);
        assertThat(row("endless")).doesNotContainKey("expiresAt");
        Instant end = Instant.parse("2027-01-04T09:00:00Z");
        assertThat(row("ending").get("expiresAt").n()).isEqualTo(Long.toString(end.getEpochSecond() + 60 * 86_400));
    }

    @Test
    void R21_what_somebody_keeps_private_is_not_stored_with_an_exception_either() {
        RemoteEvent hidden =
                new RemoteEvent(new EventId("hidden"), new EventVersion("v"), series("Doctor"), true, Optional.empty());
        put(new RowChange.PutEvent(KnownEvent.ofNobody(hidden, 1)));
        assertThat(row("hidden").toString())
                .doesNotContain("Doctor")
                .doesNotContain("Other")
                .doesNotContain("Bern");
    }

    @Test
    void R21_a_series_is_found_years_after_its_first_date_as_long_as_it_goes_on() {
        put(
                new RowChange.PutEvent(nobodys("endless", details("Training", mondays("2026-11-16")))),
                new RowChange.PutEvent(nobodys("over", details("Course", over("2026-11-16")))),
                new RowChange.PutEvent(nobodys("later", details("Later", mondays("2029-06-04")))),
                new RowChange.PutEvent(
                        nobodys("once", details("Once", timed("2029-05-02T09:00", "2029-05-02T10:00")))));
        assertThat(items.imported(ACME, WORK, MAY_2029))
                .extracting(event -> event.id().value())
                .containsExactlyInAnyOrder("endless", "once");
    }

    @Test
    void R21_a_series_is_found_by_an_occurrence_that_was_moved_into_the_window() {
        Details later = details("Later", mondays("2029-06-04"));
        Details moved = later.with(new TreeMap<>(
                Map.of(LocalDate.parse("2029-06-04"), moved(timed("2029-05-30T09:00", "2029-05-30T10:00")))));
        put(new RowChange.PutEvent(nobodys("moved", moved)), new RowChange.PutEvent(nobodys("later", later)));
        jobs.save(job("moved", moved));
        jobs.save(job("later", later));
        assertThat(items.imported(ACME, WORK, MAY_2029))
                .extracting(event -> event.id().value())
                .containsExactly("moved");
        assertThat(jobs.touching(ACME, MAY_2029, Optional.empty(), 10).jobs())
                .extracting(job -> job.id().value())
                .containsExactly("moved");
    }

    @Test
    void R15_a_series_without_a_date_in_the_window_of_a_listing_does_not_have_to_be_in_it() {
        put(
                new RowChange.PutEvent(nobodys("endless", details("Training", mondays("2026-11-16")))),
                new RowChange.PutEvent(nobodys("over", details("Course", over("2026-11-16")))));
        KnownPage page = items.unseen(ACME, WORK, 2, MAY_2029, Optional.empty());
        assertThat(page.events()).extracting(event -> event.id().value()).containsExactly("endless");
    }

    @Test
    void R21_every_page_of_jobs_has_its_series_once_and_in_order() {
        IntStream.range(0, 12).forEach(number -> {
            jobs.save(job("series-" + number, details("Series", mondays("2026-11-%02d".formatted(number + 10)))));
            jobs.save(job("once-" + number, details("Once", onceIn(number))));
            jobs.save(job("over-" + number, details("Over", over("2026-11-16"))));
        });
        List<Job> all = new ArrayList<>();
        Optional<String> page = Optional.empty();
        do {
            JobPage found = jobs.touching(ACME, MAY_2029, page, 5);
            assertThat(found.jobs()).hasSizeLessThanOrEqualTo(5);
            all.addAll(found.jobs());
            page = found.next();
        } while (page.isPresent());
        assertThat(all).extracting(job -> job.id().value()).hasSize(24).doesNotHaveDuplicates();
        assertThat(all).extracting(job -> job.details().when().start()).isSorted();
    }

    @Test
    void R21_a_job_that_becomes_a_series_and_back_is_found_where_it_is() {
        Job once = jobs.save(job("job-1", details("Once", timed("2026-11-23T09:00", "2026-11-23T10:00"))))
                .orElseThrow();
        assertThat(touching()).isEmpty();
        Job series = jobs.save(once.with(details("Series", mondays("2026-11-23")), NOW))
                .orElseThrow();
        assertThat(touching()).containsExactly(series);
        jobs.save(series.with(once.details(), NOW));
        assertThat(touching()).isEmpty();
    }

    private List<Job> touching() {
        return jobs.touching(ACME, MAY_2029, Optional.empty(), 10).jobs();
    }

    private static When onceIn(int number) {
        return timed("2029-05-%02dT09:00".formatted(number + 1), "2029-05-%02dT10:00".formatted(number + 1));
    }

    private static When over(String first) {
        return new When.Repeating(
                timed(first + "T09:00", first + "T10:00"), new Recurrence("FREQ=WEEKLY;BYDAY=MO;COUNT=10"));
    }

    private void put(RowChange... rows) {
        assertThat(items.commit(ACME, WORK, List.of(new Commit("put", List.of(rows)))))
                .isEmpty();
    }

    private Link stored(Link link) {
        return items.links(ACME, WORK, List.of(link.job())).get(link.job());
    }

    private Map<String, AttributeValue> row(String event) {
        return LocalDynamo.client()
                .getItem(request -> request.tableName(name).key(SyncKeys.event(ACME, WORK, new EventId(event))))
                .item();
    }

    private static Link link(String job, LinkState state) {
        return Link.creating(WORK, new JobId(job), series("created")).with(state);
    }

    private static KnownEvent nobodys(String id, Details details) {
        EventFacts facts = new EventFacts(Optional.of("uid-" + id), true, Optional.empty(), Optional.empty());
        return KnownEvent.ofNobody(
                new RemoteEvent(new EventId(id), new EventVersion("v"), details, false, Optional.empty(), facts), 1);
    }

    private static Job job(String id, Details details) {
        return new Job(
                ACME, new JobId(id), details, Set.of(new UserId("tess")), Set.of(WORK), Job.Stage.OPEN, NOW, 0, 0);
    }
}
