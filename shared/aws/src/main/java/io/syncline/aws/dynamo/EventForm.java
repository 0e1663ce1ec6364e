package io.syncline.aws.dynamo;

import io.syncline.calendar.Availability;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventVersion;
import io.syncline.calendar.ImportedEvent;
import io.syncline.calendar.JobId;
import io.syncline.calendar.KnownEvent;
import io.syncline.calendar.Status;
import io.syncline.identity.OrganisationId;
import java.time.Duration;

/** How known events are stored. */
final class EventForm {

    /** How long nobody's event is remembered after its end, if it has one: longer than any window reaches back. */
    private static final Duration REMEMBERED = Duration.ofDays(60);

    private EventForm() {}

    static Item write(OrganisationId organisation, CalendarRef calendar, KnownEvent event) {
        Item item = Item.whole(SyncKeys.SCHEMA)
                .put("event", event.id().value())
                .put("eventVersion", event.version().value())
                .put("listing", event.listing())
                .putText("owner", event.owner().map(JobId::value));
        item.attributes().putAll(SyncKeys.event(organisation, calendar, event.id()));
        event.imported().ifPresent(imported -> {
            item.put("imported", write(imported));
            imported.end()
                    .ifPresent(end -> item.put("expiresAt", end.plus(REMEMBERED).getEpochSecond()));
            Timeline.place(
                    item,
                    SyncKeys.eventTimeline(organisation, calendar),
                    imported.when(),
                    SyncKeys.sortable(event.id()));
        });
        return item;
    }

    static KnownEvent read(Item item) {
        EventId id = new EventId(item.text("event"));
        return new KnownEvent(
                id,
                new EventVersion(item.text("eventVersion")),
                item.maybeText("owner").map(JobId::new),
                item.maybePart("imported").map(part -> readImported(id, part)),
                item.number("listing"));
    }

    private static Item write(ImportedEvent event) {
        return Item.part()
                .put("title", event.title())
                .put("when", DetailsForm.write(event.when()))
                .put("availability", DetailsForm.word(event.availability()))
                .put("status", DetailsForm.word(event.status()))
                .put("hidden", event.hidden())
                .putSomeParts("exceptions", DetailsForm.write(event.exceptions()))
                .putText("uid", event.uid())
                .put("foreign", event.foreign());
    }

    private static ImportedEvent readImported(EventId id, Item item) {
        return new ImportedEvent(
                id,
                item.text("title"),
                DetailsForm.readWhen(item.part("when")),
                DetailsForm.readWord(Availability.class, item, "availability"),
                DetailsForm.readWord(Status.class, item, "status"),
                item.flag("hidden"),
                DetailsForm.readExceptions(item.someParts("exceptions")),
                item.maybeText("uid"),
                item.has("foreign") && item.flag("foreign"));
    }
}
