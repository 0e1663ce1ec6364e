package io.syncline.calendar;

import static io.syncline.calendar.SyncScene.DANA;
import static io.syncline.calendar.SyncScene.ORG;
import static io.syncline.calendar.SyncScene.TESS;
import static io.syncline.calendar.SyncScene.details;
import static io.syncline.calendar.SyncScene.series;
import static io.syncline.calendar.SyncScene.titled;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.SyncPolicy.OnConflict;
import io.syncline.calendar.SyncPolicy.Ownership;
import io.syncline.calendar.SyncedCalendar.Outcome;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules of series, ownership and deletions, on an engine whose provider and storage are in memory. */
class SeriesRulesTest {

    private static final LocalDate SECOND = LocalDate.parse("2026-12-01");

    private final SyncScene scene = new SyncScene();
    private final CalendarRef tess = scene.connect(TESS);

    private static Details weekly() {
        return series("Inspection", "2026-11-24T09:00", "FREQ=WEEKLY;BYDAY=TU;COUNT=6");
    }

    @Test
    void R21_an_occurrence_that_is_moved_on_the_phone_is_moved_in_the_job() {
        scene.put("J-1", weekly(), TESS);
        scene.settle(tess);
        When later = details("x", "2026-12-02T15:00").when();
        scene.provider.userEditsOccurrence(tess, scene.onlyEvent(tess).id(), SECOND, old -> old.at(later));
        scene.settle(tess);
        assertThat(scene.job("J-1").details().actual(SECOND).orElseThrow().when())
                .isEqualTo(later);
    }

    @Test
    void F17_exceptions_that_the_provider_forgets_with_another_rule_are_written_again() {
        Details cancelled = weekly().with(SECOND, Optional.of(new Occurrence.Cancelled()));
        scene.put("J-1", cancelled, TESS);
        scene.settle(tess);
        When more = new When.Repeating(weekly().when().first(), new Recurrence("FREQ=WEEKLY;BYDAY=TU;COUNT=9"));
        scene.provider.userRedraws(tess, scene.onlyEvent(tess).id(), more);
        scene.settle(tess);
        assertThat(scene.onlyEvent(tess).details()).isEqualTo(cancelled.at(more));
        assertThat(scene.job("J-1").details()).isEqualTo(cancelled.at(more));
    }

    @Test
    void R06_F17_an_occurrence_edited_on_a_date_that_the_new_rule_drops_is_a_conflict_and_not_lost() {
        scene.put("J-1", weekly(), TESS);
        scene.settle(tess);
        scene.provider.userEditsOccurrence(
                tess, scene.onlyEvent(tess).id(), SECOND, old -> titled(old, "Bring the key"));
        When shorter = new When.Repeating(weekly().when().first(), new Recurrence("FREQ=WEEKLY;BYDAY=TU;COUNT=1"));
        scene.put("J-1", weekly().at(shorter), TESS);
        scene.settle(tess);
        assertThat(scene.disputes(tess, "J-1")).containsOnlyKeys(SyncScene.of(Field.WHEN));
        assertThat(scene.onlyEvent(tess).details().actual(SECOND).orElseThrow().title())
                .isEqualTo("Bring the key");
    }

    @Test
    void R21_T25_this_and_all_following_becomes_a_job_of_its_own_and_the_crm_is_told() {
        scene.put("J-1", weekly(), TESS);
        scene.settle(tess);
        scene.provider.userSplits(
                tess, scene.onlyEvent(tess).id(), LocalDate.parse("2026-12-08"), old -> titled(old, "From now on"));
        scene.settle(tess);
        assertThat(scene.job("J-1:2026-12-08").details().title()).isEqualTo("From now on");
        assertThat(scene.provider.events(tess)).hasSize(2);
        assertThat(scene.bus.sent(CrmEvent.JobContinued.class))
                .extracting(CrmEvent.JobContinued::continues)
                .containsExactly(new JobId("J-1"));
    }

