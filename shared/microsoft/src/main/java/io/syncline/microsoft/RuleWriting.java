package io.syncline.microsoft;

import com.microsoft.graph.models.RecurrencePatternType;
import io.syncline.calendar.Recurrence;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the pattern of Outlook's that says the same as a rule. What none says is refused and never altered (R21, trap
 * 27).
 */
final class RuleWriting {

    private static final int LARGEST_INTERVAL = 999;
    private static final int LARGEST_COUNT = 999;
    private static final Pattern WEEKDAY = Pattern.compile("([+-]?\\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)");
    private static final String ONE_DAY =
            "Use one weekday with first to fourth or last, or one day of the month; or make several series.";

    /** Lists of days of which Outlook's own word takes the last that a month has. */
    private static final Map<String, Integer> LAST_OF = Map.of("28,29", 29, "28,29,30", 30, "28,29,30,31", 31);

    private final Recurrence rule;
    private final LocalDate start;

    private RuleWriting(Recurrence rule, LocalDate start) {
        this.rule = rule;
        this.start = start;
    }

    /** Outlook has no pattern for a rule; the message says what to do instead. */
    static final class NotExpressible extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotExpressible(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * The pattern.
     *
     * @param start the first date; Outlook begins a series on a date that its pattern names
     * @throws NotExpressible where there is none
     */
    static OutlookRule of(Recurrence rule, LocalDate start) {
        OutlookRule written = new RuleWriting(rule, start).written();
        if (!written.fits(start)) {
            throw notExpressible(
                    rule,
                    "Its first date, " + start + ", is none that the rule names: let it start on "
                            + firstNamed(rule, start) + ".");
        }
        return written;
    }

    private static String firstNamed(Recurrence rule, LocalDate start) {
        return rule.dates(start, start.plusDays(1), start.plusYears(5)).stream()
                .findFirst()
                .map(LocalDate::toString)
                .orElse("one that it names");
    }

    private OutlookRule written() {
        refuse("BYWEEKNO", "Name a month and a weekday instead of a week of the year.");
        refuse("BYYEARDAY", "Name a month and a day instead of a day of the year.");
        if (count().filter(number -> number > LARGEST_COUNT).isPresent()) {
            throw notExpressible(rule, "It ends after more than 999 times: give it a last date instead.");
        }
        return switch (rule.part("FREQ").orElseThrow()) {
            case "DAILY" -> daily();
            case "WEEKLY" -> weekly();
            case "MONTHLY" -> monthly();
            default -> yearly();
        };
    }

    private OutlookRule daily() {
        refuse("BYMONTH", "Make one series for each month.");
        refuse("BYMONTHDAY", "Let it repeat monthly instead of daily.");
        refuse("BYSETPOS", ONE_DAY);
        if (rule.part("BYDAY").isEmpty()) {
            return pattern(RecurrencePatternType.Daily, 0, 0, List.of(), 0);
        }
        if (interval() > 1) {
            throw notExpressible(rule, "Let it repeat weekly on its weekdays.");
        }
        return weekly();
    }

    private OutlookRule weekly() {
        refuse("BYMONTH", "Make one series for each month.");
        refuse("BYMONTHDAY", "Let it repeat monthly instead of weekly.");
        refuse("BYSETPOS", ONE_DAY);
        if (weekdays().stream().anyMatch(day -> day.ordinal().isPresent())) {
            throw notExpressible(rule, "A week has each weekday once: leave its number out.");
        }
        List<DayOfWeek> days = weekdays().stream().map(Weekday::day).toList();
        return pattern(RecurrencePatternType.Weekly, 0, 0, days.isEmpty() ? List.of(start.getDayOfWeek()) : days, 0);
    }

    private OutlookRule monthly() {
        refuse("BYMONTH", "Let it repeat yearly in that month.");
        return rule.part("BYDAY").isPresent()
                ? relative(RecurrencePatternType.RelativeMonthly, 0)
                : pattern(RecurrencePatternType.AbsoluteMonthly, 0, dayOfMonth(28), List.of(), 0);
    }

    private OutlookRule yearly() {
        if (rule.part("BYMONTH").isEmpty()
                && (rule.part("BYDAY").isPresent() || rule.part("BYMONTHDAY").isPresent())) {
            throw notExpressible(rule, "Name the month of the year.");
        }
        int month =
                number(rule.part("BYMONTH"), "Make one series for each month.").orElse(start.getMonthValue());
        return rule.part("BYDAY").isPresent()
                ? relative(RecurrencePatternType.RelativeYearly, month)
                : pattern(
                        RecurrencePatternType.AbsoluteYearly,
                        month,
                        dayOfMonth(Month.of(month).minLength()),
                        List.of(),
                        0);
    }

    private OutlookRule relative(RecurrencePatternType type, int month) {
        refuse("BYMONTHDAY", ONE_DAY);
        List<Weekday> days = weekdays();
        Optional<Integer> position = number(rule.part("BYSETPOS"), ONE_DAY);
        boolean numbered = days.stream().anyMatch(day -> day.ordinal().isPresent());
        if (position.isPresent() == numbered || (numbered && days.size() > 1)) {
            throw notExpressible(rule, ONE_DAY);
        }
        int index = position.or(() -> days.getFirst().ordinal()).orElseThrow();
        if (index == 0 || index < -1 || index > 4) {
            throw notExpressible(rule, "Use the first to fourth, or the last.");
        }
        return pattern(type, month, 0, days.stream().map(Weekday::day).toList(), index);
    }

    /** The day, where Outlook means the same by it: it takes the last day of a month that is too short. */
    private int dayOfMonth(int always) {
        Optional<String> days = rule.part("BYMONTHDAY");
        if (rule.part("BYSETPOS").isPresent()) {
            return days.filter(_ -> rule.part("BYSETPOS").get().equals("-1"))
                    .map(LAST_OF::get)
                    .orElseThrow(() -> notExpressible(rule, ONE_DAY));
        }
        if (days.filter("-1"::equals).isPresent()) {
            return 31;
        }
        int day = number(days, ONE_DAY).orElse(start.getDayOfMonth());
        if (day < 1) {
            throw notExpressible(rule, "Count the day from the first of the month, or take the last day.");
        }
        if (day > always) {
            throw notExpressible(
                    rule, "It leaves out months without a day " + day + ": take the last day of the month instead.");
        }
        return day;
    }

    private OutlookRule pattern(RecurrencePatternType type, int month, int day, List<DayOfWeek> weekdays, int index) {
        return new OutlookRule(
                type,
                interval(),
                month,
                day,
                weekdays.stream().sorted().toList(),
                rule.part("WKST").map(RuleWriting::day).orElse(DayOfWeek.MONDAY),
                index,
                count(),
                rule.until());
    }

    private Optional<Integer> count() {
        return number(rule.part("COUNT"), "Give it a last date instead.");
    }

    private int interval() {
        int interval = number(rule.part("INTERVAL"), "Use a smaller interval.").orElse(1);
        if (interval < 1 || interval > LARGEST_INTERVAL) {
            throw notExpressible(rule, "Use an interval of 1 to " + LARGEST_INTERVAL + ".");
        }
        return interval;
    }

    private Optional<Integer> number(Optional<String> text, String advice) {
        try {
            return text.map(Integer::valueOf);
        } catch (NumberFormatException notOne) {
            throw notExpressible(rule, advice);
        }
    }

    /** A weekday, and which one of its month. */
    private record Weekday(DayOfWeek day, Optional<Integer> ordinal) {}

    private List<Weekday> weekdays() {
        return rule.part("BYDAY").stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(this::weekday)
                .toList();
    }

    private Weekday weekday(String text) {
        Matcher matcher = WEEKDAY.matcher(text);
        if (!matcher.matches()) {
            throw notExpressible(rule, ONE_DAY);
        }
        return new Weekday(
                day(matcher.group(2)), Optional.ofNullable(matcher.group(1)).map(Integer::valueOf));
    }

    private void refuse(String part, String advice) {
        if (rule.part(part).isPresent()) {
            throw notExpressible(rule, advice);
        }
    }

    private static DayOfWeek day(String code) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().startsWith(code))
                .findFirst()
                .orElseThrow();
    }

    private static NotExpressible notExpressible(Recurrence rule, String advice) {
        return new NotExpressible("Outlook cannot express the rule " + rule + ". " + advice);
    }
}
