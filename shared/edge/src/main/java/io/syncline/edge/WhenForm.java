package io.syncline.edge;

import io.syncline.aws.http.Refusal;
import io.syncline.calendar.Recurrence;
import io.syncline.calendar.When;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of {@link When}: timed with a zone, or all-day with dates; see {@code docs/openapi.yaml}.
 *
 * @param repeats the rule of a series, as the value of an RRULE
 */
public record WhenForm(
        @Nullable String start,
        @Nullable String end,
        @Nullable String timeZone,
        @Nullable String startDate,
        @Nullable String endDate,
        @Nullable String repeats) {

    private static final DateTimeFormatter WALL_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;

    /** The form of a value. */
    public static WhenForm of(When when) {
        String rule = when.recurrence().map(Recurrence::rule).orElse(null);
        return switch (when.first()) {
            case When.Timed(LocalDateTime from, LocalDateTime to, ZoneId zone) ->
                new WhenForm(WALL_TIME.format(from), WALL_TIME.format(to), zone.getId(), null, null, rule);
            case When.AllDay(LocalDate from, LocalDate to) ->
                new WhenForm(null, null, null, from.toString(), to.toString(), rule);
        };
    }

    /**
     * The value.
     *
     * @throws Refusal with the member that is wrong and what to do
     */
    public When toWhen() {
        When.Single first = single("when");
        return repeats == null ? first : new When.Repeating(first, rule(repeats));
    }

    /**
     * The value, where it can be no series.
     *
     * @param member what it is called in the request
     * @throws Refusal with the member that is wrong and what to do
     */
    public When.Single toSingle(String member) {
        if (repeats != null) {
            throw Refusal.invalid(member + ".repeats", "One occurrence does not repeat: leave out 'repeats'.");
        }
        return single(member);
    }

    private static Recurrence rule(String repeats) {
        try {
            return new Recurrence(repeats);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("when.repeats", "'when.repeats' is not acceptable: " + e.getMessage() + ".");
        }
    }

    private When.Single single(String member) {
        boolean timed = start != null || end != null || timeZone != null;
        boolean allDay = startDate != null || endDate != null;
        if (timed == allDay) {
            throw Refusal.invalid(
                    member, "Give either 'start', 'end' and 'timeZone', or 'startDate' and 'endDate' for whole days.");
        }
        return timed ? timed(member) : allDay(member);
    }

    private When.Timed timed(String member) {
        LocalDateTime from = time(member + ".start", start);
        LocalDateTime to = time(member + ".end", end);
        ZoneId zone = zone(member + ".timeZone");
        if (to.atZone(zone).toInstant().isBefore(from.atZone(zone).toInstant())) {
            throw endsTooEarly(member + ".end");
        }
        return new When.Timed(from, to, zone);
    }

    private When.AllDay allDay(String member) {
        LocalDate from = date(member + ".startDate", startDate);
        LocalDate to = date(member + ".endDate", endDate);
        if (!from.isBefore(to)) {
            throw Refusal.invalid(
                    member + ".endDate", "The end date is exclusive: a single day ends on the day after 'startDate'.");
        }
        return new When.AllDay(from, to);
    }

    private ZoneId zone(String member) {
        if (timeZone == null || !isKnown(timeZone)) {
            throw Refusal.invalid(member, "Give 'timeZone' as an IANA name, such as Europe/Zurich.");
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

    static LocalDate date(String member, @Nullable String text) {
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
