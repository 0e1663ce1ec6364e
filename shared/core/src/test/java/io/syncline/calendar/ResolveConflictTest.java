package io.syncline.calendar;

import static io.syncline.calendar.DeciderScene.COLLEAGUE;
import static io.syncline.calendar.DeciderScene.DISPATCHER;
import static io.syncline.calendar.DeciderScene.OWNER;
import static io.syncline.calendar.DeciderScene.STRANGER;
import static io.syncline.calendar.SyncScene.DANA;
import static io.syncline.calendar.SyncScene.ORG;
import static io.syncline.calendar.SyncScene.TESS;
import static io.syncline.calendar.SyncScene.details;
import static io.syncline.calendar.SyncScene.located;
import static io.syncline.calendar.SyncScene.series;
import static io.syncline.calendar.SyncScene.titled;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.audit.Action;
import io.syncline.calendar.Conflict.Choice;
import io.syncline.calendar.Conflict.Kind;
import io.syncline.calendar.ResolveConflict.Resolution;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deciding conflicts: what becomes of both sides, and what is answered to who comes late, twice or from outside. */
class ResolveConflictTest {

    private final DeciderScene scene = new DeciderScene();
    private final CalendarRef tess = scene.tess;

    private static Optional<ProposedValue> text(String value) {
        return Optional.of(new ProposedValue.Text(value));
    }

    private void assertInStep(String title) {
        scene.sync.settle(tess);
        assertThat(scene.titleInCalendar()).isEqualTo(title);
        assertThat(scene.titleOfJob()).isEqualTo(title);
        assertThat(scene.open(DISPATCHER)).isEmpty();
        int writes = scene.sync.provider.writes();
        scene.sync.requestSync.runNow(ORG, tess);
        scene.sync.settle(tess);
        assertThat(scene.sync.provider.writes()).isEqualTo(writes);
    }

    @Test
    void R05_the_conflict_shows_baseline_both_values_and_who() {
        Conflict conflict = scene.disputedTitle();
        assertThat(conflict.baseline().crm().title()).isEqualTo("Replace boiler");
        assertThat(conflict.crm().orElseThrow().title()).isEqualTo("From the CRM");
        assertThat(conflict.calendar().orElseThrow().title()).isEqualTo("From the phone");
        assertThat(scene.open(OWNER).getFirst().connection().owner()).isEqualTo(TESS);
    }

    @Test
    void R05_one_click_takes_the_side_of_the_crm() {
        assertThat(scene.resolve(scene.disputedTitle(), Choice.CRM)).isInstanceOf(Resolution.Resolved.class);
        assertInStep("From the CRM");
    }

    @Test
    void R05_one_click_takes_the_side_of_the_calendar() {
        scene.resolve(scene.disputedTitle(), Choice.CALENDAR);
        assertThat(scene.titleOfJob()).isEqualTo("From the phone");
        assertInStep("From the phone");
    }

    @Test
    void R05_a_third_value_goes_to_both_sides() {
        scene.resolve(DISPATCHER, scene.disputedTitle(), Choice.VALUE, text("Agreed on the telephone"));
        assertInStep("Agreed on the telephone");
    }

    @Test
    void R05_a_third_value_that_is_what_both_once_agreed_on_goes_to_both_sides_too() {
        scene.resolve(DISPATCHER, scene.disputedTitle(), Choice.VALUE, text("Replace boiler"));
        assertInStep("Replace boiler");
    }

    @Test
    void R05_a_third_value_that_is_one_of_the_two_is_as_good_as_choosing_it() {
        scene.resolve(DISPATCHER, scene.disputedTitle(), Choice.VALUE, text("From the phone"));
        assertInStep("From the phone");
    }

    @Test
    void R05_a_job_that_went_back_to_what_both_agreed_on_before_anybody_decided_wins_all_the_same() {
        scene.disputedTitle();
        scene.sync.put("J-1", details("Replace boiler"), TESS);
        scene.resolve(scene.onlyConflict(), Choice.CRM);
        assertInStep("Replace boiler");
    }

    @Test
    void R05_the_other_fields_keep_flowing_while_one_is_decided() {
        Conflict conflict = scene.disputedTitle();
        scene.phone(old -> located(old, "Seestrasse 2"));
        scene.resolve(conflict, Choice.CRM);
        assertInStep("From the CRM");
        assertThat(scene.sync.job("J-1").details().location()).isEqualTo("Seestrasse 2");
    }

