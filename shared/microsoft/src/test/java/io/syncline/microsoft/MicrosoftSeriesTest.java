package io.syncline.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.Availability;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventKey;
import io.syncline.calendar.Field;
import io.syncline.calendar.JobId;
import io.syncline.calendar.Listing;
import io.syncline.calendar.ListingPosition;
import io.syncline.calendar.Lookup;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.Recurrence;
import io.syncline.calendar.RemoteChange;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.RemoteWrite;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.calendar.WriteAnswer;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.CalendarQuirks;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.calendar.UserException;
import io.syncline.local.providers.calendar.UserSeries;
import io.syncline.local.providers.fidelity.FaultEffect;
import io.syncline.local.providers.fidelity.FaultRule;
import io.syncline.local.providers.fidelity.LedgerEntry;
import io.syncline.sync.Cursor;
import io.syncline.sync.RemoteFailure;
import io.syncline.sync.Window;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Series between us and Outlook, both ways. */
class MicrosoftSeriesTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Window WINDOW =
            new Window(Instant.parse("2026-10-23T00:00:00Z"), Instant.parse("2027-11-22T00:00:00Z"));

    private static final LocalDate FIRST = LocalDate.parse("2026-12-01"); // a Tuesday
    private static final LocalDate SECOND = FIRST.plusWeeks(1);
    private static final LocalDate THIRD = FIRST.plusWeeks(2);
    private static final LocalDate FOURTH = FIRST.plusWeeks(3);

    private static SimulatedOutlook outlook;
    private static MicrosoftCalendars calendars;

    private SimulatedOutlook.Person person;

    @BeforeAll
    static void start() {
        outlook = new SimulatedOutlook();
        calendars = new MicrosoftCalendars(outlook.root(), InstantSource.system(), new Random(10));
    }

    @AfterAll
    static void stop() {
        outlook.close();
    }

    @BeforeEach
    void signIn() {
        person = outlook.somebody();
    }

    @AfterEach
    void mend() {
        outlook.control().clearFaults();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=DAILY;COUNT=10",
                "FREQ=DAILY;INTERVAL=3;UNTIL=20270131",
                "FREQ=WEEKLY;BYDAY=TU",
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=SU;COUNT=9",
                "FREQ=MONTHLY;BYMONTHDAY=1;COUNT=5",
                "FREQ=MONTHLY;BYDAY=1TU;UNTIL=20270601",
                "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1;COUNT=3",
                "FREQ=YEARLY;BYMONTH=12;BYDAY=1TU;COUNT=3"
            })
    void R21_a_series_is_one_event_with_its_rule(String rule) {
        RemoteEvent created = create(weekly(rule));

        assertThat(created.details()).isEqualTo(weekly(rule));
        assertThat(created.mark()).contains(new JobId("job-1"));
        assertThat(listed()).containsExactly(created);
        assertThat(found(created.id())).isEqualTo(created);
    }

    @Test
    void R21_a_series_is_created_with_its_exceptions() {
        Details wanted = withExceptions(weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=8"));

        RemoteEvent created = create(wanted);

        assertThat(created.details()).isEqualTo(wanted);
        assertThat(listed()).containsExactly(created);
        assertThat(theirs(created.id()).exceptions().keySet()).containsExactly(SECOND, THIRD, FOURTH);
        assertThat(theirs(created.id()).exceptions().get(SECOND)).isInstanceOf(UserException.Cancelled.class);
    }

    @Test
    void R10_a_series_that_was_created_before_is_adopted_with_its_exceptions() {
        RemoteEvent created = create(weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=8"));
        outlook.control()
                .cancelOccurrence(
                        Provider.MICROSOFT, email(), place(), created.id().value(), SECOND);

        WriteAnswer again = write(new RemoteWrite.Create(key(), weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=8")));

        assertThat(again).isInstanceOf(WriteAnswer.Adopted.class);
        assertThat(((WriteAnswer.Adopted) again).event().details().exceptions())
                .isEqualTo(Map.of(SECOND, new Occurrence.Cancelled()));
        assertThat(found(key()).details().exceptions()).containsOnlyKeys(SECOND);
    }

    @Test
    void F17_what_the_owner_does_to_occurrences_is_read_as_exceptions() {
        String id = theySchedule("RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=8");
        Cursor cursor = everything().cursor();
        outlook.control()
                .editOccurrence(Provider.MICROSOFT, email(), place(), id, SECOND, event -> titled(event, "Other"));
        outlook.control()
                .moveOccurrence(
                        Provider.MICROSOFT,
                        email(),
                        place(),
                        id,
                        THIRD,
                        new UserEvent.When.Timed(
                                THIRD.plusDays(1).atTime(14, 0),
                                THIRD.plusDays(1).atTime(15, 0),
                                BERLIN));
        outlook.control().cancelOccurrence(Provider.MICROSOFT, email(), place(), id, FOURTH);

        RemoteEvent series = present(since(cursor)).getFirst();

        assertThat(present(since(cursor))).hasSize(1);
        assertThat(series.details().exceptions())
                .isEqualTo(Map.of(
                        SECOND, changed(Optional.of("Other"), Optional.empty()),
                        THIRD,
                                changed(
                                        Optional.empty(),
                                        Optional.of(new When.Timed(
                                                THIRD.plusDays(1).atTime(14, 0),
                                                THIRD.plusDays(1).atTime(15, 0),
                                                BERLIN))),
                        FOURTH, new Occurrence.Cancelled()));
        assertThat(found(new EventId(id))).isEqualTo(series);
    }

    @Test
    void T23_a_deleted_occurrence_changes_the_version_although_nothing_says_that_it_is_gone() {
        String id = theySchedule("RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=8");
        RemoteEvent before = listed().getFirst();
        Cursor cursor = everything().cursor();

        outlook.control().cancelOccurrence(Provider.MICROSOFT, email(), place(), id, SECOND);

        RemoteEvent after = present(since(cursor)).getFirst();
        assertThat(after.details().exceptions()).isEqualTo(Map.of(SECOND, new Occurrence.Cancelled()));
        assertThat(after.version()).isNotEqualTo(before.version());
    }

    @Test
    void T22_a_series_is_read_once_a_page_however_many_of_its_occurrences_stand_there() {
        theySchedule("RRULE:FREQ=DAILY;COUNT=60");
        outlook.control().requests().clear();

        assertThat(listed()).hasSize(1);

        assertThat(outlook.control().requests().find(entry -> entry.path().contains("/events/")))
                .hasSize(1);
    }

    @Test
    void F17_exceptions_are_written_changed_and_taken_back() {
        RemoteEvent first = create(withExceptions(weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=8")));
        Details next = first.details()
                .with(THIRD, Optional.of(changed(Optional.of("Again"), Optional.empty())))
                .with(FOURTH, Optional.empty())
                .with(FOURTH.plusWeeks(1), Optional.of(new Occurrence.Cancelled()));

        RemoteEvent second = update(first, next);

        assertThat(second.details()).isEqualTo(next);
        assertThat(listed()).containsExactly(second);
        assertThat(second.id()).isEqualTo(first.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=WEEKLY;BYDAY=TU;COUNT=12",
                "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270601",
                "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=8",
                "FREQ=DAILY;COUNT=40",
                "FREQ=WEEKLY;BYDAY=TU;COUNT=2"
            })
    void F17_another_rule_keeps_the_exceptions_that_it_still_names(String rule) {
        RemoteEvent first = create(withExceptions(weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=8")));
        Details next = first.details().with(Field.WHEN, weekly(rule)).pruned();

        // a move to the next day is onto a neighbour where there is one every day
        Details allowed = rule.startsWith("FREQ=DAILY") ? next.with(THIRD, Optional.empty()) : next;
        RemoteEvent second = update(first, allowed);

        assertThat(second.details()).isEqualTo(allowed);
        assertThat(listed()).containsExactly(second);
    }

    @Test
    void F17_a_series_at_another_hour_keeps_its_exceptions() {
        RemoteEvent first = create(withExceptions(weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=8")));
        When.Repeating old = (When.Repeating) first.details().when();
        Details next = first.details()
                .at(new When.Repeating(new When.Timed(FIRST.atTime(7, 30), FIRST.atTime(8, 0), BERLIN), old.rule()));

        RemoteEvent second = update(first, next);

        assertThat(second.details()).isEqualTo(next);
    }

    @Test
    void F17_an_occurrence_that_was_deleted_comes_back_with_all_other_exceptions() {
        RemoteEvent first = create(withExceptions(weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=8")));
        Details next = first.details().with(SECOND, Optional.empty());

        RemoteEvent second = update(first, next);

        assertThat(second.details()).isEqualTo(next);
        assertThat(theirs(first.id()).exceptions()).containsOnlyKeys(THIRD, FOURTH);
    }

    @Test
    void F17_an_occurrence_that_outlook_cannot_bring_back_is_refused_with_a_reason() {
        RemoteEvent first = create(weekly("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=8")
                .with(FIRST.plusDays(2), Optional.of(new Occurrence.Cancelled())));

        WriteAnswer answer = write(updating(first, first.details().with(FIRST.plusDays(2), Optional.empty())));

        assertThat(reason(answer)).contains("does not bring back");
        assertThat(found(first.id())).isEqualTo(first);
    }

    @Test
    void R21_a_single_event_becomes_a_series_and_a_single_one_again() {
        RemoteEvent single = create(single());
        Details series = withExceptions(weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=8"));

        RemoteEvent repeating = update(single, series);
        RemoteEvent again = update(repeating, single());

        assertThat(repeating.details()).isEqualTo(series);
        assertThat(again.details()).isEqualTo(single());
        assertThat(List.of(repeating.id(), again.id())).containsOnly(single.id());
        assertThat(listed()).containsExactly(again);
    }

    @Test
    void R21_the_owner_makes_a_series_of_a_single_event_and_back() {
        RemoteEvent single = create(single());
        Cursor cursor = everything().cursor();
        outlook.control()
                .makeSeries(
                        Provider.MICROSOFT,
                        email(),
                        place(),
                        single.id().value(),
                        "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=5");
        Listed afterwards = since(cursor);
        outlook.control()
                .makeSingle(Provider.MICROSOFT, email(), place(), single.id().value());

        assertThat(present(afterwards))
                .extracting(RemoteEvent::details)
                .containsExactly(titledAs(weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=5"), single().title()));
        assertThat(present(since(afterwards.cursor())))
                .extracting(RemoteEvent::details)
                .containsExactly(single());
    }

    @Test
    void T25_a_split_is_an_old_series_that_ends_and_a_new_one_without_our_mark() {
        RemoteEvent first = create(weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=8"));
        Cursor cursor = everything().cursor();
        outlook.control()
                .splitSeries(Provider.MICROSOFT, email(), place(), first.id().value(), THIRD, event -> event);

        List<RemoteEvent> both = present(since(cursor));

        assertThat(both).hasSize(2);
        RemoteEvent old = both.stream()
                .filter(event -> event.id().equals(first.id()))
                .findFirst()
                .orElseThrow();
        RemoteEvent tail = both.stream()
                .filter(event -> !event.id().equals(first.id()))
                .findFirst()
                .orElseThrow();
        assertThat(old.mark()).contains(new JobId("job-1"));
        assertThat(old.details().when().recurrence().orElseThrow().last(FIRST).orElseThrow())
                .isEqualTo(SECOND);
        assertThat(tail.mark()).isEmpty();
        assertThat(tail.details().when().first().date()).isEqualTo(THIRD);
    }

    @Test
    void R06_a_series_with_an_edited_occurrence_is_not_deleted_and_not_overwritten() {
        RemoteEvent first = create(weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=8"));
        outlook.control()
                .editOccurrence(
                        Provider.MICROSOFT,
                        email(),
                        place(),
                        first.id().value(),
                        SECOND,
                        event -> titled(event, "Mine"));

        assertThat(write(new RemoteWrite.Delete(first.id(), first.version()))).isEqualTo(new WriteAnswer.Stale());
        assertThat(write(updating(first, titledAs(first.details(), "Ours")))).isEqualTo(new WriteAnswer.Stale());
        assertThat(found(first.id()).details().title())
                .isEqualTo(first.details().title());
    }

    @Test
    void R08_a_series_is_deleted_with_all_that_belongs_to_it() {
        RemoteEvent first = create(withExceptions(weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=8")));
        Cursor cursor = everything().cursor();

        assertThat(write(new RemoteWrite.Delete(first.id(), first.version()))).isEqualTo(new WriteAnswer.Absent());
        assertThat(write(new RemoteWrite.Delete(first.id(), first.version()))).isEqualTo(new WriteAnswer.Absent());
        assertThat(listed()).isEmpty();
        assertThat(since(cursor).changes()).contains(new RemoteChange.Gone(first.id()));
    }

    @Test
    void T21_a_series_that_was_moved_out_of_the_window_is_present() {
        RemoteEvent first = create(weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=3"));
        Cursor cursor = everything().cursor();
        outlook.control()
                .update(
                        Provider.MICROSOFT,
                        email(),
                        place(),
                        first.id().value(),
                        event -> at(event, LocalDate.parse("2029-01-02")));

        List<RemoteEvent> present = present(since(cursor)).stream()
                .filter(event -> event.id().equals(first.id()))
                .toList();

        assertThat(present).containsExactly(found(first.id()));
        assertThat(present.getFirst().details().when().first().date()).isEqualTo(LocalDate.parse("2029-01-02"));
    }

    @Test
    void R04_a_new_title_reaches_the_series_and_leaves_its_exceptions() {
        RemoteEvent first = create(withExceptions(weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=8")));
        Details next = titledAs(first.details(), "Renamed");

        assertThat(update(first, next).details()).isEqualTo(next);
    }

    @Test
    void T27_a_rule_that_outlook_cannot_express_is_refused_before_anything_is_touched() {
        RemoteEvent first = create(weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=8"));
        outlook.control().requests().clear();

        WriteAnswer answer =
                write(updating(first, first.details().with(Field.WHEN, weekly("FREQ=MONTHLY;BYMONTHDAY=1,15"))));

        assertThat(reason(answer)).startsWith("Outlook cannot express the rule FREQ=MONTHLY;BYMONTHDAY=1,15.");
        assertThat(outlook.control().requests().find(_ -> true)).isEmpty();
        assertThat(reason(write(new RemoteWrite.Create(key("job-2"), weekly("FREQ=MONTHLY;BYMONTHDAY=1,15")))))
                .startsWith("Outlook cannot express");
    }

    @Test
    void S25_an_occurrence_moves_past_no_other_and_the_rest_of_the_series_is_left_alone() {
        RemoteEvent first = create(weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=8"));

        WriteAnswer answer = write(updating(
                first,
                first.details()
                        .with(SECOND, Optional.of(changed(Optional.empty(), Optional.of(on(THIRD.plusDays(1))))))));

        assertThat(reason(answer)).contains("onto or past its neighbour").contains(SECOND.toString());
        assertThat(found(first.id())).isEqualTo(first);
    }

    @Test
    void S25_neighbours_move_together_in_the_order_in_which_none_meets_another() {
        RemoteEvent first = create(weekly("FREQ=DAILY;COUNT=6"));
        Details later = first.details();
        for (int day = 5; day >= 2; day--) {
            later = later.with(
                    FIRST.plusDays(day),
                    Optional.of(changed(Optional.empty(), Optional.of(on(FIRST.plusDays(day + 2))))));
        }

        RemoteEvent second = update(first, later);
        RemoteEvent back = update(second, first.details());

        assertThat(second.details()).isEqualTo(later);
        assertThat(back.details()).isEqualTo(first.details());
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Zurich,2026-10-13", "America/New_York,2026-10-27", "Australia/Lord_Howe,2026-09-29",
        "Africa/Casablanca,2027-02-02", "Asia/Kathmandu,2026-12-01", "UTC,2026-12-01"
    })
    void S26_wall_times_stay_over_the_edges_of_summer_time(String zone, LocalDate start) {
        When.Timed first = new When.Timed(start.atTime(8, 15), start.atTime(9, 0), ZoneId.of(zone));
        Details series = single().at(new When.Repeating(first, new Recurrence("FREQ=WEEKLY;BYDAY=TU;COUNT=30")));

        RemoteEvent created = create(series);

        assertThat(outlook.control()
                        .occurrences(
                                Provider.MICROSOFT,
                                email(),
                                place(),
                                Instant.parse("2026-09-01T00:00:00Z"),
                                Instant.parse("2027-12-01T00:00:00Z")))
                .hasSize(30)
                .allMatch(event -> wallTime(event.when(), ZoneId.of(zone)).equals(LocalTime.of(8, 15)));
        When.Timed read = (When.Timed) created.details().when().first();
        assertThat(read.from()).isEqualTo(first.from());
        assertThat(created.details().when().start()).isEqualTo(series.when().start());
    }

    @Test
    void F19_an_all_day_series_keeps_its_dates() {
        When.AllDay first = new When.AllDay(FIRST, FIRST.plusDays(2));
        Details series = single().at(new When.Repeating(first, new Recurrence("FREQ=WEEKLY;BYDAY=TU;UNTIL=20270119")))
                .with(
                        SECOND,
                        Optional.of(changed(
                                Optional.empty(),
                                Optional.of(new When.AllDay(SECOND.plusDays(1), SECOND.plusDays(2))))))
                .with(THIRD, Optional.of(new Occurrence.Cancelled()));

        RemoteEvent created = create(series);

        assertThat(created.details()).isEqualTo(series);
        assertThat(listed()).containsExactly(created);
    }

    @Test
    void F19_an_all_day_series_of_the_owner_is_read_by_its_dates() {
        String id = outlook.control()
                .createSeries(
                        Provider.MICROSOFT,
                        email(),
                        place(),
                        event(new UserEvent.When.AllDay(FIRST, FIRST.plusDays(1))),
                        "RRULE:FREQ=DAILY;COUNT=10")
                .id();
        outlook.control().cancelOccurrence(Provider.MICROSOFT, email(), place(), id, SECOND);
        outlook.control()
                .editOccurrence(
                        Provider.MICROSOFT, email(), place(), id, FIRST.plusDays(2), event -> titled(event, "Other"));

        Details details = found(new EventId(id)).details();

        assertThat(details.when().first()).isEqualTo(new When.AllDay(FIRST, FIRST.plusDays(1)));
        assertThat(details.exceptions())
                .isEqualTo(Map.of(
                        SECOND,
                        new Occurrence.Cancelled(),
                        FIRST.plusDays(2),
                        changed(Optional.of("Other"), Optional.empty())));
    }

    /** A function may die at any request; what it leaves behind is finished by whoever reads it next. */
    @ParameterizedTest
    @MethodSource("accidents")
    void F26_a_series_that_was_written_by_halves_loses_no_exception(FaultRule accident, String kind) {
        Details wanted = withExceptions(weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=8"));
        Optional<RemoteEvent> before = switch (kind) {
            case "CREATE" -> Optional.empty();
            case "SINGLE" -> Optional.of(create(single()));
            default -> Optional.of(create(wanted));
        };
        Cursor cursor = everything().cursor();
        Details next = switch (kind) {
            case "CREATE", "SINGLE" -> wanted;
            case "RULE" -> wanted.with(Field.WHEN, weekly("FREQ=WEEKLY;BYDAY=TU,FR;COUNT=9"));
            default -> wanted.with(SECOND, Optional.empty());
        };
        RemoteWrite write = before.<RemoteWrite>map(event -> updating(event, next))
                .orElseGet(() -> new RemoteWrite.Create(key(), next));
        outlook.control().addFault(accident);

        WriteAnswer answer = write(write);
        outlook.control().clearFaults();
        List<RemoteEvent> read = present(since(cursor));
        RemoteEvent after = read.isEmpty() ? before.orElseGet(() -> create(next)) : read.getFirst();

        assertThat(read).hasSizeLessThan(2);
        assertThat(after.details()).isIn(next, before.map(RemoteEvent::details).orElse(next));
        assertThat(theirs(after).keySet())
                .isEqualTo(after.details().exceptions().keySet());
        assertThat(found(after.id()).details()).isEqualTo(after.details());
        if (answer instanceof WriteAnswer.Failed(RemoteFailure failure)) {
            assertThat(failure).isInstanceOf(RemoteFailure.Unavailable.class);
        } else {
            assertThat(written(answer).details()).isEqualTo(next);
        }
    }

    static Stream<Arguments> accidents() {
        return Stream.of("CREATE", "SINGLE", "RULE", "RESTORE")
                .flatMap(kind -> IntStream.rangeClosed(1, 5)
                        .boxed()
                        .flatMap(at -> Stream.of(
                                        FaultRule.losingTheAnswer("POST", "batch$", 1),
                                        FaultRule.on("POST", "batch$", new FaultEffect.Cuts(false)),
                                        FaultRule.answering("POST", "batch$", 1, 503, "{}"),
                                        FaultRule.answering("PATCH", "/events/", 1, 503, "{}"),
                                        FaultRule.losingTheAnswer("GET", "/events/", 2))
                                .map(accident -> Arguments.of(accident.from(at), kind))));
    }

    @Test
    void R06_what_the_owner_does_to_a_half_written_series_is_kept() {
        Details wanted = withExceptions(weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=8"));
        Cursor cursor = everything().cursor();
        outlook.control().addFault(FaultRule.losingTheAnswer("POST", "batch$", 1));
        write(new RemoteWrite.Create(key(), wanted));
        String id = outlook.control()
                .events(Provider.MICROSOFT, email(), place())
                .getFirst()
                .id();
        outlook.control().cancelOccurrence(Provider.MICROSOFT, email(), place(), id, FOURTH);
        outlook.control().update(Provider.MICROSOFT, email(), place(), id, event -> titled(event, "Mine"));

        Details read = present(since(cursor)).getFirst().details();

        assertThat(read).isEqualTo(wanted.titled("Mine").with(FOURTH, Optional.of(new Occurrence.Cancelled())));
    }

    @Test
    void F26_what_is_owed_and_refused_for_good_is_not_tried_for_ever() {
        Details wanted = withExceptions(weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=8"));
        Cursor cursor = everything().cursor();
        outlook.control().addFault(FaultRule.losingTheAnswer("POST", "batch$", 1));
        write(new RemoteWrite.Create(key(), wanted));
        outlook.control()
                .addFault(FaultRule.answering(
                        "PATCH",
                        "/events/.*FRAAg",
                        0,
                        400,
                        "{\"error\":{\"code\":\"ErrorPropertyValidationFailure\"}}"));

        Listed listed = since(cursor);
        outlook.control().requests().clear();
        Listed again = since(listed.cursor());

        assertThat(present(listed)).hasSize(1);
        assertThat(present(listed).getFirst().details().exceptions()).containsOnlyKeys(SECOND);
        assertThat(present(again)).isSubsetOf(present(listed));
        assertThat(outlook.control().requests().find(entry -> entry.kind() == LedgerEntry.Kind.WRITE))
                .isEmpty();
    }

    @Test
    void R10_twenty_new_series_take_two_requests() {
        List<RemoteWrite> writes = IntStream.range(0, 20)
                .<RemoteWrite>mapToObj(
                        i -> new RemoteWrite.Create(key("job-" + i), weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=8")))
                .toList();
        outlook.control().requests().clear();

        List<WriteAnswer> answers = calendars.write(person.accessToken(), ref(), writes);

        assertThat(answers).hasSize(20).allMatch(WriteAnswer.Written.class::isInstance);
        assertThat(outlook.control().requests().find(entry -> entry.path().endsWith("$batch")))
                .hasSize(2);
    }

    @Test
    void T37_throttling_in_the_middle_of_a_series_tells_when_to_come_back() {
        RemoteEvent first = create(weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=8"));
        Cursor cursor = everything().cursor();
        outlook.control()
                .addFault(FaultRule.answering(
                                "DELETE", "/events/", 1, 429, "{\"error\":{\"code\":\"ApplicationThrottled\"}}")
                        .with("Retry-After", "9"));
        Details next = withExceptions(first.details());

        WriteAnswer answer = write(updating(first, next));

        assertThat(answer)
                .isEqualTo(new WriteAnswer.Failed(
                        new RemoteFailure.Throttled(Optional.of(java.time.Duration.ofSeconds(9)))));
        RemoteEvent now = present(since(cursor)).getFirst();
        assertThat(update(now, next).details()).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STALE_412", "CONFLICT_409", "CONCURRENT_SAVE_409"})
    void T34_a_conflict_for_no_visible_reason_is_stale(String how) {
        RemoteEvent first = create(weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=8"));
        quirks().conflictOnWrite(1, CalendarQuirks.WriteConflict.valueOf(how));

        assertThat(write(updating(first, titledAs(first.details(), "Renamed")))).isEqualTo(new WriteAnswer.Stale());
        assertThat(found(first.id()).details()).isEqualTo(first.details());
    }

    @Test
    void R13_a_series_that_is_written_as_it_stands_is_only_read() {
        RemoteEvent first = create(withExceptions(weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=8")));
        outlook.control().requests().clear();

        assertThat(update(first, first.details())).isEqualTo(first);
        assertThat(outlook.control().requests().find(entry -> entry.kind() == LedgerEntry.Kind.WRITE))
                .isEmpty();
    }

    @Test
    void T18_empty_pages_duplicates_and_odd_orders_change_nothing() {
        quirks().emptyPages(true);
        quirks().duplicates(true);
        quirks().outOfOrder(true);
        quirks().masters(CalendarQuirks.MasterPlacement.ABSENT);
        String id = theySchedule("RRULE:FREQ=DAILY;COUNT=150");
        outlook.control().cancelOccurrence(Provider.MICROSOFT, email(), place(), id, SECOND);

        List<RemoteEvent> read = listed().stream().distinct().toList();

        assertThat(read).containsExactly(found(new EventId(id)));
    }

    @Test
    void R23_facts_of_a_series_are_told() {
        String id = theySchedule("RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=8");

        RemoteEvent series = found(new EventId(id));

        assertThat(series.facts().uid()).isPresent();
        assertThat(series.facts().foreign()).isFalse();
        assertThat(series.facts().changedAt()).isPresent();
        assertThat(series.facts().beyond()).isEmpty();
    }

    private record Listed(List<RemoteChange> changes, Cursor cursor) {}

    private Listed everything() {
        return follow(new ListingPosition.Everything(WINDOW));
    }

    private Listed since(Cursor cursor) {
        return follow(new ListingPosition.ChangesSince(cursor, WINDOW));
    }

    private Listed follow(ListingPosition first) {
        List<RemoteChange> changes = new ArrayList<>();
        ListingPosition position = first;
        while (true) {
            switch (calendars.changes(person.accessToken(), ref(), position)) {
                case Listing.More(List<RemoteChange> more, Cursor page) -> {
                    changes.addAll(more);
                    position = new ListingPosition.Page(page, WINDOW);
                }
                case Listing.Last(List<RemoteChange> more, Cursor cursor) -> {
                    changes.addAll(more);
                    return new Listed(changes, cursor);
                }
                case Listing.CursorExpired _ -> throw new AssertionError("expired");
                case Listing.Failed(RemoteFailure failure) -> throw new AssertionError(failure);
            }
        }
    }

    private List<RemoteEvent> listed() {
        return present(everything());
    }

    private static List<RemoteEvent> present(Listed listed) {
        return listed.changes().stream()
                .filter(RemoteChange.Present.class::isInstance)
                .map(change -> ((RemoteChange.Present) change).event())
                .toList();
    }

    private RemoteEvent create(Details details) {
        return written(write(new RemoteWrite.Create(key(), details)));
    }

    private RemoteEvent update(RemoteEvent seen, Details to) {
        return written(write(updating(seen, to)));
    }

    private static RemoteWrite.Update updating(RemoteEvent seen, Details to) {
        return new RemoteWrite.Update(seen.id(), seen.version(), seen.details(), to);
    }

    private static RemoteEvent written(WriteAnswer answer) {
        assertThat(answer).isInstanceOf(WriteAnswer.Written.class);
        return ((WriteAnswer.Written) answer).event();
    }

    private static String reason(WriteAnswer answer) {
        return ((RemoteFailure.Refused) ((WriteAnswer.Failed) answer).failure()).reason();
    }

    private WriteAnswer write(RemoteWrite write) {
        return calendars.write(person.accessToken(), ref(), List.of(write)).getFirst();
    }

    private RemoteEvent found(EventId id) {
        return ((Lookup.Found) calendars.find(person.accessToken(), ref(), id)).event();
    }

    private RemoteEvent found(EventKey key) {
        return ((Lookup.Found) calendars.find(person.accessToken(), key)).event();
    }

    private UserSeries theirs(EventId id) {
        return outlook.control().series(Provider.MICROSOFT, email(), place(), id.value());
    }

    private Map<LocalDate, UserException> theirs(RemoteEvent event) {
        return event.details().when() instanceof When.Repeating
                ? theirs(event.id()).exceptions()
                : Map.of();
    }

    private CalendarQuirks quirks() {
        return outlook.control().quirks(Provider.MICROSOFT, email(), place());
    }

    private String theySchedule(String rule) {
        return outlook.control()
                .createSeries(
                        Provider.MICROSOFT,
                        email(),
                        place(),
                        event(new UserEvent.When.Timed(FIRST.atTime(9, 0), FIRST.atTime(10, 0), BERLIN)),
                        rule)
                .id();
    }

    private static UserEvent event(UserEvent.When when) {
        return new UserEvent(
                "", "Theirs", "", "", when, UserEvent.Availability.BUSY, false, UserEvent.Status.CONFIRMED);
    }

    private static UserEvent titled(UserEvent event, String title) {
        return new UserEvent(
                event.id(),
                title,
                event.description(),
                event.location(),
                event.when(),
                event.availability(),
                event.isPrivate(),
                event.status(),
                event.recurrence());
    }

    private static UserEvent at(UserEvent event, LocalDate date) {
        return new UserEvent(
                event.id(),
                event.title(),
                event.description(),
                event.location(),
                new UserEvent.When.Timed(date.atTime(9, 0), date.atTime(10, 0), BERLIN),
                event.availability(),
                event.isPrivate(),
                event.status(),
                event.recurrence());
    }

    private static LocalTime wallTime(UserEvent.When when, ZoneId zone) {
        UserEvent.When.Timed timed = (UserEvent.When.Timed) when;
        return timed.start().atZone(timed.zone()).withZoneSameInstant(zone).toLocalTime();
    }

    private static Details single() {
        return new Details(
                "Service visit", "Bring the long ladder", "Main St 1", on(FIRST), Availability.BUSY, Status.CONFIRMED);
    }

    private static When.Timed on(LocalDate date) {
        return new When.Timed(date.atTime(9, 0), date.atTime(10, 0), BERLIN);
    }

    private static Details weekly(String rule) {
        return single().at(new When.Repeating(on(FIRST), new Recurrence(rule)));
    }

    private static Details withExceptions(Details series) {
        var exceptions = new TreeMap<LocalDate, Occurrence>();
        exceptions.put(SECOND, new Occurrence.Cancelled());
        exceptions.put(THIRD, changed(Optional.empty(), Optional.of(on(THIRD.plusDays(1)))));
        exceptions.put(FOURTH, changed(Optional.of("Only this one"), Optional.empty()));
        return series.with(exceptions);
    }

    private static Details titledAs(Details details, String title) {
        return details.titled(title);
    }

    private static Occurrence.Changed changed(Optional<String> title, Optional<When.Single> when) {
        return new Occurrence.Changed(
                title, Optional.empty(), Optional.empty(), when, Optional.empty(), Optional.empty());
    }

    private String email() {
        return person.account().email();
    }

    private String place() {
        return person.account().primary().id();
    }

    private CalendarRef ref() {
        return new CalendarRef(new ConnectionId("c_contract"), new CalendarId(place()));
    }

    private EventKey key() {
        return key("job-1");
    }

    private EventKey key(String job) {
        return new EventKey(new OrganisationId("org-1"), new JobId(job), ref());
    }
}
