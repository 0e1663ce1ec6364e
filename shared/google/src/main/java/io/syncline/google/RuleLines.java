package io.syncline.google;

import io.syncline.calendar.Recurrence;
import io.syncline.calendar.When;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The lines of a series' {@code recurrence}, read against its first time.
 *
 * @param rule nothing where there is none that is understood
 * @param excluded dates of {@code EXDATE} lines, on the wall of the series
 * @param beyond why it cannot be kept in step, one sentence
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5545#section-3.8.5">RFC 5545, section 3.8.5</a>
 */
record RuleLines(Optional<Recurrence> rule, Set<LocalDate> excluded, Optional<String> beyond) {
    private static final int MOST_LINES = 500;
    /** Further apart nobody repeats anything, and looking for the next date would take for ever. */
    private static final int LONGEST_INTERVAL = 1_000;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withResolverStyle(ResolverStyle.STRICT);

    static RuleLines read(List<String> lines, When.Single first) {
        Reader reader = new Reader(first);
        lines.stream().limit(MOST_LINES).forEach(reader::take);
        if (lines.size() > MOST_LINES) {
            reader.isBeyond("It repeats by more lines than anybody reads");
        }
        return reader.lines();
    }

    /**
     * The lines of a rule.
     *
     * @param excluded dates to be left out
     */
    static List<String> written(When.Repeating series, Collection<LocalDate> excluded) {
        List<String> lines = new ArrayList<>(List.of("RRULE:" + rule(series)));
        if (!excluded.isEmpty()) {
            lines.add(excluded.stream()
                    .sorted()
                    .map(date -> start(series.first().on(date)))
                    .collect(Collectors.joining(",", "EXDATE" + zoneOf(series.first()) + ":", "")));
        }
        return lines;
    }

    private static String zoneOf(When.Single first) {
        return first instanceof When.AllDay ? ";VALUE=DATE" : "";
    }

    private static String start(When.Single occurrence) {
        return switch (occurrence) {
            case When.AllDay(LocalDate from, LocalDate to) -> DATE.format(from);
            case When.Timed timed -> utc(timed.start());
        };
    }

    /** The end of a timed series is an instant: that at which the wall's last day with an occurrence ends. */
    private static String rule(When.Repeating series) {
        String rule = series.rule().rule();
        if (!(series.first() instanceof When.Timed timed)) {
            return rule;
        }
        return series.rule()
                .until()
                .map(last -> rule.replaceFirst(
                        "UNTIL=[0-9]+",
                        "UNTIL="
                                + utc(last.atTime(23, 59, 59)
                                        .atZone(timed.zone())
                                        .toInstant())))
                .orElse(rule);
    }

