package io.syncline.aws.dynamo;

import io.syncline.calendar.Availability;
import io.syncline.calendar.Baseline;
import io.syncline.calendar.Details;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;

/** How details, times and baselines are stored. */
final class DetailsForm {

    private DetailsForm() {}

    static Item write(Details details) {
        return Item.part()
                .put("title", details.title())
                .put("description", details.description())
                .put("location", details.location())
                .put("when", write(details.when()))
                .put("availability", word(details.availability()))
                .put("status", word(details.status()));
    }

    static Details readDetails(Item item) {
        return new Details(
                item.text("title"),
                item.text("description"),
                item.text("location"),
                readWhen(item.part("when")),
                readWord(Availability.class, item, "availability"),
                readWord(Status.class, item, "status"));
    }

    static Item write(Baseline baseline) {
        return Item.part().put("crm", write(baseline.crm())).put("calendar", write(baseline.calendar()));
    }

    static Baseline readBaseline(Item item) {
        return new Baseline(readDetails(item.part("crm")), readDetails(item.part("calendar")));
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
        };
    }

    static When readWhen(Item item) {
        try {
            return item.maybeText("zone")
                    .<When>map(zone -> new When.Timed(
                            LocalDateTime.parse(item.text("from")),
                            LocalDateTime.parse(item.text("to")),
                            ZoneId.of(zone)))
                    .orElseGet(() ->
                            new When.AllDay(LocalDate.parse(item.text("from")), LocalDate.parse(item.text("to"))));
        } catch (DateTimeException e) {
            throw new UnreadableItem("A stored item has no time in 'when'", e);
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
}
