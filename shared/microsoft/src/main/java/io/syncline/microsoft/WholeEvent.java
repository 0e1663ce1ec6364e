package io.syncline.microsoft;

import com.microsoft.graph.models.Event;
import com.microsoft.graph.models.EventType;
import com.microsoft.graph.models.SingleValueLegacyExtendedProperty;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.RemoteEvent;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * An event with everything that belongs to it.
 *
 * @param exceptions the occurrences of a series that differ from it
 * @param cancelled the original dates of the occurrences that do not take place
 */
record WholeEvent(Event event, List<Event> exceptions, SortedSet<LocalDate> cancelled) {

    /** Its normal form; what is still owed to a series counts as written. */
    Optional<RemoteEvent> read() {
        return isSeries() ? new SeriesReading(this).read(owed()) : EventReading.of(event);
    }

    /** Its normal form as Outlook has it, without what is still owed to it. */
    Optional<RemoteEvent> readAsItStands() {
        return isSeries() ? new SeriesReading(this).read(java.util.Collections.emptySortedMap()) : read();
    }

    boolean isSeries() {
        return event.getType() == EventType.SeriesMaster;
    }

    /** Whether it is nothing by itself but one of a series. */
    boolean isOccurrence() {
        return event.getType() == EventType.Occurrence || event.getType() == EventType.Exception;
    }

    SortedMap<LocalDate, Occurrence> owed() {
        return OwedExceptions.read(owedText());
    }

    String owedText() {
        return property(event, OwedExceptions.PROPERTY)
                .filter(text -> !text.equals(OwedExceptions.NOTHING))
                .orElse("");
    }

    /** The value of an extended property that was asked for. */
    static Optional<String> property(Event event, String id) {
        return Optional.ofNullable(event.getSingleValueExtendedProperties()).stream()
                .flatMap(List::stream)
                .filter(property -> id.equalsIgnoreCase(property.getId()))
                .map(SingleValueLegacyExtendedProperty::getValue)
                .flatMap(value -> Optional.ofNullable(value).stream())
                .findFirst();
    }
}
