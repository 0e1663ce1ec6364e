package io.syncline.local.providers.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/**
 * The parsed lines of a series: RRULE, EXRULE, RDATE, EXDATE. Times are wall times of the series' zone, in milliseconds
 * as if that zone were UTC, so that a rule never sees a change of the offset.
 */
final class RecurrenceLines {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withResolverStyle(ResolverStyle.STRICT);
    private static final TimeZone UTC = TimeZone.getTimeZone("UTC");
    private static final int MOST_LINES = 100;
    private static final int LONGEST_LINE = 64 * 1024;

    private final List<String> text;
    private final ZoneId zone;
    private final List<Rule> rules = new ArrayList<>();
    private final List<Rule> excluded = new ArrayList<>();
    private final NavigableSet<Long> added = new TreeSet<>();
    private final NavigableSet<Long> removed = new TreeSet<>();

    private RecurrenceLines(List<String> text, ZoneId zone) {
        this.text = List.copyOf(text);
        this.zone = zone;
    }

    static RecurrenceLines parse(List<String> text, ZoneId zone, boolean allDay) {
        if (text.size() > MOST_LINES) {
            throw new IllegalArgumentException("a series has at most " + MOST_LINES + " lines");
        }
        var lines = new RecurrenceLines(text, zone);
        text.forEach(line -> lines.take(Line.of(line), allDay));
        if (lines.rules.isEmpty() && lines.added.isEmpty()) {
            throw new IllegalArgumentException("there is neither RRULE nor RDATE");
        }
        return lines;
    }

    List<String> text() {
        return text;
    }

    List<Rule> rules() {
        return rules;
    }

    List<Rule> excluded() {
        return excluded;
    }

    NavigableSet<Long> added() {
        return added;
    }

    Set<Long> removed() {
        return removed;
    }

    /** The lines of a series that ends before this occurrence. */
    List<String> before(Occurrence cut, boolean allDay) {
        var until = allDay
                ? DATE.format(cut.date().minusDays(1))
                : TIME.format(LocalDateTime.ofInstant(cut.original().minusSeconds(1), ZoneOffset.UTC)) + "Z";
        return rewritten(cut, true, rule -> rule.until(until));
    }

    /** The lines of a series that begins with this occurrence. */
    List<String> from(Occurrence cut, ToIntFunction<Rule> countBefore) {
        return rewritten(cut, false, rule -> rule.shortened(countBefore.applyAsInt(rule)));
    }

    private List<String> rewritten(Occurrence cut, boolean before, Function<Rule, String> newRule) {
        var result = new ArrayList<String>();
        rules.forEach(rule -> result.add("RRULE:" + newRule.apply(rule)));
        long at = Recurrence.millis(cut.start());
        for (var line : text) {
            var parsed = Line.of(line);
            switch (parsed.name()) {
                case "RRULE" -> {}
                case "EXRULE" -> result.add(line);
                default -> result.addAll(parsed.keeping(value -> (wall(parsed, value) < at) == before));
            }
        }
        return result;
    }

    private void take(Line line, boolean allDay) {
        switch (line.name()) {
            case "RRULE" -> rules.add(Rule.of(line.value(), zone));
            case "EXRULE" -> excluded.add(Rule.of(line.value(), zone));
            case "RDATE" -> walls(line, allDay, added);
            case "EXDATE" -> walls(line, allDay, removed);
            default -> throw new IllegalArgumentException(line.name() + " is no line of a recurrence");
        }
    }

    private void walls(Line line, boolean allDay, Collection<Long> into) {
        for (var value : line.value().split(",", -1)) {
            long wall = wall(line, value);
            into.add(allDay ? Math.floorDiv(wall, 86_400_000L) * 86_400_000L : wall);
        }
    }

    private long wall(Line line, String value) {
        try {
            if (value.length() == 8) {
                return Recurrence.millis(LocalDate.parse(value, DATE).atStartOfDay());
            }
            boolean utc = value.endsWith("Z");
            var time = LocalDateTime.parse(utc ? value.substring(0, value.length() - 1) : value, TIME);
            var spoken = utc ? ZoneOffset.UTC : line.zone(zone);
            return Recurrence.millis(
                    time.atZone(spoken).withZoneSameInstant(zone).toLocalDateTime());
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException("'" + value + "' is no time", malformed);
        }
    }

    /** One line: {@code NAME;PARAMETERS:VALUE}. */
    private record Line(String name, String parameters, String value) {

