package io.syncline.local.cloud.demo;

import io.syncline.calendar.Recurrence;
import io.syncline.calendar.When;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Rounds, inspections and briefings: work that comes back by rules that Google and Outlook can both say (R21). */
final class SeriesOfWork {

    /** With different clocks in summer, or none (R22). */
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("Europe/Zurich"),
            ZoneId.of("Europe/Zurich"),
            ZoneId.of("Europe/London"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Asia/Kolkata"));

    /** Every month has it. */
    private static final int LAST_DAY_OF_EVERY_MONTH = 28;

    private static final int DAYS_OF_A_WEEK = 7;

    private final RandomGenerator random;

    SeriesOfWork(RandomGenerator random) {
        this.random = random;
    }

    /** A series of at least five occurrences that begins on a workday, or a little before it. */
    When.Repeating from(LocalDate workday) {
        LocalDate start = workday.withDayOfMonth(Math.min(workday.getDayOfMonth(), LAST_DAY_OF_EVERY_MONTH));
        int kind = random.nextInt(9);
        When.Single first = kind == 0 ? new When.AllDay(start, start.plusDays(1)) : timed(start);
        return new When.Repeating(first, new Recurrence(rule(kind, start)));
    }

    private When.Timed timed(LocalDate day) {
        LocalDateTime start = day.atTime(6 + random.nextInt(12), 15 * random.nextInt(4));
        return new When.Timed(
                start, start.plusMinutes(30L * (1 + random.nextInt(6))), ZONES.get(random.nextInt(ZONES.size())));
    }

    private String rule(int kind, LocalDate start) {
        String day = word(start.getDayOfWeek());
        return switch (kind) {
            case 0, 1 -> "FREQ=WEEKLY;BYDAY=" + day + ";COUNT=" + (8 + random.nextInt(8));
            case 2 -> "FREQ=WEEKLY;BYDAY=" + day + ";UNTIL=" + date(start.plusDays(70 + random.nextInt(90)));
            case 3 -> "FREQ=WEEKLY;BYDAY=" + day;
            case 4 -> "FREQ=WEEKLY;INTERVAL=2;BYDAY=" + day + ";COUNT=" + (6 + random.nextInt(6));
            case 5 -> "FREQ=WEEKLY;BYDAY=" + day + "," + word(start.plusDays(2).getDayOfWeek()) + ";COUNT=12";
            case 6 -> "FREQ=DAILY;COUNT=" + (5 + random.nextInt(8));
            case 7 -> "FREQ=MONTHLY;BYMONTHDAY=" + start.getDayOfMonth();
            default -> "FREQ=MONTHLY;BYDAY=" + weekOfMonth(start) + day + ";COUNT=6";
        };
    }

    private static int weekOfMonth(LocalDate day) {
        return (day.getDayOfMonth() - 1) / DAYS_OF_A_WEEK + 1;
    }

    private static String word(DayOfWeek day) {
        return day.name().substring(0, 2).toUpperCase(Locale.ROOT);
    }

    private static String date(LocalDate date) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(date);
    }
}