    @Test
    void R05_an_edit_in_the_calendar_after_the_decision_is_not_overwritten() {
        Conflict conflict = scene.disputedTitle();
        scene.resolve(conflict, Choice.CRM);
        scene.phone(old -> titled(old, "Again from the phone"));
        scene.sync.settle(tess);
        assertThat(scene.titleInCalendar()).isEqualTo("Again from the phone");
        assertThat(scene.onlyConflict().calendar().orElseThrow().title()).isEqualTo("Again from the phone");
    }

    @Test
    void R05_the_same_decision_again_is_answered_like_the_first_time_and_changes_nothing() {
        Conflict conflict = scene.disputedTitle();
        Resolution first = scene.resolve(DISPATCHER, conflict, Choice.VALUE, text("Agreed"));
        scene.sync.settle(tess);
        long writes = scene.sync.rows.writes();
        assertThat(scene.resolve(DISPATCHER, conflict, Choice.VALUE, text("Agreed")))
                .isEqualTo(first);
        assertThat(scene.sync.rows.writes()).isEqualTo(writes);
        assertThat(scene.sync.registry.trail().count(ORG, Action.CONFLICT_RESOLVED))
                .isEqualTo(1);
    }

    @Test
    void R05_another_decision_about_a_closed_conflict_is_told_how_it_was_decided() {
        Conflict conflict = scene.disputedTitle();
        scene.resolve(conflict, Choice.CRM);
        assertThat(scene.resolve(conflict, Choice.CALENDAR)).isInstanceOfSatisfying(Resolution.Closed.class, closed -> {
            ResolvedConflict resolved =
                    closed.resolved().orElseThrow().resolved().orElseThrow();
            assertThat(resolved.choice()).isEqualTo(Choice.CRM);
            assertThat(resolved.by()).isEqualTo(DANA);
        });
        assertInStep("From the CRM");
    }

    @Test
    void R05_a_conflict_that_closed_by_itself_is_closed_without_anybody_who_decided() {
        Conflict conflict = scene.disputedTitle();
        scene.phone(old -> titled(old, "From the CRM"));
        scene.sync.settle(tess);
        assertThat(scene.resolve(conflict, Choice.CALENDAR)).isEqualTo(new Resolution.Closed(Optional.empty()));
    }

    @Test
    void R05_a_decision_on_values_that_changed_meanwhile_is_stale_and_told_the_new_ones() {
        Conflict seen = scene.disputedTitle();
        scene.sync.put("J-1", details("From the CRM, later"), TESS);
        assertThat(scene.resolve(seen, Choice.CRM))
                .isInstanceOfSatisfying(
                        Resolution.Changed.class,
                        changed -> assertThat(changed.current()
                                        .conflict()
                                        .crm()
                                        .orElseThrow()
                                        .title())
                                .isEqualTo("From the CRM, later"));
        assertThat(scene.sync.link(tess, "J-1").disputes()).hasSize(1);
    }

    @Test
    void R05_an_edit_of_another_field_does_not_make_a_decision_stale() {
        Conflict seen = scene.disputedTitle();
        scene.sync.put("J-1", located(details("From the CRM"), "Seestrasse 2"), TESS);
        assertThat(scene.resolve(seen, Choice.CALENDAR)).isInstanceOf(Resolution.Resolved.class);
        assertInStep("From the phone");
        assertThat(scene.sync.onlyEvent(tess).details().location()).isEqualTo("Seestrasse 2");
    }

    @Test
    void R05_a_colleague_and_a_stranger_find_no_such_conflict() {
        Conflict conflict = scene.disputedTitle();
        assertThat(scene.resolve(COLLEAGUE, conflict, Choice.CRM, Optional.empty()))
                .isInstanceOf(Resolution.NotFound.class);
        assertThat(scene.resolve(STRANGER, conflict, Choice.CRM, Optional.empty()))
                .isInstanceOf(Resolution.NotFound.class);
        assertThat(scene.open(COLLEAGUE)).isEmpty();
        assertThat(scene.open(STRANGER)).isEmpty();
    }

    @Test
    void R05_the_owner_of_the_calendar_decides_too() {
        assertThat(scene.resolve(OWNER, scene.disputedTitle(), Choice.CALENDAR, Optional.empty()))
                .isInstanceOf(Resolution.Resolved.class);
    }

