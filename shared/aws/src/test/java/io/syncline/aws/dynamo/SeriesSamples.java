package io.syncline.aws.dynamo;

import io.syncline.calendar.Availability;
import io.syncline.calendar.CalendarId;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Details;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.Recurrence;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the tests of rows store. */
final class SeriesSamples {

    static final OrganisationId ACME = new OrganisationId("acme");
    static final CalendarRef WORK = new CalendarRef(new ConnectionId("c_1"), new CalendarId("Work@x"));
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private SeriesSamples() {}

    static When.Timed timed(String from, String to) {
        return new When.Timed(LocalDateTime.parse(from), LocalDateTime.parse(to), ZoneId.of("Europe/Zurich"));
    }

    /** Every Monday at nine. */
    static When mondays(String first) {
        return new When.Repeating(timed(first + "T09:00", first + "T10:00"), new Recurrence("FREQ=WEEKLY;BYDAY=MO"));
    }

    static Details details(String title, When when) {
        return new Details(title, "Line\nand line", "Zürich", when, Availability.BUSY, Status.CONFIRMED);
    }

    /** A series with one occurrence that is cancelled, one that differs in everything, and one that is moved. */
    static Details series(String title) {
        SortedMap<LocalDate, Occurrence> exceptions = new TreeMap<>();
        exceptions.put(LocalDate.parse("2026-11-23"), new Occurrence.Cancelled());
        exceptions.put(
                LocalDate.parse("2026-11-30"),
                new Occurrence.Changed(
                        Optional.of("Other"),
                        Optional.of(""),
                        Optional.of("Bern"),
                        Optional.of(new When.AllDay(LocalDate.parse("2026-12-01"), LocalDate.parse("2026-12-02"))),
                        Optional.of(Availability.FREE),
                        Optional.of(Status.TENTATIVE)));
        exceptions.put(LocalDate.parse("2026-12-07"), moved(timed("2026-12-08T14:00", "2026-12-08T15:00")));
        return details(title, mondays("2026-11-16")).with(exceptions);
    }

    static Occurrence moved(When.Single to) {
        return new Occurrence.Changed(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(to),
                Optional.empty(),
                Optional.empty());
    }
}
