package io.syncline.microsoft;

import com.microsoft.graph.models.PatternedRecurrence;
import com.microsoft.graph.models.RecurrencePattern;
import com.microsoft.graph.models.RecurrencePatternType;
import com.microsoft.graph.models.RecurrenceRange;
import com.microsoft.graph.models.RecurrenceRangeType;
import com.microsoft.graph.models.WeekIndex;
import io.syncline.calendar.Recurrence;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How Outlook repeats something: one of six patterns, and an end.
 *
 * <p>A day that a month does not have is that month's last day in Outlook; RFC 5545 leaves the month out. So day 31 is
 * {@code BYMONTHDAY=-1}, and days 29 and 30 are the last of a list of days.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/recurrencepattern">recurrencePattern</a>
 * @see <a href="https://learn.microsoft.com/graph/api/resources/recurrencerange">recurrenceRange</a>
 * @param month 1 to 12, or 0 where the pattern has none
 * @param dayOfMonth 1 to 31, or 0 where the pattern has none
 * @param weekdays in the order of the week, Monday first
 * @param index 1 to 4, -1 for the last, or 0 where the pattern has none
 */
record OutlookRule(
        RecurrencePatternType type,
        int interval,
        int month,
        int dayOfMonth,
        List<DayOfWeek> weekdays,
        DayOfWeek firstDayOfWeek,
        int index,
        Optional<Integer> count,
        Optional<LocalDate> until) {

    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;

    OutlookRule {
        weekdays = List.copyOf(weekdays);
    }

    /**
     * Reads what Graph sent.
     *
     * @throws IllegalArgumentException where that is no recurrence
     */
    static OutlookRule of(PatternedRecurrence sent) {
        RecurrencePattern pattern = given(sent.getPattern(), "pattern");
        RecurrenceRange range = given(sent.getRange(), "range");
        return new OutlookRule(
                given(pattern.getType(), "type"),
                Optional.ofNullable(pattern.getInterval()).orElse(1),
                Optional.ofNullable(pattern.getMonth()).orElse(0),
                Optional.ofNullable(pattern.getDayOfMonth()).orElse(0),
                weekdaysOf(pattern),
                Optional.ofNullable(pattern.getFirstDayOfWeek())
                        .map(OutlookRule::day)
                        .orElse(DayOfWeek.SUNDAY),
                indexOf(Optional.ofNullable(pattern.getIndex()).orElse(WeekIndex.First)),
                Optional.of(given(range.getType(), "type"))
                        .filter(RecurrenceRangeType.Numbered::equals)
                        .map(_ -> given(range.getNumberOfOccurrences(), "number")),
                Optional.of(given(range.getType(), "type"))
                        .filter(RecurrenceRangeType.EndDate::equals)
                        .map(_ -> given(range.getEndDate(), "endDate")));
    }

    /**
     * The rule in its normal form.
     *
     * @throws IllegalArgumentException where the numbers of the pattern make no sense
     */
    Recurrence recurrence() {
        String rule = Stream.of(
                        List.of("FREQ=" + frequency(), "INTERVAL=" + interval),
                        byMonth(),
                        byMonthDay(),
                        byWeekday(),
                        end())
                .flatMap(List::stream)
                .collect(Collectors.joining(";"));
        return new Recurrence(rule);
    }

    private String frequency() {
        return switch (type) {
            case Daily -> "DAILY";
            case Weekly -> "WEEKLY";
            case AbsoluteMonthly, RelativeMonthly -> "MONTHLY";
            case AbsoluteYearly, RelativeYearly -> "YEARLY";
        };
    }

    private boolean isYearly() {
        return type == RecurrencePatternType.AbsoluteYearly || type == RecurrencePatternType.RelativeYearly;
    }

    private boolean isAbsolute() {
        return type == RecurrencePatternType.AbsoluteMonthly || type == RecurrencePatternType.AbsoluteYearly;
    }

    private boolean isRelative() {
        return type == RecurrencePatternType.RelativeMonthly || type == RecurrencePatternType.RelativeYearly;
    }

    private List<String> byMonth() {
        return isYearly() ? List.of("BYMONTH=" + month) : List.of();
    }

    private List<String> byMonthDay() {
        if (!isAbsolute()) {
            return List.of();
        }
        if (dayOfMonth < 1 || dayOfMonth > 31) {
            throw new IllegalArgumentException("No month has a day " + dayOfMonth);
        }
        if (dayOfMonth <= always()) {
            return List.of("BYMONTHDAY=" + dayOfMonth);
        }
        if (isYearly() || dayOfMonth == 31) {
            return List.of("BYMONTHDAY=-1");
        }
        return List.of("BYMONTHDAY=" + (dayOfMonth == 29 ? "28,29" : "28,29,30"), "BYSETPOS=-1");
    }

    /** The last day that every month of the pattern has. */
    private int always() {
        return isYearly() && month >= 1 && month <= 12 ? Month.of(month).minLength() : 28;
    }

    private List<String> byWeekday() {
        String days = weekdays.stream().map(OutlookRule::code).collect(Collectors.joining(","));
        if (type == RecurrencePatternType.Weekly) {
            return List.of("BYDAY=" + days, "WKST=" + code(firstDayOfWeek));
        }
        if (!isRelative()) {
            return List.of();
        }
        return weekdays.size() == 1 ? List.of("BYDAY=" + index + days) : List.of("BYDAY=" + days, "BYSETPOS=" + index);
    }

    private List<String> end() {
        return count.map(number -> List.of("COUNT=" + number))
                .or(() -> until.map(date -> List.of("UNTIL=" + DATE.format(date))))
                .orElse(List.of());
    }

    /** The same rule with another last date. */
    OutlookRule endingOn(LocalDate last) {
        return new OutlookRule(
                type,
                interval,
                month,
                dayOfMonth,
                weekdays,
                firstDayOfWeek,
                index,
                Optional.empty(),
                Optional.of(last));
    }

    /** The same rule for weeks that begin on another day. */
    OutlookRule withWeeksFrom(DayOfWeek first) {
        return new OutlookRule(type, interval, month, dayOfMonth, weekdays, first, index, count, until);
    }

    /** Whether it makes a difference on which day a week begins. */
    boolean dependsOnWeeks() {
        return type == RecurrencePatternType.Weekly && interval > 1 && weekdays.size() > 1;
    }

    /** Whether the pattern, left to itself, has something on the date. Outlook begins a series on no other. */
    boolean fits(LocalDate date) {
        return switch (type) {
            case Daily -> true;
            case Weekly -> weekdays.contains(date.getDayOfWeek());
            case AbsoluteMonthly -> isItsDay(date);
            case AbsoluteYearly -> date.getMonthValue() == month && isItsDay(date);
            case RelativeMonthly -> isItsWeekday(date);
            case RelativeYearly -> date.getMonthValue() == month && isItsWeekday(date);
        };
    }

    private boolean isItsDay(LocalDate date) {
        return date.getDayOfMonth() == Math.min(dayOfMonth, date.lengthOfMonth());
    }

    private boolean isItsWeekday(LocalDate date) {
        List<Integer> days = Stream.iterate(1, day -> day <= date.lengthOfMonth(), day -> day + 1)
                .filter(day -> weekdays.contains(date.withDayOfMonth(day).getDayOfWeek()))
                .toList();
        int at = days.indexOf(date.getDayOfMonth());
        return at >= 0 && (index == -1 ? at == days.size() - 1 : at == index - 1);
    }

    /** What Graph takes; a new model each time, because one that was sent serializes to nothing (trap 33). */
    PatternedRecurrence toGraph(LocalDate start, String zone) {
        var recurrence = new PatternedRecurrence();
        recurrence.setPattern(pattern());
        recurrence.setRange(range(start, zone));
        return recurrence;
    }

    private RecurrencePattern pattern() {
        var pattern = new RecurrencePattern();
        pattern.setType(type);
        pattern.setInterval(interval);
        pattern.setFirstDayOfWeek(day(firstDayOfWeek));
        if (isYearly()) {
            pattern.setMonth(month);
        }
        if (isAbsolute()) {
            pattern.setDayOfMonth(dayOfMonth);
        }
        if (!weekdays.isEmpty()) {
            pattern.setDaysOfWeek(weekdays.stream().map(OutlookRule::day).toList());
        }
        if (isRelative()) {
            pattern.setIndex(indexOf(index));
        }
        return pattern;
    }

    private RecurrenceRange range(LocalDate start, String zone) {
        var range = new RecurrenceRange();
        range.setType(RecurrenceRangeType.NoEnd);
        range.setStartDate(start);
        range.setRecurrenceTimeZone(zone);
        count.ifPresent(number -> {
            range.setType(RecurrenceRangeType.Numbered);
            range.setNumberOfOccurrences(number);
        });
        until.ifPresent(date -> {
            range.setType(RecurrenceRangeType.EndDate);
            range.setEndDate(date);
        });
        return range;
    }

    private static <T> T given(@org.jspecify.annotations.Nullable T value, String name) {
        return Optional.ofNullable(value)
                .orElseThrow(() -> new IllegalArgumentException("A recurrence without " + name));
    }

    private static List<DayOfWeek> weekdaysOf(RecurrencePattern pattern) {
        return Optional.ofNullable(pattern.getDaysOfWeek()).orElse(List.of()).stream()
                .map(OutlookRule::day)
                .distinct()
                .sorted()
                .toList();
    }

    private static int indexOf(WeekIndex index) {
        return switch (index) {
            case First -> 1;
            case Second -> 2;
            case Third -> 3;
            case Fourth -> 4;
            case Last -> -1;
        };
    }

    private static WeekIndex indexOf(int number) {
        return Stream.of(WeekIndex.First, WeekIndex.Second, WeekIndex.Third, WeekIndex.Fourth)
                .skip(number < 1 ? 4 : number - 1L)
                .findFirst()
                .orElse(WeekIndex.Last);
    }

    private static DayOfWeek day(com.microsoft.graph.models.DayOfWeek day) {
        return DayOfWeek.valueOf(day.name().toUpperCase(Locale.ROOT));
    }

    private static com.microsoft.graph.models.DayOfWeek day(DayOfWeek day) {
        return Stream.of(com.microsoft.graph.models.DayOfWeek.values())
                .filter(one -> day(one) == day)
                .findFirst()
                .orElseThrow();
    }

    private static String code(DayOfWeek day) {
        return day.name().substring(0, 2);
    }
}
