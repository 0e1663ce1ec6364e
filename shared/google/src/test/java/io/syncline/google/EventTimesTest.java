package io.syncline.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventDateTime;
import io.syncline.calendar.When;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventTimesTest {
    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    @Test
    void R22_the_event_s_own_zone_is_its_wall() {
        assertThat(read(time("2026-12-01T09:00:00-05:00", "Europe/Zurich"), time("2026-12-01T16:00:00+01:00", null)))
                .contains(timed("2026-12-01T15:00", "2026-12-01T16:00", ZURICH));
    }

    @Test
    void R22_without_a_zone_the_calendar_s_is_its_wall() {
        assertThat(read(time("2026-12-01T08:00:00Z", null), time("2026-12-01T09:00:00Z", null)))
                .contains(timed("2026-12-01T09:00", "2026-12-01T10:00", ZURICH));
    }

    @Test
    void R22_without_any_zone_the_offset_is_its_wall() {
        Event event = new Event()
                .setStart(time("2026-12-01T08:00:00-03:30", null))
                .setEnd(time("2026-12-01T09:00:00-03:30", null));

        assertThat(EventTimes.of(event, Optional::empty))
                .contains(timed("2026-12-01T08:00", "2026-12-01T09:00", ZoneOffset.of("-03:30")));
    }

    @Test
    void R22_an_unknown_zone_becomes_the_offset_of_the_time() {
        assertThat(read(
                        time("2026-12-01T08:00:00+02:00", "Mars/Olympus Mons"),
                        time("2026-12-01T09:00:00+02:00", "Mars/Olympus Mons")))
                .contains(timed("2026-12-01T08:00", "2026-12-01T09:00", ZoneOffset.of("+02:00")));
    }

    @Test
    void R22_the_second_of_two_equal_hours_keeps_its_instant() {
        Optional<When.Single> when = read(
                time("2026-10-25T02:30:00+01:00", "Europe/Zurich"), time("2026-10-25T03:30:00+01:00", "Europe/Zurich"));

        assertThat(when).contains(timed("2026-10-25T02:30", "2026-10-25T03:30", ZoneOffset.of("+01:00")));
    }

    @Test
    void R22_from_the_first_of_two_equal_hours_into_the_second_keeps_both_instants() {
        Optional<When.Single> when = read(
                time("2026-10-25T02:45:00+02:00", "Europe/Zurich"), time("2026-10-25T02:15:00+01:00", "Europe/Zurich"));

        assertThat(when.map(When::start)).contains(Instant.parse("2026-10-25T00:45:00Z"));
        assertThat(when.map(When::end)).contains(Instant.parse("2026-10-25T01:15:00Z"));
    }

    @Test
    void R22_an_offset_that_no_place_has_is_read_from_greenwich() {
        Event event = new Event().setStart(time("2026-12-01T08:00:00+23:00", null));

        assertThat(EventTimes.of(event, Optional::empty))
                .contains(timed("2026-11-30T09:00", "2026-11-30T09:00", ZoneOffset.UTC));
    }

    @Test
    void whole_days_are_dates() {
        assertThat(read(day("2026-12-24"), day("2026-12-27")))
                .contains(new When.AllDay(LocalDate.parse("2026-12-24"), LocalDate.parse("2026-12-27")));
    }

    @Test
    void whole_days_without_a_sensible_end_are_one_day() {
        When.Single oneDay = new When.AllDay(LocalDate.parse("2026-12-24"), LocalDate.parse("2026-12-25"));

        assertThat(read(day("2026-12-24"), day("2026-12-24"))).contains(oneDay);
        assertThat(read(day("2026-12-24"), day("2026-12-01"))).contains(oneDay);
        assertThat(read(day("2026-12-24"), null)).contains(oneDay);
        assertThat(read(day("2026-12-24"), time("2026-12-26T00:00:00Z", null))).contains(oneDay);
    }

    @Test
    void a_time_without_a_sensible_end_takes_no_time() {
        When.Single moment = timed("2026-12-01T09:00", "2026-12-01T09:00", ZURICH);

        assertThat(read(time("2026-12-01T09:00:00+01:00", null), time("2026-12-01T08:00:00+01:00", null)))
                .contains(moment);
        assertThat(read(time("2026-12-01T09:00:00+01:00", null), null)).contains(moment);
        assertThat(read(time("2026-12-01T09:00:00+01:00", null), day("2026-12-02")))
                .contains(moment);
    }

    @Test
    void the_year_9999_is_a_year() {
        assertThat(read(day("9999-12-31"), day("9999-12-31")).map(When::start))
                .contains(Instant.parse("9999-12-31T00:00:00Z"));
        assertThat(read(time("9999-12-31T23:00:00Z", "UTC"), time("9999-12-31T23:30:00Z", "UTC"))
                        .map(When::end))
                .contains(Instant.parse("9999-12-31T23:30:00Z"));
    }

    @Test
    void an_event_without_start_happens_at_no_time() {
        assertThat(read(null, day("2026-12-24"))).isEmpty();
        assertThat(read(new EventDateTime(), null)).isEmpty();
    }

    private static Optional<When.Single> read(EventDateTime start, EventDateTime end) {
        return EventTimes.of(new Event().setStart(start).setEnd(end), () -> Optional.of(ZURICH));
    }

    private static EventDateTime time(String text, String zone) {
        return new EventDateTime().setDateTime(DateTime.parseRfc3339(text)).setTimeZone(zone);
    }

    private static EventDateTime day(String text) {
        return new EventDateTime().setDate(new DateTime(text));
    }

    private static When.Single timed(String from, String to, ZoneId zone) {
        return new When.Timed(LocalDateTime.parse(from), LocalDateTime.parse(to), zone);
    }
}
