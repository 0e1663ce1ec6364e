package io.syncline.calendar;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/** A third value for an aspect, as somebody typed it (R05). */
public sealed interface ProposedValue {

    /** A text; for availability and status one of their words. */
    record Text(String text) implements ProposedValue {}

    /** A time, or a series. */
    record Time(When when) implements ProposedValue {}

    /**
     * How an occurrence of a series is to be.
     *
     * @param occurrence empty where it is to be as the series says
     */
    record OneOccurrence(LocalDate date, Optional<Occurrence> occurrence) implements ProposedValue {}

    /** Details with the aspect as proposed; nothing where the proposal does not fit the aspect. */
    default Optional<Details> in(Details details, Aspect aspect) {
        return switch (aspect) {
            case Aspect.OfField(Field field) -> inField(details, field);
            case Aspect.OfOccurrence(LocalDate date) ->
                this instanceof OneOccurrence(LocalDate proposed, Optional<Occurrence> occurrence)
                                && proposed.equals(date)
                        ? Optional.of(
                                details.with(date, occurrence.flatMap(one -> differing(details.regular(date), one))))
                        : Optional.empty();
        };
    }

    /** Only what differs from the series is kept; what differs in nothing is no exception. */
    private static Optional<Occurrence> differing(Details regular, Occurrence proposed) {
        return switch (proposed) {
            case Occurrence.Cancelled cancelled -> Optional.of(cancelled);
            case Occurrence.Changed changed ->
                Optional.<Occurrence>of(Occurrence.Changed.between(regular, changed.on(regular)))
                        .filter(one -> !one.equals(Occurrence.Changed.NOTHING));
        };
    }

    private Optional<Details> inField(Details details, Field field) {
        if (field == Field.WHEN) {
            return this instanceof Time(When when) ? Optional.of(details.at(when)) : Optional.empty();
        }
        return this instanceof Text(String text) ? withText(details, field, text) : Optional.empty();
    }

    private static Optional<Details> withText(Details details, Field field, String text) {
        return switch (field) {
            case TITLE ->
                Optional.of(details.titled(text)).filter(one -> !one.title().isEmpty());
            case DESCRIPTION -> Optional.of(details.with(field, described(details, text)));
            case LOCATION -> Optional.of(details.with(field, located(details, text)));
            case AVAILABILITY ->
                word(Availability.values(), text).map(value -> details.with(field, available(details, value)));
            case STATUS -> word(Status.values(), text).map(value -> details.with(field, certain(details, value)));
            case WHEN -> Optional.empty();
        };
    }

    private static Details described(Details of, String text) {
        return new Details(of.title(), text, of.location(), of.when(), of.availability(), of.status());
    }

    private static Details located(Details of, String text) {
        return new Details(of.title(), of.description(), text, of.when(), of.availability(), of.status());
    }

    private static Details available(Details of, Availability value) {
        return new Details(of.title(), of.description(), of.location(), of.when(), value, of.status());
    }

    private static Details certain(Details of, Status value) {
        return new Details(of.title(), of.description(), of.location(), of.when(), of.availability(), value);
    }

    private static <E extends Enum<E>> Optional<E> word(E[] values, String text) {
        for (E value : values) {
            if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
