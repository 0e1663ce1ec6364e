package io.syncline.edge;

import io.syncline.aws.http.Refusal;
import io.syncline.calendar.When;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON form of {@link When}: timed with a zone, or all-day with dates; see {@code docs/openapi.yaml}. */
public record WhenForm(
        @Nullable String start,
        @Nullable String end,
        @Nullable String timeZone,
        @Nullable String startDate,
        @Nullable String endDate) {

    private static final DateTimeFormatter WALL_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;

    public static WhenForm of(When when) {
        return switch (when) {
            case When.Timed(LocalDateTime from, LocalDateTime to, ZoneId zone) ->
                new WhenForm(WALL_TIME.format(from), WALL_TIME.format(to), zone.getId(), null, null);
            case When.AllDay(LocalDate from, LocalDate to) ->
                new WhenForm(null, null, null, from.toString(), to.toString());
        };
    }

    /**
     * The value.
     *
     * @throws Refusal with the member that is wrong and what to do
     */
    public When toWhen() {
        boolean timed = start != null || end != null || timeZone != null;
        boolean allDay = startDate != null || endDate != null;
        if (timed == allDay) {
            throw Refusal.invalid(
                    "when", "Give either 'start', 'end' and 'timeZone', or 'startDate' and 'endDate' for whole days.");
        }
        return timed ? timed() : allDay();
    }

    private When timed() {
        LocalDateTime from = time("when.start", start);
        LocalDateTime to = time("when.end", end);
        ZoneId zone = zone();
        if (to.atZone(zone).toInstant().isBefore(from.atZone(zone).toInstant())) {
            throw endsTooEarly("when.end");
        }
        return new When.Timed(from, to, zone);
    }

    private When allDay() {
        LocalDate from = date("when.startDate", startDate);
        LocalDate to = date("when.endDate", endDate);
        if (!from.isBefore(to)) {
            throw Refusal.invalid(
                    "when.endDate", "The end date is exclusive: a single day ends on the day after 'startDate'.");
        }
        return new When.AllDay(from, to);
    }

    private ZoneId zone() {
        if (timeZone == null || !isKnown(timeZone)) {
            throw Refusal.invalid("when.timeZone", "Give 'timeZone' as an IANA name, such as Europe/Zurich.");
        }
        return ZoneId.of(timeZone);
    }

    private static boolean isKnown(String name) {
        return Set.of("UTC", "Etc/UTC").contains(name)
                || ZoneId.getAvailableZoneIds().contains(name);
    }

    private static LocalDateTime time(String member, @Nullable String text) {
        try {
            LocalDateTime time = LocalDateTime.parse(text == null ? "" : text);
            requireSensible(member, time.getYear());
            return time.withNano(0);
        } catch (DateTimeException e) {
            throw Refusal.invalid(member, "Give '" + member + "' as a wall time, such as 2026-11-23T09:00:00.");
        }
    }

    private static LocalDate date(String member, @Nullable String text) {
        try {
            LocalDate date = LocalDate.parse(text == null ? "" : text);
            requireSensible(member, date.getYear());
            return date;
        } catch (DateTimeException e) {
            throw Refusal.invalid(member, "Give '" + member + "' as a date, such as 2026-11-23.");
        }
    }

    private static void requireSensible(String member, int year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw Refusal.invalid(
                    member, "'" + member + "' has to lie between " + FIRST_YEAR + " and " + LAST_YEAR + ".");
        }
    }

    private static Refusal endsTooEarly(String member) {
        return Refusal.invalid(member, "The end lies before the start: swap them or correct one.");
    }
}
