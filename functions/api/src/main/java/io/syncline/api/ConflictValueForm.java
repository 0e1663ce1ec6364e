package io.syncline.api;

import io.syncline.calendar.Aspect;
import io.syncline.calendar.Details;
import io.syncline.calendar.Field;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.When;
import io.syncline.edge.ExceptionForm;
import io.syncline.edge.WhenForm;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code ConflictValue} of {@code docs/openapi.yaml}. */
record ConflictValueForm(
        String text,
        @Nullable WhenForm when,
        @Nullable ExceptionForm occurrence,
        @Nullable Boolean gone) {

    private static final DateTimeFormatter READABLE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    /**
     * The value of one side.
     *
     * @param side empty where there is nothing on this side any more
     * @param nothing what is shown then
     */
    static ConflictValueForm of(Optional<Details> side, Optional<Aspect> aspect, String nothing) {
        return side.map(details -> aspect.map(about -> of(details, about))
                        .orElseGet(() -> new ConflictValueForm(
                                details.title() + ", " + text(details.when()),
                                WhenForm.of(details.when()),
                                null,
                                null)))
                .orElseGet(() -> new ConflictValueForm(nothing, null, null, true));
    }

    private static ConflictValueForm of(Details details, Aspect aspect) {
        return switch (aspect) {
            case Aspect.OfField(Field field) ->
                field == Field.WHEN
                        ? new ConflictValueForm(text(details.when()), WhenForm.of(details.when()), null, null)
                        : new ConflictValueForm(text(details, field), null, null, null);
            case Aspect.OfOccurrence(LocalDate date) ->
                new ConflictValueForm(
                        text(details.exception(date)), null, ExceptionForm.of(date, details.exception(date)), null);
        };
    }

    private static String text(Details details, Field field) {
        return switch (details.get(field)) {
            case Enum<?> word -> JobForm.word(word);
            case Object text -> text.toString();
        };
    }

    private static String text(Optional<Occurrence> occurrence) {
        return switch (occurrence.orElse(null)) {
            case null -> "As the series";
            case Occurrence.Cancelled _ -> "Does not take place";
            case Occurrence.Changed changed -> text(changed);
        };
    }

    private static String text(Occurrence.Changed changed) {
        List<String> parts = new ArrayList<>();
        changed.title().ifPresent(parts::add);
        changed.when().ifPresent(when -> parts.add(text(when)));
        changed.location().ifPresent(parts::add);
        changed.description().ifPresent(parts::add);
        changed.availability().ifPresent(word -> parts.add(JobForm.word(word)));
        changed.status().ifPresent(word -> parts.add(JobForm.word(word)));
        return String.join(", ", parts);
    }

    private static String text(When when) {
        String first = switch (when.first()) {
            case When.Timed(LocalDateTime from, LocalDateTime to, ZoneId zone) ->
                READABLE.format(from) + " to " + READABLE.format(to) + " (" + zone.getId() + ")";
            case When.AllDay(LocalDate from, LocalDate to) ->
                from.equals(to.minusDays(1)) ? from + ", all day" : from + " to " + to.minusDays(1) + ", all day";
        };
        return when.recurrence().map(rule -> first + ", repeats " + rule.rule()).orElse(first);
    }
}
