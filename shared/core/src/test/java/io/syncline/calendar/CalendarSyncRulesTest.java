package io.syncline.calendar;

import static io.syncline.calendar.SyncScene.DANA;
import static io.syncline.calendar.SyncScene.ORG;
import static io.syncline.calendar.SyncScene.TESS;
import static io.syncline.calendar.SyncScene.details;
import static io.syncline.calendar.SyncScene.located;
import static io.syncline.calendar.SyncScene.titled;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.SyncedCalendar.Mode;
import io.syncline.calendar.SyncedCalendar.Outcome;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Service;
import io.syncline.sync.Cursor;
import io.syncline.sync.RemoteFailure;
import io.syncline.token.Secret;
import io.syncline.token.TokenAnswer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules of two-way sync, each with its number, on an engine whose provider and storage are in memory. */
class CalendarSyncRulesTest {

    private final SyncScene scene = new SyncScene();
    private final CalendarRef tess = scene.connect(TESS);

    @Test
    void R08_an_assigned_job_appears_in_its_assignees_calendar() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        assertThat(scene.onlyEvent(tess).details()).isEqualTo(details("Replace boiler"));
    }

    @Test
    void R08_F21_a_changed_job_changes_its_event_in_place() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        EventId before = scene.onlyEvent(tess).id();
        scene.put("J-1", details("Replace boiler", "2026-11-25T13:00"), TESS);
        scene.settle(tess);
        assertThat(scene.onlyEvent(tess).id()).isEqualTo(before);
        assertThat(scene.onlyEvent(tess).details()).isEqualTo(details("Replace boiler", "2026-11-25T13:00"));
    }

    @Test
    void R08_a_cancelled_job_leaves_the_calendar() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        scene.cancelJob.run(ORG, new JobId("J-1"));
        scene.settle(tess);
        assertThat(scene.provider.events(tess)).isEmpty();
        assertThat(scene.maybeLink(tess, "J-1")).isEmpty();
    }

    @Test
    void R08_a_job_given_to_somebody_else_moves_to_their_calendar() {
        CalendarRef dana = scene.connect(DANA);
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess, dana);
        scene.put("J-1", details("Replace boiler"), DANA);
        scene.settle(tess, dana);
        assertThat(scene.provider.events(tess)).isEmpty();
        assertThat(scene.onlyEvent(dana).details().title()).isEqualTo("Replace boiler");
    }

    @Test
    void R08_a_job_that_was_assigned_before_the_calendar_was_chosen_is_found_by_the_sweep() {
        scene.put("J-1", details("Replace boiler"), DANA);
        CalendarRef dana = scene.connect(DANA);
        scene.settle(dana);
        assertThat(scene.onlyEvent(dana).details().title()).isEqualTo("Replace boiler");
    }

    @Test
    void R08_choosing_another_calendar_takes_the_jobs_along_with_an_edit_made_meanwhile() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        scene.provider.userEdits(tess, scene.onlyEvent(tess).id(), old -> titled(old, "Replace boiler, 2nd floor"));
        scene.chooseAnother(tess);
        scene.settle(tess);
        assertThat(scene.provider.events(tess)).isEmpty();
        assertThat(scene.job("J-1").details().title()).isEqualTo("Replace boiler, 2nd floor");
        assertThat(scene.state(tess).mode()).isEqualTo(Mode.OFF);
    }

    @Test
    void R01_an_edit_in_the_calendar_reaches_the_job_without_any_clock() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        scene.pass(Duration.ofMinutes(-30));
        scene.provider.userEdits(tess, scene.onlyEvent(tess).id(), old -> titled(old, "Replace boiler and pump"));
        scene.settle(tess);
        assertThat(scene.job("J-1").details().title()).isEqualTo("Replace boiler and pump");
    }

    @Test
    void R04_S23_different_fields_changed_on_both_sides_flow_both_ways() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        scene.provider.userEdits(
                tess,
                scene.onlyEvent(tess).id(),
                old -> old.at(details("x", "2026-11-26T07:00").when()));
        scene.put("J-1", details("Replace big boiler"), TESS);
        scene.settle(tess);
        Details merged = details("Replace big boiler", "2026-11-26T07:00");
        assertThat(scene.job("J-1").details()).isEqualTo(merged);
        assertThat(scene.onlyEvent(tess).details()).isEqualTo(merged);
    }

    @Test
    void R04_the_same_change_on_both_sides_is_agreement() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        scene.provider.userEdits(tess, scene.onlyEvent(tess).id(), old -> titled(old, "Service boiler"));
        scene.put("J-1", details("Service boiler"), TESS);
        scene.settle(tess);
        assertThat(scene.disputes(tess, "J-1")).isEmpty();
    }

    @Test
    void R04_S23_a_field_changed_differently_on_both_sides_is_kept_as_a_conflict_and_the_rest_flows() {
        disputedTitle();
        assertThat(scene.disputes(tess, "J-1")).containsOnlyKeys(SyncScene.of(Field.TITLE));
        assertThat(scene.job("J-1").details().title()).isEqualTo("From the office");
        assertThat(scene.onlyEvent(tess).details().title()).isEqualTo("From the phone");
        assertThat(scene.job("J-1").details().location()).isEqualTo("Side entrance");
        assertThat(scene.items.disputed(ORG, tess.connection())).hasSize(1);
    }

    @Test
    void R05_neither_side_of_an_open_conflict_is_overwritten_by_later_changes_of_other_fields() {
        disputedTitle();
        scene.put("J-1", located(details("From the office"), "Roof"), TESS);
        scene.settle(tess);
        assertThat(scene.onlyEvent(tess).details().title()).isEqualTo("From the phone");
        assertThat(scene.onlyEvent(tess).details().location()).isEqualTo("Roof");
        assertThat(scene.job("J-1").details().title()).isEqualTo("From the office");
    }

    @Test
    void R05_a_conflict_closes_when_both_sides_say_the_same() {
        disputedTitle();
        scene.put("J-1", located(details("From the phone"), "Side entrance"), TESS);
        scene.settle(tess);
        assertThat(scene.disputes(tess, "J-1")).isEmpty();
        assertThat(scene.items.disputed(ORG, tess.connection())).isEmpty();
    }

    @Test
    void R06_S23_an_event_deleted_while_its_job_was_changed_is_a_conflict_and_nothing_is_deleted() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        scene.provider.userDeletes(tess, scene.onlyEvent(tess).id());
        scene.put("J-1", details("Replace big boiler"), TESS);
        scene.settle(tess);
        assertThat(scene.link(tess, "J-1").state()).isInstanceOf(LinkState.EditedAndDeleted.class);
        assertThat(scene.job("J-1").cancelled()).isFalse();
    }

    @Test
    void R06_a_job_cancelled_while_its_event_was_edited_leaves_the_event_until_somebody_decides() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        scene.provider.userEdits(tess, scene.onlyEvent(tess).id(), old -> titled(old, "Keep me"));
        scene.cancelJob.run(ORG, new JobId("J-1"));
        scene.settle(tess);
        assertThat(scene.onlyEvent(tess).details().title()).isEqualTo("Keep me");
        assertThat(scene.link(tess, "J-1").conflicts()).isEqualTo(1);
    }

    @Test
    void R06_a_job_cancelled_while_a_conflict_is_open_leaves_the_event_until_somebody_decides() {
        disputedTitle();
        scene.cancelJob.run(ORG, new JobId("J-1"));
        scene.settle(tess);
        assertThat(scene.onlyEvent(tess).details().title()).isEqualTo("From the phone");
    }

    @Test
    void R06_a_cancelled_job_that_is_assigned_again_takes_over_what_was_edited_meanwhile() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        scene.provider.userEdits(tess, scene.onlyEvent(tess).id(), old -> titled(old, "Keep me"));
        scene.cancelJob.run(ORG, new JobId("J-1"));
        scene.settle(tess);
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        assertThat(scene.onlyEvent(tess).details().title()).isEqualTo("Keep me");
        assertThat(scene.job("J-1").details().title()).isEqualTo("Keep me");
    }

    @Test
    void R07_an_event_deleted_in_the_calendar_stays_away_and_the_job_stays() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        scene.provider.userDeletes(tess, scene.onlyEvent(tess).id());
        scene.settle(tess);
        scene.put("J-1", details("Replace boiler soon"), TESS);
        scene.settle(tess);
        assertThat(scene.provider.events(tess)).isEmpty();
        assertThat(scene.link(tess, "J-1").state()).isInstanceOf(LinkState.Removed.class);
        assertThat(scene.job("J-1").cancelled()).isFalse();
    }

    @Test
    void R07_an_event_that_is_restored_is_linked_again() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        RemoteEvent event = scene.onlyEvent(tess);
        scene.provider.userDeletes(tess, event.id());
        scene.settle(tess);
        scene.provider.userPuts(tess, event.id(), titled(event.details(), "Restored"));
        scene.settle(tess);
        assertThat(scene.link(tess, "J-1").state()).isInstanceOf(LinkState.Linked.class);
        assertThat(scene.job("J-1").details().title()).isEqualTo("Restored");
    }

    @Test
    void R09_an_event_of_ones_own_is_imported_and_never_changed() {
        RemoteEvent dentist = scene.provider.userPuts(tess, new EventId("dentist"), details("Dentist"));
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        assertThat(scene.provider.events(tess)).contains(dentist);
        assertThat(scene.items
                        .known(ORG, tess, List.of(dentist.id()))
                        .get(dentist.id())
                        .imported())
                .isPresent();
    }

    @Test
    void R09_nothing_of_a_private_event_is_kept_but_its_time() {
        RemoteEvent open = scene.provider.userPuts(tess, new EventId("e"), details("Therapy"));
        RemoteEvent hidden = new RemoteEvent(open.id(), open.version(), open.details(), true, Optional.empty());
        assertThat(ImportedEvent.of(hidden).title()).isEmpty();
        assertThat(ImportedEvent.of(hidden).when()).isEqualTo(open.details().when());
    }

    @Test
    void R10_F26_S22_a_lost_answer_to_a_creation_makes_no_second_event() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.provider.loseNextAnswer();
        scene.settle(tess);
        scene.pass(Duration.ofMinutes(1));
        scene.settle(tess);
        assertThat(scene.onlyEvent(tess).details().title()).isEqualTo("Replace boiler");
        assertThat(scene.link(tess, "J-1").state()).isInstanceOf(LinkState.Linked.class);
    }

    @Test
    void R10_a_job_changed_after_its_creation_got_lost_is_not_taken_back_by_the_older_event() {
        scene.put("J-1", details("First"), TESS);
        scene.provider.loseNextAnswer();
        scene.run(tess);
        scene.put("J-1", details("Second"), TESS);
        scene.settle(tess);
        assertThat(scene.job("J-1").details().title()).isEqualTo("Second");
        assertThat(scene.onlyEvent(tess).details().title()).isEqualTo("Second");
    }

    @Test
    void R10_an_edit_of_an_event_whose_creation_got_lost_is_taken_over_and_not_for_what_we_wrote() {
        scene.put("J-1", details("As it was sent"), TESS);
        scene.provider.loseNextAnswer();
        scene.run(tess);
        scene.provider.userEdits(tess, scene.onlyEvent(tess).id(), old -> titled(old, "Edited on the phone"));
        int[] commits = {0};
        scene.rows.beforeEachCommit(() -> {
            if (++commits[0] == 2) {
                throw new IllegalStateException("The worker dies after the first thing that it stores");
            }
        });
        scene.run(tess);
        scene.settle(tess);
        assertThat(scene.job("J-1").details().title()).isEqualTo("Edited on the phone");
        assertThat(scene.onlyEvent(tess).details().title()).isEqualTo("Edited on the phone");
    }

    @Test
    void R10_a_job_cancelled_after_its_creation_got_lost_leaves_no_orphan() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.provider.loseNextAnswer();
        scene.run(tess);
        scene.cancelJob.run(ORG, new JobId("J-1"));
        scene.settle(tess);
        assertThat(scene.provider.events(tess)).isEmpty();
        assertThat(scene.maybeLink(tess, "J-1")).isEmpty();
    }

    @Test
    void R12_F13_F14_S21_T35_a_provider_that_rewrites_text_reaches_a_fixed_point() {
        scene.provider.rewritesTextAs(details -> titled(details, details.title().toUpperCase(Locale.ROOT)));
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        int writes = scene.provider.writes();
        for (int cycle = 0; cycle < 10; cycle++) {
            scene.pass(Duration.ofMinutes(6));
            scene.run(tess);
        }
        assertThat(scene.provider.writes()).isEqualTo(writes);
        assertThat(scene.job("J-1").details().title()).isEqualTo("Replace boiler");
    }

    @Test
    void R12_T35_a_version_that_moves_by_itself_is_no_edit() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        int writes = scene.provider.writes();
        scene.provider.bumpsVersion(tess, scene.onlyEvent(tess).id());
        scene.settle(tess);
        assertThat(scene.provider.writes()).isEqualTo(writes);
        assertThat(scene.job("J-1").version()).isEqualTo(1);
    }

    @Test
    void R12_an_update_on_a_version_that_moved_by_itself_is_made_all_the_same() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        scene.provider.bumpsVersion(tess, scene.onlyEvent(tess).id());
        scene.put("J-1", details("Replace pump"), TESS);
        scene.settle(tess);
        assertThat(scene.onlyEvent(tess).details().title()).isEqualTo("Replace pump");
    }

    @Test
    void R13_a_run_without_changes_writes_nothing_but_its_own_state() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        scene.run(tess);
        long rows = scene.rows.writes();
        int writes = scene.provider.writes();
        for (int cycle = 0; cycle < 10; cycle++) {
            scene.pass(Duration.ofMinutes(6));
            scene.run(tess);
        }
        assertThat(scene.provider.writes()).isEqualTo(writes);
        assertThat(scene.rows.writes()).isEqualTo(rows);
    }

    @Test
    void R14_F11_S13_a_failure_between_two_pages_is_replayed_without_effect() {
        for (int i = 0; i < 30; i++) {
            scene.provider.userPuts(tess, new EventId("own-" + i), details("Own " + i));
        }
        scene.provider.pagesOf(10);
        scene.settle(tess);
        EventId changed = new EventId("own-3");
        scene.provider.userPuts(tess, changed, details("Changed"));
        scene.provider.expireCursors();
        scene.run(tess);
        assertThat(scene.items.known(ORG, tess, List.of(changed)).get(changed).imported())
                .map(ImportedEvent::title)
                .contains("Changed");
        assertThat(scene.state(tess).cursor()).isPresent();
    }

    @Test
    void R14_S13_T18_the_cursor_stays_where_it_was_while_a_page_could_not_be_applied() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        scene.provider.userEdits(tess, scene.onlyEvent(tess).id(), old -> titled(old, "Edited"));
        Optional<Cursor> before = scene.state(tess).cursor();
        scene.provider.failNext(new RemoteFailure.Unavailable("503"));
        scene.run(tess);
        assertThat(scene.state(tess).cursor()).isEqualTo(before);
        assertThat(scene.state(tess).lastRun().orElseThrow().outcome()).isEqualTo(Outcome.DEFERRED);
        scene.run(tess);
        assertThat(scene.job("J-1").details().title()).isEqualTo("Edited");
    }

    @Test
    void R15_F09_S12_what_vanished_while_the_cursor_was_dead_is_noticed() {
        scene.provider.userPuts(tess, new EventId("own"), details("Own"));
        scene.provider.userPuts(tess, new EventId("stays"), details("Stays"));
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        scene.provider.userDeletes(tess, new EventId("own"));
        scene.provider.userDeletes(tess, scene.link(tess, "J-1").event().orElseThrow());
        scene.provider.expireCursors();
        scene.settle(tess);
        assertThat(scene.link(tess, "J-1").state()).isInstanceOf(LinkState.Removed.class);
        assertThat(scene.items.known(ORG, tess, List.of(new EventId("own")))).isEmpty();
    }

    @Test
    void R15_F12_S14_a_listing_that_suddenly_shows_nothing_deletes_nothing() {
        sixJobs();
        scene.provider.expireCursors();
        scene.provider.suddenlyShowsNothing(true);
        scene.run(tess);
        assertThat(scene.provider.events(tess)).hasSize(6);
        assertThat(scene.link(tess, "J-1").state()).isInstanceOf(LinkState.Linked.class);
    }

    @Test
    void R15_F12_S14_a_calendar_that_suddenly_has_nothing_is_not_believed() {
        sixJobs();
        List<RemoteEvent> events = scene.provider.events(tess);
        events.forEach(event -> scene.provider.userDeletes(tess, event.id()));
        scene.provider.expireCursors();
        scene.run(tess);
        assertThat(scene.link(tess, "J-1").state()).isInstanceOf(LinkState.Linked.class);
        assertThat(scene.state(tess).problem()).isPresent();
        events.forEach(event -> scene.provider.userPuts(tess, event.id(), event.details()));
        scene.settle(tess);
        assertThat(scene.state(tess).problem()).isEmpty();
    }

    private void sixJobs() {
        for (int i = 0; i < 6; i++) {
            scene.put("J-" + i, details("Job " + i), TESS);
        }
        scene.settle(tess);
    }

    @Test
    void R15_what_is_deleted_after_a_listing_broke_off_on_its_first_page_is_noticed() {
        scene.put("J-1", details("Seen, then deleted"), TESS);
        scene.put("J-2", details("Fails"), TESS);
        scene.settle(tess);
        scene.provider.expireCursors();
        scene.provider.userEdits(tess, scene.link(tess, "J-2").event().orElseThrow(), old -> titled(old, "Phone"));
        scene.jobs.save(scene.job("J-2").with(located(details("Fails"), "Roof"), scene.clock.instant()));
        scene.items.commit(
                ORG, tess, List.of(new Commit("J-2", List.of(new RowChange.Settle(new Pending(new JobId("J-2"), 2))))));
        scene.provider.loseNextAnswer();
        scene.run(tess);
        scene.provider.userDeletes(tess, scene.link(tess, "J-1").event().orElseThrow());
        scene.settle(tess);
        assertThat(scene.link(tess, "J-1").state()).isInstanceOf(LinkState.Removed.class);
    }

    @Test
    void R15_an_older_event_of_a_job_that_vanishes_does_not_take_the_new_one_along() {
        scene.provider.givesNewIds();
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        scene.cancelJob.run(ORG, new JobId("J-1"));
        scene.provider.loseNextAnswer();
        scene.run(tess);
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        scene.put("J-1", details("Replace pump"), TESS);
        scene.settle(tess);
        assertThat(scene.onlyEvent(tess).details().title()).isEqualTo("Replace pump");
    }

    @Test
    void R20_a_job_that_comes_into_the_window_is_found_when_the_window_rolls() {
        scene.put("J-1", details("Inspection", "2027-12-01T09:00"), DANA);
        CalendarRef dana = scene.connect(DANA);
        scene.settle(dana);
        assertThat(scene.provider.events(dana)).isEmpty();
        scene.pass(Duration.ofDays(31));
        scene.vaultStaysFresh();
        scene.settle(dana);
        assertThat(scene.onlyEvent(dana).details().title()).isEqualTo("Inspection");
    }

    @Test
    void R26_an_account_that_was_disconnected_and_connected_again_goes_on_where_it_was() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        new StopSync(scene.calendars).run(ORG, tess);
        scene.put("J-1", details("Replace pump"), TESS);
        scene.reconnect(tess);
        scene.settle(tess);
        assertThat(scene.onlyEvent(tess).details().title()).isEqualTo("Replace pump");
    }

    @Test
    void a_choice_that_was_cut_short_is_finished_by_the_next_run() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        CalendarRef other = new CalendarRef(tess.connection(), new CalendarId("another"));
        scene.choose(TESS, other, Mode.JOBS, Optional.empty());
        scene.settle(other);
        assertThat(scene.provider.events(other)).isEmpty();
        assertThat(scene.state(other).mode()).isEqualTo(Mode.OFF);
        assertThat(scene.provider.events(tess)).hasSize(1);
    }

    @Test
    void F27_a_wake_up_that_was_served_already_runs_nothing() {
        scene.settle(tess);
        int listings = scene.provider.listings();
        RunResult result = scene.runSync.run(ORG, tess, scene.state(tess).synced(), () -> Duration.ofMinutes(5));
        assertThat(result).isInstanceOf(RunResult.NothingToDo.class);
        assertThat(scene.provider.listings()).isEqualTo(listings);
    }

    @Test
    void R15_the_last_few_events_of_a_calendar_may_vanish_but_each_is_asked_for() {
        scene.put("J-1", details("Deleted"), TESS);
        scene.put("J-2", details("Hidden by a broken answer"), TESS);
        scene.settle(tess);
        scene.provider.userDeletes(tess, scene.link(tess, "J-1").event().orElseThrow());
        scene.provider.expireCursors();
        scene.provider.suddenlyShowsNothing(true);
        scene.run(tess);
        assertThat(scene.link(tess, "J-1").state()).isInstanceOf(LinkState.Removed.class);
        assertThat(scene.link(tess, "J-2").state()).isInstanceOf(LinkState.Linked.class);
    }

    @Test
    void R08_a_job_assigned_again_after_its_deletion_got_lost_is_put_back() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        scene.cancelJob.run(ORG, new JobId("J-1"));
        scene.provider.loseNextAnswer();
        scene.run(tess);
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        assertThat(scene.onlyEvent(tess).details().title()).isEqualTo("Replace boiler");
    }

    @Test
    void R18_F25_a_job_that_is_refused_stops_nobody_and_is_not_tried_for_ever() {
        scene.put("J-1", details("Refused"), TESS);
        scene.provider.failNext(new RemoteFailure.Refused("forbiddenForNonOrganizer"));
        scene.run(tess);
        scene.put("J-2", details("Fine"), TESS);
        scene.settle(tess);
        assertThat(scene.onlyEvent(tess).details().title()).isEqualTo("Fine");
        assertThat(scene.link(tess, "J-1").refusal()).contains("forbiddenForNonOrganizer");
        assertThat(scene.items.countWaiting(ORG, tess)).isZero();
    }

    @Test
    void R19_while_one_run_has_the_calendar_another_leaves_it_alone() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.provider.beforeEachWrite(() -> assertThat(scene.run(tess)).isInstanceOf(RunResult.AlreadyRunning.class));
        scene.settle(tess);
        assertThat(scene.provider.events(tess)).hasSize(1);
    }

    @Test
    void R19_a_run_whose_claim_was_taken_over_stops_and_stores_nothing_more() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.provider.beforeEachWrite(() -> {
            scene.provider.beforeEachWrite(() -> {});
            scene.pass(Duration.ofMinutes(10));
            scene.run(tess);
        });
        RunResult slow = scene.run(tess);
        assertThat(slow)
                .isInstanceOfSatisfying(
                        RunResult.Ran.class, ran -> assertThat(ran.outcome()).isEqualTo(Outcome.SUPERSEDED));
        assertThat(scene.provider.events(tess)).hasSize(1);
        assertThat(scene.link(tess, "J-1").state()).isInstanceOf(LinkState.Linked.class);
    }

    @Test
    void R20_rolling_the_window_forward_loses_and_duplicates_nothing() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        int writes = scene.provider.writes();
        scene.pass(Duration.ofDays(31));
        scene.vaultStaysFresh();
        scene.settle(tess);
        assertThat(scene.state(tess).listingNumber()).isEqualTo(2);
        assertThat(scene.provider.writes()).isEqualTo(writes);
        assertThat(scene.link(tess, "J-1").state()).isInstanceOf(LinkState.Linked.class);
    }

    @Test
    void R22_an_event_moved_by_a_provider_that_names_zones_otherwise_keeps_the_zone_of_the_job() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        scene.provider.rewritesTextAs(details -> details.at(((When.Timed) details.when()).in(berlin)));
        scene.put("J-1", details("Replace boiler", "2026-07-01T09:00"), TESS);
        scene.settle(tess);
        scene.provider.userEdits(
                tess,
                scene.onlyEvent(tess).id(),
                old -> old.at(new When.Timed(
                        LocalDateTime.parse("2026-07-01T10:00"), LocalDateTime.parse("2026-07-01T12:00"), berlin)));
        scene.settle(tess);
        assertThat(scene.job("J-1").details().when())
                .isEqualTo(details("x", "2026-07-01T10:00").when());
    }

    @Test
    void R02_F19_S27_an_all_day_job_stays_on_its_dates() {
        When day = new When.AllDay(LocalDate.parse("2026-11-24"), LocalDate.parse("2026-11-25"));
        scene.put("J-1", details("Stocktaking").at(day), TESS);
        scene.settle(tess);
        assertThat(scene.onlyEvent(tess).details().when()).isEqualTo(day);
    }

    @Test
    void R26_F06_a_dead_grant_parks_the_work_and_reconnecting_catches_up() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        scene.provider.failNext(new RemoteFailure.Unauthorized());
        scene.servers.answers(new TokenAnswer.GrantRefused("invalid_grant"));
        scene.put("J-1", details("Replace pump"), TESS);
        scene.run(tess);
        assertThat(scene.connections.find(ORG, tess.connection()).orElseThrow().state())
                .isInstanceOf(ConnectionState.NeedsReconnect.class);
        assertThat(scene.state(tess).cursor()).isPresent();
        scene.reconnect(tess);
        scene.settle(tess);
        assertThat(scene.onlyEvent(tess).details().title()).isEqualTo("Replace pump");
    }

    @Test
    void F23_a_change_that_arrives_during_a_run_is_picked_up_by_the_next() {
        scene.put("J-1", details("First"), TESS);
        scene.provider.beforeEachWrite(() -> {
            scene.provider.beforeEachWrite(() -> {});
            scene.put("J-1", details("Second"), TESS);
        });
        RunResult first = scene.run(tess);
        assertThat(first)
                .isInstanceOfSatisfying(
                        RunResult.Ran.class, ran -> assertThat(ran.again()).isTrue());
        scene.settle(tess);
        assertThat(scene.onlyEvent(tess).details().title()).isEqualTo("Second");
    }

    @Test
    void F23_a_thousand_requests_send_one_message() {
        scene.settle(tess);
        scene.wakeUps.take();
        for (int i = 0; i < 1_000; i++) {
            scene.requestSync.run(ORG, tess);
        }
        assertThat(scene.wakeUps.sent()).hasSize(1);
    }

    @Test
    void F24_throttling_defers_the_run_and_harms_no_job() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.provider.failNext(new RemoteFailure.Throttled(Optional.of(Duration.ofMinutes(3))));
        scene.run(tess);
        assertThat(scene.state(tess).nextDueAt())
                .isEqualTo(scene.clock.instant().plus(Duration.ofMinutes(3)));
        assertThat(scene.link(tess, "J-1").refusal()).isEmpty();
        scene.settle(tess);
        assertThat(scene.provider.events(tess)).hasSize(1);
    }

    @Test
    void T10_a_401_renews_the_token_once_and_the_run_goes_on() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.provider.failNext(new RemoteFailure.Unauthorized());
        scene.settle(tess);
        assertThat(scene.servers.refreshes()).isEqualTo(1);
        assertThat(scene.provider.events(tess)).hasSize(1);
        assertThat(scene.vault.read(ORG, tess.connection()).orElseThrow().accessToken())
                .isEqualTo(Secret.of("new-access"));
    }

    @Test
    void F27_a_run_whose_time_is_over_stops_between_batches_and_another_goes_on() {
        for (int i = 0; i < 120; i++) {
            scene.put("J-" + i, details("Job " + i), TESS);
        }
        RunResult result = scene.runSync.run(
                ORG,
                tess,
                Long.MAX_VALUE,
                () -> scene.provider.writes() < 50 ? Duration.ofMinutes(1) : Duration.ofSeconds(1));
        assertThat(result).isInstanceOfSatisfying(RunResult.Ran.class, ran -> {
            assertThat(ran.outcome()).isEqualTo(Outcome.CONTINUED);
            assertThat(ran.again()).isTrue();
        });
        assertThat(scene.provider.events(tess)).hasSize(50);
        scene.settle(tess);
        assertThat(scene.provider.events(tess)).hasSize(120);
    }

    @Test
    void a_job_of_two_people_is_one_job_and_an_edit_of_one_reaches_the_other() {
        CalendarRef dana = scene.connect(DANA);
        scene.put("J-1", details("Replace boiler"), TESS, DANA);
        scene.settle(tess, dana);
        scene.provider.userEdits(tess, scene.onlyEvent(tess).id(), old -> titled(old, "Edited by Tess"));
        scene.settle(tess, dana);
        assertThat(scene.onlyEvent(dana).details().title()).isEqualTo("Edited by Tess");
        assertThat(scene.disputes(dana, "J-1")).isEmpty();
    }

    /** The owner lets the calendar be read only. */
    private void readOnly() {
        scene.change(tess, one -> one.requesting(Set.of(Service.CALENDAR_READ)));
        scene.requestSync.runNow(ORG, tess);
    }

    /** The owner lets the calendar be changed again. */
    private void writable() {
        scene.change(tess, one -> one.requesting(Set.of(Service.CALENDAR)));
        scene.requestSync.runNow(ORG, tess);
    }

    private Placement placement(String id) {
        Job job = scene.job(id);
        return new PlaceJobs(scene.connections, scene.items)
                .run(ORG, List.of(job))
                .get(job)
                .getFirst();
    }

    @Test
    void R09_a_calendar_that_may_only_be_read_shows_its_events_and_is_never_written() {
        readOnly();
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.provider.userPuts(tess, new EventId("dentist"), details("Dentist"));
        scene.settle(tess);
        assertThat(scene.state(tess).mode()).isEqualTo(Mode.READS);
        assertThat(scene.state(tess).problem()).isEmpty();
        assertThat(scene.provider.writes()).isZero();
        assertThat(scene.items.known(ORG, tess, List.of(new EventId("dentist"))))
                .hasSize(1);
        assertThat(scene.maybeLink(tess, "J-1")).isEmpty();
        assertThat(placement("J-1")).satisfies(waiting -> {
            assertThat(waiting.state()).isEqualTo(Placement.State.PENDING);
            assertThat(waiting.reason().orElseThrow()).contains("is connected read-only");
        });
    }

    @Test
    void R09_events_of_others_come_and_go_in_a_calendar_that_may_only_be_read() {
        readOnly();
        EventId dentist = new EventId("dentist");
        scene.provider.userPuts(tess, dentist, details("Dentist"));
        scene.settle(tess);
        scene.provider.userDeletes(tess, dentist);
        scene.requestSync.runNow(ORG, tess);
        scene.settle(tess);
        assertThat(scene.items.known(ORG, tess, List.of(dentist))).isEmpty();
    }

    @Test
    void R09_a_grant_that_covers_reading_only_counts_like_a_wish_to_read_only() {
        scene.change(tess, one -> one.granting(Set.of(Service.CALENDAR_READ)));
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.run(tess);
        assertThat(scene.state(tess).mode()).isEqualTo(Mode.READS);
        assertThat(scene.provider.writes()).isZero();
    }

    @Test
    void R09_what_its_owner_does_to_a_jobs_event_meanwhile_is_neither_taken_over_nor_undone() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.put("J-2", details("Paint fence"), TESS);
        scene.settle(tess);
        int writes = scene.provider.writes();
        readOnly();
        List<EventId> ids =
                scene.provider.events(tess).stream().map(RemoteEvent::id).toList();
        scene.provider.userEdits(tess, ids.getFirst(), old -> located(old, "Elsewhere"));
        scene.provider.userDeletes(tess, ids.getLast());
        scene.cancelJob.run(ORG, new JobId("J-2"));
        scene.settle(tess);
        assertThat(scene.provider.writes()).isEqualTo(writes);
        assertThat(scene.job("J-1").details()).isEqualTo(details("Replace boiler"));
        assertThat(scene.link(tess, "J-1").state()).isInstanceOf(LinkState.Linked.class);
        assertThat(scene.link(tess, "J-2").state()).isInstanceOf(LinkState.Linked.class);
    }

    @Test
    void R26_once_a_calendar_may_be_written_again_what_was_missed_is_applied_and_nothing_is_doubled() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.put("J-2", details("Paint fence"), TESS);
        scene.settle(tess);
        EventId boiler = ((LinkState.Linked) scene.link(tess, "J-1").state()).event();
        readOnly();
        scene.settle(tess);
        scene.provider.userEdits(tess, boiler, old -> located(old, "Side entrance"));
        scene.put("J-1", details("Replace pump"), TESS);
        scene.put("J-3", details("New job"), TESS);
        scene.cancelJob.run(ORG, new JobId("J-2"));
        scene.settle(tess);
        writable();
        scene.settle(tess);
        assertThat(scene.state(tess).mode()).isEqualTo(Mode.JOBS);
        assertThat(scene.provider.events(tess))
                .extracting(event -> event.details().title())
                .containsExactlyInAnyOrder("Replace pump", "New job");
        assertThat(scene.job("J-1").details()).isEqualTo(located(details("Replace pump"), "Side entrance"));
        int writes = scene.provider.writes();
        scene.requestSync.runNow(ORG, tess);
        scene.settle(tess);
        assertThat(scene.provider.writes()).isEqualTo(writes);
    }

    @Test
    void R26_an_event_that_its_owner_moved_while_it_was_only_read_is_seen_although_its_version_was_not_stored() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        readOnly();
        scene.provider.userEdits(tess, scene.onlyEvent(tess).id(), old -> located(old, "Side entrance"));
        scene.settle(tess);
        writable();
        scene.settle(tess);
        assertThat(scene.job("J-1").details()).isEqualTo(located(details("Replace boiler"), "Side entrance"));
    }

    @Test
    void R26_an_event_that_its_owner_deleted_while_it_was_only_read_stays_deleted() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        readOnly();
        scene.settle(tess);
        scene.provider.userDeletes(tess, scene.onlyEvent(tess).id());
        scene.requestSync.runNow(ORG, tess);
        scene.settle(tess);
        writable();
        scene.settle(tess);
        assertThat(scene.provider.events(tess)).isEmpty();
        assertThat(scene.link(tess, "J-1").state()).isInstanceOf(LinkState.Removed.class);
    }

    @Test
    void R26_what_was_missed_while_it_was_only_read_is_applied_after_a_disconnect_in_between_too() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        readOnly();
        scene.provider.userEdits(tess, scene.onlyEvent(tess).id(), old -> located(old, "Side entrance"));
        scene.settle(tess);
        new StopSync(scene.calendars).run(ORG, tess);
        writable();
        scene.settle(tess);
        assertThat(scene.job("J-1").details()).isEqualTo(located(details("Replace boiler"), "Side entrance"));
        assertThat(scene.provider.events(tess)).hasSize(1);
    }

    @Test
    void R09_a_calendar_that_was_left_keeps_its_events_while_it_may_only_be_read() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        readOnly();
        scene.settle(tess);
        int writes = scene.provider.writes();
        scene.chooseAnother(tess);
        scene.run(tess);
        assertThat(scene.provider.writes()).isEqualTo(writes);
        assertThat(scene.state(tess).problem().orElseThrow()).contains("read-only");
        writable();
        scene.settle(tess);
        assertThat(scene.provider.events(tess)).isEmpty();
    }

    @Test
    void a_dead_grant_changes_nothing_about_what_a_calendar_is_for() {
        scene.settle(tess);
        long listings = scene.state(tess).listingNumber();
        scene.change(
                tess,
                one -> one.with(
                        new ConnectionState.NeedsReconnect("Connect again.", scene.clock.instant(), Optional.empty())));
        scene.requestSync.runNow(ORG, tess);
        scene.run(tess);
        assertThat(scene.state(tess).mode()).isEqualTo(Mode.JOBS);
        scene.reconnect(tess);
        scene.settle(tess);
        assertThat(scene.state(tess).listingNumber()).isEqualTo(listings);
    }

    private void disconnected() {
        scene.change(tess, one -> one.with(new ConnectionState.Disconnected(scene.clock.instant())));
    }

    @Test
    void S10_a_run_under_way_when_its_account_is_disconnected_writes_no_further_batch_to_the_provider() {
        for (int i = 0; i < 120; i++) {
            scene.put("J-" + i, details("Job " + i), TESS);
        }
        scene.provider.beforeEachWrite(() -> {
            scene.provider.beforeEachWrite(() -> {});
            disconnected();
        });
        scene.settle(tess);
        assertThat(scene.provider.events(tess)).hasSize(50);
        assertThat(scene.state(tess).mode()).isEqualTo(Mode.OFF);
    }

    @Test
    void S10_a_run_under_way_when_its_account_is_disconnected_writes_no_further_batch_to_the_crm() {
        for (int i = 0; i < 120; i++) {
            scene.put("J-" + i, details("Job " + i), TESS);
        }
        scene.settle(tess);
        scene.provider
                .events(tess)
                .forEach(event -> scene.provider.userEdits(tess, event.id(), old -> located(old, "Elsewhere")));
        scene.provider.pagesOf(50);
        int before = scene.provider.listings();
        scene.requestSync.runNow(ORG, tess);
        RunResult result = scene.runSync.run(ORG, tess, Long.MAX_VALUE, () -> {
            if (scene.provider.listings() == before + 2 && !scene.isDisconnected(tess)) {
                disconnected();
            }
            return Duration.ofMinutes(5);
        });
        assertThat(result)
                .isInstanceOfSatisfying(
                        RunResult.Ran.class, ran -> assertThat(ran.outcome()).isEqualTo(Outcome.CONTINUED));
        scene.settle(tess);
        assertThat(IntStream.range(0, 120)
                        .filter(i -> scene.job("J-" + i).details().location().equals("Elsewhere")))
                .hasSize(50);
        assertThat(scene.state(tess).mode()).isEqualTo(Mode.OFF);
    }

    @Test
    void S10_a_run_under_way_when_the_right_to_write_is_taken_away_writes_no_further_batch() {
        for (int i = 0; i < 120; i++) {
            scene.put("J-" + i, details("Job " + i), TESS);
        }
        scene.provider.beforeEachWrite(() -> {
            scene.provider.beforeEachWrite(() -> {});
            readOnly();
        });
        scene.settle(tess);
        assertThat(scene.provider.events(tess)).hasSize(50);
        assertThat(scene.state(tess).mode()).isEqualTo(Mode.READS);
        writable();
        scene.settle(tess);
        assertThat(scene.provider.events(tess)).hasSize(120);
    }

    private void disputedTitle() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        scene.provider.userEdits(
                tess, scene.onlyEvent(tess).id(), old -> located(titled(old, "From the phone"), "Side entrance"));
        scene.put("J-1", details("From the office"), TESS);
        scene.settle(tess);
    }
}
