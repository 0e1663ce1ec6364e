package io.syncline.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.calendar.CalendarItems.KnownPage;
import io.syncline.calendar.CalendarItems.LinkPage;
import io.syncline.calendar.CalendarItems.Waiting;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import io.syncline.sync.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link CalendarItems} does. */
public abstract class CalendarItemsContract {

    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final OrganisationId OTHER = new OrganisationId("other");
    private static final CalendarRef WORK = new CalendarRef(new ConnectionId("c_1"), new CalendarId("Work@x"));
    private static final CalendarRef WORK_IN_SMALL = new CalendarRef(new ConnectionId("c_1"), new CalendarId("work@x"));
    private static final Window NOVEMBER =
            new Window(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"));
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    protected abstract CalendarItems items();

    protected abstract Jobs jobs();

    @Test
    void a_link_in_every_state_survives_storage() {
        CalendarItems items = items();
        Baseline baseline = new Baseline(details("one"), details("two"));
        EventVersion version = new EventVersion("\"etag\"");
        RemoteEvent edited =
                new RemoteEvent(new EventId("e"), version, series(), true, Optional.of(new JobId("job-1")), facts());
        List<LinkState> states = List.of(
                new LinkState.Creating(details("one")),
                new LinkState.Linked(new EventId("E/é+="), version, baseline),
                new LinkState.Deleting(new EventId("e"), version, baseline),
                new LinkState.Removed(baseline, NOW),
                new LinkState.EditedAndDeleted(baseline, NOW),
                new LinkState.CancelledAndEdited(edited, baseline, NOW),
                new LinkState.Kept(Optional.of(edited), details("sent"), NOW),
                new LinkState.Kept(Optional.empty(), series(), NOW));
        for (int number = 0; number < states.size(); number++) {
            Link link = link("job-" + number).with(states.get(number));
            assertThat(put(items, link)).isEmpty();
            assertThat(items.links(ACME, WORK, List.of(link.job()))).containsEntry(link.job(), next(link));
        }
    }

    @Test
    void R23_the_meeting_that_a_link_is_survives_storage() {
        CalendarItems items = items();
        RemoteEvent event = new RemoteEvent(
                new EventId("e"), new EventVersion("v"), details("one"), false, Optional.empty(), facts());
        Link link = link("job-1").linkedTo(event, new Baseline(details("one"), details("one")));
        put(items, link);
        assertThat(items.links(ACME, WORK, List.of(link.job())).get(link.job()).uid())
                .isEqualTo(facts().uid())
                .isPresent();
    }

    @Test
    void disputes_of_all_fields_survive_storage() {
        CalendarItems items = items();
        Map<Aspect, Dispute> disputes = new HashMap<>();
        for (Field field : Field.values()) {
            Baseline baseline = new Baseline(details("base"), details("base " + field.word()));
            Aspect aspect = new Aspect.OfField(field);
            disputes.put(aspect, new Dispute(aspect, baseline, details("crm"), details("theirs"), NOW));
        }
        Aspect occurrence = new Aspect.OfOccurrence(LocalDate.parse("2026-11-30"));
        Baseline baseline = new Baseline(series(), series().titled("theirs"));
        disputes.put(occurrence, new Dispute(occurrence, baseline, series(), series().titled("phone"), NOW));
        Link link = linked("job-1", "event-1").with(disputes).refused("The organiser forbids it.");
        put(items, link);
        assertThat(items.links(ACME, WORK, List.of(link.job()))).containsEntry(link.job(), next(link));
    }

    @Test
    void R12_what_was_written_lately_survives_storage() {
        CalendarItems items = items();
        Link link = linked("job-1", "event-1").with(new Link.Writes(7, 2, NOW));
        put(items, link);
        assertThat(items.links(ACME, WORK, List.of(link.job())).get(link.job()).writes())
                .isEqualTo(new Link.Writes(7, 2, NOW));
    }

    @Test
    void R21_a_series_with_as_many_exceptions_as_are_allowed_survives_storage_on_both_sides_of_its_baseline() {
        CalendarItems items = items();
        Details full = details("x".repeat(1_024))
                .at(new When.Repeating(details("").when().first(), new Recurrence("FREQ=DAILY")));
        for (int day = 0; day < Details.MOST_EXCEPTIONS; day++) {
            LocalDate date = LocalDate.parse("2026-11-23").plusDays(day);
            full = full.with(date, titled("Only this one, number " + day));
        }
        Link link = link("job-1")
                .with(new LinkState.Linked(
                        new EventId("e"), new EventVersion("v"), new Baseline(full, full.titled("theirs"))));
        assertThat(put(items, link)).isEmpty();
        assertThat(items.links(ACME, WORK, List.of(link.job()))).containsEntry(link.job(), next(link));
    }

    @Test
    void only_links_with_conflicts_are_disputed() {
        CalendarItems items = items();
        Baseline baseline = new Baseline(details("one"), details("one"));
        Link calm = linked("calm", "event-1");
        Link deleted = link("deleted").with(new LinkState.EditedAndDeleted(baseline, NOW));
        Aspect about = new Aspect.OfField(Field.TITLE);
        Dispute title = new Dispute(about, baseline, details("crm"), details("theirs"), NOW);
        Link torn = linked("torn", "event-2").with(Map.of(about, title));
        items.commit(ACME, WORK, List.of(commit("all", putLink(calm), putLink(deleted), putLink(torn))));
        assertThat(items.disputed(ACME, WORK.connection())).containsExactlyInAnyOrder(next(deleted), next(torn));
        assertThat(items.disputed(ACME, new ConnectionId("c_2"))).isEmpty();
        assertThat(items.disputed(OTHER, WORK.connection())).isEmpty();
        put(items, next(torn).with(Map.of()));
        assertThat(items.disputed(ACME, WORK.connection())).containsExactly(next(deleted));
    }

    @Test
    void R06_conflicts_of_all_calendars_of_an_account_are_found_each_in_its_own() {
        CalendarItems items = items();
        Baseline baseline = new Baseline(details("one"), details("one"));
        LinkState state = new LinkState.EditedAndDeleted(baseline, NOW);
        Link here = link("job-1").with(state);
        Link there = Link.creating(WORK_IN_SMALL, here.job(), details("one")).with(state);
        put(items, here);
        items.commit(ACME, WORK_IN_SMALL, List.of(commit("there", putLink(there))));
        assertThat(items.disputed(ACME, WORK.connection())).containsExactlyInAnyOrder(next(here), next(there));
    }

    @Test
    void calendars_whose_ids_differ_in_case_only_and_organisations_are_apart() {
        CalendarItems items = items();
        Link link = link("job-1");
        put(items, link);
        assertThat(items.links(ACME, WORK_IN_SMALL, List.of(link.job()))).isEmpty();
        assertThat(items.links(OTHER, WORK, List.of(link.job()))).isEmpty();
        assertThat(items.allLinks(OTHER, WORK, Optional.empty(), 10).links()).isEmpty();
    }

    @Test
    void a_link_on_an_old_version_fails_its_whole_commit_and_no_other() {
        CalendarItems items = items();
        Link link = link("job-1");
        put(items, link);
        KnownEvent event = jobEvent("event-1", "job-1", 1);
        Set<String> failed = items.commit(
                ACME,
                WORK,
                List.of(
                        commit("stale", putLink(link), new RowChange.PutEvent(event)),
                        commit("fine", putLink(link("job-2")))));
        assertThat(failed).containsExactly("stale");
        assertThat(items.known(ACME, WORK, List.of(event.id()))).isEmpty();
        assertThat(items.links(ACME, WORK, List.of(link.job(), new JobId("job-2"))))
                .containsEntry(link.job(), next(link))
                .containsKey(new JobId("job-2"));
    }

    @Test
    void of_two_commits_on_the_same_row_the_second_sees_the_first() {
        CalendarItems items = items();
        Link link = link("job-1");
        Set<String> failed = items.commit(
                ACME,
                WORK,
                List.of(
                        commit("first", putLink(link)),
                        commit("second", putLink(next(link).accepted())),
                        commit("third", putLink(link))));
        assertThat(failed).containsExactly("third");
        assertThat(items.links(ACME, WORK, List.of(link.job())).get(link.job()).version())
                .isEqualTo(2);
    }

    @Test
    void a_link_is_dropped_on_its_version_only() {
        CalendarItems items = items();
        Link link = link("job-1");
        put(items, link);
        assertThat(items.commit(ACME, WORK, List.of(commit("old", new RowChange.DropLink(link)))))
                .containsExactly("old");
        assertThat(items.commit(ACME, WORK, List.of(commit("now", new RowChange.DropLink(next(link))))))
                .isEmpty();
        assertThat(items.links(ACME, WORK, List.of(link.job()))).isEmpty();
    }

    @Test
    void a_job_in_a_commit_is_stored_on_its_version() {
        CalendarItems items = items();
        Job stored = jobs().save(job("job-1")).orElseThrow();
        Job edited = stored.with(details("edited in the calendar"), NOW);
        assertThat(items.commit(ACME, WORK, List.of(commit("edit", new RowChange.PutJob(edited)))))
                .isEmpty();
        assertThat(jobs().find(ACME, stored.id()).map(Job::version)).contains(2L);
        assertThat(items.commit(ACME, WORK, List.of(commit("again", new RowChange.PutJob(edited)))))
                .containsExactly("again");
        assertThat(jobs().find(ACME, stored.id()).map(Job::details)).contains(edited.details());
    }

    @Test
    void a_newer_note_replaces_an_older_one() {
        CalendarItems items = items();
        note(items, WORK, 1);
        note(items, WORK, 2);
        assertThat(jobs(items, WORK, 10)).containsExactly(new Pending(new JobId("job-1"), 2));
        assertThat(items.countWaiting(ACME, WORK)).isEqualTo(1);
        assertThat(items.countWaiting(ACME, WORK_IN_SMALL)).isZero();
    }

    @Test
    void no_more_notes_come_than_asked_for() {
        CalendarItems items = items();
        List<Commit> notes = IntStream.range(0, 30)
                .mapToObj(number ->
                        commit("note-" + number, new RowChange.Note(WORK, new Pending(new JobId("job-" + number), 1))))
                .toList();
        items.commit(ACME, WORK, notes);
        assertThat(jobs(items, WORK, 7)).hasSize(7);
        assertThat(jobs(items, WORK, 100)).hasSize(30);
        assertThat(items.countWaiting(ACME, WORK)).isEqualTo(30);
    }

    @Test
    void turning_pages_shows_every_job_that_waits_once_by_its_id() {
        CalendarItems items = items();
        items.commit(
                ACME,
                WORK,
                IntStream.range(0, 23)
                        .mapToObj(number -> commit("note-" + number, note("job-" + number, 1)))
                        .toList());
        items.commit(ACME, WORK, List.of(commit("owed", new RowChange.Owe(removed("e-1")))));
        List<String> seen = new ArrayList<>();
        Optional<JobId> after = Optional.empty();
        do {
            Waiting page = items.waiting(ACME, WORK, after, 5);
            page.jobs().forEach(pending -> seen.add(pending.job().value()));
            after = page.last();
        } while (after.isPresent());
        assertThat(seen).hasSize(23).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void R24_everything_that_the_crm_can_be_told_is_owed_until_it_was_told() {
        CalendarItems items = items();
        List<CrmEvent> events = crmEvents();
        items.commit(
                ACME,
                WORK,
                events.stream()
                        .map(event -> commit(event.id(), new RowChange.Owe(event)))
                        .toList());
        assertThat(owed(items)).containsExactlyInAnyOrderElementsOf(events);
        assertThat(items.countWaiting(ACME, WORK)).isZero();
        assertThat(items.waiting(ACME, WORK_IN_SMALL, Optional.empty(), 50).owed())
                .isEmpty();
        assertThat(items.waiting(OTHER, WORK, Optional.empty(), 50).owed()).isEmpty();
        items.commit(
                ACME,
                WORK,
                List.of(
                        commit("told", new RowChange.Told(events.getFirst())),
                        commit("unknown", new RowChange.Told(removed("never-owed")))));
        assertThat(owed(items)).containsExactlyInAnyOrderElementsOf(events.subList(1, events.size()));
    }

    @Test
    void R24_what_is_owed_is_owed_once_and_only_where_its_commit_was_stored() {
        CalendarItems items = items();
        Link link = link("job-1");
        put(items, link);
        CrmEvent lost = removed("lost");
        CrmEvent stored = removed("stored");
        items.commit(
                ACME,
                WORK,
                List.of(
                        commit("stale", putLink(link), new RowChange.Owe(lost)),
                        commit("fine", putLink(next(link)), new RowChange.Owe(stored)),
                        commit("again", new RowChange.Owe(stored))));
        assertThat(owed(items)).containsExactly(stored);
    }

    @Test
    void much_that_is_owed_keeps_no_job_from_being_found() {
        CalendarItems items = items();
        List<Commit> commits = new ArrayList<>();
        for (int number = 0; number < 60; number++) {
            commits.add(commit("owed-" + number, new RowChange.Owe(removed("event-" + number))));
        }
        commits.add(commit("note", note("job-1", 1)));
        items.commit(ACME, WORK, commits);
        assertThat(jobs(items, WORK, 50)).containsExactly(new Pending(new JobId("job-1"), 1));
        Set<CrmEvent> seen = new HashSet<>();
        while (!owed(items).isEmpty()) {
            List<CrmEvent> some = owed(items);
            seen.addAll(some);
            items.commit(
                    ACME,
                    WORK,
                    some.stream()
                            .map(event -> commit(event.id(), new RowChange.Told(event)))
                            .toList());
        }
        assertThat(seen).hasSize(60);
    }

    @Test
    void links_are_counted_in_whatever_state_they_are() {
        CalendarItems items = items();
        Baseline baseline = new Baseline(details("one"), details("one"));
        items.commit(
                ACME,
                WORK,
                IntStream.range(0, 120)
                        .mapToObj(number -> commit("c-" + number, putLink(link("job-" + number))))
                        .toList());
        put(items, link("removed").with(new LinkState.Removed(baseline, NOW)));
        items.commit(ACME, WORK, List.of(commit("drop", new RowChange.DropLink(next(link("job-7"))))));
        items.commit(
                ACME,
                WORK,
                List.of(commit("other", new RowChange.PutEvent(jobEvent("event-1", "job-1", 1)), note("job-1", 1))));
        assertThat(items.countLinks(ACME, WORK)).isEqualTo(120);
        assertThat(items.countLinks(ACME, WORK_IN_SMALL)).isZero();
        assertThat(items.countLinks(OTHER, WORK)).isZero();
    }

    @Test
    void R18_F25_attempts_are_counted_for_each_item_of_each_calendar() {
        CalendarItems items = items();
        assertThat(items.countAttempt(ACME, WORK, "job-1")).isEqualTo(1);
        assertThat(items.countAttempt(ACME, WORK, "job-1")).isEqualTo(2);
        assertThat(items.countAttempt(ACME, WORK, "job-1")).isEqualTo(3);
        assertThat(items.countAttempt(ACME, WORK, "job-2")).isEqualTo(1);
        assertThat(items.countAttempt(ACME, WORK_IN_SMALL, "job-1")).isEqualTo(1);
        assertThat(items.countAttempt(OTHER, WORK, "job-1")).isEqualTo(1);
        assertThat(items.countWaiting(ACME, WORK)).isZero();
        assertThat(items.countLinks(ACME, WORK)).isZero();
    }

    @Test
    void a_commit_with_as_many_rows_as_it_may_have_is_stored_as_a_whole() {
        CalendarItems items = items();
        List<RowChange> rows = new ArrayList<>(List.of(putLink(link("job-1"))));
        for (int number = 0; number < 44; number++) {
            String sentence = "Line " + number;
            rows.add(new RowChange.Explain(new JobId("job-1"), line("R04", sentence)));
            rows.add(new RowChange.Owe(removed("event-" + number)));
        }
        assertThat(items.commit(ACME, WORK, List.of(new Commit("large", rows)))).isEmpty();
        assertThat(items.countLinks(ACME, WORK)).isEqualTo(1);
        assertThat(items.waiting(ACME, WORK, Optional.empty(), 50).owed()).hasSize(44);
    }

    @Test
    void a_note_is_settled_by_its_own_version_only_and_that_is_no_failure() {
        CalendarItems items = items();
        note(items, WORK, 2);
        Link link = link("job-1");
        assertThat(items.commit(ACME, WORK, List.of(commit("late", settle(1), putLink(link)))))
                .isEmpty();
        assertThat(jobs(items, WORK, 10)).hasSize(1);
        assertThat(items.links(ACME, WORK, List.of(link.job()))).hasSize(1);
        assertThat(items.commit(ACME, WORK, List.of(commit("right", settle(2)))))
                .isEmpty();
        assertThat(jobs(items, WORK, 10)).isEmpty();
        assertThat(items.commit(ACME, WORK, List.of(commit("again", settle(2)))))
                .isEmpty();
    }

    @Test
    void a_commit_that_fails_settles_nothing() {
        CalendarItems items = items();
        note(items, WORK, 1);
        Link link = link("job-1");
        put(items, link);
        assertThat(items.commit(ACME, WORK, List.of(commit("stale", settle(1), putLink(link)))))
                .containsExactly("stale");
        assertThat(jobs(items, WORK, 10)).hasSize(1);
    }

    @Test
    void newer_notes_and_stale_links_in_one_call_touch_only_their_own_commits() {
        CalendarItems items = items();
        put(items, link("job-3"));
        List<Commit> commits = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            JobId job = new JobId("job-" + number);
            items.commit(
                    ACME,
                    WORK,
                    List.of(commit("note", new RowChange.Note(WORK, new Pending(job, number % 10 == 5 ? 2 : 1)))));
            commits.add(commit(
                    job.value(),
                    putLink(link(job.value())),
                    new RowChange.PutEvent(jobEvent("event-" + number, job.value(), 1)),
                    new RowChange.Settle(new Pending(job, 1))));
        }
        assertThat(items.commit(ACME, WORK, commits)).containsExactly("job-3");
        assertThat(jobs(items, WORK, 100))
                .containsExactlyInAnyOrder(
                        new Pending(new JobId("job-3"), 1),
                        new Pending(new JobId("job-5"), 2),
                        new Pending(new JobId("job-15"), 2),
                        new Pending(new JobId("job-25"), 2),
                        new Pending(new JobId("job-35"), 2));
        assertThat(items.allLinks(ACME, WORK, Optional.empty(), 100).links()).hasSize(40);
        assertThat(items.known(ACME, WORK, List.of(new EventId("event-3")))).isEmpty();
    }

    @Test
    void a_note_of_version_0_is_taken_away_like_any_other() {
        CalendarItems items = items();
        Pending swept = new Pending(new JobId("job-1"), 0);
        items.commit(ACME, WORK, List.of(commit("note", new RowChange.Note(WORK, swept))));
        items.commit(ACME, WORK, List.of(commit("settle", new RowChange.Settle(swept))));
        assertThat(jobs(items, WORK, 10)).isEmpty();
    }

    @Test
    void a_commit_may_note_in_another_calendar() {
        CalendarItems items = items();
        Pending pending = new Pending(new JobId("job-1"), 1);
        items.commit(ACME, WORK, List.of(commit("move", new RowChange.Note(WORK_IN_SMALL, pending), settle(1))));
        assertThat(jobs(items, WORK_IN_SMALL, 10)).containsExactly(pending);
        assertThat(jobs(items, WORK, 10)).isEmpty();
    }

    @Test
    void a_commit_that_names_a_row_twice_and_keys_that_are_not_different_are_refused() {
        CalendarItems items = items();
        Link link = link("job-1");
        assertThatThrownBy(() -> items.commit(ACME, WORK, List.of(commit("twice", putLink(link), putLink(next(link))))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> items.commit(ACME, WORK, List.of(commit("same"), commit("same"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(items.commit(ACME, WORK, List.of())).isEmpty();
        assertThat(items.commit(ACME, WORK, List.of(commit("empty")))).isEmpty();
    }

    @Test
    void turning_pages_shows_every_link_once_by_job() {
        CalendarItems items = items();
        items.commit(
                ACME,
                WORK,
                IntStream.range(0, 23)
                        .mapToObj(number -> commit("c-" + number, putLink(link("job-" + number))))
                        .toList());
        List<String> seen = new ArrayList<>();
        Optional<JobId> after = Optional.empty();
        do {
            LinkPage page = items.allLinks(ACME, WORK, after, 5);
            page.links().forEach(link -> seen.add(link.job().value()));
            after = page.last();
        } while (after.isPresent());
        assertThat(seen).hasSize(23).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void more_links_than_a_batch_are_read_at_once() {
        CalendarItems items = items();
        List<Link> links = IntStream.range(0, 130)
                .mapToObj(number -> link("job-" + number))
                .toList();
        items.commit(
                ACME,
                WORK,
                links.stream()
                        .map(link -> commit(link.job().value(), putLink(link)))
                        .toList());
        assertThat(items.links(ACME, WORK, links.stream().map(Link::job).toList()))
                .hasSize(130);
        assertThat(items.links(ACME, WORK, List.of())).isEmpty();
    }

    @Test
    void known_events_survive_storage_whatever_their_id() {
        CalendarItems items = items();
        KnownEvent ours = jobEvent("event-1", "job-1", 3);
        KnownEvent upper = jobEvent("EVENT-1", "job-2", 3);
        KnownEvent wordy = nobodys("ü".repeat(1024), timed("2026-11-23T09:00", "2026-11-23T10:00"), 4);
        KnownEvent hidden = KnownEvent.ofNobody(
                new RemoteEvent(
                        new EventId("hidden"), new EventVersion("v"), details("secret"), true, Optional.empty()),
                4);
        List<KnownEvent> all = List.of(ours, upper, wordy, hidden);
        items.commit(ACME, WORK, List.of(commit("all", puts(all))));
        assertThat(items.known(ACME, WORK, all.stream().map(KnownEvent::id).toList())
                        .values())
                .containsExactlyInAnyOrderElementsOf(all);
        items.commit(
                ACME,
                WORK,
                List.of(commit(
                        "drop",
                        new RowChange.DropEvent(wordy.id()),
                        new RowChange.PutEvent(ours.seenIn(5)),
                        new RowChange.DropEvent(new EventId("unknown")))));
        assertThat(items.known(ACME, WORK, List.of(wordy.id(), ours.id()))).containsOnlyKeys(ours.id());
        assertThat(items.known(ACME, WORK, List.of(ours.id())).get(ours.id()).listing())
                .isEqualTo(5);
    }

    @Test
    void imported_events_are_those_of_nobody_that_touch_the_window() {
        CalendarItems items = items();
        When inside = timed("2026-11-23T09:00", "2026-11-23T10:00");
        KnownEvent seen = nobodys("seen", inside, 1);
        KnownEvent days =
                nobodys("days", new When.AllDay(LocalDate.parse("2026-10-30"), LocalDate.parse("2026-11-02")), 1);
        KnownEvent longer = nobodys("longer", timed("2026-01-01T00:00", "2027-01-01T00:00"), 1);
        List<KnownEvent> all = List.of(
                seen,
                days,
                longer,
                nobodys("before", timed("2026-10-30T09:00", "2026-10-30T10:00"), 1),
                nobodys("after", timed("2026-12-01T01:00", "2026-12-01T02:00"), 1),
                jobEvent("ours", "job-1", 1));
        items.commit(ACME, WORK, List.of(commit("all", puts(all))));
        assertThat(items.imported(ACME, WORK, NOVEMBER))
                .containsExactlyInAnyOrder(
                        seen.imported().orElseThrow(),
                        days.imported().orElseThrow(),
                        longer.imported().orElseThrow());
        assertThat(items.imported(ACME, WORK_IN_SMALL, NOVEMBER)).isEmpty();
        assertThat(items.imported(OTHER, WORK, NOVEMBER)).isEmpty();
    }

    @Test
    void R21_an_imported_series_is_found_wherever_one_of_its_occurrences_is() {
        CalendarItems items = items();
        KnownEvent goesOn = nobodys("goes-on", repeated("2026-01-05T09:00", "FREQ=WEEKLY;BYDAY=MO"), 1);
        KnownEvent longOver = nobodys("over", repeated("2026-01-05T09:00", "FREQ=WEEKLY;BYDAY=MO;COUNT=10"), 1);
        KnownEvent between =
                nobodys("between", repeated("2026-10-15T09:00", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15"), 1);
        KnownEvent later = nobodys("later", repeated("2026-12-07T09:00", "FREQ=WEEKLY;BYDAY=MO"), 1);
        KnownEvent torn = KnownEvent.ofNobody(
                new RemoteEvent(
                        new EventId("torn"), new EventVersion("v1"), series(), false, Optional.empty(), facts()),
                1);
        List<KnownEvent> all = List.of(goesOn, longOver, between, later, torn);
        items.commit(ACME, WORK, List.of(commit("all", puts(all))));
        assertThat(items.imported(ACME, WORK, NOVEMBER))
                .containsExactlyInAnyOrder(
                        goesOn.imported().orElseThrow(), torn.imported().orElseThrow());
        assertThat(items.known(ACME, WORK, List.of(torn.id()))).containsValue(torn);
        Window years = new Window(Instant.parse("2040-01-01T00:00:00Z"), Instant.parse("2040-02-01T00:00:00Z"));
        assertThat(items.imported(ACME, WORK, years))
                .extracting(ImportedEvent::id)
                .contains(goesOn.id(), later.id());
    }

    @Test
    void R21_an_occurrence_that_was_moved_far_away_is_found_where_it_takes_place() {
        CalendarItems items = items();
        When.Single october = (When.Single) timed("2026-10-05T09:00", "2026-10-05T10:00");
        Details moved = details("Moved")
                .at(new When.Repeating(october, new Recurrence("FREQ=WEEKLY;BYDAY=MO;COUNT=3")))
                .with(
                        LocalDate.parse("2026-10-19"),
                        Optional.of(new Occurrence.Changed(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of((When.Single) timed("2026-11-20T09:00", "2026-11-20T10:00")),
                                Optional.empty(),
                                Optional.empty())));
        KnownEvent known = KnownEvent.ofNobody(
                new RemoteEvent(new EventId("e"), new EventVersion("v"), moved, false, Optional.empty()), 1);
        items.commit(ACME, WORK, List.of(commit("all", puts(List.of(known)))));
        assertThat(items.imported(ACME, WORK, NOVEMBER)).hasSize(1);
    }

    @Test
    void R15_R21_a_series_that_goes_on_in_the_window_is_missed_by_a_full_listing_and_one_that_is_over_is_not() {
        CalendarItems items = items();
        List<KnownEvent> all = List.of(
                nobodys("goes-on", repeated("2026-01-05T09:00", "FREQ=WEEKLY;BYDAY=MO"), 6),
                nobodys("over", repeated("2026-01-05T09:00", "FREQ=WEEKLY;BYDAY=MO;COUNT=10"), 6));
        items.commit(ACME, WORK, List.of(commit("all", puts(all))));
        List<EventId> missed = new ArrayList<>();
        Optional<EventId> after = Optional.empty();
        do {
            KnownPage page = items.unseen(ACME, WORK, 7, NOVEMBER, after);
            page.events().forEach(event -> missed.add(event.id()));
            after = page.last();
        } while (after.isPresent());
        assertThat(missed).containsExactly(new EventId("goes-on"));
    }

    @Test
    void an_imported_event_that_became_a_job_s_is_imported_no_more() {
        CalendarItems items = items();
        KnownEvent seen = nobodys("event-1", timed("2026-11-23T09:00", "2026-11-23T10:00"), 1);
        items.commit(ACME, WORK, List.of(commit("seen", puts(List.of(seen)))));
        items.commit(ACME, WORK, List.of(commit("ours", puts(List.of(jobEvent("event-1", "job-1", 1))))));
        assertThat(items.imported(ACME, WORK, NOVEMBER)).isEmpty();
    }

    @Test
    void R15_events_that_a_full_listing_did_not_see_are_found_page_by_page() {
        CalendarItems items = items();
        List<KnownEvent> all = new ArrayList<>();
        for (int number = 0; number < 25; number++) {
            all.add(jobEvent("event-" + number, "job-" + number, number % 2 == 0 ? 7 : 6));
        }
        all.add(nobodys("inside", timed("2026-11-23T09:00", "2026-11-23T10:00"), 6));
        all.add(nobodys("outside", timed("2026-01-23T09:00", "2026-01-23T10:00"), 6));
        items.commit(
                ACME,
                WORK,
                all.stream()
                        .map(event -> commit(event.id().value(), puts(List.of(event))))
                        .toList());
        List<String> missed = new ArrayList<>();
        Optional<EventId> after = Optional.empty();
        do {
            KnownPage page = items.unseen(ACME, WORK, 7, NOVEMBER, after);
            page.events().forEach(event -> missed.add(event.id().value()));
            after = page.last();
        } while (after.isPresent());
        assertThat(missed).hasSize(13).contains("inside", "event-1", "event-23").doesNotContain("outside", "event-2");
    }

    private static List<CrmEvent> owed(CalendarItems items) {
        return items.waiting(ACME, WORK, Optional.empty(), 50).owed();
    }

    private static CrmEvent removed(String id) {
        return new CrmEvent.JobRemovedFromCalendar(id, ACME, NOW, new JobId("job-1"), new UserId("tess"));
    }

    private static List<CrmEvent> crmEvents() {
        JobId job = new JobId("job-1");
        UserId tess = new UserId("tess");
        ConflictId whole = new ConflictId(WORK, job, Optional.empty());
        ConflictId title = new ConflictId(WORK, job, Optional.of(new Aspect.OfField(Field.TITLE)));
        return List.of(
                new CrmEvent.JobRescheduled(
                        "e-1", ACME, NOW, job, 7, List.of("when", "occurrence:2026-11-30"), series(), tess),
                removed("e-2"),
                new CrmEvent.ConflictOpened("e-3", ACME, NOW, title, job, tess, Optional.of("title")),
                new CrmEvent.ConflictOpened("e-4", ACME, NOW, whole, job, tess, Optional.empty()),
                new CrmEvent.ConflictResolved("e-5", ACME, NOW, title, job, "crm", Optional.of(tess)),
                new CrmEvent.ConflictResolved("e-6", ACME, NOW, whole, job, "agreed", Optional.empty()),
                new CrmEvent.SyncFailed("e-7", ACME, NOW, Optional.of(job), tess, "The organiser forbids it."),
                new CrmEvent.SyncFailed("e-8", ACME, NOW, Optional.empty(), tess, "The calendar is gone."),
                new CrmEvent.JobContinued("e-9", ACME, NOW, new JobId("job-1:2026-12-07"), job, series(), tess));
    }

    private static RowChange note(String job, long version) {
        return new RowChange.Note(WORK, new Pending(new JobId(job), version));
    }

    private static Explanation line(String rule, String sentence) {
        return new Explanation(NOW, Explanation.Kind.DECIDED, rule, sentence, "run-1");
    }

    private static EventFacts facts() {
        return new EventFacts(Optional.of("uid@x"), true, Optional.of(NOW), Optional.of("It cannot be kept."));
    }

    private static Optional<Occurrence> titled(String title) {
        return Optional.of(new Occurrence.Changed(
                Optional.of(title),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    private static When repeated(String from, String rule) {
        LocalDateTime start = LocalDateTime.parse(from);
        When.Single first = new When.Timed(start, start.plusHours(1), ZoneId.of("Europe/Berlin"));
        return new When.Repeating(first, new Recurrence(rule));
    }

    /** A series with one occurrence cancelled, one that is different in everything, and one that became a whole day. */
    private static Details series() {
        Occurrence different = new Occurrence.Changed(
                Optional.of("Title"),
                Optional.of("Two\nlines"),
                Optional.of("Place"),
                Optional.of((When.Single) timed("2026-12-01T08:00", "2026-12-01T09:00")),
                Optional.of(Availability.BUSY),
                Optional.of(Status.CONFIRMED));
        Occurrence wholeDay = new Occurrence.Changed(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new When.AllDay(LocalDate.parse("2026-12-07"), LocalDate.parse("2026-12-08"))),
                Optional.empty(),
                Optional.empty());
        return details("Series")
                .at(repeated("2026-11-16T09:00", "FREQ=WEEKLY;BYDAY=MO;COUNT=10"))
                .with(LocalDate.parse("2026-11-23"), Optional.of(new Occurrence.Cancelled()))
                .with(LocalDate.parse("2026-11-30"), Optional.of(different))
                .with(LocalDate.parse("2026-12-07"), Optional.of(wholeDay));
    }

    private static List<Pending> jobs(CalendarItems items, CalendarRef calendar, int atMost) {
        return items.waiting(ACME, calendar, Optional.empty(), atMost).jobs();
    }

    private static Set<String> put(CalendarItems items, Link link) {
        return items.commit(ACME, WORK, List.of(commit("put", putLink(link))));
    }

    private static void note(CalendarItems items, CalendarRef calendar, long version) {
        Pending pending = new Pending(new JobId("job-1"), version);
        items.commit(ACME, calendar, List.of(commit("note", new RowChange.Note(calendar, pending))));
    }

    private static Commit commit(String key, RowChange... rows) {
        return new Commit(key, Arrays.asList(rows));
    }

    private static RowChange putLink(Link link) {
        return new RowChange.PutLink(link);
    }

    private static RowChange settle(long version) {
        return new RowChange.Settle(new Pending(new JobId("job-1"), version));
    }

    private static RowChange[] puts(List<KnownEvent> events) {
        return events.stream().map(RowChange.PutEvent::new).toArray(RowChange[]::new);
    }

    private static Link link(String job) {
        return Link.creating(WORK, new JobId(job), details("created"));
    }

    private static Link linked(String job, String event) {
        Baseline baseline = new Baseline(details("one"), details("one"));
        return link(job).with(new LinkState.Linked(new EventId(event), new EventVersion("v1"), baseline));
    }

    /** As it is once it is stored. */
    private static Link next(Link link) {
        return link.stored();
    }

    private static KnownEvent jobEvent(String id, String job, long listing) {
        return new KnownEvent(
                new EventId(id), new EventVersion("v1"), Optional.of(new JobId(job)), Optional.empty(), listing);
    }

    private static KnownEvent nobodys(String id, When when, long listing) {
        return KnownEvent.ofNobody(
                new RemoteEvent(
                        new EventId(id),
                        new EventVersion("v1"),
                        details("Lunch").at(when),
                        false,
                        Optional.empty()),
                listing);
    }

    private static Job job(String id) {
        return new Job(
                ACME,
                new JobId(id),
                details("job"),
                Set.of(new UserId("tess")),
                Set.of(WORK),
                Job.Stage.OPEN,
                NOW,
                0,
                0);
    }

    private static When timed(String from, String to) {
        return new When.Timed(LocalDateTime.parse(from), LocalDateTime.parse(to), ZoneId.of("Europe/Berlin"));
    }

    private static Details details(String title) {
        When when = timed("2026-11-23T09:00", "2026-11-23T10:30:15");
        return new Details(title, "A line\nand another", "", when, Availability.FREE, Status.TENTATIVE);
    }
}
