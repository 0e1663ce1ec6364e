package io.syncline.aws.dynamo;

import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.Recurrence;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How details and times are stored. A series has a {@code rule} beside its first time, and {@code exceptions}. */
final class DetailsForm {

    private DetailsForm() {}

    static Item write(Details details) {
        return Item.part()
                .put("title", details.title())
                .put("description", details.description())
                .put("location", details.location())
                .put("when", write(details.when()))
                .put("availability", word(details.availability()))
                .put("status", word(details.status()))
                .putSomeParts("exceptions", write(details.exceptions()));
    }

    static Details readDetails(Item item) {
        return new Details(
                item.text("title"),
                item.text("description"),
                item.text("location"),
                readWhen(item.part("when")),
                readWord(Availability.class, item, "availability"),
                readWord(Status.class, item, "status"),
                readExceptions(item.someParts("exceptions")));
    }

    static List<Item> write(SortedMap<LocalDate, Occurrence> exceptions) {
        return exceptions.entrySet().stream().map(DetailsForm::write).toList();
    }

    static SortedMap<LocalDate, Occurrence> readExceptions(List<Item> items) {
        SortedMap<LocalDate, Occurrence> exceptions = new TreeMap<>();
        items.forEach(item -> exceptions.put(readDate(item, "date"), readOccurrence(item)));
        return exceptions;
    }

    static Item write(When when) {
        return switch (when) {
            case When.Timed(LocalDateTime from, LocalDateTime to, ZoneId zone) ->
                Item.part()
                        .put("from", from.toString())
                        .put("to", to.toString())
                        .put("zone", zone.getId());
            case When.AllDay(LocalDate from, LocalDate to) ->
                Item.part().put("from", from.toString()).put("to", to.toString());
            case When.Repeating(When.Single first, Recurrence rule) ->
                write(first).put("rule", rule.rule());
        };
    }

    static When readWhen(Item item) {
        When.Single first = readSingle(item);
        try {
            return item.maybeText("rule")
                    .<When>map(rule -> new When.Repeating(first, new Recurrence(rule)))
                    .orElse(first);
        } catch (IllegalArgumentException e) {
            throw new UnreadableItem("A stored item has no rule in 'rule'", e);
        }
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E readWord(Class<E> type, Item item, String name) {
        try {
            return Enum.valueOf(type, item.text(name).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new UnreadableItem("A stored item has an unknown word in '" + name + "'", e);
        }
    }

    private static <E extends Enum<E>> Optional<E> maybeWord(Class<E> type, Item item, String name) {
        return item.has(name) ? Optional.of(readWord(type, item, name)) : Optional.empty();
    }

    private static When.Single readSingle(Item item) {
        try {
            return item.maybeText("zone")
                    .<When.Single>map(zone -> new When.Timed(
                            LocalDateTime.parse(item.text("from")),
                            LocalDateTime.parse(item.text("to")),
                            ZoneId.of(zone)))
                    .orElseGet(() ->
                            new When.AllDay(LocalDate.parse(item.text("from")), LocalDate.parse(item.text("to"))));
        } catch (DateTimeException e) {
            throw new UnreadableItem("A stored item has no time in 'when'", e);
        }
    }

    private static Item write(Map.Entry<LocalDate, Occurrence> exception) {
        Item item = Item.part().put("date", exception.getKey().toString());
        return switch (exception.getValue()) {
            case Occurrence.Cancelled _ -> item.put("kind", "cancelled");
            case Occurrence.Changed changed ->
                item.put("kind", "changed")
                        .putText("title", changed.title())
                        .putText("description", changed.description())
                        .putText("location", changed.location())
                        .putPart("when", changed.when().map(DetailsForm::write))
                        .putText("availability", changed.availability().map(DetailsForm::word))
                        .putText("status", changed.status().map(DetailsForm::word));
        };
    }

    private static Occurrence readOccurrence(Item item) {
        String kind = item.text("kind");
        return switch (kind) {
            case "cancelled" -> new Occurrence.Cancelled();
            case "changed" ->
                new Occurrence.Changed(
                        item.maybeText("title"),
                        item.maybeText("description"),
                        item.maybeText("location"),
                        item.maybePart("when").map(DetailsForm::readSingle),
                        maybeWord(Availability.class, item, "availability"),
                        maybeWord(Status.class, item, "status"));
            default -> throw new UnreadableItem("A stored exception is of the unknown kind '" + kind + "'");
        };
    }

    private static LocalDate readDate(Item item, String name) {
        try {
            return LocalDate.parse(item.text(name));
        } catch (DateTimeException e) {
            throw new UnreadableItem("A stored item has no date in '" + name + "'", e);
        }
    }
}
