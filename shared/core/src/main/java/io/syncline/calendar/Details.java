package io.syncline.calendar;

import io.syncline.sync.Window;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The fields that a job and its event have in common (R02), texts in normal form.
 *
 * @param title one line
 * @param exceptions how occurrences of a series differ from it, by their original dates; empty for what happens once
 */
public record Details(
        String title,
        String description,
        String location,
        When when,
        Availability availability,
        Status status,
        SortedMap<LocalDate, Occurrence> exceptions) {

    /** A series with more is refused: its row would grow without end. */
    public static final int MOST_EXCEPTIONS = 200;

    /** What the texts of all exceptions may have together. */
    public static final int LONGEST_EXCEPTIONS = 30_000;

    /** Providers allow about as much; a hostile megabyte is cut off, so that every row stays far below its limit. */
    static final int LONGEST_LINE = 1_024;

    static final int LONGEST_DESCRIPTION = 16_000;

    private static final int WEEKS_OF_A_YEAR = 53;

    public Details {
        title = NormalText.line(title, LONGEST_LINE);
        description = NormalText.lines(description, LONGEST_DESCRIPTION);
        location = NormalText.line(location, LONGEST_LINE);
        exceptions = when instanceof When.Repeating
                ? Collections.unmodifiableSortedMap(new TreeMap<>(exceptions))
                : Collections.emptySortedMap();
    }

    /** Details without exceptions. */
    public Details(
            String title, String description, String location, When when, Availability availability, Status status) {
        this(title, description, location, when, availability, status, Collections.emptySortedMap());
    }

    /** The value of one field. */
    public Object get(Field field) {
        return switch (field) {
            case TITLE -> title;
            case DESCRIPTION -> description;
            case LOCATION -> location;
            case WHEN -> when;
            case AVAILABILITY -> availability;
            case STATUS -> status;
        };
    }

    /** The value of one aspect; of an occurrence, how it differs, if it does. */
    public Object get(Aspect aspect) {
        return switch (aspect) {
            case Aspect.OfField(Field field) -> get(field);
            case Aspect.OfOccurrence(LocalDate date) -> exception(date);
        };
    }

    /** How the occurrence of the date differs from the series, if it does. */
    public Optional<Occurrence> exception(LocalDate date) {
        return Optional.ofNullable(exceptions.get(date));
    }

    /** These details with one field as it is in others. */
    public Details with(Field field, Details source) {
        return switch (field) {
            case TITLE -> new Details(source.title, description, location, when, availability, status, exceptions);
            case DESCRIPTION ->
                new Details(title, source.description, location, when, availability, status, exceptions);
            case LOCATION -> new Details(title, description, source.location, when, availability, status, exceptions);
            case WHEN -> at(source.when);
            case AVAILABILITY ->
                new Details(title, description, location, when, source.availability, status, exceptions);
            case STATUS -> new Details(title, description, location, when, availability, source.status, exceptions);
        };
    }

    /** These details with one aspect as it is in others. */
    public Details with(Aspect aspect, Details source) {
        return switch (aspect) {
            case Aspect.OfField(Field field) -> with(field, source);
            case Aspect.OfOccurrence(LocalDate date) -> with(date, source.exception(date));
        };
    }

    /** These details with, or without, an exception. */
    public Details with(LocalDate date, Optional<Occurrence> exception) {
        SortedMap<LocalDate, Occurrence> next = new TreeMap<>(exceptions);
        next.remove(date);
        exception.ifPresent(own -> next.put(date, own));
        return with(next);
    }

    /** These details with other exceptions. */
    public Details with(SortedMap<LocalDate, Occurrence> next) {
        return new Details(title, description, location, when, availability, status, next);
    }

    /** These details at another time. */
    public Details at(When other) {
        return new Details(title, description, location, other, availability, status, exceptions);
    }

    /** These details with another title. */
    public Details titled(String other) {
        return new Details(other, description, location, when, availability, status, exceptions);
    }

    /** These details with every title changed in the same way, those of occurrences too. */
    Details retitled(UnaryOperator<String> change) {
        SortedMap<LocalDate, Occurrence> next = new TreeMap<>(exceptions);
        next.replaceAll((_, exception) ->
                exception instanceof Occurrence.Changed changed ? changed.retitled(change) : exception);
        return titled(change.apply(title)).with(next);
    }

    /**
     * These details without exceptions on dates that the rule does not name (any more), and without what is no different
     * from the series (any more).
     */
    public Details pruned() {
        if (exceptions.isEmpty() || !(when instanceof When.Repeating series)) {
            return this;
        }
        SortedMap<LocalDate, Occurrence> kept = new TreeMap<>();
        exceptions.forEach((date, exception) -> {
            if (series.hasOn(date)) {
                differing(date, exception).ifPresent(own -> kept.put(date, own));
            }
        });
        return kept.equals(exceptions) ? this : with(kept);
    }

    private Optional<Occurrence> differing(LocalDate date, Occurrence exception) {
        return switch (exception) {
            case Occurrence.Cancelled cancelled -> Optional.of(cancelled);
            case Occurrence.Changed changed -> {
                Details regular = regular(date);
                Occurrence.Changed own = Occurrence.Changed.between(regular, changed.on(regular));
                yield own.isNothing() ? Optional.empty() : Optional.of(own);
            }
        };
    }

    /**
     * Whether its exceptions are more, or longer, than what is kept in step: they stand in one row with what both sides
     * last agreed on.
     */
    public boolean isExcessive() {
        int characters = exceptions.values().stream()
                .mapToInt(one -> one instanceof Occurrence.Changed changed ? changed.length() : 0)
                .sum();
        return exceptions.size() > MOST_EXCEPTIONS || characters > LONGEST_EXCEPTIONS;
    }

    /** What the series says for a date, exceptions aside; of what happens once, itself. */
    public Details regular(LocalDate date) {
        return new Details(title, description, location, when.first().on(date), availability, status);
    }

    /** The occurrence of a date as it takes place, or nothing where it is cancelled. */
    public Optional<Details> actual(LocalDate date) {
        Details regular = regular(date);
        return switch (exception(date).orElse(null)) {
            case null -> Optional.of(regular);
            case Occurrence.Cancelled _ -> Optional.empty();
            case Occurrence.Changed changed -> Optional.of(changed.on(regular));
        };
    }

    /** What takes place in a window: itself, or the occurrences of a series, moved ones where they were moved to. */
    public List<Occurrence.Dated> occurrences(Window window) {
        if (!(when instanceof When.Repeating(When.Single first, Recurrence rule))) {
            return when.touches(window)
                    ? List.of(new Occurrence.Dated(when.first().date(), this))
                    : List.of();
        }
        LocalDate from = LocalDate.ofInstant(window.from(), ZoneOffset.UTC).minusDays(2 + days(first));
        LocalDate before = LocalDate.ofInstant(window.to(), ZoneOffset.UTC).plusDays(2);
        SortedMap<LocalDate, Occurrence> moved = new TreeMap<>(exceptions);
        rule.dates(first.date(), from, before).forEach(date -> moved.putIfAbsent(date, Occurrence.Changed.NOTHING));
        List<Occurrence.Dated> dated = new ArrayList<>();
        moved.keySet()
                .forEach(date -> actual(date)
                        .filter(one -> one.when.touches(window))
                        .ifPresent(one -> dated.add(new Occurrence.Dated(date, one))));
        return dated;
    }

    private static long days(When.Single single) {
        return java.time.Duration.between(single.start(), single.end()).toDays();
    }

    /**
     * Whether somebody who looks at both would see the same entry: spacing and names of zones aside, which a provider
     * may write in its own way.
     */
    boolean looksLike(Details other) {
        return looksLike(Field.TITLE, other)
                && looksLike(Field.DESCRIPTION, other)
                && looksLike(Field.LOCATION, other)
                && looksLike(Field.WHEN, other)
                && exceptionsLookLike(other)
                && looksLike(Field.AVAILABILITY, other);
    }

    /** The same of one field. */
    boolean looksLike(Field field, Details other) {
        return switch (field) {
            case TITLE -> unspaced(title).equals(unspaced(other.title));
            case DESCRIPTION -> unspaced(description).equals(unspaced(other.description));
            case LOCATION -> unspaced(location).equals(unspaced(other.location));
            case WHEN -> looksLike(when, other.when);
            case AVAILABILITY -> availability == other.availability;
            case STATUS -> status == other.status;
        };
    }

    private static boolean looksLike(When one, When other) {
        boolean sameRule = one.recurrence().isPresent() == other.recurrence().isPresent()
                && one.recurrence()
                        .flatMap(rule -> other.recurrence()
                                .map(theirs ->
                                        rule.namesTheSameAs(theirs, one.first().date())))
                        .orElse(true);
        return one.first().getClass() == other.first().getClass()
                && one.start().equals(other.start())
                && one.end().equals(other.end())
                && sameRule
                && (one.recurrence().isEmpty() || keepTheSameTime(one.first(), other.first()));
    }

    /** Zones that agree on the first day may part in summer, and the series with them (R22). */
    private static boolean keepTheSameTime(When.Single one, When.Single other) {
        return IntStream.rangeClosed(1, WEEKS_OF_A_YEAR)
                .allMatch(weeks -> one.on(one.date().plusWeeks(weeks))
                        .start()
                        .equals(other.on(other.date().plusWeeks(weeks)).start()));
    }

    /** The same of one aspect; an occurrence that takes place in neither looks like any other that does not. */
    boolean looksLike(Aspect aspect, Details other) {
        return switch (aspect) {
            case Aspect.OfField(Field field) -> looksLike(field, other);
            case Aspect.OfOccurrence(LocalDate date) -> {
                Optional<Details> own = actual(date);
                Optional<Details> theirs = other.with(Field.WHEN, this).actual(date);
                yield own.isPresent() == theirs.isPresent()
                        && (own.isEmpty() || own.get().looksLike(theirs.get()));
            }
        };
    }

    private boolean exceptionsLookLike(Details other) {
        return exceptions.keySet().equals(other.exceptions.keySet())
                && exceptions.keySet().stream().allMatch(date -> {
                    Optional<Details> own = actual(date);
                    Optional<Details> theirs = other.actual(date);
                    return own.isPresent() == theirs.isPresent()
                            && (own.isEmpty() || own.get().looksLike(theirs.get()));
                });
    }

    private static String unspaced(String text) {
        return text.replaceAll("\\s+", "");
    }

    /** Whether a field has the same meaning in both. */
    public boolean agreesOn(Field field, Details other) {
        return get(field).equals(other.get(field));
    }

    /** Whether an aspect has the same meaning in both. */
    public boolean agreesOn(Aspect aspect, Details other) {
        return get(aspect).equals(other.get(aspect));
    }

    /** The aspects in which these details, or the others, have something to compare. */
    static List<Aspect> aspects(Details... all) {
        List<Aspect> aspects = new ArrayList<>();
        for (Field field : Field.values()) {
            aspects.add(new Aspect.OfField(field));
        }
        SortedMap<LocalDate, Occurrence> dates = new TreeMap<>();
        for (Details one : all) {
            dates.putAll(one.exceptions);
        }
        dates.keySet().forEach(date -> aspects.add(new Aspect.OfOccurrence(date)));
        return aspects;
    }
}
