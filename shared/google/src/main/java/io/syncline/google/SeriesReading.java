package io.syncline.google;

import com.google.api.services.calendar.model.Event;
import io.syncline.calendar.Details;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.When;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A series as one entry: its rule, and what is otherwise on which date (R21).
 *
 * <p>An occurrence that Google keeps as an event of its own, but that is as the rule says, is no exception. What stands
 * on a date that the rule does not name (any more) is no part of the series.
 */
final class SeriesReading {
    /** Texts of exceptions, in characters: a series is kept in one row. */
    private static final int MOST_TEXT = 40_000;

    private final EventReading reading;
    private final WholeSeries series;
    private final When.Single first;
    private final RuleLines lines;
    private final Details regular;
    private final SortedMap<LocalDate, Occurrence> exceptions;
    private final SortedMap<LocalDate, Occurrence> taken;

    SeriesReading(EventReading reading, WholeSeries series, When.Single first) {
        this.reading = reading;
        this.series = series;
        this.first = first;
        List<String> recurrence = series.master().getRecurrence() == null
                ? List.of()
                : series.master().getRecurrence().stream()
                        .filter(Objects::nonNull)
                        .toList();
        this.lines = RuleLines.read(recurrence, first);
        When when =
                lines.rule().<When>map(rule -> new When.Repeating(first, rule)).orElse(first);
        this.regular = reading.details(series.master(), when);
        this.exceptions = exceptions();
        this.taken = latest(exceptions);
    }

    Details details() {
        return regular.with(taken);
    }

    /** Why it cannot be kept in step, one sentence. */
    Optional<String> beyond() {
        return Stream.<Optional<String>>of(lines.beyond(), wall(), unreadable(), number())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> wall() {
        return EventTimes.hasKnownWall(series.master(), reading.calendarZone())
                ? Optional.empty()
                : Optional.of("The name of its time zone is not known here");
    }

    private Optional<String> unreadable() {
        boolean unreadable = series.exceptions().values().stream()
                .anyMatch(exception -> !EventReading.isCancelled(exception)
                        && EventTimes.of(exception, reading.calendarZone()).isEmpty());
        return unreadable ? Optional.of("One of its occurrences cannot be read") : Optional.empty();
    }

    private Optional<String> number() {
        return taken.size() == exceptions.size()
                ? Optional.empty()
                : Optional.of("More of its occurrences differ from it than can be kept in step");
    }

    /** When any of it changed last. Google does not say it of cancelled occurrences in a listing. */
    Optional<Instant> changedAt() {
        return Stream.concat(Stream.of(series.master()), series.exceptions().values().stream())
                .flatMap(event -> EventReading.changedAt(event).stream())
                .max(Comparator.naturalOrder());
    }

    /** The dates that an {@code EXDATE} takes out of the rule. */
    SortedMap<LocalDate, Occurrence> excluded() {
        SortedMap<LocalDate, Occurrence> excluded = new TreeMap<>();
        lines.excluded().forEach(date -> excluded.put(date, new Occurrence.Cancelled()));
        return new TreeMap<>(regular.with(excluded).pruned().exceptions());
    }

    /** The ids of the occurrences that Google keeps as events of their own, by their dates. */
    SortedMap<LocalDate, Event> kept() {
        SortedMap<LocalDate, Event> kept = new TreeMap<>();
        series.exceptions().values().stream()
                .sorted(Comparator.comparing(this::isOnTheMinute))
                .forEach(event -> EventTimes.originalDate(event, first).ifPresent(date -> kept.put(date, event)));
        return kept;
    }

    /** Should two claim a date, the one whose original start is the rule's own comes last and counts. */
    private boolean isOnTheMinute(Event exception) {
        return EventTimes.originalDate(exception, first)
                .filter(date -> EventTimes.originallyStarts(exception, first.on(date)))
                .isPresent();
    }

    private SortedMap<LocalDate, Occurrence> exceptions() {
        SortedMap<LocalDate, Occurrence> exceptions = excluded();
        kept().forEach((date, event) -> exceptions.put(date, occurrence(date, event)));
        return regular.with(exceptions).pruned().exceptions();
    }

    private Occurrence occurrence(LocalDate date, Event event) {
        Details ruled = regular.regular(date);
        return EventReading.isCancelled(event)
                ? new Occurrence.Cancelled()
                : Occurrence.Changed.between(ruled, actual(ruled, event));
    }

    /** One at the very time of the rule is not moved, whatever wall it is read from. */
    private Details actual(Details ruled, Event event) {
        When.Single when = EventTimes.of(event, reading.calendarZone())
                .filter(own -> !isAt(own, ruled.when()))
                .orElse(ruled.when().first());
        return reading.details(event, when);
    }

    private static boolean isAt(When.Single own, When ruled) {
        return own.getClass() == ruled.getClass()
                && own.start().equals(ruled.start())
                && own.end().equals(ruled.end());
    }

    /** The latest ones, as many as are kept in step. */
    private static SortedMap<LocalDate, Occurrence> latest(SortedMap<LocalDate, Occurrence> all) {
        SortedMap<LocalDate, Occurrence> latest = new TreeMap<>();
        int text = 0;
        for (LocalDate date :
                all.keySet().stream().sorted(Comparator.reverseOrder()).toList()) {
            Occurrence occurrence = Objects.requireNonNull(all.get(date));
            text += length(occurrence);
            if (latest.size() == Details.MOST_EXCEPTIONS || text > MOST_TEXT) {
                return latest;
            }
            latest.put(date, occurrence);
        }
        return latest;
    }

    private static int length(Occurrence occurrence) {
        return occurrence instanceof Occurrence.Changed changed
                ? Stream.of(changed.title(), changed.description(), changed.location())
                        .flatMap(Optional::stream)
                        .mapToInt(String::length)
                        .sum()
                : 0;
    }
}