    @Test
    void R05_a_value_that_does_not_fit_is_refused_and_nothing_changes() {
        Conflict conflict = scene.disputedTitle();
        When never = details("x").when();
        assertThat(scene.resolve(DISPATCHER, conflict, Choice.VALUE, text(" \n ")))
                .isInstanceOf(Resolution.Invalid.class);
        assertThat(scene.resolve(DISPATCHER, conflict, Choice.VALUE, Optional.of(new ProposedValue.Time(never))))
                .isInstanceOf(Resolution.Invalid.class);
        assertThat(scene.resolve(DISPATCHER, conflict, Choice.VALUE, Optional.empty()))
                .isInstanceOf(Resolution.Invalid.class);
        assertThat(scene.onlyConflict()).isEqualTo(conflict);
    }

    @Test
    void R05_deciding_is_audited_told_to_the_crm_and_explained() {
        Conflict conflict = scene.disputedTitle();
        scene.resolve(conflict, Choice.CALENDAR);
        scene.sync.settle(tess);
        assertThat(scene.sync.registry.trail().count(ORG, Action.CONFLICT_RESOLVED))
                .isEqualTo(1);
        List<CrmEvent.ConflictResolved> told = scene.sync.bus.sent(CrmEvent.ConflictResolved.class);
        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.conflict()).isEqualTo(conflict.id());
            assertThat(event.outcome()).isEqualTo("calendar");
            assertThat(event.by()).contains(DANA);
        });
        assertThat(scene.sync.bus.sent(CrmEvent.JobRescheduled.class))
                .singleElement()
                .satisfies(event -> assertThat(event.details().title()).isEqualTo("From the phone"));
        assertThat(scene.sync.explanations.find(ORG, tess, new JobId("J-1"), 10))
                .anySatisfy(line -> assertThat(line.sentence()).startsWith("Dana decided"));
    }

    @Test
    void R05_a_resolved_conflict_can_be_looked_up_for_thirty_days() {
        scene.resolve(scene.disputedTitle(), Choice.CRM);
        scene.sync.pass(Duration.ofDays(29));
        assertThat(scene.resolved(OWNER)).hasSize(1);
        scene.sync.pass(Duration.ofDays(2));
        assertThat(scene.resolved(OWNER)).isEmpty();
    }

    @Test
    void R05_somebody_who_changes_the_job_at_the_same_moment_makes_it_look_again() {
        Conflict conflict = scene.disputedTitle();
        AtomicBoolean once = new AtomicBoolean();
        scene.sync.rows.beforeEachCommit(() -> {
            if (once.compareAndSet(false, true)) {
                scene.sync.put("J-1", located(details("From the CRM"), "Seestrasse 2"), TESS);
            }
        });
        scene.resolve(conflict, Choice.CALENDAR);
        assertInStep("From the phone");
        assertThat(scene.sync.job("J-1").details().location()).isEqualTo("Seestrasse 2");
    }

    /** A run that has looked at the job before, and has nothing to do, settles the note that it found then. */
    @Test
    void R19_a_decision_made_while_a_run_is_under_way_is_carried_out_by_the_next() {
        Conflict conflict = scene.disputedTitle();
        scene.sync.put("J-1", details("From the CRM"), TESS, DANA);
        AtomicBoolean once = new AtomicBoolean();
        scene.sync.rows.beforeEachCommit(() -> {
            if (once.compareAndSet(false, true)) {
                scene.resolve(conflict, Choice.CRM);
            }
        });
        scene.sync.settle(tess);
        assertThat(once).isTrue();
        assertInStep("From the CRM");
    }

    @Test
    void R22_the_calendars_time_is_taken_in_the_zone_that_the_job_has() {
        scene.sync.put("J-1", details("Replace boiler"), TESS);
        scene.sync.settle(tess);
        LocalDateTime earlier = LocalDateTime.parse("2026-11-24T07:00");
        scene.phone(old -> old.at(new When.Timed(earlier, earlier.plusHours(2), SyncScene.ZURICH)));
        scene.sync.put("J-1", details("Replace boiler", "2026-11-24T15:00"), TESS);
        scene.sync.settle(tess);
        scene.resolve(scene.onlyConflict(), Choice.CALENDAR);
        scene.sync.settle(tess);
        assertThat(scene.sync.job("J-1").details().when())
                .isEqualTo(new When.Timed(earlier, earlier.plusHours(2), ZoneId.of("Europe/Zurich")));
        assertThat(scene.open(DISPATCHER)).isEmpty();
    }

    @Test
    void R21_one_occurrence_that_both_sides_changed_is_decided_on_its_own() {
        LocalDate second = LocalDate.parse("2026-12-01");
        scene.sync.put("J-1", series("Service", "2026-11-24T09:00", "FREQ=WEEKLY;COUNT=5"), TESS);
        scene.sync.settle(tess);
        scene.sync.provider.userEditsOccurrence(
                tess, scene.sync.onlyEvent(tess).id(), second, old -> titled(old, "From the phone"));
        Details job = scene.sync.job("J-1").details();
        TreeMap<LocalDate, Occurrence> mine = new TreeMap<>();
        mine.put(second, Occurrence.Changed.between(job.regular(second), titled(job.regular(second), "From the CRM")));
        scene.sync.put("J-1", job.with(mine), TESS);
        scene.sync.settle(tess);
        assertThat(scene.onlyConflict().id().aspect()).contains(new Aspect.OfOccurrence(second));
        ProposedValue cancelled = new ProposedValue.OneOccurrence(second, Optional.of(new Occurrence.Cancelled()));
        scene.resolve(DISPATCHER, scene.onlyConflict(), Choice.VALUE, Optional.of(cancelled));
        scene.sync.settle(tess);
        assertThat(scene.sync.onlyEvent(tess).details().actual(second)).isEmpty();
        assertThat(scene.sync.job("J-1").details().actual(second)).isEmpty();
        assertThat(scene.open(DISPATCHER)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"CRM", "CALENDAR"})
    void R21_R05_where_a_series_was_drawn_anew_and_an_occurrence_of_the_old_one_was_edited_the_chosen_side_stands(
            Choice choice) {
        LocalDate second = LocalDate.parse("2026-12-01");
        scene.sync.put("J-1", series("Service", "2026-11-24T09:00", "FREQ=WEEKLY;COUNT=5"), TESS);
        scene.sync.settle(tess);
        scene.sync.provider.userEditsOccurrence(
                tess, scene.sync.onlyEvent(tess).id(), second, old -> titled(old, "From the phone"));
        scene.sync.put("J-1", series("Service", "2026-11-25T09:00", "FREQ=WEEKLY;COUNT=4"), TESS);
        scene.sync.settle(tess);

        scene.resolve(scene.onlyConflict(), choice);
        scene.sync.settle(tess);

        Details job = scene.sync.job("J-1").details();
        assertThat(job.when().first().date())
                .isEqualTo(LocalDate.parse(choice == Choice.CRM ? "2026-11-25" : "2026-11-24"));
        assertThat(job.exceptions().keySet()).isEqualTo(choice == Choice.CRM ? Set.of() : Set.of(second));
        assertThat(scene.sync.onlyEvent(tess).details()).isEqualTo(job);
        assertThat(scene.open(DISPATCHER)).isEmpty();
    }

    private Conflict deletedWhileChanged() {
        scene.sync.put("J-1", details("Replace boiler"), TESS);
        scene.sync.settle(tess);
        scene.sync.provider.userDeletes(tess, scene.sync.onlyEvent(tess).id());
        scene.sync.put("J-1", details("Replace big boiler"), TESS);
        scene.sync.settle(tess);
        return scene.onlyConflict();
    }

    @Test
    void R06_the_changed_job_is_written_again_where_its_deletion_is_decided_against() {
        Conflict conflict = deletedWhileChanged();
        assertThat(conflict.kind()).isEqualTo(Kind.DELETED_IN_CALENDAR);
        scene.resolve(conflict, Choice.CRM);
        assertInStep("Replace big boiler");
    }

    @Test
    void R06_R07_the_event_stays_deleted_where_its_deletion_is_decided_for_and_the_job_stays() {
        scene.resolve(deletedWhileChanged(), Choice.CALENDAR);
        scene.sync.settle(tess);
        assertThat(scene.sync.provider.events(tess)).isEmpty();
        assertThat(scene.sync.link(tess, "J-1").state()).isInstanceOf(LinkState.Removed.class);
        assertThat(scene.sync.job("J-1").cancelled()).isFalse();
        assertThat(scene.sync.bus.sent(CrmEvent.JobRemovedFromCalendar.class)).hasSize(1);
        assertThat(scene.open(DISPATCHER)).isEmpty();
    }

    @Test
    void R06_a_deletion_has_no_third_value() {
        assertThat(scene.resolve(DISPATCHER, deletedWhileChanged(), Choice.VALUE, text("x")))
                .isInstanceOf(Resolution.Invalid.class);
    }

    private Conflict cancelledWhileEdited() {
        scene.sync.put("J-1", details("Replace boiler"), TESS);
        scene.sync.settle(tess);
        scene.phone(old -> titled(old, "Keep me"));
        scene.sync.cancelJob.run(ORG, new JobId("J-1"));
        scene.sync.settle(tess);
        return scene.onlyConflict();
    }

    @Test
    void R06_the_edited_event_leaves_the_calendar_where_the_cancellation_is_decided_for() {
        Conflict conflict = cancelledWhileEdited();
        assertThat(conflict.kind()).isEqualTo(Kind.CANCELLED_IN_CRM);
        scene.resolve(conflict, Choice.CRM);
        scene.sync.settle(tess);
        assertThat(scene.sync.provider.events(tess)).isEmpty();
        assertThat(scene.sync.maybeLink(tess, "J-1")).isEmpty();
    }

    /** The calendar is left for another while both sides have changed the title. */
    private Conflict leftBehindWithAConflict() {
        scene.disputedTitle();
        scene.sync.chooseAnother(tess);
        scene.sync.settle(tess);
        return scene.onlyConflict();
    }

    @Test
    void R06_what_an_owner_changed_in_a_calendar_that_was_left_waits_there_for_a_decision() {
        Conflict conflict = leftBehindWithAConflict();
        assertThat(conflict.id().calendar()).isEqualTo(tess);
        assertThat(scene.titleInCalendar()).isEqualTo("From the phone");
        scene.resolve(conflict, Choice.CRM);
        scene.sync.settle(tess);
        assertThat(scene.sync.provider.events(tess)).isEmpty();
        assertThat(scene.titleOfJob()).isEqualTo("From the CRM");
        assertThat(scene.open(DISPATCHER)).isEmpty();
        assertThat(scene.sync.state(tess).mode()).isEqualTo(SyncedCalendar.Mode.OFF);
    }

    @Test
    void R06_an_edit_in_a_calendar_that_was_left_can_be_decided_for_and_moves_on() {
        scene.resolve(leftBehindWithAConflict(), Choice.CALENDAR);
        scene.sync.settle(tess);
        assertThat(scene.titleOfJob()).isEqualTo("From the phone");
        assertThat(scene.sync.provider.events(tess)).isEmpty();
        assertThat(scene.open(DISPATCHER)).isEmpty();
    }

    @Test
    void R06_a_calendar_that_was_stopped_altogether_waits_for_nobody() {
        scene.disputedTitle();
        new StopSync(scene.sync.calendars).run(ORG, tess);
        assertThat(scene.open(DISPATCHER)).isEmpty();
    }

    @Test
    void R06_an_event_edited_again_before_it_is_taken_off_is_asked_about_again() {
        scene.resolve(cancelledWhileEdited(), Choice.CRM);
        scene.phone(old -> titled(old, "Really keep me"));
        scene.sync.settle(tess);
        assertThat(scene.titleInCalendar()).isEqualTo("Really keep me");
        assertThat(scene.open(DISPATCHER)).hasSize(1);
    }

    @Test
    void R06_the_job_is_a_job_again_where_the_calendars_edit_is_decided_for() {
        scene.resolve(cancelledWhileEdited(), Choice.CALENDAR);
        assertInStep("Keep me");
        assertThat(scene.sync.job("J-1").isFor(TESS)).isTrue();
    }

    @Test
    void R06_the_cancellation_is_decided_for_while_the_job_was_revived_and_its_values_stand_in_the_calendar() {
        scene.sync.put("J-1", details("Replace boiler"), TESS);
        scene.sync.settle(tess);
        scene.phone(old -> titled(old, "From the phone"));
        scene.sync.cancelJob.run(SyncScene.ORG, new JobId("J-1"));
        scene.sync.settle(tess);
        Conflict conflict = scene.onlyConflict();
        scene.sync.put("J-1", details("Replace boiler"), TESS);

        scene.resolve(conflict, Choice.CRM);
        scene.sync.settle(tess);

        assertInStep("Replace boiler");
    }

    @Test
    void R08_a_job_completed_while_its_title_was_disputed_gets_its_mark_with_the_calendars_title() {
        scene.disputedTitle();
        scene.sync.put(
                "J-1", new PutJob.Wish(details("From the CRM"), false, Set.of(TESS), true, OptionalLong.empty()));
        scene.sync.settle(tess);

        scene.resolve(scene.onlyConflict(), Choice.CALENDAR);
        scene.sync.settle(tess);

        assertThat(scene.titleOfJob()).isEqualTo("From the phone");
        assertThat(scene.titleInCalendar()).isEqualTo("✓ From the phone");
    }

    @Test
    void R05_R08_the_same_third_value_again_for_a_completed_job_is_answered_like_the_first_time() {
        scene.disputedTitle();
        scene.sync.put(
                "J-1", new PutJob.Wish(details("From the CRM"), false, Set.of(TESS), true, OptionalLong.empty()));
        scene.sync.settle(tess);
        Conflict conflict = scene.onlyConflict();
        Optional<ProposedValue> value = Optional.of(new ProposedValue.Text("Third"));
        assertThat(scene.resolve(DISPATCHER, conflict, Choice.VALUE, value)).isInstanceOf(Resolution.Resolved.class);

        assertThat(scene.resolve(DISPATCHER, conflict, Choice.VALUE, value)).isInstanceOf(Resolution.Resolved.class);
    }

    @Test
    void R06_a_job_that_was_given_to_somebody_else_is_for_both_where_the_edit_is_decided_for() {
        CalendarRef dana = scene.sync.connect(DANA);
        scene.sync.put("J-1", details("Replace boiler"), TESS);
        scene.sync.settle(tess, dana);
        scene.phone(old -> titled(old, "Keep me"));
        scene.sync.put("J-1", details("Replace boiler"), DANA);
        scene.sync.settle(tess, dana);
        scene.resolve(scene.onlyConflict(), Choice.CALENDAR);
        scene.sync.settle(tess, dana);
        assertThat(scene.sync.job("J-1").assignees()).containsExactlyInAnyOrder(TESS, DANA);
        assertThat(scene.sync.onlyEvent(dana).details().title()).isEqualTo("Keep me");
        assertThat(scene.titleInCalendar()).isEqualTo("Keep me");
    }

    @Test
    void R08_a_completed_jobs_mark_survives_a_decision_about_its_title() {
        scene.disputedTitle();
        scene.sync.put("J-1", new PutJob.Wish(details("From the CRM"), true, Set.of(TESS), true, OptionalLong.empty()));
        scene.sync.settle(tess);
        scene.resolve(DISPATCHER, scene.onlyConflict(), Choice.VALUE, text("Done and dusted"));
        scene.sync.settle(tess);
        assertThat(scene.titleOfJob()).isEqualTo("Done and dusted");
        assertThat(scene.titleInCalendar()).isEqualTo("✓ Done and dusted");
    }

    @Test
    void R05_of_many_decisions_one_that_cannot_be_made_does_not_hold_up_the_others() {
        Conflict conflict = scene.disputedTitle();
        ResolveConflict.Wish wish = new ResolveConflict.Wish(Choice.CRM, Optional.empty(), conflict.version());
        ConflictId unknown =
                new ConflictId(tess, new JobId("J-404"), conflict.id().aspect());
        List<Resolution> results = new ResolveConflicts(scene.resolveConflict)
                .run(
                        DISPATCHER,
                        List.of(
                                new ResolveConflicts.Item(Optional.of(unknown), wish),
                                new ResolveConflicts.Item(Optional.empty(), wish),
                                new ResolveConflicts.Item(Optional.of(conflict.id()), wish)));
        assertThat(results.get(0)).isInstanceOf(Resolution.NotFound.class);
        assertThat(results.get(1)).isInstanceOf(Resolution.NotFound.class);
        assertThat(results.get(2)).isInstanceOf(Resolution.Resolved.class);
        assertInStep("From the CRM");
    }

    @Test
    void R05_the_conflicts_come_in_pages_that_miss_and_repeat_none() {
        for (int i = 0; i < 120; i++) {
            scene.sync.put("J-" + i, details("Job " + i), TESS);
        }
        scene.sync.settle(tess);
        scene.sync
                .provider
                .events(tess)
                .forEach(event -> scene.sync.provider.userEdits(
                        tess, event.id(), old -> titled(old, old.title() + " from the phone")));
        for (int i = 0; i < 120; i++) {
            scene.sync.put("J-" + i, details("Job " + i + " from the CRM"), TESS);
        }
        scene.sync.settle(tess);
        ListConflicts.Page first = scene.listConflicts.run(DISPATCHER, ListConflicts.Which.OPEN, Optional.empty());
        ListConflicts.Page second = scene.listConflicts.run(DISPATCHER, ListConflicts.Which.OPEN, first.next());
        assertThat(first.conflicts()).hasSize(100);
        assertThat(second.next()).isEmpty();
        assertThat(Stream.concat(first.conflicts().stream(), second.conflicts().stream())
                        .map(report -> report.conflict().id()))
                .hasSize(120)
                .doesNotHaveDuplicates();
    }
}
