package io.syncline.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.calendar.CalendarItems.KnownPage;
import io.syncline.calendar.CalendarItems.LinkPage;
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
import java.util.EnumMap;
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
                new RemoteEvent(new EventId("e"), version, details("three"), true, Optional.of(new JobId("job-1")));
        List<LinkState> states = List.of(
                new LinkState.Creating(details("one")),
                new LinkState.Linked(new EventId("E/é+="), version, baseline),
                new LinkState.Deleting(new EventId("e"), version, baseline),
                new LinkState.Removed(baseline, NOW),
                new LinkState.EditedAndDeleted(baseline, NOW),
                new LinkState.CancelledAndEdited(edited, baseline, NOW));
        for (int number = 0; number < states.size(); number++) {
            Link link = link("job-" + number).with(states.get(number));
            assertThat(put(items, link)).isEmpty();
            assertThat(items.links(ACME, WORK, List.of(link.job()))).containsEntry(link.job(), next(link));
        }
    }

    @Test
    void disputes_of_all_fields_survive_storage() {
        CalendarItems items = items();
        Map<Field, Dispute> disputes = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            Baseline baseline = new Baseline(details("base"), details("base " + field.word()));
            disputes.put(field, new Dispute(field, baseline, details("crm"), details("theirs"), NOW));
        }
        Link link = linked("job-1", "event-1").with(disputes).refused("The organiser forbids it.");
        put(items, link);
        assertThat(items.links(ACME, WORK, List.of(link.job()))).containsEntry(link.job(), next(link));
    }

    @Test
    void only_links_with_conflicts_are_disputed() {
        CalendarItems items = items();
        Baseline baseline = new Baseline(details("one"), details("one"));
        Link calm = linked("calm", "event-1");
        Link deleted = link("deleted").with(new LinkState.EditedAndDeleted(baseline, NOW));
        Dispute title = new Dispute(Field.TITLE, baseline, details("crm"), details("theirs"), NOW);
        Link torn = linked("torn", "event-2").with(Map.of(Field.TITLE, title));
        items.commit(ACME, WORK, List.of(commit("all", putLink(calm), putLink(deleted), putLink(torn))));
        assertThat(items.disputed(ACME, WORK)).containsExactlyInAnyOrder(next(deleted), next(torn));
        assertThat(items.disputed(ACME, WORK_IN_SMALL)).isEmpty();
        put(items, next(torn).with(Map.of()));
        assertThat(items.disputed(ACME, WORK)).containsExactly(next(deleted));
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
        assertThat(items.pending(ACME, WORK, 10)).containsExactly(new Pending(new JobId("job-1"), 2));
        assertThat(items.waiting(ACME, WORK)).isEqualTo(1);
        assertThat(items.waiting(ACME, WORK_IN_SMALL)).isZero();
    }

    @Test
    void no_more_notes_come_than_asked_for() {
        CalendarItems items = items();
        List<Commit> notes = IntStream.range(0, 30)
                .mapToObj(number ->
                        commit("note-" + number, new RowChange.Note(WORK, new Pending(new JobId("job-" + number), 1))))
                .toList();
        items.commit(ACME, WORK, notes);
        assertThat(items.pending(ACME, WORK, 7)).hasSize(7);
        assertThat(items.pending(ACME, WORK, 100)).hasSize(30);
        assertThat(items.waiting(ACME, WORK)).isEqualTo(30);
    }

    @Test
    void a_note_is_settled_by_its_own_version_only_and_that_is_no_failure() {
        CalendarItems items = items();
        note(items, WORK, 2);
        Link link = link("job-1");
        assertThat(items.commit(ACME, WORK, List.of(commit("late", settle(1), putLink(link)))))
                .isEmpty();
        assertThat(items.pending(ACME, WORK, 10)).hasSize(1);
        assertThat(items.links(ACME, WORK, List.of(link.job()))).hasSize(1);
        assertThat(items.commit(ACME, WORK, List.of(commit("right", settle(2)))))
                .isEmpty();
        assertThat(items.pending(ACME, WORK, 10)).isEmpty();
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
        assertThat(items.pending(ACME, WORK, 10)).hasSize(1);
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
        assertThat(items.pending(ACME, WORK, 100))
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
        assertThat(items.pending(ACME, WORK, 10)).isEmpty();
    }

    @Test
    void a_commit_may_note_in_another_calendar() {
        CalendarItems items = items();
        Pending pending = new Pending(new JobId("job-1"), 1);
        items.commit(ACME, WORK, List.of(commit("move", new RowChange.Note(WORK_IN_SMALL, pending), settle(1))));
        assertThat(items.pending(ACME, WORK_IN_SMALL, 10)).containsExactly(pending);
        assertThat(items.pending(ACME, WORK, 10)).isEmpty();
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
        return new Link(link.calendar(), link.job(), link.state(), link.disputes(), link.refusal(), link.version() + 1);
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
        return new Job(ACME, new JobId(id), details("job"), Set.of(new UserId("tess")), Set.of(WORK), false, NOW, 0);
    }

    private static When timed(String from, String to) {
        return new When.Timed(LocalDateTime.parse(from), LocalDateTime.parse(to), ZoneId.of("Europe/Berlin"));
    }

    private static Details details(String title) {
        When when = timed("2026-11-23T09:00", "2026-11-23T10:30:15");
        return new Details(title, "A line\nand another", "", when, Availability.FREE, Status.TENTATIVE);
    }
}
