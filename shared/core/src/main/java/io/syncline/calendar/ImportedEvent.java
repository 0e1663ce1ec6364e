package io.syncline.calendar;

import io.syncline.sync.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An event of somebody's calendar that is no job: seen, shown as taken time, never written (R09).
 *
 * @param title empty when it is hidden: what is private is not kept at all
 * @param exceptions the dates of a series that are different; of a hidden one without any text
 * @param uid the meeting that it is a copy of, where the provider tells (R23)
 * @param foreign whether it is an attendee's copy
 */
public record ImportedEvent(
        EventId id,
        String title,
        When when,
        Availability availability,
        Status status,
        boolean hidden,
        SortedMap<LocalDate, Occurrence> exceptions,
        Optional<String> uid,
        boolean foreign) {

    public ImportedEvent {
        exceptions = Collections.unmodifiableSortedMap(new TreeMap<>(exceptions));
    }

    /** What is kept of an event. */
    public static ImportedEvent of(RemoteEvent event) {
        Details details = event.details();
        String title = event.hidden() ? "" : details.title();
        SortedMap<LocalDate, Occurrence> exceptions = new TreeMap<>();
        details.exceptions().forEach((date, exception) -> exceptions.put(date, kept(exception, event.hidden())));
        return new ImportedEvent(
                event.id(),
                title,
                details.when(),
                details.availability(),
                details.status(),
                event.hidden(),
                exceptions,
                event.facts().uid(),
                event.facts().foreign());
    }

    private static Occurrence kept(Occurrence exception, boolean hidden) {
        return switch (exception) {
            case Occurrence.Cancelled cancelled -> cancelled;
            case Occurrence.Changed changed ->
                new Occurrence.Changed(
                        hidden ? Optional.empty() : changed.title(),
                        Optional.empty(),
                        Optional.empty(),
                        changed.when(),
                        changed.availability(),
                        changed.status());
        };
    }

    /** What takes place of it in a window. */
    public List<Occurrence.Dated> occurrences(Window window) {
        return new Details(title, "", "", when, availability, status, exceptions).occurrences(window);
    }

    /** When it is over, for rows that vanish some time after; a series without end is never over. */
    public Optional<Instant> end() {
        return when instanceof When.Repeating(When.Single first, Recurrence rule)
                ? rule.last(first.date()).map(date -> first.on(date).end())
                : Optional.of(when.end());
    }
}
