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
import io.syncline.sync.Cursor;
import io.syncline.sync.RemoteFailure;
import io.syncline.sync.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link RemoteCalendars} promises about series (R21): a series is one event, with its rule and all that is
 * different on single dates, whatever its provider makes of it.
 */
public abstract class RemoteSeriesContract extends RemoteCalendarsContract {

    private static final LocalDate FIRST = LocalDate.parse("2026-12-01");
    private static final LocalDate SECOND = LocalDate.parse("2026-12-08");
    private static final LocalDate THIRD = LocalDate.parse("2026-12-15");
    private static final LocalDate FOURTH = LocalDate.parse("2026-12-22");
    private static final LocalDate TENTH = LocalDate.parse("2027-02-02");
    private static final String TUESDAYS = "FREQ=WEEKLY;BYDAY=TU;COUNT=10";

    /** A provider that keeps changing by itself is asked again so often. */
    private static final int TRIES = 8;

    /** The calendar's owner edits "only this one" of a series, which may have been edited before. */
    protected abstract void actAsUserEditsOccurrence(EventId series, LocalDate date, Details edited);

    /** The calendar's owner deletes "only this one" of a series. */
    protected abstract void actAsUserCancelsOccurrence(EventId series, LocalDate date);

    /** What was different on a date is as its series says again, by whatever its owner did. */
    protected abstract void actAsUserRestoresOccurrence(EventId series, LocalDate date);

    /**
     * The calendar's owner changes the title of "this and all following".
     *
     * @param from the date of an occurrence behind the first
     * @return the series that begins there
     */
    protected abstract EventId actAsUserSplits(EventId series, LocalDate from, String title);

    /** The calendar's owner has a series, or an event that happened once, repeat by a rule, which has no UNTIL. */
    protected abstract void actAsUserRepeats(EventId event, Recurrence rule);

    /** The calendar's owner has a series happen only once. */
    protected abstract void actAsUserRepeatsNoMore(EventId series);

    /**
     * Of the requests that write, the first so many are answered; the next one is carried out, and its answer is lost.
     */
    protected abstract void loseAnswerAfter(int answered);

    @ParameterizedTest
    @MethodSource("series")
    void R21_a_series_round_trips_with_its_exceptions(Details details) {
        RemoteEvent written = create("job-1", details);

        assertThat(written.details()).isEqualTo(details);
        assertSame(found(written.id()), written);
        assertThat(events(everything())).hasSize(1);
        assertSame(events(everything()).getFirst(), written);
    }

    static Stream<Details> series() {
        return Stream.of(
                repeating("FREQ=DAILY;COUNT=5"),
                repeating("FREQ=DAILY;INTERVAL=3;UNTIL=20270115"),
                repeating(TUESDAYS),
                repeating("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=8"),
                repeating("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
                repeating("FREQ=WEEKLY;BYDAY=TU;UNTIL=20270202"),
                repeating("FREQ=MONTHLY;BYMONTHDAY=1;COUNT=6"),
                repeating("FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU"),
                repeating("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1"),
                wholeDays("FREQ=WEEKLY;BYDAY=TU;COUNT=4"),
                wholeDays("FREQ=WEEKLY;BYDAY=TU;UNTIL=20270202").with(SECOND, cancelled()),
                torn(),
                repeating("FREQ=DAILY;COUNT=10").with(SECOND, cancelled()).with(SECOND.plusDays(1), cancelled()),
                repeating(TUESDAYS).with(FIRST, cancelled()),
                repeating(TUESDAYS).with(FIRST, titled("The first one")),
                repeating(TUESDAYS).with(TENTH, moved("2027-02-04T08:00")));
    }

    @ParameterizedTest
    @MethodSource("series")
    void R12_a_series_that_came_back_once_comes_back_the_same_again(Details details) {
        Details first = create("job-1", details).details();

        assertThat(create("job-2", first).details()).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Zurich",
                "America/New_York",
                "Australia/Lord_Howe",
                "Africa/Casablanca",
                "Asia/Kolkata",
                "America/Santiago"
            })
    void R22_F18_S26_a_series_keeps_its_wall_time_over_every_change_of_the_clocks(String zone) {
        LocalDateTime from = LocalDateTime.parse("2026-09-01T09:00");
        When.Single first = new When.Timed(from, from.plusHours(1), ZoneId.of(zone));
        Details details = repeating(TUESDAYS).at(repeated(first, "FREQ=WEEKLY;BYDAY=TU;COUNT=40"));

        RemoteEvent written = create("job-1", details);
        RemoteEvent found = found(written.id());

        assertThat(found.details().when().recurrence()).isEqualTo(details.when().recurrence());
        assertThat(found.details().exceptions()).isEmpty();
        assertSameClock(found.details().regular(from.toLocalDate()), details.regular(from.toLocalDate()));
        assertThat(starts(found.details())).isEqualTo(starts(details));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void R21_every_change_of_a_series_is_made_in_place(Details before, Details after) {
        RemoteEvent first = create("job-1", before);

        RemoteEvent second = update(first, after);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.version()).isNotEqualTo(first.version());
        assertThat(second.details()).isEqualTo(after);
        assertSame(found(first.id()), second);
        assertThat(events(everything())).hasSize(1);
    }

