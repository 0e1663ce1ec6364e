package io.syncline.local.providers.ics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.local.providers.Simulated;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.calendar.UserEvent;
import io.syncline.local.providers.calendar.UserEvent.When;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Calendars from files.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5545">RFC 5545</a>
 */
class IcsCalendarTest extends Simulated {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    @TempDir
    private Path folder;

    @Test
    void times_come_in_utc_in_a_named_zone_in_a_windows_zone_and_floating() {
        var events = parse(
                event("DTSTART:20261125T090000Z", "DTEND:20261125T100000Z"),
                event("DTSTART;TZID=America/New_York:20261125T090000", "DURATION:PT90M"),
                event(
                        "DTSTART;TZID=Pacific Standard Time:20261125T090000",
                        "DTEND;TZID=Pacific Standard Time:20261125T093000"),
                event("DTSTART:20261125T090000"));
        assertThat(events)
                .extracting(UserEvent::when)
                .containsExactly(
                        timed("2026-11-25T09:00", "2026-11-25T10:00", "UTC"),
                        timed("2026-11-25T09:00", "2026-11-25T10:30", "America/New_York"),
                        timed("2026-11-25T09:00", "2026-11-25T09:30", "America/Los_Angeles"),
                        timed("2026-11-25T09:00", "2026-11-25T09:00", "Europe/Zurich"));
    }

    @Test
    void all_day_events_keep_their_dates() {
        var events = parse(
                event("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227"),
                event("DTSTART;VALUE=DATE:20261231"));
        assertThat(events)
                .extracting(UserEvent::when)
                .containsExactly(
                        new When.AllDay(LocalDate.of(2026, 12, 24), LocalDate.of(2026, 12, 27)),
                        new When.AllDay(LocalDate.of(2026, 12, 31), LocalDate.of(2027, 1, 1)));
    }

    @Test
    void texts_privacy_and_availability_are_read() {
        var event = parse(event(
                        "DTSTART:20261125T090000Z",
                        "SUMMARY:Plan\\, part 1",
                        "DESCRIPTION:Line 1\\nLine 2",
                        "CLASS:PRIVATE",
                        "TRANSP:TRANSPARENT",
                        "STATUS:TENTATIVE"))
                .getFirst();
        assertThat(event.title()).isEqualTo("Plan, part 1");
        assertThat(event.description()).isEqualTo("Line 1\nLine 2");
        assertThat(event.isPrivate()).isTrue();
        assertThat(event.availability()).isEqualTo(UserEvent.Availability.FREE);
        assertThat(event.status()).isEqualTo(UserEvent.Status.TENTATIVE);
    }

    @Test
    void a_series_is_unrolled_over_daylight_saving_with_its_exceptions() {
        var events = parse(
                event(
                        "UID:s",
                        "DTSTART;TZID=Europe/Zurich:20261019T090000",
                        "DURATION:PT1H",
                        "RRULE:FREQ=WEEKLY;COUNT=4",
                        "EXDATE;TZID=Europe/Zurich:20261026T090000"),
                event(
                        "UID:s",
                        "RECURRENCE-ID;TZID=Europe/Zurich:20261102T090000",
                        "DTSTART;TZID=Europe/Zurich:20261102T140000",
                        "DURATION:PT1H"));
        assertThat(events)
                .extracting(UserEvent::when)
                .containsExactly(
                        timed("2026-10-19T09:00", "2026-10-19T10:00", "Europe/Zurich"),
                        timed("2026-11-09T09:00", "2026-11-09T10:00", "Europe/Zurich"),
                        timed("2026-11-02T14:00", "2026-11-02T15:00", "Europe/Zurich"));
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void a_file_becomes_an_accounts_calendar(Provider provider) throws IOException {
        var email = provider == Provider.GOOGLE ? TESS : DANA;
        var file = Files.writeString(
                folder.resolve("my.ics"),
                calendar(
                        event("DTSTART:20261125T090000Z", "SUMMARY:From the file"),
                        event("DTSTART;VALUE=DATE:20261224")));
        assertThat(control.loadCalendar(provider, email, file)).isEqualTo(2);
        assertThat(control.events(provider, email, "primary"))
                .anyMatch(event -> event.title().equals("From the file"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello                                                          | line 1 should be BEGIN:VCALENDAR",
                "BEGIN:VCALENDAR~rubbish~END:VCALENDAR                          | line 2 is no property",
                "BEGIN:VCALENDAR~BEGIN:VEVENT~END:VCALENDAR                     | line 3 ends VCALENDAR",
                "BEGIN:VCALENDAR~BEGIN:VEVENT~SUMMARY:x~END:VEVENT~END:VCALENDAR| line 2 begins an event that has no DTSTART",
                "BEGIN:VCALENDAR~VERSION:2.0~BEGIN:VEVENT~DTSTART:tomorrow~END:VEVENT~END:VCALENDAR | line 4 has a DTSTART",
                "BEGIN:VCALENDAR                                                | line 1 begins VCALENDAR, which never ends"
            })
    void an_unreadable_file_is_one_sentence_with_the_file_and_the_line(String text, String reason) throws IOException {
        var file = Files.writeString(folder.resolve("bad.ics"), text.strip().replace("~", "\r\n"));
        assertThatThrownBy(() -> control.loadCalendar(Provider.GOOGLE, TESS, file))
                .isInstanceOf(UnreadableCalendar.class)
                .hasMessageContaining("bad.ics")
                .hasMessageContaining(reason.strip())
                .hasMessageEndingWith(".");
    }

    @Test
    void a_missing_a_binary_and_an_empty_file_are_one_sentence_too() throws IOException {
        var missing = folder.resolve("missing.ics");
        assertThatThrownBy(() -> IcsCalendar.read(missing, ZURICH)).hasMessageContaining("there is no such file");
        var binary = Files.write(folder.resolve("binary.ics"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThatThrownBy(() -> IcsCalendar.read(binary, ZURICH)).isInstanceOf(UnreadableCalendar.class);
        var empty = Files.writeString(folder.resolve("empty.ics"), "");
        assertThatThrownBy(() -> IcsCalendar.read(empty, ZURICH)).hasMessageContaining("line 1");
    }

    private static List<UserEvent> parse(String... events) {
        return IcsCalendar.parse("test", calendar(events), ZURICH).events();
    }

    private static String calendar(String... events) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n" + String.join("", events)
                + "END:VCALENDAR\r\n";
    }

    private static String event(String... lines) {
        return "BEGIN:VEVENT\r\n" + String.join("\r\n", lines) + "\r\nEND:VEVENT\r\n";
    }

    private static When timed(String start, String end, String zone) {
        return new When.Timed(LocalDateTime.parse(start), LocalDateTime.parse(end), ZoneId.of(zone));
    }
}