    private static String utc(Instant instant) {
        return TIME.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)) + "Z";
    }

    /** Whether the first date is one that the rule itself names: Google has no other occurrences than the rule's. */
    static boolean namesItsFirst(When.Repeating series) {
        String once = series.rule().rule().replaceFirst(";(COUNT|UNTIL)=[0-9]+$", "") + ";COUNT=1";
        LocalDate first = series.first().date();
        return new Recurrence(once).dates(first, first, LocalDate.MAX).size() == 1
                && series.rule().until().filter(first::isAfter).isEmpty();
    }

    private static final class Reader {
        private final When.Single first;
        private final Set<LocalDate> excluded = new TreeSet<>();
        private Optional<Recurrence> rule = Optional.empty();
        private Optional<String> beyond = Optional.empty();

        Reader(When.Single first) {
            this.first = first;
        }

        RuleLines lines() {
            if (rule.isEmpty()) {
                isBeyond("It has dates of its own instead of a rule");
            } else if (!namesItsFirst(new When.Repeating(first, rule.get()))) {
                isBeyond("It begins on a date that its own rule does not name");
            }
            return new RuleLines(rule, excluded, beyond);
        }

        void isBeyond(String sentence) {
            beyond = beyond.or(() -> Optional.of(sentence));
        }

        void take(String line) {
            int colon = line.indexOf(':');
            String head = colon < 0 ? line : line.substring(0, colon);
            String value = line.substring(colon + 1).strip();
            int semicolon = head.indexOf(';');
            String name = (semicolon < 0 ? head : head.substring(0, semicolon)).toUpperCase(Locale.ROOT);
            switch (name) {
                case "RRULE" -> takeRule(value);
                case "EXDATE" -> takeDates(semicolon < 0 ? "" : head.substring(semicolon + 1), value);
                case "RDATE" -> isBeyond("It has additional dates besides its rule");
                case "EXRULE" -> isBeyond("A second rule takes dates out of it");
                default -> isBeyond("It repeats in a way that is not understood here");
            }
        }

        private void takeRule(String value) {
            if (rule.isPresent()) {
                isBeyond("It repeats by several rules at once");
                return;
            }
            try {
                Recurrence read = new Recurrence(withLocalUntil(value.toUpperCase(Locale.ROOT)));
                if (read.part("INTERVAL").filter(Reader::isTooLong).isPresent()) {
                    isBeyond("It repeats at intervals that nobody lives to see");
                } else {
                    rule = Optional.of(read);
                }
            } catch (IllegalArgumentException | DateTimeException notKept) {
                isBeyond("It repeats in a way that only Google Calendar knows: " + notKept.getMessage());
            }
        }

        private static boolean isTooLong(String interval) {
            return interval.length() > 4 || Integer.parseInt(interval) > LONGEST_INTERVAL;
        }

        private String withLocalUntil(String value) {
            return Arrays.stream(value.split(";", -1))
                    .filter(part -> !part.isEmpty())
                    .map(part -> part.startsWith("UNTIL=") ? "UNTIL=" + DATE.format(until(part.substring(6))) : part)
                    .collect(Collectors.joining(";"));
        }

        /** The last date whose occurrence begins at the end or before it. */
        private LocalDate until(String value) {
            if (!(first instanceof When.Timed timed) || value.length() <= 8) {
                return LocalDate.parse(value.substring(0, Math.min(8, value.length())), DATE);
            }
            LocalDateTime end = wall(value, timed.zone(), timed.zone());
            Instant last = end.atZone(timed.zone()).toInstant();
            LocalDate date = end.toLocalDate();
            return timed.on(date).start().isAfter(last) ? date.minusDays(1) : date;
        }

        private void takeDates(String parameters, String values) {
            try {
                for (String value : values.split(",", -1)) {
                    date(parameters, value.strip()).ifPresent(excluded::add);
                }
            } catch (DateTimeException malformed) {
                isBeyond("Dates are taken out of it in a way that is not understood here");
            }
        }

        /** Only an occurrence's very start takes it out. */
        private Optional<LocalDate> date(String parameters, String value) {
            return switch (first) {
                case When.AllDay _ ->
                    Optional.of(LocalDate.parse(value.substring(0, Math.min(8, value.length())), DATE));
                case When.Timed timed -> {
                    LocalDateTime wall = value.length() <= 8
                            ? LocalDate.parse(value, DATE).atStartOfDay()
                            : wall(value, spoken(parameters, timed.zone()), timed.zone());
                    LocalDate date = wall.toLocalDate();
                    yield Optional.of(date).filter(day -> timed.on(day).from().equals(wall));
                }
            };
        }

        private static ZoneId spoken(String parameters, ZoneId otherwise) {
            return Arrays.stream(parameters.split(";", -1))
                    .filter(parameter -> parameter.toUpperCase(Locale.ROOT).startsWith("TZID="))
                    .findFirst()
                    .map(parameter -> ZoneId.of(parameter.substring(5)))
                    .orElse(otherwise);
        }

        private static LocalDateTime wall(String value, ZoneId spoken, ZoneId zone) {
            boolean utc = value.endsWith("Z");
            LocalDateTime time = LocalDateTime.parse(utc ? value.substring(0, value.length() - 1) : value, TIME);
            return time.atZone(utc ? ZoneOffset.UTC : spoken)
                    .withZoneSameInstant(zone)
                    .toLocalDateTime();
        }
    }
}
