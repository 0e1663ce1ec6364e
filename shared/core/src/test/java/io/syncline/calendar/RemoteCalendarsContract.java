package io.syncline.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.syncline.calendar.RemoteChange.Gone;
import io.syncline.calendar.RemoteChange.Present;
import io.syncline.calendar.RemoteWrite.Create;
import io.syncline.calendar.RemoteWrite.Delete;
import io.syncline.calendar.RemoteWrite.Update;
import io.syncline.calendar.WriteAnswer.Absent;
import io.syncline.calendar.WriteAnswer.Adopted;
import io.syncline.calendar.WriteAnswer.Failed;
import io.syncline.calendar.WriteAnswer.Stale;
import io.syncline.calendar.WriteAnswer.Written;
import io.syncline.identity.OrganisationId;
import io.syncline.sync.Cursor;
import io.syncline.sync.RemoteFailure;
import io.syncline.sync.Window;
import io.syncline.token.Secret;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every {@link RemoteCalendars} promises, whoever stands behind it. An adapter passes it against its provider's
 * simulator: it answers the questions below for a calendar that is empty when a test begins.
 */
public abstract class RemoteCalendarsContract {
    protected static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    /** The one IANA zone that stands first for its Windows name in CLDR, so that no provider renames it. */
    protected static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    protected static final Window WINDOW =
            new Window(Instant.parse("2026-06-01T00:00:00Z"), Instant.parse("2027-12-01T00:00:00Z"));

    protected final OrganisationId organisation = new OrganisationId("org-contract");

    /** The adapter under test. */
    protected abstract RemoteCalendars calendars();

    /** A token that the provider accepts for {@link #calendar()}. */
    protected abstract Secret accessToken();

    /** A writable calendar, the same one during a test and empty at its start. */
    protected abstract CalendarRef calendar();

    /** The calendar's owner creates an event in the provider's own user interface. */
    protected abstract EventId actAsUserCreates(Details details, boolean hidden);

    /** The calendar's owner changes an event in the provider's own user interface. */
    protected abstract void actAsUserEdits(EventId id, Details details);

    /** The calendar's owner deletes an event in the provider's own user interface. */
    protected abstract void actAsUserDeletes(EventId id);

    /** The provider forgets every cursor that it gave out. */
    protected abstract void expireCursors();

    @Test
    void the_primary_calendar_is_listed_first() {
        CalendarList list = calendars().list(accessToken());

        assertThat(list).isInstanceOf(CalendarList.Found.class);
        List<RemoteCalendarEntry> entries = ((CalendarList.Found) list).calendars();
        assertThat(entries.getFirst().primary()).isTrue();
        assertThat(entries).filteredOn(RemoteCalendarEntry::primary).hasSize(1);
        assertThat(entries)
                .filteredOn(entry -> entry.id().equals(calendar().calendar()))
                .allMatch(RemoteCalendarEntry::writable)
                .hasSize(1);
    }

