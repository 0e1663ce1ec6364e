package io.syncline.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/**
 * The rule of a series, as an RRULE value in one normal form, so that two rules that say the same are equal (R21).
 *
 * <p>A series has at most one occurrence a day; its dates are those of its own zone's wall, and {@code UNTIL} is the
 * last date that may have one. Rules that repeat within a day are refused.
 *
 * @param rule for example {@code FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270131}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10">RFC 5545, section 3.3.10</a>
 */
public record Recurrence(String rule) {

    private static final int LONGEST = 500;
    /** About 27 years of days: nobody's calendar is kept in step further ahead. */
    private static final int MOST_DATES = 10_000;

    private static final List<String> ORDER = List.of(
            "FREQ",
            "INTERVAL",
            "BYMONTH",
            "BYWEEKNO",
            "BYYEARDAY",
            "BYMONTHDAY",
            "BYDAY",
            "BYSETPOS",
            "WKST",
            "COUNT",
            "UNTIL");
    private static final Set<String> FREQUENCIES = Set.of("DAILY", "WEEKLY", "MONTHLY", "YEARLY");
    private static final List<String> WEEK = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;

    /**
     * Checks the rule and brings it into normal form.
     *
     * @throws IllegalArgumentException with one sentence, where it is no rule or one that is not kept in step
     */
    public Recurrence {
        rule = normal(rule);
    }

    /** The rule, or nothing where it is none that can be kept in step. */
    public static Optional<Recurrence> of(String rule) {
        try {
            return Optional.of(new Recurrence(rule));
        } catch (IllegalArgumentException notKept) {
            return Optional.empty();
        }
    }

    /** One part of the rule, for example {@code BYDAY}. */
    public Optional<String> part(String name) {
        return Optional.ofNullable(parts(rule).get(name));
    }

    /** The last date that may have an occurrence, where the rule says so. */
    public Optional<LocalDate> until() {
        return part("UNTIL").map(date -> LocalDate.parse(date, DATE));
    }

    /** How many occurrences it has at most, where the rule says so. */
    public Optional<Integer> count() {
        return part("COUNT").map(Integer::valueOf);
    }

    /** The same rule with its last date; a number of occurrences gives way to it. */
    public Recurrence endingOn(LocalDate last) {
        Map<String, String> parts = parts(rule);
        parts.remove("COUNT");
        parts.put("UNTIL", DATE.format(last));
        return new Recurrence(written(parts));
    }

    /**
     * The dates of the occurrences from one date on and before another. The first date of a series always counts.
     *
     * @param start the series' first date
     * @param before exclusive
     */
    public List<LocalDate> dates(LocalDate start, LocalDate from, LocalDate before) {
        List<LocalDate> dates = new ArrayList<>();
        if (!start.isBefore(from) && start.isBefore(before)) {
            dates.add(start);
        }
        int left = count().orElse(MOST_DATES);
        try {
            RecurrenceRuleIterator iterator = parsed(rule).iterator(floating(start));
            skip(iterator, start, from);
            for (int steps = 0; steps < Math.min(left, MOST_DATES) && iterator.hasNext(); steps++) {
                LocalDate date = date(iterator.nextDateTime());
                if (!date.isBefore(before)) {
                    return dates;
                }
                if (date.isAfter(start) && !date.isBefore(from)) {
                    dates.add(date);
                }
            }
        } catch (IllegalArgumentException noFurtherDate) {
            return dates; // the 30th of February: a rule that finds nothing any more
        }
        return dates;
    }

    /** Jumping ahead is allowed where nothing has to be counted. */
    private void skip(RecurrenceRuleIterator iterator, LocalDate start, LocalDate from) {
        if (from.isAfter(start) && count().isEmpty()) {
            iterator.fastForward(floating(from.minusDays(1)));
        }
    }

    /** Whether the series has an occurrence on the date, exceptions aside. */
    public boolean hasOn(LocalDate start, LocalDate date) {
        return !date.isBefore(start)
                && dates(start, date, date.plusDays(1)).stream().anyMatch(date::equals);
    }

    /** Whether another rule names the same dates from the same start on, however it is worded; looked at for ten years. */
    boolean namesTheSameAs(Recurrence other, LocalDate start) {
        LocalDate end = start.plusYears(10);
        return equals(other)
                || (last(start).equals(other.last(start))
                        && dates(start, start, end).equals(other.dates(start, start, end)));
    }

