package io.syncline.local.cloud.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncline.calendar.Aspect;
import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.Field;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.Recurrence;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.local.cloud.demo.EventSeen.Place;
import io.syncline.local.cloud.demo.Story.Ending;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The checker itself: it must see every kind of damage, and nothing where there is none. */
class CheckTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Zurich");
    private static final String PRIMARY = "primary-of-tess";
    private static final Map<Owner, String> CHOSEN = Map.of(Owner.TESS, PRIMARY, Owner.DANA, "primary-of-dana");
    private static final Details PLAIN = details("FW-10001 Boiler service", "Ring the bell", "Zürich", at(9));
    private static final Order ORDER = new Order("FW-10001", Owner.TESS, PLAIN);
    private static final Set<Aspect> TITLE = Set.of(new Aspect.OfField(Field.TITLE));
    private static final Season SEASON = Season.around(day());
    private static final Story UNTOUCHED = Story.untouched(ORDER);
    private static final EventSeen DENTIST = event("own-1", details("Dentist", "", "", at(15)), "etag-1");

    private final Map<String, JobSeen> jobs = new HashMap<>();
    private final List<EventSeen> events = new ArrayList<>();
    private final Map<Place, EventSeen> own = new HashMap<>();

    @Test
    void a_job_and_its_event_that_agree_are_fine() {
        given(PLAIN, PLAIN);

        assertThat(check(UNTOUCHED)).isEmpty();
    }

    @Test
    void R02_what_a_provider_does_to_text_and_zone_names_is_no_difference() {
        Details put = details("FW-10001 Q&A", "a < b\n\n\n  - c & d", "Zürich", at(9));
        Details shown = details(
                "FW-10001 Q&A",
                "a &lt; b<br><br>- c &amp; d",
                "Zürich",
                new When.Timed(day().atTime(9, 0), day().atTime(10, 0), ZoneId.of("Europe/Berlin")));
        given(put, shown);

        assertThat(check(Story.untouched(new Order("FW-10001", Owner.TESS, put))))
                .isEmpty();
    }

    @Test
    void a_job_without_event_is_lost() {
        job(PLAIN, Set.of("in-step"), Set.of(), false);

        assertThat(kinds(check(UNTOUCHED))).containsExactly(Finding.Kind.LOST);
    }

    @Test
    void R18_a_job_that_is_left_alone_is_lost_even_where_both_sides_agree_by_chance() {
        given(PLAIN, PLAIN);
        jobs.put("FW-10001", new JobSeen("FW-10001", 3, PLAIN, false, Set.of("failed"), "It fails.", Set.of()));

        assertThat(check(UNTOUCHED))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).endsWith("the job is left alone: It fails."));
    }

    @Test
    void a_job_that_is_gone_from_the_crm_is_lost() {
        events.add(event("e1", PLAIN, ""));

        assertThat(kinds(check(UNTOUCHED))).containsExactly(Finding.Kind.LOST);
    }

    @Test
    void an_edit_that_did_not_cross_over_is_lost_in_either_direction() {
        Details edited = details("FW-10001 Boiler service, urgent", "Ring the bell", "Zürich", at(9));
        given(edited, PLAIN);
        assertThat(check(UNTOUCHED.editedInCrm(edited)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.toString())
                        .startsWith("lost: FW-10001 (Google calendar of Tess Turner): the event has as title"));

        given(PLAIN, edited);
        assertThat(kinds(check(UNTOUCHED.editedInCalendar(edited)))).containsExactly(Finding.Kind.LOST);
    }

    @Test
    void an_edit_that_was_undone_on_both_sides_is_lost_twice() {
        given(PLAIN, PLAIN);

        assertThat(kinds(check(UNTOUCHED.editedInCalendar(PLAIN.at(at(11))))))
                .containsExactly(Finding.Kind.LOST, Finding.Kind.LOST);
    }

    @Test
    void a_shift_by_an_hour_is_seen() {
        given(PLAIN, PLAIN.at(at(10)));

        assertThat(check(UNTOUCHED))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("when"));
    }

    @Test
    void the_same_instant_at_another_wall_time_is_seen() {
        When elsewhere = new When.Timed(day().atTime(8, 0), day().atTime(9, 0), ZoneId.of("Europe/London"));
        given(PLAIN, PLAIN.at(elsewhere));

        assertThat(kinds(check(UNTOUCHED))).containsExactly(Finding.Kind.LOST);
    }

    @Test
    void R04_edits_of_different_fields_have_to_meet_on_both_sides() {
        Details crm = details("FW-10001 Boiler service", "Ring the bell", "Bern", at(9));
        Details calendar = PLAIN.at(at(13));
        Details both = crm.at(at(13));
        Story story = UNTOUCHED.editedInCrm(crm).editedInCalendar(calendar);

        given(both, both);
        assertThat(check(story)).isEmpty();

        given(crm, calendar);
        assertThat(kinds(check(story))).containsExactly(Finding.Kind.LOST, Finding.Kind.LOST);
    }

    @Test
    void R04_a_field_edited_on_both_sides_has_to_be_an_open_conflict() {
        Details crm = details("FW-10001 from the office", "Ring the bell", "Zürich", at(9));
        Details calendar = details("FW-10001 from the phone", "Ring the bell", "Zürich", at(9));
        Story story = UNTOUCHED.editedInCrm(crm).editedInCalendar(calendar);

        given(crm, calendar, TITLE);
        assertThat(check(story)).isEmpty();

        given(crm, calendar, Set.of());
        assertThat(check(story))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.what()).contains("open conflicts are about [] and should be about [title]"));

        given(crm, crm, Set.of());
        assertThat(kinds(check(story))).contains(Finding.Kind.LOST);
    }

    @Test
    void a_conflict_that_nobody_caused_explains_nothing() {
        Details edited = details("FW-10001 Boiler service, urgent", "Ring the bell", "Zürich", at(9));
        given(edited, PLAIN, TITLE);

        assertThat(kinds(check(UNTOUCHED.editedInCrm(edited)))).contains(Finding.Kind.LOST);
    }

    @Test
    void a_later_edit_of_the_dispatcher_supersedes_the_owners() {
        Details crm = details("FW-10001 from the office", "Ring the bell", "Zürich", at(9));
        Details calendar = details("FW-10001 from the phone", "Ring the bell", "Zürich", at(11));
        Story story = UNTOUCHED.editedInCrm(crm).editedInCalendar(calendar).crmHadTheLastWord(TITLE);
        given(crm.at(at(11)), crm.at(at(11)));

        assertThat(check(story)).isEmpty();
    }

    @Test
    void a_second_event_of_a_job_is_duplicated() {
        given(PLAIN, PLAIN);
        events.add(event("e2", PLAIN, ""));

        assertThat(kinds(check(UNTOUCHED))).containsExactly(Finding.Kind.DUPLICATED);
    }

    @Test
    void a_second_event_in_another_calendar_is_duplicated() {
        given(PLAIN, PLAIN);
        events.add(new EventSeen(new Place(Owner.DANA, "primary-of-dana", "e2"), PLAIN, ""));

        assertThat(kinds(check(UNTOUCHED))).containsExactly(Finding.Kind.DUPLICATED);
    }

    @Test
    void an_event_in_a_calendar_that_nobody_chose_is_duplicated_and_missing_where_it_belongs() {
        job(PLAIN, Set.of("in-step"), Set.of(), false);
        events.add(new EventSeen(new Place(Owner.TESS, "secondary", "e1"), PLAIN, ""));

        assertThat(kinds(check(UNTOUCHED))).containsExactly(Finding.Kind.LOST, Finding.Kind.DUPLICATED);
    }

    @Test
    void R09_an_own_event_may_be_neither_changed_nor_deleted_nor_copied() {
        given(PLAIN, PLAIN);
        own.put(DENTIST.place(), DENTIST);

        events.add(DENTIST);
        assertThat(check(UNTOUCHED)).isEmpty();

        events.add(event("own-2", DENTIST.details(), "etag-2"));
        assertThat(kinds(check(UNTOUCHED))).containsExactly(Finding.Kind.DUPLICATED);

        given(PLAIN, PLAIN);
        events.add(event("own-1", DENTIST.details(), "etag-2"));
        assertThat(kinds(check(UNTOUCHED))).containsExactly(Finding.Kind.LOST);

        given(PLAIN, PLAIN);
        assertThat(check(UNTOUCHED))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what())
                        .isEqualTo("'Dentist' in the Google calendar of Tess Turner is nobody's job and is gone"));
    }

    @Test
    void R08_a_cancelled_job_may_leave_no_event() {
        Story story = UNTOUCHED.ending(Ending.CANCELLED);
        job(PLAIN, Set.of(), Set.of(), true);
        assertThat(check(story)).isEmpty();

        events.add(event("e1", PLAIN, ""));
        assertThat(kinds(check(story))).containsExactly(Finding.Kind.LOST);

        given(PLAIN, PLAIN);
        assertThat(kinds(check(story))).containsExactly(Finding.Kind.LOST, Finding.Kind.LOST);
    }

    @Test
    void R07_a_deleted_event_stays_deleted_and_the_job_says_so() {
        Story story = UNTOUCHED.ending(Ending.TAKEN_OUT);
        job(PLAIN, Set.of("removed"), Set.of(), false);
        assertThat(check(story)).isEmpty();

        events.add(event("e2", PLAIN, ""));
        assertThat(kinds(check(story))).containsExactly(Finding.Kind.LOST);

        events.clear();
        job(PLAIN, Set.of("in-step"), Set.of(), false);
        assertThat(kinds(check(story))).containsExactly(Finding.Kind.LOST);
    }

    @Test
    void R06_an_edit_outlives_a_cancellation_unless_it_had_arrived_before() {
        Details edited = PLAIN.at(at(14));
        Story story = UNTOUCHED.editedInCalendar(edited).ending(Ending.CANCELLED_WHILE_EDITED);

        job(PLAIN, Set.of("conflict"), Set.of(), true);
        events.add(event("e1", edited, ""));
        assertThat(check(story)).isEmpty();

        events.clear();
        assertThat(kinds(check(story))).containsExactly(Finding.Kind.LOST);

        job(edited, Set.of(), Set.of(), true);
        assertThat(check(story)).isEmpty();
    }

    @Test
    void R21_a_series_is_the_same_where_it_takes_place_at_the_same_times_whatever_rule_says_so() {
        Details counted = weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=3");
        Details until = weekly("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261208");
        given(until, counted);

        assertThat(check(untouched(counted))).isEmpty();
    }

    @Test
    void R21_a_moved_a_cancelled_and_an_added_occurrence_are_seen_by_their_times() {
        Details series = weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=3");
        LocalDate second = day().plusWeeks(1);

        given(series, moved(series, second, 10));
        assertThat(check(untouched(series)))
                .extracting(Finding::what)
                .satisfiesExactly(
                        missing -> assertThat(missing).endsWith("does not take place at 2026-12-01T09:00"),
                        more -> assertThat(more).endsWith("takes place at 2026-12-01T10:00 and should not"));

        given(series.with(second, Optional.of(new Occurrence.Cancelled())), series);
        assertThat(check(untouched(series)))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.what()).endsWith("the job does not take place at 2026-12-01T09:00"));

        given(series, weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=4"));
        assertThat(check(untouched(series)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what())
                        .endsWith("the event takes place at 2026-12-15T09:00 and should not"));
    }

    @Test
    void R21_a_series_that_became_a_single_event_is_lost() {
        Details series = weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=3");
        given(series, PLAIN);

        assertThat(kinds(check(untouched(series)))).containsExactly(Finding.Kind.LOST, Finding.Kind.LOST);
    }

    @Test
    void R21_an_occurrence_with_another_title_is_seen() {
        Details series = weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=3");
        Details other = series.regular(day()).titled("FW-10001 Something else");
        given(series, series.with(day(), Optional.of(Occurrence.Changed.between(series.regular(day()), other))));

        assertThat(check(untouched(series)))
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.what()).contains("the event at 2026-11-24T09:00 has as title"));
    }

    @Test
    void R21_different_occurrences_edited_on_both_sides_have_to_meet_and_the_same_one_is_a_conflict() {
        Details series = weekly("FREQ=WEEKLY;BYDAY=TU;COUNT=3");
        Details crm = moved(series, day().plusWeeks(1), 10);
        Details calendar = moved(series, day().plusWeeks(2), 11);
        Details both = moved(calendar, day().plusWeeks(1), 10);

        given(both, both);
        assertThat(check(untouched(series).editedInCrm(crm).editedInCalendar(calendar)))
                .isEmpty();

        Details against = moved(series, day().plusWeeks(1), 14);
        Story disputed = untouched(series).editedInCrm(crm).editedInCalendar(against);
        given(crm, against, Set.of(new Aspect.OfOccurrence(day().plusWeeks(1))));
        assertThat(check(disputed)).isEmpty();

        given(crm, against, Set.of());
        assertThat(check(disputed))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).endsWith("should be about [occurrence:2026-12-01]"));
    }

    private static Story untouched(Details series) {
        return Story.untouched(new Order("FW-10001", Owner.TESS, series));
    }

    private static Details weekly(String rule) {
        return PLAIN.at(new When.Repeating(PLAIN.when().first(), new Recurrence(rule)));
    }

    private static Details moved(Details series, LocalDate date, int hour) {
        LocalDateTime start = date.atTime(hour, 0);
        Details elsewhere = series.regular(date).at(new When.Timed(start, start.plusHours(1), ZONE));
        return series.with(date, Optional.of(Occurrence.Changed.between(series.regular(date), elsewhere)));
    }

    private List<Finding> check(Story story) {
        return Check.of(List.of(story), jobs, events, CHOSEN, own, SEASON);
    }

    private static List<Finding.Kind> kinds(List<Finding> findings) {
        return findings.stream().map(Finding::kind).toList();
    }

    private void given(Details job, Details event) {
        given(job, event, Set.of());
    }

    private void given(Details job, Details event, Set<Aspect> disputed) {
        events.clear();
        job(job, Set.of(disputed.isEmpty() ? "in-step" : "conflict"), disputed, false);
        events.add(event("e1", event, ""));
    }

    private void job(Details details, Set<String> standings, Set<Aspect> disputed, boolean cancelled) {
        jobs.put("FW-10001", new JobSeen("FW-10001", 3, details, cancelled, standings, "", disputed));
    }

    private static EventSeen event(String id, Details details, String whole) {
        return new EventSeen(new Place(Owner.TESS, PRIMARY, id), details, SEASON.occurrences(details), whole);
    }

    private static Details details(String title, String description, String location, When when) {
        return new Details(title, description, location, when, Availability.BUSY, Status.CONFIRMED);
    }

    private static LocalDate day() {
        return LocalDate.of(2026, 11, 24);
    }

    private static When at(int hour) {
        LocalDateTime start = day().atTime(hour, 0);
        return new When.Timed(start, start.plusHours(1), ZONE);
    }
}