    @Test
    void an_empty_calendar_lists_nothing_and_gives_a_cursor() {
        assertThat(everything().changes()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("details")
    void R02_details_round_trip(Details details) {
        RemoteEvent written = create("job-1", details);

        assertThat(written.details()).isEqualTo(details);
        assertThat(found(written.id())).isEqualTo(written);
        assertThat(events(everything())).containsExactly(written);
    }

    static Stream<Details> details() {
        Details plain = at("2026-12-01T09:00", "2026-12-01T10:30", BERLIN);
        return Stream.of(
                plain,
                with(Field.TITLE, titled("Boiler 🔧 café 漢字 👩‍🔧"), plain),
                with(Field.TITLE, titled("<b>Pump</b> & \"valve\" 'x' &amp; a < b > c"), plain),
                with(Field.TITLE, titled(""), plain),
                described("One line"),
                described("First line\nSecond line\n\nAfter a gap\n  - indented\n\ttabbed"),
                described("a < b & c > d"),
                described("5 <kg> & <b>not bold</b> &amp; &lt;kept&gt; <br> 1&nbsp;2"),
                described("Ring <mailto:tess@example.org> or see https://example.org/?a=1&b=2&copy=3"),
                described("🔧 ключ 鍵\n— “quoted” —"),
                described("x".repeat(4_000)),
                with(Field.LOCATION, located("Bahnhofstrasse 1, 8001 Zürich <rear & left>"), plain),
                new Details("Free", "", "", plain.when(), Availability.FREE, Status.CONFIRMED),
                new Details("Tentative", "", "", plain.when(), Availability.BUSY, Status.TENTATIVE),
                new Details("Both", "", "", plain.when(), Availability.FREE, Status.TENTATIVE),
                allDay("2026-12-24", "2026-12-25"),
                allDay("2027-03-27", "2027-03-30"),
                at("2026-12-31T23:30", "2027-01-01T00:30", BERLIN),
                at("2026-12-01T09:00", "2026-12-01T09:00", BERLIN));
    }

    @ParameterizedTest
    @MethodSource("zonedDetails")
    void R22_wall_time_is_kept_in_its_zone(Details details) {
        RemoteEvent written = create("job-1", details);

        assertSameClock(written.details(), details);
        assertSameClock(found(written.id()).details(), details);
    }

    static Stream<Details> zonedDetails() {
        return Stream.of("Europe/Zurich", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Asia/Tokyo")
                .map(ZoneId::of)
                .flatMap(zone -> Stream.of(
                        at("2026-07-01T09:00", "2026-07-01T10:00", zone),
                        at("2026-12-01T09:00", "2026-12-01T10:00", zone)));
    }

    @ParameterizedTest
    @MethodSource("edges")
    void R22_the_instants_survive_both_edges_of_summer_time(Details details) {
        RemoteEvent written = create("job-1", details);

        assertThat(written.details().when().start()).isEqualTo(details.when().start());
        assertThat(written.details().when().end()).isEqualTo(details.when().end());
    }

    static Stream<Details> edges() {
        return Stream.of(
                at("2027-03-28T01:30", "2027-03-28T03:30", ZURICH),
                at("2027-03-28T02:30", "2027-03-28T04:00", ZURICH),
                at("2026-10-25T02:30", "2026-10-25T04:00", ZURICH),
                at("2027-04-04T01:45", "2027-04-04T03:00", ZoneId.of("Australia/Lord_Howe")));
    }

    @ParameterizedTest
    @MethodSource({"details", "zonedDetails", "edges"})
    void R12_what_came_back_once_comes_back_the_same_again(Details details) {
        Details first = create("job-1", details).details();

        assertThat(create("job-2", first).details()).isEqualTo(first);
    }

    @Test
    void R10_creating_twice_makes_one_event() {
        RemoteEvent first = create("job-1", plain("Pump"));

        WriteAnswer again = write(new Create(key("job-1"), plain("Pump")));

        assertThat(again).isEqualTo(new Adopted(first));
        assertThat(events(everything())).hasSize(1);
    }

    @Test
    void R10_an_event_that_is_already_there_is_adopted_with_the_edits_of_its_owner() {
        RemoteEvent first = create("job-1", plain("Pump"));
        actAsUserEdits(first.id(), plain("Pump, side door"));

        WriteAnswer again = write(new Create(key("job-1"), plain("Pump")));

        assertThat(again).isInstanceOf(Adopted.class);
        RemoteEvent adopted = ((Adopted) again).event();
        assertThat(adopted.id()).isEqualTo(first.id());
        assertThat(adopted.details().title()).isEqualTo("Pump, side door");
        assertThat(events(everything())).containsExactly(adopted);
    }

    @Test
    void R10_creating_again_with_other_details_makes_no_second_event() {
        RemoteEvent first = create("job-1", plain("Pump"));

        WriteAnswer again = write(new Create(key("job-1"), plain("Valve")));

        assertThat(again).isEqualTo(new Adopted(first));
        assertThat(events(everything())).containsExactly(first);
    }

    @Test
    void R10_an_event_is_found_by_its_key() {
        RemoteEvent written = create("job-1", plain("Pump"));

        assertThat(calendars().find(accessToken(), key("job-1"))).isEqualTo(new Lookup.Found(written));
    }

    @Test
    void R10_an_event_that_was_never_created_is_absent_under_its_key() {
        create("job-1", plain("Pump"));

        assertThat(calendars().find(accessToken(), key("job-2"))).isEqualTo(new Lookup.Absent());
    }

    @Test
    void R10_a_deleted_event_is_absent_under_its_key() {
        actAsUserDeletes(create("job-1", plain("Pump")).id());

        assertThat(calendars().find(accessToken(), key("job-1"))).isEqualTo(new Lookup.Absent());
    }

    @Test
    void R10_a_created_event_carries_its_job_as_mark() {
        RemoteEvent written = create("job-1", plain("Pump"));

        assertThat(written.mark()).contains(new JobId("job-1"));
        assertThat(calendars().find(accessToken(), calendar(), written.id())).isEqualTo(new Lookup.Found(written));
    }

    @Test
    void R23_a_created_event_says_which_meeting_it_is() {
        RemoteEvent written = create("job-1", at("2026-12-01T09:00", "2026-12-01T10:30", BERLIN));

        assertThat(written.facts().uid()).isPresent();
        assertThat(found(written.id()).facts().uid()).isEqualTo(written.facts().uid());
    }

    @Test
    void R08_an_event_that_was_deleted_can_be_created_again() {
        RemoteEvent first = create("job-1", plain("Pump"));
        assertThat(write(new Delete(first.id(), first.version()))).isInstanceOf(Absent.class);

        RemoteEvent second = create("job-1", plain("Pump again"));

        assertThat(second.details()).isEqualTo(plain("Pump again"));
        assertThat(events(everything())).containsExactly(second);
        assertThat(calendars().find(accessToken(), key("job-1"))).isEqualTo(new Lookup.Found(second));
    }

    @Test
    void R08_a_change_is_made_in_place() {
        RemoteEvent first = create("job-1", plain("Pump"));

        RemoteEvent second = update(first, plain("Valve"));

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.version()).isNotEqualTo(first.version());
        assertThat(second.details()).isEqualTo(plain("Valve"));
        assertThat(found(first.id())).isEqualTo(second);
    }

    @ParameterizedTest
    @MethodSource("details")
    void R08_every_field_can_be_changed(Details details) {
        RemoteEvent first = create("job-1", plain("Before"));

        assertThat(update(first, details).details()).isEqualTo(details);
    }

    @ParameterizedTest
    @MethodSource("details")
    void R08_every_field_can_be_changed_back(Details details) {
        RemoteEvent first = create("job-1", details);

        assertThat(update(first, plain("After")).details()).isEqualTo(plain("After"));
    }

    @Test
    void R04_an_update_leaves_the_fields_alone_that_do_not_differ() {
        RemoteEvent first = create("job-1", plain("Pump"));
        Details edited = with(Field.LOCATION, located("Rear entrance"), plain("Pump"));
        actAsUserEdits(first.id(), edited);
        RemoteEvent seen = found(first.id());

        // from and to agree on the place, so it is not written, although both are wrong about it
        WriteAnswer answer = write(new Update(seen.id(), seen.version(), plain("Pump"), plain("Valve")));

        assertThat(answer).isInstanceOf(Written.class);
        assertThat(((Written) answer).event().details().location()).isEqualTo("Rear entrance");
        assertThat(found(first.id()).details()).isEqualTo(with(Field.TITLE, titled("Valve"), edited));
    }

    @Test
    void R04_an_update_of_an_event_that_has_another_version_by_now_is_stale_and_changes_nothing() {
        RemoteEvent first = create("job-1", plain("Pump"));
        actAsUserEdits(first.id(), plain("Edited by its owner"));

        WriteAnswer answer = write(new Update(first.id(), first.version(), first.details(), plain("Valve")));

        assertThat(answer).isEqualTo(new Stale());
        assertThat(found(first.id()).details().title()).isEqualTo("Edited by its owner");
    }

    @Test
    void R06_a_deletion_of_an_event_that_has_another_version_by_now_is_stale_and_deletes_nothing() {
        RemoteEvent first = create("job-1", plain("Pump"));
        actAsUserEdits(first.id(), plain("Edited by its owner"));

        assertThat(write(new Delete(first.id(), first.version()))).isEqualTo(new Stale());
        assertThat(found(first.id()).details().title()).isEqualTo("Edited by its owner");
    }

    @Test
    void R08_deleting_twice_is_fine() {
        RemoteEvent first = create("job-1", plain("Pump"));
        Delete delete = new Delete(first.id(), first.version());

        assertThat(write(delete)).isEqualTo(new Absent());
        assertThat(write(delete)).isEqualTo(new Absent());
        assertThat(calendars().find(accessToken(), calendar(), first.id())).isEqualTo(new Lookup.Absent());
    }

    @Test
    void R06_an_update_of_a_deleted_event_is_absent() {
        RemoteEvent first = create("job-1", plain("Pump"));
        actAsUserDeletes(first.id());

        assertThat(write(new Update(first.id(), first.version(), first.details(), plain("Valve"))))
                .isEqualTo(new Absent());
    }

    @Test
    void R12_an_echo_carries_the_version_of_its_write() {
        Cursor cursor = everything().cursor();
        RemoteEvent written = update(create("job-1", plain("Pump")), plain("Valve"));

        assertThat(events(since(cursor))).last().isEqualTo(written);
    }

    @Test
    void R13_nothing_changed_lists_nothing() {
        create("job-1", plain("Pump"));
        Cursor cursor = everything().cursor();

        Complete idle = since(cursor);

        assertThat(idle.changes()).isEmpty();
        assertThat(since(idle.cursor()).changes()).isEmpty();
    }

    @Test
    void R09_an_event_of_the_owner_is_listed_without_mark() {
        Cursor cursor = everything().cursor();
        EventId id = actAsUserCreates(plain("Dentist"), false);

        List<RemoteEvent> listed = events(since(cursor));

        assertThat(listed).extracting(RemoteEvent::id).containsExactly(id);
        assertThat(listed.getFirst().details()).isEqualTo(plain("Dentist"));
        assertThat(listed.getFirst().mark()).isEqualTo(Optional.empty());
        assertThat(listed.getFirst().hidden()).isFalse();
    }

    @Test
    void R09_a_private_event_says_so() {
        actAsUserCreates(plain("Dentist"), true);

        assertThat(events(everything())).extracting(RemoteEvent::hidden).containsExactly(true);
    }

    @Test
    void R15_an_edit_of_the_owner_is_listed() {
        RemoteEvent first = create("job-1", plain("Pump"));
        Cursor cursor = everything().cursor();
        Details moved = with(Field.WHEN, at("2026-12-02T13:00", "2026-12-02T14:00", BERLIN), plain("Pump"));
        actAsUserEdits(first.id(), moved);

        List<RemoteEvent> listed = events(since(cursor));

        assertThat(listed).hasSize(1);
        assertThat(listed.getFirst().details()).isEqualTo(moved);
        assertThat(listed.getFirst().version()).isNotEqualTo(first.version());
        assertThat(listed.getFirst().id()).isEqualTo(first.id());
    }

    @Test
    void R15_a_deletion_by_the_owner_is_listed_as_gone() {
        RemoteEvent first = create("job-1", plain("Pump"));
        Cursor cursor = everything().cursor();
        actAsUserDeletes(first.id());

        assertThat(since(cursor).changes()).containsExactly(new Gone(first.id()));
    }

    @Test
    void R15_what_is_deleted_stands_in_no_full_listing() {
        RemoteEvent kept = create("job-1", plain("Pump"));
        actAsUserDeletes(create("job-2", plain("Valve")).id());

        assertThat(events(everything())).containsExactly(kept);
    }

    @Test
    void R15_S11_an_expired_cursor_is_told_and_a_full_listing_works_again() {
        create("job-1", plain("Pump"));
        Cursor cursor = everything().cursor();
        expireCursors();

        assertThat(ask(new ListingPosition.ChangesSince(cursor, WINDOW))).isEqualTo(new Listing.CursorExpired());
        assertThat(events(everything())).hasSize(1);
    }

    @Test
    void R20_what_is_outside_the_window_is_not_listed() {
        create("job-1", at("2026-05-01T09:00", "2026-05-01T10:00", BERLIN));
        RemoteEvent inside = create("job-2", plain("Pump"));

        assertThat(events(everything())).containsExactly(inside);
    }

    @Test
    void R14_a_listing_of_many_pages_is_complete() {
        List<EventId> ids = createMany(300).stream().map(RemoteEvent::id).toList();

        List<RemoteEvent> listed = events(everything());

        assertThat(listed).extracting(RemoteEvent::id).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void R14_many_changes_arrive_on_many_pages() {
        Cursor cursor = everything().cursor();
        List<EventId> ids = createMany(300).stream().map(RemoteEvent::id).toList();

        Complete changes = since(cursor);

        assertThat(new HashSet<>(
                        changes.changes().stream().map(RemoteChange::id).toList()))
                .isEqualTo(new HashSet<>(ids));
        assertThat(since(changes.cursor()).changes()).isEmpty();
    }

    @Test
    void fifty_writes_are_answered_in_their_order() {
        List<RemoteEvent> before = createMany(20);
        List<RemoteWrite> writes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            RemoteEvent stale = before.get(i);
            actAsUserEdits(stale.id(), plain("Edited " + i));
            RemoteEvent fresh = before.get(10 + i);
            writes.add(new Create(key("new-" + i), plain("New " + i)));
            writes.add(new Update(stale.id(), stale.version(), stale.details(), plain("Changed")));
            writes.add(new Create(key("new-more-" + i), plain("More " + i)));
            writes.add(new Delete(fresh.id(), fresh.version()));
            writes.add(new Create(key("many-" + i), plain("Already there")));
        }

        List<WriteAnswer> answers = calendars().write(accessToken(), calendar(), writes);

        assertThat(answers).hasSize(50);
        for (int i = 0; i < 10; i++) {
            assertThat(titleOfWritten(answers.get(5 * i))).isEqualTo("New " + i);
            assertThat(answers.get(5 * i + 1)).isEqualTo(new Stale());
            assertThat(titleOfWritten(answers.get(5 * i + 2))).isEqualTo("More " + i);
            assertThat(answers.get(5 * i + 3)).isEqualTo(new Absent());
            assertThat(answers.get(5 * i + 4)).isInstanceOf(Adopted.class);
            assertThat(((Adopted) answers.get(5 * i + 4)).event().id())
                    .isEqualTo(before.get(i).id());
        }
    }

    @Test
    void no_writes_are_no_answers() {
        assertThat(calendars().write(accessToken(), calendar(), List.of())).isEmpty();
    }

    @Test
    void an_unknown_event_is_absent() {
        RemoteEvent event = create("job-1", plain("Pump"));
        write(new Delete(event.id(), event.version()));

        assertThat(calendars().find(accessToken(), calendar(), event.id())).isEqualTo(new Lookup.Absent());
    }

    @Test
    void a_calendar_that_is_not_there_is_gone() {
        CalendarRef nowhere = new CalendarRef(calendar().connection(), new CalendarId("nowhere-to-be-found"));

        assertThat(calendars().changes(accessToken(), nowhere, new ListingPosition.Everything(WINDOW)))
                .isEqualTo(new Listing.Failed(new RemoteFailure.CalendarGone()));
    }

    @Test
    void a_token_that_is_not_accepted_is_told_by_every_call() {
        Secret wrong = Secret.of("not-a-token");
        RemoteFailure unauthorized = new RemoteFailure.Unauthorized();

        assertThat(calendars().list(wrong)).isEqualTo(new CalendarList.Failed(unauthorized));
        assertThat(calendars().changes(wrong, calendar(), new ListingPosition.Everything(WINDOW)))
                .isEqualTo(new Listing.Failed(unauthorized));
        assertThat(calendars().find(wrong, calendar(), new EventId("abcdef")))
                .isEqualTo(new Lookup.Failed(unauthorized));
        assertThat(calendars().find(wrong, key("job-1"))).isEqualTo(new Lookup.Failed(unauthorized));
        assertThat(calendars()
                        .write(
                                wrong,
                                calendar(),
                                List.of(new Create(key("a"), plain("A")), new Create(key("b"), plain("B")))))
                .containsExactly(new Failed(unauthorized), new Failed(unauthorized));
    }

    // The sentences above are made of these words.

    /** A listing followed to its last page. */
    protected record Complete(List<RemoteChange> changes, Cursor cursor) {}

    protected final Complete everything() {
        return follow(new ListingPosition.Everything(WINDOW));
    }

    protected final Complete since(Cursor cursor) {
        return follow(new ListingPosition.ChangesSince(cursor, WINDOW));
    }

    protected final EventKey key(String job) {
        return new EventKey(organisation, new JobId(job), calendar());
    }

    protected final WriteAnswer write(RemoteWrite write) {
        List<WriteAnswer> answers = calendars().write(accessToken(), calendar(), List.of(write));
        assertThat(answers).hasSize(1);
        return answers.getFirst();
    }

    protected final RemoteEvent create(String job, Details details) {
        return written(write(new Create(key(job), details)));
    }

    protected final RemoteEvent update(RemoteEvent seen, Details to) {
        return written(write(new Update(seen.id(), seen.version(), seen.details(), to)));
    }

    protected final RemoteEvent found(EventId id) {
        Lookup lookup = calendars().find(accessToken(), calendar(), id);
        assertThat(lookup).isInstanceOf(Lookup.Found.class);
        return ((Lookup.Found) lookup).event();
    }

    protected static List<RemoteEvent> events(Complete listing) {
        assertThat(listing.changes()).allMatch(Present.class::isInstance);
        return listing.changes().stream()
                .map(change -> ((Present) change).event())
                .toList();
    }

    protected static Details plain(String title) {
        return with(Field.TITLE, titled(title), at("2026-12-01T09:00", "2026-12-01T10:30", BERLIN));
    }

    protected static Details at(String from, String to, ZoneId zone) {
        return new Details(
                "Service visit",
                "Bring the long ladder",
                "Bahnhofstrasse 1, 8001 Zürich",
                new When.Timed(LocalDateTime.parse(from), LocalDateTime.parse(to), zone),
                Availability.BUSY,
                Status.CONFIRMED);
    }

    protected static Details allDay(String from, String to) {
        When dates = new When.AllDay(LocalDate.parse(from), LocalDate.parse(to));
        return new Details("Whole days", "", "", dates, Availability.BUSY, Status.CONFIRMED);
    }

    private static Details with(Field field, Details source, Details target) {
        return target.with(field, source);
    }

    private static Details titled(String title) {
        Details plain = at("2026-12-01T09:00", "2026-12-01T10:30", BERLIN);
        return new Details(title, "", "", plain.when(), Availability.BUSY, Status.CONFIRMED);
    }

    private static Details located(String location) {
        Details plain = at("2026-12-01T09:00", "2026-12-01T10:30", BERLIN);
        return new Details("", "", location, plain.when(), Availability.BUSY, Status.CONFIRMED);
    }

    private static Details described(String description) {
        Details plain = at("2026-12-01T09:00", "2026-12-01T10:30", BERLIN);
        return new Details("Described", description, "", plain.when(), Availability.BUSY, Status.CONFIRMED);
    }

    /** A provider may name a zone differently (Windows has fewer); the clock on the wall is what people see. */
    protected static void assertSameClock(Details actual, Details expected) {
        When.Timed is = (When.Timed) actual.when();
        When.Timed should = (When.Timed) expected.when();
        assertThat(is.from()).isEqualTo(should.from());
        assertThat(is.to()).isEqualTo(should.to());
        assertThat(is.start()).isEqualTo(should.start());
        assertThat(is.end()).isEqualTo(should.end());
    }

    protected final List<RemoteEvent> createMany(int count) {
        List<RemoteEvent> created = new ArrayList<>();
        for (int first = 0; first < count; first += 50) {
            List<RemoteWrite> writes = IntStream.range(first, Math.min(first + 50, count))
                    .<RemoteWrite>mapToObj(i -> new Create(key("many-" + i), plain("Visit " + i)))
                    .toList();
            calendars().write(accessToken(), calendar(), writes).forEach(answer -> created.add(written(answer)));
        }
        return created;
    }

    private Complete follow(ListingPosition first) {
        List<RemoteChange> changes = new ArrayList<>();
        ListingPosition position = first;
        for (int page = 0; page < 1_000; page++) {
            switch (ask(position)) {
                case Listing.More(List<RemoteChange> more, Cursor next) -> {
                    changes.addAll(more);
                    position = new ListingPosition.Page(next, WINDOW);
                }
                case Listing.Last(List<RemoteChange> last, Cursor cursor) -> {
                    changes.addAll(last);
                    return new Complete(changes, cursor);
                }
                case Listing.CursorExpired expired -> fail("Unexpected: " + expired);
                case Listing.Failed failed -> fail("Unexpected: " + failed);
            }
        }
        return fail("The listing does not end");
    }

    private Listing ask(ListingPosition position) {
        return calendars().changes(accessToken(), calendar(), position);
    }

    protected static RemoteEvent written(WriteAnswer answer) {
        assertThat(answer).isInstanceOf(Written.class);
        return ((Written) answer).event();
    }

    private static String titleOfWritten(WriteAnswer answer) {
        return written(answer).details().title();
    }
}