    /** The date of the last occurrence, or nothing where the series has no end that is worth looking for. */
    public Optional<LocalDate> last(LocalDate start) {
        if (until().isEmpty() && count().isEmpty()) {
            return Optional.empty();
        }
        LocalDate end = until().map(date -> date.plusDays(1)).orElse(LocalDate.MAX);
        List<LocalDate> all = dates(start, start, end);
        return all.isEmpty() ? Optional.of(start) : Optional.of(all.getLast());
    }

    private static String normal(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("A rule has at most " + LONGEST + " characters");
        }
        Map<String, String> parts = parts(text.strip().toUpperCase(Locale.ROOT));
        for (String name : parts.keySet()) {
            if (!ORDER.contains(name)) {
                throw new IllegalArgumentException("A rule cannot have the part " + shown(name) + " here");
            }
        }
        if (!FREQUENCIES.contains(parts.getOrDefault("FREQ", ""))) {
            throw new IllegalArgumentException("A rule repeats daily, weekly, monthly or yearly");
        }
        if (parts.containsKey("COUNT") && parts.containsKey("UNTIL")) {
            throw new IllegalArgumentException("A rule ends after a number of times or on a date, not both");
        }
        parts.computeIfPresent("INTERVAL", (_, value) -> value.equals("1") ? null : value);
        parts.computeIfPresent("UNTIL", (_, value) -> DATE.format(untilDate(value)));
        parts.computeIfPresent("BYDAY", (_, value) -> sorted(value, Recurrence::dayOrder));
        for (String list : List.of("BYMONTH", "BYMONTHDAY", "BYWEEKNO", "BYYEARDAY", "BYSETPOS")) {
            parts.computeIfPresent(list, (_, value) -> sorted(value, Recurrence::number));
        }
        if (!weekStartMatters(parts)) {
            parts.remove("WKST");
        }
        String written = written(parts);
        parsed(written);
        return written;
    }

    /** Only every second, third … week depends on where a week begins, and only with several days in it. */
    private static boolean weekStartMatters(Map<String, String> parts) {
        boolean weeks = parts.getOrDefault("FREQ", "").equals("WEEKLY")
                && parts.containsKey("INTERVAL")
                && parts.getOrDefault("BYDAY", "").contains(",");
        return !parts.getOrDefault("WKST", "MO").equals("MO") && (weeks || parts.containsKey("BYWEEKNO"));
    }

    private static Map<String, String> parts(String text) {
        Map<String, String> parts = new HashMap<>();
        for (String part : text.split(";", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1 || parts.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("A rule looks like FREQ=WEEKLY;BYDAY=MO;COUNT=10");
            }
        }
        return parts;
    }

    private static String written(Map<String, String> parts) {
        return ORDER.stream()
                .filter(parts::containsKey)
                .map(name -> name + "=" + parts.get(name))
                .collect(Collectors.joining(";"));
    }

    private static RecurrenceRule parsed(String rule) {
        try {
            return new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_STRICT);
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException invalid) {
            throw new IllegalArgumentException("This is no rule that a calendar understands: " + shown(rule), invalid);
        }
    }

    private static LocalDate untilDate(String value) {
        try {
            return LocalDate.parse(value.length() > 8 ? value.substring(0, 8) : value, DATE);
        } catch (DateTimeException notADate) {
            throw new IllegalArgumentException("UNTIL is a date like 20270131", notADate);
        }
    }

    private static String sorted(String list, java.util.function.ToIntFunction<String> order) {
        return Arrays.stream(list.split(",", -1))
                .distinct()
                .sorted(Comparator.comparingInt(order).thenComparing(Comparator.naturalOrder()))
                .collect(Collectors.joining(","));
    }

    private static int dayOrder(String day) {
        return day.length() < 2 ? -1 : WEEK.indexOf(day.substring(day.length() - 2));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("A rule has numbers where " + shown(text) + " stands", notANumber);
        }
    }

    private static String shown(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    private static DateTime floating(LocalDate date) {
        return new DateTime(date.getYear(), date.getMonthValue() - 1, date.getDayOfMonth());
    }

    private static LocalDate date(DateTime day) {
        return LocalDate.of(day.getYear(), day.getMonth() + 1, day.getDayOfMonth());
    }

    @Override
    public String toString() {
        return rule;
    }
}
