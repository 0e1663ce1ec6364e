package io.syncline.calendar;

import static io.syncline.calendar.DeciderScene.COLLEAGUE;
import static io.syncline.calendar.DeciderScene.DISPATCHER;
import static io.syncline.calendar.DeciderScene.OWNER;
import static io.syncline.calendar.DeciderScene.STRANGER;
import static io.syncline.calendar.SyncScene.DANA;
import static io.syncline.calendar.SyncScene.ORG;
import static io.syncline.calendar.SyncScene.TESS;
import static io.syncline.calendar.SyncScene.details;
import static io.syncline.calendar.SyncScene.series;
import static io.syncline.calendar.SyncScene.titled;
import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.audit.Action;
import io.syncline.calendar.ExplainItem.Explained;
import io.syncline.calendar.ListEvents.Entry;
import io.syncline.calendar.PutBack.Putting;
import io.syncline.connection.ConnectionState;
import io.syncline.identity.Caller;
import io.syncline.identity.Role;
import io.syncline.sync.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What people are shown: entries, why they are (not) there, how calendars stand; and putting back what was deleted. */
class SeeingItemsTest {

    private static final Window NOVEMBER =
            new Window(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-31T00:00:00Z"));

    private final DeciderScene scene = new DeciderScene();
    private final CalendarRef tess = scene.tess;

    private List<Entry> entries() {
        return scene.listEvents.run(DISPATCHER, NOVEMBER);
    }

    private void imported(CalendarRef ref, String id, Details details, String uid, boolean foreign, boolean hidden) {
        EventFacts facts = new EventFacts(Optional.of(uid), foreign, Optional.empty(), Optional.empty());
        EventId event = new EventId(id);
        RemoteEvent remote = new RemoteEvent(event, new EventVersion("1"), details, hidden, Optional.empty(), facts);
        scene.sync.items.commit(
                ORG, ref, List.of(new Commit(id, List.of(new RowChange.PutEvent(KnownEvent.ofNobody(remote, 0))))));
    }

    @Test
    void R21_every_occurrence_of_a_series_in_the_span_is_an_entry_and_a_moved_one_stands_where_it_was_moved_to() {
        LocalDate second = LocalDate.parse("2026-12-01");
        Details weekly = series("Service", "2026-11-24T09:00", "FREQ=WEEKLY;COUNT=4");
        When.Single thursday = weekly.when().first().on(LocalDate.parse("2026-12-03"));
        Occurrence moved = Occurrence.Changed.between(
                weekly.regular(second), weekly.regular(second).at(thursday));
        Details series = weekly.with(second, Optional.of(moved))
                .with(LocalDate.parse("2026-12-08"), Optional.of(new Occurrence.Cancelled()));
        scene.sync.put("J-1", series, TESS);
        assertThat(entries())
                .extracting(entry -> entry.occurrence().date() + " "
                        + entry.occurrence().details().when().first().date())
                .containsExactly("2026-11-24 2026-11-24", "2026-12-01 2026-12-03", "2026-12-15 2026-12-15");
    }

    @Test
    void R23_S24_a_meeting_seen_through_two_accounts_is_one_entry_that_says_what_its_organiser_says() {
        CalendarRef dana = scene.sync.connect(DANA);
        imported(tess, "copy", details("Old title"), "uid-1", true, false);
        imported(dana, "original", details("Kick-off"), "uid-1", false, false);
        assertThat(entries()).singleElement().isInstanceOfSatisfying(Entry.OfNobody.class, meeting -> {
            assertThat(meeting.first().event().title()).isEqualTo("Kick-off");
            assertThat(meeting.copies()).extracting(ListEvents.Copy::calendar).containsExactly(dana, tess);
        });
    }

    @Test
    void R23_two_occurrences_of_one_series_are_two_meetings_each_once() {
        CalendarRef dana = scene.sync.connect(DANA);
        Details weekly = series("Stand-up", "2026-11-24T09:00", "FREQ=WEEKLY;COUNT=2");
        imported(tess, "copy", weekly, "uid-1", true, false);
        imported(dana, "original", weekly, "uid-1", false, false);
        assertThat(entries()).hasSize(2);
    }

    @Test
    void R23_F15_who_was_invited_to_one_occurrence_only_shares_that_entry() {
        CalendarRef dana = scene.sync.connect(DANA);
        imported(
                dana, "original", series("Stand-up", "2026-11-24T09:00", "FREQ=WEEKLY;COUNT=2"), "uid-1", false, false);
        imported(tess, "one", details("Stand-up", "2026-12-01T09:00"), "uid-1", true, false);
        assertThat(entries())
                .extracting(entry -> ((Entry.OfNobody) entry).copies().size())
                .containsExactly(1, 2);
    }

    @Test
    void R23_who_is_invited_to_a_jobs_event_sees_the_job_and_not_one_more_meeting() {
        CalendarRef dana = scene.sync.connect(DANA);
        scene.sync.put("J-1", details("Replace boiler"), TESS);
        scene.sync.settle(tess);
        imported(dana, "invitation", details("Replace boiler"), uidOf("J-1"), true, false);
        assertThat(entries()).singleElement().isInstanceOf(Entry.OfJob.class);
    }

    @Test
    void R23_who_may_not_see_the_job_still_sees_the_invitation_to_it() {
        CalendarRef dana = scene.sync.connect(DANA);
        scene.sync.put("J-1", details("Replace boiler"), TESS);
        scene.sync.settle(tess);
        imported(dana, "invitation", details("Replace boiler"), uidOf("J-1"), true, false);
        Caller invited = new Caller(ORG, DANA, "Dana", Set.of(Role.TECHNICIAN));
        assertThat(scene.listEvents.run(invited, NOVEMBER)).singleElement().isInstanceOf(Entry.OfNobody.class);
    }

    private String uidOf(String job) {
        JobId id = new JobId(job);
        return scene.sync.items.links(ORG, tess, List.of(id)).get(id).uid().orElseThrow();
    }

    @Test
    void R23_events_without_an_identifier_are_never_taken_for_each_other() {
        CalendarRef dana = scene.sync.connect(DANA);
        scene.sync.provider.userPuts(tess, new EventId("a"), details("Lunch"));
        scene.sync.provider.userPuts(dana, new EventId("a"), details("Lunch"));
        scene.sync.settle(tess, dana);
        assertThat(entries()).hasSize(2);
    }

    @Test
    void R09_a_meeting_that_one_of_them_marked_private_is_busy_for_everybody() {
        CalendarRef dana = scene.sync.connect(DANA);
        imported(tess, "copy", details("Surgery"), "uid-1", true, false);
        imported(dana, "original", details("Surgery"), "uid-1", false, true);
        assertThat(entries())
                .singleElement()
                .isInstanceOfSatisfying(
                        Entry.OfNobody.class,
                        meeting -> assertThat(meeting.hidden()).isTrue());
    }

    private Explained explained(String job) {
        return scene.explainItem.run(OWNER, ItemId.parse(job)).orElseThrow();
    }

    @Test
    void R24_a_job_in_the_calendar_says_why_it_is_there_and_what_happened() {
        scene.sync.put("J-1", details("Replace boiler"), TESS);
        scene.sync.settle(tess);
        scene.phone(old -> titled(old, "From the phone"));
        scene.sync.settle(tess);
        Explained explained = explained("J-1");
        assertThat(explained.answer()).startsWith("It is in the calendar because it is assigned");
        assertThat(explained.calendars().getFirst().lines())
                .extracting(Explanation::rule)
                .startsWith("R04")
                .endsWith("R08");
    }

    @Test
    void R24_R07_a_job_that_was_deleted_in_the_calendar_says_so_and_how_it_comes_back() {
        scene.sync.put("J-1", details("Replace boiler"), TESS);
        scene.sync.settle(tess);
        scene.sync.provider.userDeletes(tess, scene.sync.onlyEvent(tess).id());
        scene.sync.settle(tess);
        assertThat(explained("J-1").answer()).startsWith("It is not in the calendar: its owner deleted it");
        assertThat(explained("J-1").calendars().getFirst().remedy().kind()).isEqualTo(Remedy.Kind.PUT_BACK);
        assertThat(scene.putBack.run(OWNER, new JobId("J-1"), tess.connection()))
                .isInstanceOf(Putting.Done.class);
        scene.sync.settle(tess);
        assertThat(scene.titleInCalendar()).isEqualTo("Replace boiler");
        assertThat(explained("J-1").calendars().getFirst().lines())
                .anySatisfy(line -> assertThat(line.sentence()).startsWith("Tess had it put back"));
        assertThat(scene.sync.registry.trail().count(ORG, Action.JOB_PUT_BACK)).isEqualTo(1);
    }

    @Test
    void R07_putting_back_twice_or_what_was_not_deleted_changes_nothing() {
        scene.sync.put("J-1", details("Replace boiler"), TESS);
        scene.sync.settle(tess);
        long writes = scene.sync.rows.writes();
        assertThat(scene.putBack.run(OWNER, new JobId("J-1"), tess.connection()))
                .isInstanceOf(Putting.Done.class);
        assertThat(scene.putBack.run(COLLEAGUE, new JobId("J-1"), tess.connection()))
                .isInstanceOf(Putting.NotFound.class);
        scene.sync.put("J-2", details("Elsewhere"), DANA);
        assertThat(scene.putBack.run(DISPATCHER, new JobId("J-2"), tess.connection()))
                .isInstanceOf(Putting.NothingToPutBack.class);
        assertThat(scene.sync.rows.writes()).isEqualTo(writes + 1); // the new job, and nothing else
    }

    @Test
    void R24_R08_a_job_that_was_given_to_somebody_else_tells_the_one_before_why_it_is_gone() {
        scene.sync.put("J-1", details("Replace boiler"), TESS);
        scene.sync.settle(tess);
        scene.sync.put("J-1", details("Replace boiler"), DANA);
        scene.sync.settle(tess);
        Explained explained = explained("J-1");
        assertThat(explained.calendars()).singleElement().satisfies(one -> {
            assertThat(one.state()).isEqualTo("gone");
            assertThat(one.answer()).contains("not assigned to its owner");
            assertThat(one.lines()).isNotEmpty();
        });
    }

    @Test
    void R24_a_job_of_somebody_without_a_calendar_says_that_it_waits() {
        scene.sync.put("J-1", details("Replace boiler"), DANA);
        Explained explained =
                scene.explainItem.run(DISPATCHER, ItemId.parse("J-1")).orElseThrow();
        assertThat(explained.answer()).contains("no calendar is connected");
        assertThat(explained.calendars().getFirst().remedy().kind()).isEqualTo(Remedy.Kind.CHOOSE_CALENDAR);
    }

    @Test
    void R24_R09_R23_an_event_that_is_no_job_says_that_it_is_only_seen_and_through_whom_else() {
        CalendarRef dana = scene.sync.connect(DANA);
        imported(tess, "copy", details("Kick-off"), "uid-1", true, false);
        imported(dana, "original", details("Kick-off"), "uid-1", false, false);
        ItemId item = new ItemId.OfEvent(tess, new EventId("copy"));
        Explained explained =
                scene.explainItem.run(DISPATCHER, ItemId.parse(item.text())).orElseThrow();
        assertThat(explained.calendars().getFirst().lines())
                .extracting(Explanation::rule)
                .containsExactly("R23", "R09");
        assertThat(scene.explainItem.run(COLLEAGUE, item)).isEmpty();
    }

    @Test
    void R24_nobody_is_told_about_what_is_not_theirs() {
        scene.sync.put("J-1", details("Replace boiler"), TESS);
        scene.sync.settle(tess);
        assertThat(scene.explainItem.run(COLLEAGUE, ItemId.parse("J-1"))).isEmpty();
        assertThat(scene.explainItem.run(STRANGER, ItemId.parse("J-1"))).isEmpty();
    }

    @Test
    void R24_every_rule_has_a_title() {
        for (int rule = 1; rule <= 26; rule++) {
            String number = "R%02d".formatted(rule);
            assertThat(Rules.title(number)).isNotEqualTo(number);
        }
    }

    @Test
    void R25_a_calendar_says_when_it_was_verified_when_it_is_looked_at_next_and_whether_it_is_told_of_changes() {
        scene.sync.settle(tess);
        ReportSync.Report report = scene.reportSync.run(OWNER).getFirst();
        assertThat(report.standing()).isEqualTo(ReportSync.Standing.IN_STEP);
        assertThat(report.calendar().lastVerifiedAt()).contains(scene.sync.clock.instant());
        assertThat(report.calendar().nextDueAt())
                .isBeforeOrEqualTo(scene.sync.clock.instant().plus(Duration.ofMinutes(5)));
        assertThat(report.pushHealthy()).isFalse();
        assertThat(report.remedy()).isEqualTo(Remedy.NONE);
    }

    @Test
    void R26_a_dead_grant_is_reported_with_the_one_thing_to_do() {
        scene.sync.settle(tess);
        scene.sync.change(
                tess,
                connection -> connection.with(new ConnectionState.NeedsReconnect(
                        "Connect again.", scene.sync.clock.instant(), Optional.empty())));
        ReportSync.Report report = scene.reportSync.run(OWNER).getFirst();
        assertThat(report.standing()).isEqualTo(ReportSync.Standing.NEEDS_RECONNECT);
        assertThat(report.remedy().kind()).isEqualTo(Remedy.Kind.RECONNECT);
    }

    @Test
    void R05_open_conflicts_are_what_is_to_be_done_about_a_calendar_that_is_well_otherwise() {
        scene.disputedTitle();
        ReportSync.Report report = scene.reportSync.run(OWNER).getFirst();
        assertThat(report.conflicts()).isEqualTo(1);
        assertThat(report.remedy().kind()).isEqualTo(Remedy.Kind.RESOLVE);
    }

    @Test
    void R03_the_policy_is_changed_once_and_audited() {
        SyncPolicy policy = new SyncPolicy(Map.of(Field.TITLE, SyncPolicy.Ownership.CRM), SyncPolicy.OnConflict.LATEST);
        SetSyncPolicy setSyncPolicy = new SetSyncPolicy(scene.sync.policies, scene.trail);
        setSyncPolicy.run(DISPATCHER, policy);
        setSyncPolicy.run(DISPATCHER, policy);
        assertThat(scene.sync.policies.find(ORG)).isEqualTo(policy);
        assertThat(scene.sync.registry.trail().count(ORG, Action.SYNC_POLICY_CHANGED))
                .isEqualTo(1);
    }

    @Test
    void R08_an_assignee_says_that_the_job_is_done_and_its_event_stays_and_is_marked() {
        CompleteJob completeJob = new CompleteJob(scene.sync.jobs, scene.sync.putJob);
        scene.sync.put("J-1", details("Replace boiler"), TESS);
        scene.sync.settle(tess);
        assertThat(completeJob.run(OWNER, new JobId("J-1"), true)).isInstanceOf(CompleteJob.Completion.Done.class);
        scene.sync.settle(tess);
        assertThat(scene.titleInCalendar()).isEqualTo("✓ Replace boiler");
        assertThat(completeJob.run(COLLEAGUE, new JobId("J-1"), false))
                .isInstanceOf(CompleteJob.Completion.NotFound.class);
        completeJob.run(OWNER, new JobId("J-1"), false);
        scene.sync.settle(tess);
        assertThat(scene.titleInCalendar()).isEqualTo("Replace boiler");
    }
}
