package io.syncline.calendar;

import static io.syncline.calendar.SyncScene.ORG;
import static io.syncline.calendar.SyncScene.TESS;
import static io.syncline.calendar.SyncScene.details;
import static io.syncline.calendar.SyncScene.located;
import static io.syncline.calendar.SyncScene.series;
import static io.syncline.calendar.SyncScene.titled;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.Explanation.Kind;
import io.syncline.calendar.Merge.Verdict;
import io.syncline.calendar.SyncedCalendar.Mode;
import io.syncline.token.Secret;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which lines of history, and which events for the CRM, come of which change. */
class StoryTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final JobId JOB = new JobId("J-1");
    private static final Aspect TITLE = new Aspect.OfField(Field.TITLE);
    private static final Aspect WHEN = new Aspect.OfField(Field.WHEN);

    private final SyncScene scene = new SyncScene();
    private final CalendarRef tess = scene.connect(TESS);
    private final Details boiler = details("Replace boiler");
    private final RemoteEvent event =
            new RemoteEvent(new EventId("e-1"), new EventVersion("v1"), boiler, false, Optional.empty());
    private final Baseline baseline = new Baseline(boiler, boiler);
    private final Link linked = Link.creating(tess, JOB, boiler).linkedTo(event, baseline);
    private SyncedCalendar calendar = scene.state(tess);

    private RunContext context() {
        return new RunContext(
                scene.items,
                scene.jobs,
                scene.provider,
                Secret.of("access"),
                calendar,
                scene.requestSync,
                () -> SyncPolicy.DEFAULT,
                new Deletions("run-1", calendar, () -> 0),
                new Outbox(scene.bus, scene.items, ORG, tess),
                "run-1",
                NOW);
    }

    private Job job() {
        return new Job(ORG, JOB, boiler, Set.of(TESS), Set.of(tess), Job.Stage.OPEN, NOW, 0, 4);
    }

    private Step step(Optional<Link> told, Decision decision) {
        return step(Optional.of(job()), told, decision);
    }

    private static Step step(Optional<Job> job, Optional<Link> told, Decision decision) {
        return new Step(Work.sighted(JOB, new Sighting.NoNews()), job, told, decision);
    }

    private List<RowChange> put(Step step, Link link) {
        return Story.of(context(), step, List.of(new RowChange.PutLink(link)), Optional.empty());
    }

    /** What is told where nothing but the link changes. */
    private List<RowChange> told(Link before, Link after) {
        return put(step(Optional.of(before), storing(after, new TreeMap<>())), after);
    }

    private static Decision storing(Link link, SortedMap<Aspect, Verdict> verdicts) {
        return new Decision.Store(link, Optional.empty(), false, verdicts);
    }

    private static List<Explanation> lines(List<RowChange> rows) {
        return rows.stream()
                .flatMap(row -> row instanceof RowChange.Explain(JobId _, Explanation line)
                        ? Stream.of(line)
                        : Stream.<Explanation>empty())
                .toList();
    }

    private static List<String> rules(List<RowChange> rows) {
        return lines(rows).stream().map(Explanation::rule).toList();
    }

    private static List<CrmEvent> events(List<RowChange> rows) {
        return rows.stream()
                .flatMap(
                        row -> row instanceof RowChange.Owe(CrmEvent owed) ? Stream.of(owed) : Stream.<CrmEvent>empty())
                .toList();
    }

    private Dispute dispute(Aspect aspect) {
        return new Dispute(aspect, baseline, titled(boiler, "Office"), titled(boiler, "Phone"), NOW);
    }

    private Link disputed(Aspect... aspects) {
        Map<Aspect, Dispute> disputes = new HashMap<>();
        for (Aspect aspect : aspects) {
            disputes.put(aspect, dispute(aspect));
        }
        return linked.with(disputes);
    }

    @Test
    void R24_R08_an_event_is_said_to_be_written_once_it_is_and_not_when_it_is_announced() {
        Link creating = Link.creating(tess, JOB, boiler);
        Step announced = step(Optional.empty(), new Decision.Create(creating, boiler, true));
        assertThat(put(announced, creating)).isEmpty();
        assertThat(lines(put(announced, linked)))
                .containsExactly(new Explanation(NOW, Kind.WRITTEN, "R08", "Written into the calendar.", "run-1"));
        assertThat(events(put(announced, linked))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "TO_CRM, R04",
        "BOTH_WAYS, R04",
        "PUT_BACK_IN_CALENDAR, R03",
        "PUT_BACK_IN_CRM, R03",
        "CRM_WINS, R05",
        "CALENDAR_WINS, R05",
        "WRITTEN_AGAIN, R21"
    })
    void R24_what_was_found_of_a_field_is_told_with_the_rule_that_decided(Verdict verdict, String rule) {
        SortedMap<Aspect, Verdict> verdicts = new TreeMap<>(Map.of(TITLE, verdict, WHEN, verdict));
        List<Explanation> stored = lines(put(step(Optional.of(linked), storing(linked, verdicts)), linked));
        assertThat(stored).singleElement().satisfies(line -> {
            assertThat(line.rule()).isEqualTo(rule);
            assertThat(line.kind()).isEqualTo(Kind.DECIDED);
            assertThat(line.sentence()).endsWith(": title, when.");
        });
        assertThat(lines(put(step(Optional.of(linked), updating(verdicts)), linked)))
                .singleElement()
                .satisfies(line -> assertThat(line.kind()).isEqualTo(Kind.WRITTEN));
    }

    private Decision updating(SortedMap<Aspect, Verdict> verdicts) {
        return new Decision.Update(linked, linked, linked, event, boiler, verdicts, true);
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"UNTOUCHED", "AGREED"})
    void R24_R13_what_nobody_has_to_know_is_not_told(Verdict verdict) {
        SortedMap<Aspect, Verdict> verdicts = new TreeMap<>(Map.of(TITLE, verdict));
        assertThat(put(step(Optional.of(linked), storing(linked, verdicts)), linked))
                .isEmpty();
        assertThat(put(step(Optional.of(linked), updating(verdicts)), linked)).isEmpty();
    }

    @Test
    void R24_R04_a_change_of_the_crm_is_told_once_it_stands_in_the_calendar_and_not_before() {
        SortedMap<Aspect, Verdict> verdicts = new TreeMap<>(Map.of(TITLE, Verdict.TO_CALENDAR));
        assertThat(put(step(Optional.of(linked), storing(linked, verdicts)), linked))
                .isEmpty();
        assertThat(lines(put(step(Optional.of(linked), updating(verdicts)), linked)))
                .extracting(Explanation::sentence)
                .containsExactly("Changed in the CRM and written into the calendar: title.");
    }

    @Test
    void R24_different_outcomes_of_one_change_are_told_one_by_one() {
        SortedMap<Aspect, Verdict> verdicts =
                new TreeMap<>(Map.of(TITLE, Verdict.PUT_BACK_IN_CALENDAR, WHEN, Verdict.TO_CALENDAR));
        assertThat(rules(put(step(Optional.of(linked), updating(verdicts)), linked)))
                .containsExactlyInAnyOrder("R03", "R04");
    }

    @Test
    void R24_R18_of_a_series_with_many_changed_dates_the_first_ten_are_named_and_the_others_counted() {
        SortedMap<Aspect, Verdict> verdicts = new TreeMap<>();
        for (int day = 0; day < 15; day++) {
            verdicts.put(new Aspect.OfOccurrence(LocalDate.parse("2026-12-01").plusDays(day)), Verdict.TO_CRM);
        }
        assertThat(lines(put(step(Optional.of(linked), storing(linked, verdicts)), linked)))
                .singleElement()
                .satisfies(line -> assertThat(line.sentence()).contains("2026-12-10 and 5 more."));
    }

    @Test
    void R07_R24_an_event_that_its_owner_deleted_is_told_to_both_and_only_once() {
        Link removed = linked.with(new LinkState.Removed(baseline, NOW));
        List<RowChange> rows = told(linked, removed);
        assertThat(rules(rows)).containsExactly("R07");
        assertThat(events(rows)).singleElement().isInstanceOfSatisfying(CrmEvent.JobRemovedFromCalendar.class, told -> {
            assertThat(told.job()).isEqualTo(JOB);
            assertThat(told.by()).isEqualTo(TESS);
            assertThat(told.at()).isEqualTo(NOW);
        });
        assertThat(told(removed, removed)).isEmpty();
    }

    @Test
    void R18_R24_a_refusal_is_told_with_its_reason_and_again_only_where_the_reason_is_another() {
        Link refused = linked.refused("forbiddenForNonOrganizer");
        List<RowChange> rows = told(linked, refused);
        assertThat(lines(rows))
                .containsExactly(new Explanation(NOW, Kind.FAILED, "R18", "forbiddenForNonOrganizer", "run-1"));
        assertThat(events(rows)).singleElement().isInstanceOfSatisfying(CrmEvent.SyncFailed.class, failed -> {
            assertThat(failed.job()).contains(JOB);
            assertThat(failed.owner()).isEqualTo(TESS);
            assertThat(failed.reason()).isEqualTo("forbiddenForNonOrganizer");
        });
        assertThat(told(refused, refused)).isEmpty();
        assertThat(events(told(refused, linked.refused("Something else")))).hasSize(1);
    }

    @Test
    void R18_R24_nothing_is_said_to_be_written_where_it_was_refused() {
        SortedMap<Aspect, Verdict> verdicts = new TreeMap<>(Map.of(TITLE, Verdict.TO_CALENDAR));
        Link refused = linked.refused("forbiddenForNonOrganizer");
        assertThat(rules(put(step(Optional.of(linked), updating(verdicts)), refused)))
                .containsExactly("R18");
    }

    static Stream<LinkState> editAndDeletion() {
        Details boiler = details("Replace boiler");
        Baseline baseline = new Baseline(boiler, boiler);
        RemoteEvent event = new RemoteEvent(
                new EventId("e-1"), new EventVersion("v2"), titled(boiler, "Keep me"), false, Optional.empty());
        return Stream.of(
                new LinkState.EditedAndDeleted(baseline, NOW), new LinkState.CancelledAndEdited(event, baseline, NOW));
    }

    @ParameterizedTest
    @MethodSource("editAndDeletion")
    void R06_R24_an_edit_against_a_deletion_opens_a_conflict_about_the_whole_and_closes_with_it(LinkState state) {
        Link open = linked.with(state);
        List<RowChange> rows = told(linked, open);
        assertThat(rules(rows)).containsExactly("R06");
        assertThat(events(rows)).singleElement().isInstanceOfSatisfying(CrmEvent.ConflictOpened.class, opened -> {
            assertThat(opened.aspect()).isEmpty();
            assertThat(opened.conflict()).isEqualTo(new ConflictId(tess, JOB, Optional.empty()));
        });
        assertThat(told(open, open)).isEmpty();
        List<RowChange> dropped = Story.of(
                context(),
                step(Optional.of(open), new Decision.Forget(open)),
                List.of(new RowChange.DropLink(open)),
                Optional.empty());
        assertThat(events(dropped)).singleElement().isInstanceOfSatisfying(CrmEvent.ConflictResolved.class, closed -> {
            assertThat(closed.outcome()).isEqualTo("agreed");
            assertThat(closed.conflict()).isEqualTo(new ConflictId(tess, JOB, Optional.empty()));
            assertThat(closed.by()).isEmpty();
        });
    }

    @Test
    void R05_R24_a_conflict_is_told_when_it_opens_and_when_it_closes_and_not_in_between() {
        List<RowChange> opening = told(linked, disputed(TITLE));
        assertThat(lines(opening))
                .extracting(Explanation::sentence)
                .containsExactly("Changed differently on both sides: title. Somebody has to decide.");
        assertThat(events(opening))
                .singleElement()
                .isInstanceOfSatisfying(
                        CrmEvent.ConflictOpened.class,
                        opened -> assertThat(opened.aspect()).contains("title"));
        assertThat(told(disputed(TITLE), disputed(TITLE))).isEmpty();
        List<RowChange> closing = told(disputed(TITLE), linked);
        assertThat(lines(closing)).extracting(Explanation::sentence).containsExactly("Both sides agree again: title.");
        assertThat(events(closing)).singleElement().isInstanceOf(CrmEvent.ConflictResolved.class);
    }

    @Test
    void R05_of_several_conflicts_only_those_that_changed_are_told() {
        List<CrmEvent> events = events(told(disputed(TITLE), disputed(WHEN)));
        assertThat(events).hasSize(2);
        assertThat(events.getFirst())
                .isInstanceOfSatisfying(
                        CrmEvent.ConflictOpened.class,
                        opened -> assertThat(opened.aspect()).contains("when"));
        assertThat(events.getLast())
                .isInstanceOfSatisfying(
                        CrmEvent.ConflictResolved.class,
                        closed -> assertThat(closed.conflict().aspect()).contains(TITLE));
    }

    @Test
    void R05_R18_of_very_many_conflicts_of_one_job_twenty_five_are_told() {
        Aspect[] dates = Stream.iterate(LocalDate.parse("2026-12-01"), date -> date.plusDays(1))
                .limit(40)
                .<Aspect>map(Aspect.OfOccurrence::new)
                .toArray(Aspect[]::new);
        List<RowChange> rows = told(linked, disputed(dates));
        assertThat(events(rows)).hasSize(25);
        assertThat(rules(rows)).containsExactly("R05");
    }

    @Test
    void R04_a_job_that_the_calendar_changed_is_told_as_it_is_once_it_is_stored() {
        Job stored = job().with(located(titled(boiler, "Boiler"), "Roof"), NOW);
        Step step = step(Optional.of(linked), storing(linked, Collections.emptySortedMap()));
        List<RowChange> rows = Story.of(context(), step, List.of(new RowChange.PutLink(linked)), Optional.of(stored));
        assertThat(events(rows)).singleElement().isInstanceOfSatisfying(CrmEvent.JobRescheduled.class, told -> {
            assertThat(told.changed()).containsExactly("title", "location");
            assertThat(told.details()).isEqualTo(stored.details());
            assertThat(told.version()).isEqualTo(5);
            assertThat(told.by()).isEqualTo(TESS);
        });
    }

    @Test
    void R21_R04_of_a_series_the_dates_that_the_calendar_changed_are_told() {
        Details weekly = series("Inspection", "2026-11-24T09:00", "FREQ=WEEKLY;BYDAY=TU;COUNT=6");
        LocalDate second = LocalDate.parse("2026-12-01");
        Job before = job().with(weekly, NOW);
        Job stored = before.with(weekly.with(second, Optional.of(new Occurrence.Cancelled())), NOW);
        Step step = step(Optional.of(before), Optional.of(linked), storing(linked, Collections.emptySortedMap()));
        List<RowChange> rows = Story.of(context(), step, List.of(new RowChange.PutLink(linked)), Optional.of(stored));
        assertThat(events(rows))
                .singleElement()
                .isInstanceOfSatisfying(
                        CrmEvent.JobRescheduled.class,
                        told -> assertThat(told.changed()).containsExactly("occurrence:2026-12-01"));
    }

    @Test
    void R08_the_mark_of_a_completed_job_is_no_part_of_what_the_crm_is_told() {
        Job done = job().at(Job.Stage.COMPLETED, NOW);
        Job stored = done.withEntry(titled(boiler, "✓ Boiler"), NOW);
        Step step = step(Optional.of(done), Optional.of(linked), storing(linked, Collections.emptySortedMap()));
        List<RowChange> rows = Story.of(context(), step, List.of(new RowChange.PutLink(linked)), Optional.of(stored));
        assertThat(events(rows))
                .singleElement()
                .isInstanceOfSatisfying(
                        CrmEvent.JobRescheduled.class,
                        told -> assertThat(told.details().title()).isEqualTo("Boiler"));
    }

    private Link deleting() {
        return linked.with(new LinkState.Deleting(event.id(), event.version(), baseline));
    }

    private String whyTakenOff(Optional<Job> job) {
        Decision delete = new Decision.Delete(deleting(), event.id(), event.version(), false);
        return lines(put(step(job, Optional.of(linked), delete), deleting()))
                .getFirst()
                .sentence();
    }

    @Test
    void R24_R08_an_event_that_is_taken_off_says_why() {
        assertThat(whyTakenOff(Optional.of(job().at(Job.Stage.CANCELLED, NOW))))
                .isEqualTo("Taken off: the job was cancelled.");
        assertThat(whyTakenOff(Optional.of(job().assignedTo(Set.of(), NOW))))
                .isEqualTo("Taken off: the job is not assigned to the calendar's owner any more.");
        assertThat(whyTakenOff(Optional.empty())).isEqualTo("Taken off: the job is gone.");
        calendar = calendar.in(Mode.LEAVING);
        assertThat(whyTakenOff(Optional.of(job()))).isEqualTo("Taken off: another calendar was chosen.");
    }

    @Test
    void R24_R08_a_deletion_is_said_to_be_done_once_it_is() {
        Decision delete = new Decision.Delete(deleting(), event.id(), event.version(), true);
        List<RowChange> rows = Story.of(
                context(),
                step(Optional.of(deleting()), delete),
                List.of(new RowChange.DropLink(deleting())),
                Optional.empty());
        assertThat(lines(rows))
                .containsExactly(new Explanation(NOW, Kind.WRITTEN, "R08", "Deleted in the calendar.", "run-1"));
        assertThat(events(rows)).isEmpty();
    }

    @Test
    void R06_R24_a_dispute_ends_with_the_deletion_of_its_event() {
        List<RowChange> rows = told(disputed(TITLE), deleting());
        assertThat(events(rows)).singleElement().isInstanceOf(CrmEvent.ConflictResolved.class);
    }

    @Test
    void R17_R24_an_event_that_stays_because_somebody_refused_its_deletion_says_so() {
        Link kept = linked.with(new LinkState.Kept(Optional.of(event), boiler, NOW));
        assertThat(rules(told(linked, kept))).containsExactly("R17");
        assertThat(events(told(linked, kept))).isEmpty();
    }

    @Test
    void R24_rows_that_concern_no_link_tell_nothing() {
        List<RowChange> rows = List.of(
                new RowChange.PutEvent(KnownEvent.ofJob(event, JOB, 1)),
                new RowChange.Settle(new Pending(JOB, 4)),
                new RowChange.DropEvent(event.id()));
        Step step = step(Optional.of(linked), new Decision.Leave());
        assertThat(Story.of(context(), step, rows, Optional.empty())).isEmpty();
    }

    @Test
    void F26_the_same_change_tried_again_is_told_under_the_same_id_and_the_next_one_under_another() {
        Link removed = linked.with(new LinkState.Removed(baseline, NOW));
        String first = events(told(linked, removed)).getFirst().id();
        assertThat(events(told(linked, removed)).getFirst().id()).isEqualTo(first);
        Link later = removed.stored();
        assertThat(events(told(linked.stored(), later)).getFirst().id()).isNotEqualTo(first);
    }

    @Test
    void F26_no_two_events_of_one_change_have_the_same_id() {
        Link before = disputed(TITLE);
        Link after = disputed(WHEN, new Aspect.OfField(Field.LOCATION)).refused("It is too much");
        Step step = step(Optional.of(before), storing(after, Collections.emptySortedMap()));
        List<CrmEvent> events = events(Story.of(
                context(),
                step,
                List.of(new RowChange.PutLink(after)),
                Optional.of(job().with(titled(boiler, "Other"), NOW))));
        assertThat(events).hasSize(5);
        assertThat(new HashSet<>(events.stream().map(CrmEvent::id).toList())).hasSize(5);
    }
}
