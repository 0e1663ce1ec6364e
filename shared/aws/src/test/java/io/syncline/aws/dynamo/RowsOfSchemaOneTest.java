package io.syncline.aws.dynamo;

import static io.syncline.aws.dynamo.SeriesSamples.ACME;
import static io.syncline.aws.dynamo.SeriesSamples.NOW;
import static io.syncline.aws.dynamo.SeriesSamples.WORK;
import static io.syncline.aws.dynamo.SeriesSamples.details;
import static io.syncline.aws.dynamo.SeriesSamples.timed;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.InMemoryClock;
import io.syncline.aws.LocalDynamo;
import io.syncline.calendar.Aspect;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventFacts;
import io.syncline.calendar.EventId;
import io.syncline.calendar.Field;
import io.syncline.calendar.ImportedEvent;
import io.syncline.calendar.Job;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Link;
import io.syncline.calendar.LinkState;
import io.syncline.calendar.Plan;
import io.syncline.calendar.SyncedCalendar;
import io.syncline.calendar.SyncedCalendars.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Rows as they were written before there were series are read, and become rows of today when they are stored again. */
class RowsOfSchemaOneTest {

    private static final Details BOILER = details("Boiler", timed("2026-11-23T09:00", "2026-11-23T10:00"));

    private final String name = LocalDynamo.syncTable();
    private final Table table = new Table(LocalDynamo.client(), name, Backoff.standard(RandomGenerator.getDefault()));
    private final DynamoCalendarItems items = new DynamoCalendarItems(table, () -> NOW);
    private final DynamoJobs jobs = new DynamoJobs(table);

    @Test
    void R08_an_old_job_says_only_whether_it_was_cancelled() {
        store(job("open", false));
        store(job("gone", true));
        Job open = jobs.find(ACME, new JobId("open")).orElseThrow();
        assertThat(open.stage()).isEqualTo(Job.Stage.OPEN);
        assertThat(open.sequence()).isZero();
        assertThat(open.details()).isEqualTo(BOILER);
        assertThat(jobs.find(ACME, new JobId("gone")).map(Job::stage)).contains(Job.Stage.CANCELLED);
        assertThat(jobs.save(open.at(Job.Stage.COMPLETED, NOW)).map(Job::version))
                .contains(4L);
        assertThat(jobs.find(ACME, open.id()).map(Job::stage)).contains(Job.Stage.COMPLETED);
    }

    @Test
    void R04_an_old_dispute_is_about_a_field() {
        Item dispute = Item.part()
                .put("field", "title")
                .put("baseline", baseline())
                .put("crm", 0)
                .put("calendar", 0)
                .put("detectedAt", NOW);
        Item linked = Item.part()
                .put("kind", "linked")
                .put("event", "e")
                .put("eventVersion", "v")
                .put("baseline", baseline());
        store(link(linked).putParts("disputes", List.of(dispute)));
        Link link = items.links(ACME, WORK, List.of(new JobId("job-1"))).get(new JobId("job-1"));
        assertThat(link.disputes()).containsOnlyKeys(new Aspect.OfField(Field.TITLE));
        assertThat(link.writes()).isEqualTo(new Link.Writes(0, 0, Instant.EPOCH));
        assertThat(link.version()).isEqualTo(3);
    }

    @Test
    void R06_of_an_old_event_that_is_disputed_nothing_else_is_known() {
        Item edited = Item.part()
                .put("kind", "cancelled-and-edited")
                .put("event", "e")
                .put("eventVersion", "v")
                .put("edited", 0)
                .put("hidden", false)
                .put("baseline", baseline())
                .put("noticedAt", NOW);
        store(link(edited));
        Link link = items.links(ACME, WORK, List.of(new JobId("job-1"))).get(new JobId("job-1"));
        assertThat(link.state())
                .isInstanceOfSatisfying(
                        LinkState.CancelledAndEdited.class,
                        state -> assertThat(state.edited().facts()).isEqualTo(EventFacts.NONE));
    }