    static Stream<Arguments> changes() {
        Details plain = repeating(TUESDAYS);
        Details once = plain.at(plain.when().first());
        return Stream.of(
                change(plain, plain.titled("Another title")),
                change(torn(), torn().titled("Another title, and the exceptions stay")),
                change(plain, plain.with(SECOND, cancelled())),
                change(plain, plain.with(SECOND, moved("2026-12-09T14:00"))),
                change(plain, plain.with(SECOND, titled("Only this one"))),
                change(plain, torn()),
                change(torn(), torn().with(SECOND, titled("Edited after it was cancelled"))),
                change(torn(), torn().with(THIRD, cancelled())),
                change(torn(), torn().with(THIRD, moved("2026-12-16T07:00"))),
                change(torn(), torn().with(THIRD, Optional.empty())),
                change(torn(), torn().with(FOURTH, Optional.empty())),
                change(plain, repeating("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=10")),
                change(plain, repeating("FREQ=DAILY;COUNT=3")),
                change(plain, repeating("FREQ=WEEKLY;BYDAY=TU")),
                change(plain, repeating("FREQ=WEEKLY;BYDAY=TU;UNTIL=20270105")),
                change(once, plain),
                change(once, torn()),
                change(plain, once),
                change(torn(), once),
                change(plain, wholeDays(TUESDAYS)),
                change(wholeDays(TUESDAYS), plain));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FREQ=WEEKLY;BYDAY=TU,TH;COUNT=20", "FREQ=WEEKLY;BYDAY=TU", "FREQ=DAILY;COUNT=40"})
    void F17_exceptions_that_still_have_a_date_survive_another_rule(String rule) {
        RemoteEvent first = create("job-1", torn());
        Details after = torn().at(repeated(torn().when().first(), rule));

        RemoteEvent second = update(first, after);

        assertThat(second.details()).isEqualTo(after);
        assertThat(found(first.id()).details().exceptions()).isEqualTo(torn().exceptions());
    }

    @Test
    void F17_exceptions_survive_another_time_of_the_whole_series() {
        RemoteEvent first = create("job-1", torn());
        LocalDateTime later = LocalDateTime.parse("2026-12-01T11:00");
        Details after = torn().at(repeated(new When.Timed(later, later.plusHours(1), BERLIN), TUESDAYS));

        RemoteEvent second = update(first, after);

        assertThat(second.details()).isEqualTo(after);
        assertThat(found(first.id()).details()).isEqualTo(after);
    }

    @Test
    void F17_exceptions_whose_date_is_gone_are_gone() {
        RemoteEvent first = create("job-1", torn());
        Details after = torn().at(repeated(torn().when().first(), "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261208"))
                .pruned();

        RemoteEvent second = update(first, after);

        assertThat(second.details()).isEqualTo(after);
        assertThat(second.details().exceptions()).containsOnlyKeys(SECOND);
    }

    @Test
    void R21_an_occurrence_that_was_cancelled_takes_place_again_or_that_is_refused_with_a_reason() {
        RemoteEvent first = create("job-1", torn());
        Details after = torn().with(SECOND, Optional.empty());

        switch (write(new Update(first.id(), first.version(), first.details(), after))) {
            case Written(RemoteEvent event) -> assertThat(event.details()).isEqualTo(after);
            case Failed(RemoteFailure failure) -> {
                assertThat(failure).isInstanceOf(RemoteFailure.Refused.class);
                assertThat(found(first.id()).details()).isEqualTo(torn());
            }
            case Adopted _, Absent _, Stale _ -> fail("It is written or refused");
        }
    }

    @Test
    void S25_an_occurrence_that_is_moved_across_another_is_moved_or_that_is_refused_with_a_reason() {
        Details before = repeating(TUESDAYS);
        RemoteEvent first = create("job-1", before);
        Details after = before.with(SECOND, moved("2026-12-17T09:00"));

        switch (write(new Update(first.id(), first.version(), first.details(), after))) {
            case Written(RemoteEvent event) -> assertThat(event.details()).isEqualTo(after);
            case Failed(RemoteFailure failure) -> {
                assertThat(failure).isInstanceOf(RemoteFailure.Refused.class);
                assertThat(found(first.id()).details()).isEqualTo(before);
            }
            case Adopted _, Absent _, Stale _ -> fail("It is written or refused");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=6",
                "FREQ=MONTHLY;BYDAY=TU,WE;BYSETPOS=1,3;COUNT=6",
                "FREQ=YEARLY;BYMONTH=3,12;BYMONTHDAY=1"
            })
    void T27_a_rule_that_the_provider_cannot_express_is_refused_with_a_reason_and_never_altered(String rule) {
        WriteAnswer answer = write(new Create(key("job-1"), repeating(rule)));

        switch (answer) {
            case Written(RemoteEvent event) -> assertThat(event.details()).isEqualTo(repeating(rule));
            case Failed(RemoteFailure failure) -> {
                assertThat(failure).isInstanceOf(RemoteFailure.Refused.class);
                assertThat(events(everything())).isEmpty();
            }
            case Adopted _, Absent _, Stale _ -> fail("It is written or refused");
        }
    }

    @Test
    void T27_a_change_to_a_rule_that_the_provider_cannot_express_leaves_the_series_as_it_was() {
        RemoteEvent first = create("job-1", torn());
        Details after = torn().at(repeated(torn().when().first(), "FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=6"));

        switch (write(new Update(first.id(), first.version(), first.details(), after))) {
            case Written(RemoteEvent event) ->
                assertThat(event.details().when()).isEqualTo(after.when());
            case Failed(RemoteFailure failure) -> {
                assertThat(failure).isInstanceOf(RemoteFailure.Refused.class);
                assertThat(found(first.id()).details()).isEqualTo(torn());
            }
            case Adopted _, Absent _, Stale _ -> fail("It is written or refused");
        }
    }

    @Test
    void R10_creating_a_series_twice_makes_one_series_and_keeps_what_its_owner_changed() {
        RemoteEvent first = create("job-1", torn());
        actAsUserEditsOccurrence(first.id(), TENTH, occurrence("The last one", "2027-02-02T09:00"));

        WriteAnswer again = write(new Create(key("job-1"), torn()));

        assertThat(again).isInstanceOf(Adopted.class);
        RemoteEvent adopted = ((Adopted) again).event();
        assertThat(adopted.id()).isEqualTo(first.id());
        assertThat(adopted.details()).isEqualTo(torn().with(TENTH, titled("The last one")));
        assertThat(events(everything())).hasSize(1);
    }

    @Test
    void R10_a_series_is_found_by_its_key_with_its_exceptions_and_its_mark() {
        RemoteEvent written = create("job-1", torn());

        Lookup lookup = calendars().find(accessToken(), key("job-1"));

        assertThat(lookup).isInstanceOf(Lookup.Found.class);
        assertSame(((Lookup.Found) lookup).event(), written);
        assertThat(written.mark()).contains(new JobId("job-1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void F26_an_answer_that_is_lost_while_a_series_is_created_loses_nothing_and_makes_no_second_one(int answered) {
        loseAnswerAfter(answered);

        assertThat(brought("job-1", torn()).details()).isEqualTo(torn());
        assertThat(events(everything())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void F26_an_answer_that_is_lost_while_a_series_is_changed_loses_nothing(int answered) {
        create("job-1", torn());
        Details after = torn().at(repeated(torn().when().first(), "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=20"))
                .titled("Another title")
                .with(THIRD, cancelled())
                .with(LocalDate.parse("2026-12-10"), titled("A new date"));
        loseAnswerAfter(answered);

        assertThat(brought("job-1", after).details()).isEqualTo(after);
        assertThat(events(everything())).hasSize(1);
    }

    @Test
    void R12_the_echo_of_a_series_is_the_series_alone_with_the_version_that_was_stored() {
        RemoteEvent first = create("job-1", repeating(TUESDAYS));
        Cursor cursor = everything().cursor();
        RemoteEvent written = update(first, torn());

        Complete echo = since(cursor);

        assertThat(events(echo)).extracting(RemoteEvent::id).containsOnly(first.id());
        assertSame(events(echo).getLast(), written);
        assertThat(since(echo.cursor()).changes()).isEmpty();
    }

    @Test
    void R12_the_echo_of_a_rule_with_its_exceptions_has_the_version_that_was_stored() {
        RemoteEvent first = create("job-1", torn());
        Cursor cursor = everything().cursor();
        RemoteEvent written =
                update(first, torn().at(repeated(torn().when().first(), "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=20")));

        assertSame(events(since(cursor)).getLast(), written);
    }

    @Test
    void R13_a_series_in_which_nothing_changed_lists_nothing() {
        create("job-1", torn());

        assertThat(since(everything().cursor()).changes()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ownerEdits")
    void R21_what_its_owner_does_to_an_occurrence_is_listed_as_a_change_of_the_series(Details edited) {
        RemoteEvent first = create("job-1", repeating(TUESDAYS));
        Cursor cursor = everything().cursor();
        actAsUserEditsOccurrence(first.id(), SECOND, edited);

        RemoteEvent listed = onlyChange(cursor, first.id());

        Occurrence.Changed change = Occurrence.Changed.between(first.details().regular(SECOND), edited);
        assertThat(listed.details()).isEqualTo(first.details().with(SECOND, Optional.of(change)));
        assertThat(listed.version()).isNotEqualTo(first.version());
        assertSame(found(first.id()), listed);
    }

    static Stream<Details> ownerEdits() {
        Details regular = repeating(TUESDAYS).regular(SECOND);
        LocalDateTime later = LocalDateTime.parse("2026-12-09T16:00");
        return Stream.of(
                regular.titled("Only this one"),
                regular.at(new When.Timed(later, later.plusHours(1), BERLIN)),
                regular.at(new When.Timed(later.minusDays(1), later.minusDays(1).plusMinutes(30), BERLIN)),
                new Details("All", "of", "it", regular.when(), Availability.FREE, regular.status()),
                regular.titled("Both").at(new When.Timed(later, later, BERLIN)));
    }

    @Test
    void T23_T24_an_occurrence_that_its_owner_cancels_is_an_exception_and_no_deletion() {
        RemoteEvent first = create("job-1", repeating(TUESDAYS));
        Cursor cursor = everything().cursor();
        actAsUserCancelsOccurrence(first.id(), SECOND);

        RemoteEvent listed = onlyChange(cursor, first.id());

        assertThat(listed.details()).isEqualTo(first.details().with(SECOND, cancelled()));
        assertSame(events(everything()).getFirst(), listed);
    }

    @Test
    void R21_an_occurrence_that_its_owner_edited_and_then_cancelled_is_cancelled() {
        RemoteEvent first = create("job-1", repeating(TUESDAYS));
        Cursor cursor = everything().cursor();
        actAsUserEditsOccurrence(first.id(), SECOND, occurrence("Moved", "2026-12-09T16:00"));
        actAsUserCancelsOccurrence(first.id(), SECOND);

        assertThat(onlyChange(cursor, first.id()).details())
                .isEqualTo(first.details().with(SECOND, cancelled()));
    }

    @Test
    void R21_what_is_as_the_series_says_again_is_no_exception_any_more() {
        RemoteEvent first = create("job-1", torn());
        Cursor cursor = everything().cursor();
        actAsUserRestoresOccurrence(first.id(), SECOND);
        actAsUserRestoresOccurrence(first.id(), THIRD);

        RemoteEvent listed = onlyChange(cursor, first.id());

        assertThat(listed.details().exceptions()).containsOnlyKeys(FOURTH);
        assertThat(listed.version()).isNotEqualTo(first.version());
    }

    @Test
    void R21_an_edit_of_all_by_their_owner_is_listed_with_the_exceptions() {
        RemoteEvent first = create("job-1", torn());
        Cursor cursor = everything().cursor();
        actAsUserEdits(first.id(), torn().titled("All of them"));

        RemoteEvent listed = onlyChange(cursor, first.id());

        assertThat(listed.details()).isEqualTo(torn().titled("All of them"));
    }

    @Test
    void T21_an_occurrence_that_its_owner_moves_out_of_the_window_stays_an_exception() {
        RemoteEvent first = create("job-1", repeating(TUESDAYS));
        Cursor cursor = everything().cursor();
        actAsUserEditsOccurrence(first.id(), TENTH, occurrence("Service visit", "2028-02-01T09:00"));

        Details expected = first.details().with(TENTH, moved("2028-02-01T09:00"));
        assertThat(onlyChange(cursor, first.id()).details()).isEqualTo(expected);
        assertThat(events(everything())).extracting(RemoteEvent::details).containsExactly(expected);
    }

    @Test
    void F17_a_rule_that_its_owner_changes_is_listed_and_names_only_exceptions_that_are_there() {
        RemoteEvent first = create("job-1", torn());
        Cursor cursor = everything().cursor();
        actAsUserRepeats(first.id(), new Recurrence("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=6"));

        RemoteEvent listed = onlyChange(cursor, first.id());

        assertThat(listed.details().when())
                .isEqualTo(repeated(torn().when().first(), "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=6"));
        assertThat(torn().exceptions()).containsAllEntriesOf(listed.details().exceptions());
        assertSame(found(first.id()), listed);
    }

    @Test
    void F17_an_event_that_its_owner_has_repeat_becomes_a_series_in_place_and_back() {
        RemoteEvent first = create("job-1", plain("Pump"));
        Cursor cursor = everything().cursor();
        actAsUserRepeats(first.id(), new Recurrence(TUESDAYS));

        Complete repeats = since(cursor);
        Details series = plain("Pump").at(repeated(plain("Pump").when().first(), TUESDAYS));
        assertThat(events(repeats)).last().extracting(RemoteEvent::details).isEqualTo(series);

        actAsUserRepeatsNoMore(first.id());
        assertThat(onlyChange(repeats.cursor(), first.id()).details()).isEqualTo(plain("Pump"));
        assertThat(events(everything())).hasSize(1);
    }

    @Test
    void T25_S25_this_and_all_following_ends_the_series_and_another_one_goes_on_without_a_copy() {
        RemoteEvent first = create("job-1", repeating(TUESDAYS).with(SECOND, titled("Kept")));
        Cursor cursor = everything().cursor();
        EventId next = actAsUserSplits(first.id(), FOURTH, "From now on");

        Map<EventId, RemoteEvent> listed = latest(since(cursor));

        assertThat(listed).containsOnlyKeys(first.id(), next);
        Details old = listed.get(first.id()).details();
        Details following = listed.get(next).details();
        assertThat(following.title()).isEqualTo("From now on");
        assertThat(following.when().first())
                .isEqualTo(first.details().when().first().on(FOURTH));
        assertThat(old.exceptions()).containsOnlyKeys(SECOND);
        assertThat(Stream.concat(starts(old).stream(), starts(following).stream())
                        .toList())
                .isEqualTo(starts(first.details()));
        assertThat(latest(everything())).containsOnlyKeys(first.id(), next);
        assertThat(listed.get(next).mark().orElse(new JobId("job-1"))).isEqualTo(new JobId("job-1"));
    }

    @ParameterizedTest
    @MethodSource("writesMeanwhile")
    void R06_what_its_owner_does_to_an_occurrence_between_read_and_write_survives(UnaryOperator<Details> change) {
        RemoteEvent seen = create("job-1", torn());
        actAsUserEditsOccurrence(seen.id(), TENTH, occurrence("Edited meanwhile", "2027-02-02T09:00"));

        WriteAnswer answer = write(new Update(seen.id(), seen.version(), torn(), change.apply(torn())));

        assertThat(found(seen.id()).details().exception(TENTH)).isEqualTo(titled("Edited meanwhile"));
        switch (answer) {
            case Stale _ ->
                assertThat(found(seen.id()).details()).isEqualTo(torn().with(TENTH, titled("Edited meanwhile")));
            case Written(RemoteEvent event) ->
                assertThat(event.details()).isEqualTo(change.apply(torn()).with(TENTH, titled("Edited meanwhile")));
            case Adopted _, Absent _, Failed _ -> fail("It is written or stale: " + answer);
        }
    }

    static Stream<UnaryOperator<Details>> writesMeanwhile() {
        return Stream.of(
                before -> before.titled("Another title"),
                before -> before.with(THIRD, cancelled()),
                before -> before.with(THIRD, titled("Another title of this one")),
                before -> before.at(repeated(before.when().first(), "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=30")));
    }

    @ParameterizedTest
    @MethodSource("writesToTheSame")
    void R06_an_occurrence_that_its_owner_changed_meanwhile_is_not_written_over(UnaryOperator<Details> change) {
        RemoteEvent seen = create("job-1", torn());
        actAsUserEditsOccurrence(seen.id(), THIRD, occurrence("Edited meanwhile", "2026-12-15T09:00"));

        WriteAnswer answer = write(new Update(seen.id(), seen.version(), torn(), change.apply(torn())));

        assertThat(answer).isEqualTo(new Stale());
        assertThat(found(seen.id()).details()).isEqualTo(torn().with(THIRD, titled("Edited meanwhile")));
    }

    static Stream<UnaryOperator<Details>> writesToTheSame() {
        return Stream.of(
                before -> before.with(THIRD, titled("Another title of this one")),
                before -> before.with(THIRD, cancelled()),
                before -> before.with(THIRD, Optional.empty()),
                before -> before.at(before.when().first()));
    }

    @Test
    void R06_an_occurrence_that_its_owner_cancelled_meanwhile_does_not_come_back() {
        RemoteEvent seen = create("job-1", torn());
        actAsUserCancelsOccurrence(seen.id(), TENTH);

        write(new Update(seen.id(), seen.version(), torn(), torn().titled("Another title")));
        write(new Update(seen.id(), seen.version(), torn(), torn().with(TENTH, titled("Another title"))));

        assertThat(found(seen.id()).details().exception(TENTH)).isEqualTo(cancelled());
    }

    @Test
    void R06_a_series_whose_occurrence_was_edited_meanwhile_is_not_deleted() {
        RemoteEvent seen = create("job-1", torn());
        actAsUserEditsOccurrence(seen.id(), TENTH, occurrence("Edited meanwhile", "2027-02-02T09:00"));

        assertThat(write(new Delete(seen.id(), seen.version()))).isEqualTo(new Stale());
        assertThat(found(seen.id()).details().exception(TENTH)).isEqualTo(titled("Edited meanwhile"));
    }

    @Test
    void R08_a_series_is_deleted_with_all_that_was_different_and_can_be_created_again() {
        RemoteEvent first = create("job-1", torn());
        assertThat(write(new Delete(first.id(), first.version()))).isEqualTo(new Absent());
        assertThat(events(everything())).isEmpty();

        RemoteEvent second = create("job-1", repeating(TUESDAYS));

        assertThat(second.details()).isEqualTo(repeating(TUESDAYS));
        assertThat(events(everything())).hasSize(1);
    }

    @Test
    void R15_a_series_that_its_owner_deletes_is_gone() {
        RemoteEvent first = create("job-1", torn());
        Cursor cursor = everything().cursor();
        actAsUserDeletes(first.id());

        List<RemoteChange> changes = since(cursor).changes();

        assertThat(changes).contains(new Gone(first.id())).noneMatch(Present.class::isInstance);
        assertThat(calendars().find(accessToken(), calendar(), first.id())).isEqualTo(new Lookup.Absent());
        assertThat(everything().changes()).isEmpty();
    }

    @Test
    void R20_a_series_that_began_before_the_window_is_listed_as_long_as_it_goes_on() {
        LocalDateTime from = LocalDateTime.parse("2026-01-06T09:00");
        When.Single first = new When.Timed(from, from.plusHours(1), BERLIN);
        create("over", repeating(TUESDAYS).at(repeated(first, "FREQ=WEEKLY;BYDAY=TU;COUNT=5")));
        RemoteEvent goesOn = create(
                "goes-on",
                repeating(TUESDAYS)
                        .at(repeated(first, "FREQ=WEEKLY;BYDAY=TU"))
                        .with(LocalDate.parse("2026-02-03"), cancelled())
                        .with(SECOND, titled("Inside")));

        assertThat(events(everything())).hasSize(1);
        assertSame(events(everything()).getFirst(), goesOn);
    }

    @Test
    void R09_a_series_of_the_owner_is_listed_as_one_event_without_mark() {
        Cursor cursor = everything().cursor();
        EventId id = actAsUserCreates(repeating(TUESDAYS), false);
        actAsUserCancelsOccurrence(id, SECOND);

        RemoteEvent listed = onlyChange(cursor, id);

        assertThat(listed.details()).isEqualTo(repeating(TUESDAYS).with(SECOND, cancelled()));
        assertThat(listed.mark()).isEmpty();
    }

    @Test
    void R14_many_series_and_their_exceptions_arrive_on_many_pages() {
        Cursor cursor = everything().cursor();
        for (int i = 0; i < 30; i++) {
            create("many-" + i, torn().titled("Visit " + i));
        }

        Map<EventId, RemoteEvent> full = latest(everything());

        assertThat(full).hasSize(30);
        assertThat(full.values()).allMatch(event -> event.details().exceptions().equals(torn().exceptions()));
        assertThat(latest(since(cursor)).keySet()).isEqualTo(full.keySet());
    }

    // The sentences above are made of these words.

    /** A series by a rule, in which nothing is different yet. */
    protected static Details repeating(String rule) {
        Details first = at("2026-12-01T09:00", "2026-12-01T10:00", BERLIN);
        return first.at(repeated(first.when().first(), rule));
    }

    /** A series with one occurrence cancelled, one with another title, and one moved to the next day. */
    protected static Details torn() {
        return repeating(TUESDAYS)
                .with(SECOND, cancelled())
                .with(THIRD, titled("Only this one"))
                .with(FOURTH, moved("2026-12-23T14:00"));
    }

    protected static When.Repeating repeated(When.Single first, String rule) {
        return new When.Repeating(first, new Recurrence(rule));
    }

    protected static Optional<Occurrence> cancelled() {
        return Optional.of(new Occurrence.Cancelled());
    }

    protected static Optional<Occurrence> titled(String title) {
        return Optional.of(new Occurrence.Changed(
                Optional.of(title),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    /** Moved to another time, an hour long as the others are. */
    protected static Optional<Occurrence> moved(String to) {
        LocalDateTime from = LocalDateTime.parse(to);
        return Optional.of(new Occurrence.Changed(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new When.Timed(from, from.plusHours(1), BERLIN)),
                Optional.empty(),
                Optional.empty()));
    }

    private static Details occurrence(String title, String start) {
        LocalDateTime from = LocalDateTime.parse(start);
        return repeating(TUESDAYS).regular(FIRST).titled(title).at(new When.Timed(from, from.plusHours(1), BERLIN));
    }

    private static Details wholeDays(String rule) {
        Details first = allDay("2026-12-01", "2026-12-02");
        return first.at(repeated(first.when().first(), rule));
    }

    private static Arguments change(Details before, Details after) {
        return Arguments.of(before, after);
    }

    /** When each occurrence of two years begins. */
    private static List<Instant> starts(Details details) {
        Window years = new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2028-01-01T00:00:00Z"));
        return details.occurrences(years).stream()
                .map(occurrence -> occurrence.details().when().start())
                .toList();
    }

    private static Map<EventId, RemoteEvent> latest(Complete listing) {
        return events(listing).stream().collect(Collectors.toMap(RemoteEvent::id, event -> event, (_, later) -> later));
    }

    /** The one event that changed since, as it is now. */
    private RemoteEvent onlyChange(Cursor cursor, EventId id) {
        Map<EventId, RemoteEvent> changed = latest(since(cursor));
        assertThat(changed).containsOnlyKeys(id);
        return changed.get(id);
    }

    private static void assertSame(RemoteEvent actual, RemoteEvent expected) {
        assertThat(actual.id()).isEqualTo(expected.id());
        assertThat(actual.details()).isEqualTo(expected.details());
        assertThat(actual.version()).isEqualTo(expected.version());
    }

    /** Writes as often as it takes, and looks before each further try. */
    private RemoteEvent brought(String job, Details wanted) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<RemoteEvent> there = lookedUp(job);
            if (there.filter(event -> event.details().equals(wanted)).isPresent()) {
                return there.get();
            }
            write(there.<RemoteWrite>map(event -> new Update(event.id(), event.version(), event.details(), wanted))
                    .orElseGet(() -> new Create(key(job), wanted)));
        }
        return fail("It does not come about");
    }

    private Optional<RemoteEvent> lookedUp(String job) {
        return switch (calendars().find(accessToken(), key(job))) {
            case Lookup.Found(RemoteEvent event) -> Optional.of(event);
            case Lookup.Absent _, Lookup.Failed _ -> Optional.empty();
        };
    }
}