    @Test
    void R08_a_completed_job_stays_marked_whatever_its_owner_calls_it() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        scene.put("J-1", new PutJob.Wish(details("Replace boiler"), false, Set.of(TESS), true, OptionalLong.empty()));
        scene.settle(tess);
        assertThat(scene.onlyEvent(tess).details().title()).isEqualTo("✓ Replace boiler");
        scene.provider.userEdits(tess, scene.onlyEvent(tess).id(), old -> titled(old, "Boiler"));
        scene.settle(tess);
        assertThat(scene.job("J-1").details().title()).isEqualTo("Boiler");
        assertThat(scene.onlyEvent(tess).details().title()).isEqualTo("✓ Boiler");
    }

    @Test
    void R03_R12_two_calendars_that_own_a_field_come_to_rest() {
        scene.policies.save(ORG, new SyncPolicy(Map.of(Field.TITLE, Ownership.CALENDAR), OnConflict.ASK));
        CalendarRef dana = scene.connect(DANA);
        scene.put("J-1", details("Replace boiler"), TESS, DANA);
        scene.settle(tess, dana);
        scene.provider.userEdits(tess, scene.onlyEvent(tess).id(), old -> titled(old, "Named by Tess"));
        scene.settle(tess, dana);
        assertThat(scene.onlyEvent(dana).details().title()).isEqualTo("Named by Tess");
        long version = scene.job("J-1").version();
        scene.settle(tess, dana);
        assertThat(scene.job("J-1").version()).isEqualTo(version);
    }

    @Test
    void R06_a_conflict_that_ends_because_both_sides_deleted_is_told_as_resolved() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        scene.provider.userEdits(tess, scene.onlyEvent(tess).id(), old -> titled(old, "Keep me"));
        scene.cancelJob.run(ORG, new JobId("J-1"));
        scene.settle(tess);
        scene.provider.userDeletes(tess, scene.onlyEvent(tess).id());
        scene.run(tess);
        assertThat(scene.bus.sent(CrmEvent.ConflictOpened.class)).hasSize(1);
        assertThat(scene.bus.sent(CrmEvent.ConflictResolved.class)).hasSize(1);
    }

    @Test
    void R18_sixty_disputed_occurrences_of_one_series_do_not_stop_the_calendar() {
        Details daily = series("Round", "2026-11-24T09:00", "FREQ=DAILY;COUNT=70");
        scene.put("J-1", daily, TESS);
        scene.settle(tess);
        Details office = daily;
        for (int day = 0; day < 60; day++) {
            LocalDate date = LocalDate.parse("2026-11-24").plusDays(day);
            scene.provider.userEditsOccurrence(tess, scene.onlyEvent(tess).id(), date, old -> titled(old, "Phone"));
            Details regular = office.regular(date);
            Occurrence ours = Occurrence.Changed.between(regular, titled(regular, "Office"));
            office = office.with(date, Optional.of(ours));
        }
        scene.put("J-1", office, TESS);
        scene.settle(tess);
        assertThat(scene.disputes(tess, "J-1")).hasSize(60);
        assertThat(scene.state(tess).problem()).isEmpty();
    }

    @Test
    void R17_F12_more_deletions_than_a_run_may_do_wait_and_are_done_once_they_are_approved() {
        tenJobsOfWhichSixAreCancelled();
        assertThat(scene.state(tess).lastRun().orElseThrow().outcome()).isEqualTo(Outcome.PAUSED);
        assertThat(scene.provider.events(tess)).hasSize(10);
        scene.decide(tess, Review.Answer.APPROVED);
        scene.settle(tess);
        assertThat(scene.provider.events(tess)).hasSize(4);
    }

    @Test
    void R17_F12_deletions_that_are_refused_leave_every_event_where_it_is() {
        tenJobsOfWhichSixAreCancelled();
        scene.decide(tess, Review.Answer.REFUSED);
        scene.settle(tess);
        assertThat(scene.provider.events(tess)).hasSize(10);
        assertThat(scene.link(tess, "J-0").state()).isInstanceOf(LinkState.Kept.class);
    }

    private void tenJobsOfWhichSixAreCancelled() {
        for (int i = 0; i < 10; i++) {
            scene.put("J-" + i, details("Job " + i), TESS);
        }
        scene.settle(tess);
        for (int i = 0; i < 6; i++) {
            scene.cancelJob.run(ORG, new JobId("J-" + i));
        }
        scene.run(tess);
    }

    @Test
    void R16_a_first_sync_that_deletes_nothing_is_counted_and_begins_by_itself() {
        CalendarRef dana = scene.connectAnew(DANA);
        scene.provider.userPuts(dana, new EventId("dentist"), details("Dentist"));
        scene.put("J-1", details("Replace boiler"), DANA);
        scene.settle(dana);
        Plan plan = scene.state(dana).plan().orElseThrow();
        assertThat(plan.creates()).isEqualTo(1);
        assertThat(plan.imports()).isEqualTo(1);
        assertThat(plan.deletes()).isZero();
        assertThat(scene.provider.events(dana)).hasSize(2);
    }

    @Test
    void R24_the_history_of_a_job_says_why_it_was_written_and_why_it_was_taken_off() {
        scene.put("J-1", details("Replace boiler"), TESS);
        scene.settle(tess);
        scene.cancelJob.run(ORG, new JobId("J-1"));
        scene.settle(tess);
        assertThat(scene.explanations.find(ORG, tess, new JobId("J-1"), 100))
                .extracting(Explanation::sentence)
                .contains("Written into the calendar.", "Taken off: the job was cancelled.");
    }
}