    @Test
    void R09_an_old_imported_event_is_nobody_s_copy() {
        Item imported = Item.part()
                .put("title", "Lunch")
                .put("when", DetailsForm.write(BOILER.when()))
                .put("availability", "busy")
                .put("status", "confirmed")
                .put("hidden", false);
        Item event = Item.whole()
                .put("event", "e")
                .put("eventVersion", "v")
                .put("listing", 1)
                .put("imported", imported);
        event.attributes().putAll(SyncKeys.event(ACME, WORK, new EventId("e")));
        store(event);
        ImportedEvent read = items.known(ACME, WORK, List.of(new EventId("e")))
                .get(new EventId("e"))
                .imported()
                .orElseThrow();
        assertThat(read.foreign()).isFalse();
        assertThat(read.uid()).isEmpty();
        assertThat(read.exceptions()).isEmpty();
    }

    @Test
    void R16_an_old_calendar_has_no_plan_and_becomes_a_row_of_today_by_its_next_run() {
        InMemoryClock clock = InMemoryClock.atNoon();
        DynamoSyncedCalendars calendars = new DynamoSyncedCalendars(table, clock, RandomGenerator.getDefault());
        store(calendar());
        SyncedCalendar old = calendars.find(ACME, WORK).orElseThrow();
        assertThat(old.plan()).isEmpty();
        assertThat(old.push()).isEmpty();
        assertThat(old.review()).isEmpty();
        assertThat(old.lastRun().orElseThrow().behindSince()).isEmpty();
        Claim claim = calendars.claim(ACME, WORK, Duration.ofMinutes(2)).orElseThrow();
        Plan plan = new Plan(1, 2, 3, 4, NOW);
        assertThat(calendars.release(claim, claim.calendar().planned(plan))).isPresent();
        assertThat(calendars.find(ACME, WORK).flatMap(SyncedCalendar::plan)).contains(plan);
        assertThat(table.get(SyncKeys.state(ACME, WORK), SyncKeys.SCHEMA).map(item -> item.number("schema")))
                .contains(2L);
    }

    private void store(Item item) {
        table.client().putItem(put -> put.tableName(name).item(item.attributes()));
    }

    private static Item job(String id, boolean cancelled) {
        Item item = Item.whole()
                .put("organisation", "acme")
                .put("job", id)
                .put("details", oldDetails())
                .put("assignees", List.of("tess"))
                .putParts("calendars", List.of())
                .put("cancelled", cancelled)
                .put("changedAt", NOW)
                .put("version", 3);
        item.attributes().putAll(SyncKeys.job(ACME, new JobId(id)));
        return Timeline.place(item, SyncKeys.jobTimeline(ACME), BOILER.when(), id);
    }

    private static Item link(Item state) {
        Item item = Item.whole()
                .put("state", state)
                .putParts("disputes", List.of())
                .put("job", "job-1")
                .put("version", 3)
                .putParts("details", List.of(oldDetails()));
        item.attributes().putAll(SyncKeys.link(ACME, WORK, new JobId("job-1")));
        return item;
    }

    private static Item calendar() {
        Item counts = Item.part();
        List.of("pushed", "pulled", "imported", "conflicts", "failed").forEach(count -> counts.put(count, 1));
        Item item = Item.whole()
                .put("organisation", "acme")
                .put("connection", WORK.connection().value())
                .put("calendar", WORK.calendar().value())
                .put("provider", "google")
                .put("owner", "tess")
                .put("name", "Work")
                .put("mode", "jobs")
                .put("sweep", false)
                .put("nextDueAt", NOW)
                .put("attempts", 0)
                .put("synced", 4)
                .put("requested", 5)
                .put("totals", counts)
                .put("choices", 1)
                .put("due", "due#0")
                .put("dueAt", NOW.getEpochSecond())
                .put(
                        "lastRun",
                        Item.part()
                                .put("startedAt", NOW)
                                .put("endedAt", NOW)
                                .put("outcome", "completed")
                                .put("counts", counts));
        item.attributes().putAll(SyncKeys.state(ACME, WORK));
        return item;
    }

    private static Item baseline() {
        return Item.part().put("crm", 0).put("calendar", 0);
    }

    private static Item oldDetails() {
        return Item.part()
                .put("title", BOILER.title())
                .put("description", BOILER.description())
                .put("location", BOILER.location())
                .put(
                        "when",
                        Item.part()
                                .put("from", "2026-11-23T09:00")
                                .put("to", "2026-11-23T10:00")
                                .put("zone", "Europe/Zurich"))
                .put("availability", "busy")
                .put("status", "confirmed");
    }
}