        static Line of(String text) {
            int colon = text.indexOf(':');
            if (colon < 0 || text.length() > LONGEST_LINE) {
                throw new IllegalArgumentException("a line of a recurrence is NAME:VALUE");
            }
            var head = text.substring(0, colon);
            int semicolon = head.indexOf(';');
            return new Line(
                    (semicolon < 0 ? head : head.substring(0, semicolon)).toUpperCase(Locale.ROOT),
                    semicolon < 0 ? "" : head.substring(semicolon + 1),
                    text.substring(colon + 1).strip());
        }

        ZoneId zone(ZoneId otherwise) {
            for (var parameter : parameters.split(";", -1)) {
                if (parameter.toUpperCase(Locale.ROOT).startsWith("TZID=")) {
                    return ZoneId.of(parameter.substring(5));
                }
            }
            return otherwise;
        }

        /** The line with some of its values; none when no value is left. */
        List<String> keeping(Predicate<String> wanted) {
            var kept = Arrays.stream(value.split(",", -1)).filter(wanted).toList();
            return kept.isEmpty()
                    ? List.of()
                    : List.of(name + (parameters.isEmpty() ? "" : ";" + parameters) + ":" + String.join(",", kept));
        }
    }

    /** One rule, checked. */
    static final class Rule {

        /** An interval beyond this never comes round again in anybody's calendar; walking there would take for ever. */
        private static final int LARGEST_INTERVAL = 1_000;

        private final Map<String, String> parts;
        private final RecurrenceRule rule;

        private Rule(Map<String, String> parts, RecurrenceRule rule) {
            this.parts = parts;
            this.rule = rule;
        }

        static Rule of(String value, ZoneId zone) {
            try {
                var rule = new RecurrenceRule(value, RecurrenceRule.RfcMode.RFC5545_LAX);
                if (rule.getInterval() > LARGEST_INTERVAL) {
                    rule.setInterval(1);
                    rule.setCount(1);
                }
                var until = rule.getUntil();
                if (until != null) {
                    rule.setUntil(wall(until, zone));
                }
                return new Rule(partsOf(value), rule);
            } catch (InvalidRecurrenceRuleException | IllegalArgumentException malformed) {
                throw new IllegalArgumentException("'" + value + "' is no recurrence rule", malformed);
            }
        }

        RecurrenceRuleIterator from(long start) {
            return rule.iterator(start, UTC);
        }

        /** Whether it can be asked from a later time on; rules by the hour or faster are walked, within the bound. */
        boolean leaps() {
            return switch (rule.getFreq()) {
                case Freq.YEARLY, Freq.MONTHLY, Freq.WEEKLY, Freq.DAILY -> true;
                case Freq.HOURLY, Freq.MINUTELY, Freq.SECONDLY -> false;
            };
        }

        String until(String last) {
            var changed = new LinkedHashMap<>(parts);
            changed.remove("COUNT");
            changed.put("UNTIL", last);
            return joined(changed);
        }

        String shortened(int by) {
            var count = rule.getCount();
            if (count == null || !parts.containsKey("COUNT")) {
                return joined(parts);
            }
            var changed = new LinkedHashMap<>(parts);
            changed.put("COUNT", String.valueOf(Math.max(1, count - by)));
            return joined(changed);
        }

        /** A date means the whole day, an instant the wall time in the series' zone. */
        private static DateTime wall(DateTime until, ZoneId zone) {
            var day = LocalDate.of(until.getYear(), until.getMonth() + 1, until.getDayOfMonth());
            var wall = until.isAllDay()
                    ? day.atTime(23, 59, 59)
                    : day.atTime(until.getHours(), until.getMinutes(), Math.min(59, until.getSeconds()));
            if (!until.isAllDay() && !until.isFloating()) {
                wall = wall.atOffset(ZoneOffset.UTC).atZoneSameInstant(zone).toLocalDateTime();
            }
            return new DateTime(UTC, Recurrence.millis(wall));
        }

        private static Map<String, String> partsOf(String value) {
            var parts = new LinkedHashMap<String, String>();
            for (var part : value.split(";", -1)) {
                int equals = part.indexOf('=');
                if (equals > 0) {
                    parts.put(part.substring(0, equals).toUpperCase(Locale.ROOT), part.substring(equals + 1));
                }
            }
            return parts;
        }

        private static String joined(Map<String, String> parts) {
            return String.join(
                    ";",
                    parts.entrySet().stream()
                            .map(part -> part.getKey() + "=" + part.getValue())
                            .toList());
        }
    }
}
