package io.syncline.local.providers.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/**
 * When a series takes place: the lines of RFC 5545 and the times of its first occurrence. Start and end keep their wall
 * time when the offset of the zone changes. Nothing is expanded before it is asked for, and never more than a bound: a
 * rule without end costs what the asked window costs, and a rule that never matches costs nothing.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5545#section-3.8.5">RFC 5545, recurrence component properties</a>
 */
public final class Recurrence {

    /** The longest run of occurrences that is looked at for one answer. */
    public static final int MOST = 2_000;

    private static final int MOST_STEPS = 20_000;
    private static final long EVER = Long.MAX_VALUE;
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long[] LOOKS_BACK = {8 * DAY, 40 * DAY, 800 * DAY, 9_000 * DAY, EVER};

    private final RecurrenceLines lines;
    private final LocalDateTime start;
    private final LocalDateTime end;
    private final ZoneId zone;
    private final boolean allDay;

    private Recurrence(RecurrenceLines lines, LocalDateTime start, LocalDateTime end, ZoneId zone, boolean allDay) {
        this.lines = lines;
        this.start = start;
        this.end = end;
        this.zone = zone;
        this.allDay = allDay;
    }

    /**
     * A series in a zone.
     *
     * @param start the wall time of the first occurrence
     * @throws IllegalArgumentException when a line is none of RFC 5545
     */
    public static Recurrence timed(List<String> lines, LocalDateTime start, LocalDateTime end, ZoneId zone) {
        return new Recurrence(RecurrenceLines.parse(lines, zone, false), start, end, zone, false);
    }

    /**
     * A series of whole days.
     *
     * @param end the day after the last one of the first occurrence
     * @param zone whose midnights bound the time that an occurrence covers
     * @throws IllegalArgumentException when a line is none of RFC 5545
     */
    public static Recurrence allDay(List<String> lines, LocalDate start, LocalDate end, ZoneId zone) {
        return new Recurrence(
                RecurrenceLines.parse(lines, zone, true), start.atStartOfDay(), end.atStartOfDay(), zone, true);
    }

    public List<String> lines() {
        return lines.text();
    }

    public LocalDateTime start() {
        return start;
    }

    public LocalDateTime end() {
        return end;
    }

    public ZoneId zone() {
        return zone;
    }

    public boolean isAllDay() {
        return allDay;
    }

    /** The occurrences that meet the window, the earliest first. */
    public List<Occurrence> within(Window window, int most) {
        long from = window.from().map(bound -> wall(bound) - length() - DAY).orElse(-EVER);
        long to = window.to().map(bound -> wall(bound) + DAY).orElse(EVER);
        return starts(from, to, most).stream()
                .map(this::occurrence)
                .filter(occurrence -> window.meets(occurrence.span()))
                .toList();
    }

    /** Whether an occurrence meets the window. */
    public boolean meets(Window window) {
        return window.equals(Window.OPEN)
                || !within(window, 4).isEmpty()
                || !within(window, 64).isEmpty();
    }

    /** The occurrence with this original start. */
    public Optional<Occurrence> at(Instant original) {
        long wall = allDay ? original.toEpochMilli() : wall(original);
        return starts(wall - DAY, wall + DAY, MOST).stream()
                .map(this::occurrence)
                .filter(occurrence -> occurrence.original().equals(original))
                .findFirst();
    }

    /** The first occurrence that begins on this day. */
    public Optional<Occurrence> on(LocalDate day) {
        long midnight = millis(day.atStartOfDay());
        return starts(midnight, midnight + DAY - 1, 1).stream()
                .map(this::occurrence)
                .findFirst();
    }

    /** The very first occurrence: empty when the rule gives none. */
    public Optional<Occurrence> first() {
        return starts(-EVER, EVER, 1).stream().map(this::occurrence).findFirst();
    }

    /** The one after this occurrence. */
    public Optional<Occurrence> after(Occurrence one) {
        return starts(millis(one.start()) + 1, EVER, 1).stream()
                .map(this::occurrence)
                .findFirst();
    }

    /** The one before this occurrence. */
    public Optional<Occurrence> before(Occurrence one) {
        long wall = millis(one.start());
        for (long back : LOOKS_BACK) {
            var found = starts(back == EVER ? -EVER : wall - back, wall - 1, MOST_STEPS);
            if (!found.isEmpty()) {
                return Optional.of(occurrence(found.getLast()));
            }
        }
        return Optional.empty();
    }

    /** The lines of what is left when the series ends before this occurrence. */
    public List<String> linesBefore(Occurrence cut) {
        return lines.before(cut, allDay);
    }

    /** The lines of a series that begins with this occurrence and goes on as this one would. */
    public List<String> linesFrom(Occurrence cut) {
        return lines.from(cut, rule -> counted(rule, cut));
    }

    /** How many occurrences of a rule lie before this one; those taken out count. */
    private int counted(RecurrenceLines.Rule rule, Occurrence cut) {
        return walked(rule, -EVER, millis(cut.start()) - 1, MOST_STEPS).size();
    }

    private List<Long> starts(long from, long to, int most) {
        var starts = new TreeSet<Long>();
        int asked = Math.min(MOST_STEPS, most + lines.removed().size());
        lines.rules().forEach(rule -> starts.addAll(walked(rule, from, to, asked)));
        starts.addAll(lines.added().subSet(from, true, to, true));
        if (lines.rules().isEmpty() && millis(start) >= from && millis(start) <= to) {
            starts.add(millis(start));
        }
        starts.removeAll(lines.removed());
        for (var rule : lines.excluded()) {
            walked(rule, from, to, MOST_STEPS).forEach(starts::remove);
        }
        return starts.stream().limit(most).toList();
    }

    private List<Long> walked(RecurrenceLines.Rule rule, long from, long to, int most) {
        var found = new ArrayList<Long>();
        try {
            var dates = rule.from(millis(start));
            if (from > millis(start) && rule.leaps()) {
                dates.fastForward(from);
            }
            collect(dates, from, to, most, found);
        } catch (IllegalArgumentException matchesNothingMore) {
            return found;
        }
        return found;
    }

    private static void collect(RecurrenceRuleIterator dates, long from, long to, int most, List<Long> found) {
        for (int step = 0; step < MOST_STEPS && found.size() < most && dates.hasNext(); step++) {
            long next = dates.nextMillis();
            if (next > to) {
                return;
            }
            if (next >= from) {
                found.add(next);
            }
        }
    }

    private Occurrence occurrence(long wall) {
        var from = LocalDateTime.ofInstant(Instant.ofEpochMilli(wall), ZoneOffset.UTC);
        var to = from.plus(Duration.between(start, end));
        var begins = from.atZone(zone).toInstant();
        var ends = to.atZone(zone).toInstant();
        var original = allDay ? from.toInstant(ZoneOffset.UTC) : begins;
        return new Occurrence(original, from, to, new Span(begins, ends.isBefore(begins) ? begins : ends));
    }

    private long length() {
        return Math.max(0, Duration.between(start, end).toMillis());
    }

    private long wall(Instant instant) {
        return millis(LocalDateTime.ofInstant(instant, zone));
    }

    static long millis(LocalDateTime wall) {
        return wall.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    /** Two that give the same occurrences by the same lines. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Recurrence that
                && lines().equals(that.lines())
                && start.equals(that.start)
                && end.equals(that.end)
                && zone.equals(that.zone)
                && allDay == that.allDay;
    }

    @Override
    public int hashCode() {
        return lines().hashCode() * 31 + start.hashCode();
    }

    @Override
    public String toString() {
        return start + " " + zone + " " + lines();
    }
}
