package io.syncline.microsoft;

import com.microsoft.graph.models.BodyType;
import com.microsoft.graph.models.Event;
import com.microsoft.graph.models.FreeBusyStatus;
import com.microsoft.graph.models.ItemBody;
import com.microsoft.graph.models.Location;
import com.microsoft.graph.models.SingleValueLegacyExtendedProperty;
import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventKey;
import io.syncline.calendar.Field;
import io.syncline.calendar.Occurrence;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Events as Graph takes them. Every call builds a new model: one that was sent before serializes to nothing (trap 33).
 * Attendees and reminders are never written (R11).
 */
final class EventWriting {

    private EventWriting() {}

    static Event creation(EventKey key, Details details, Optional<EventId> deleted, long attempt) {
        var event = new Event();
        for (Field field : Field.values()) {
            set(event, field, details);
        }
        event.setTransactionId(CreationMark.transactionOf(key, deleted));
        List<SingleValueLegacyExtendedProperty> properties = new ArrayList<>(List.of(
                property(CreationMark.KEY_PROPERTY, CreationMark.valueOf(key)),
                property(CreationMark.ATTEMPT_PROPERTY, Long.toHexString(attempt))));
        if (!details.exceptions().isEmpty()) {
            properties.add(property(OwedExceptions.PROPERTY, OwedExceptions.written(details.exceptions())));
        }
        event.setSingleValueExtendedProperties(properties);
        return event;
    }

    /** Notes in a series which exceptions are still to be written; none at all once all are. */
    static void owe(Event event, SortedMap<LocalDate, Occurrence> exceptions) {
        event.setSingleValueExtendedProperties(
                List.of(property(OwedExceptions.PROPERTY, OwedExceptions.written(exceptions))));
    }

    /** The fields that differ, and no other. */
    static Event patch(Details from, Details to) {
        var event = new Event();
        differing(from, to).forEach(field -> set(event, field, to));
        if (from.when() instanceof When.Repeating && to.when() instanceof When.Single) {
            event.setRecurrence(null); // which is sent, and makes a single event of the series
        }
        return event;
    }

    static List<Field> differing(Details from, Details to) {
        return Arrays.stream(Field.values())
                .filter(field -> !from.agreesOn(field, to))
                .toList();
    }

    private static void set(Event event, Field field, Details details) {
        switch (field) {
            case TITLE -> event.setSubject(details.title());
            case DESCRIPTION -> event.setBody(body(details.description()));
            case LOCATION -> event.setLocation(location(details.location()));
            case WHEN -> setWhen(event, details.when());
            case AVAILABILITY, STATUS -> event.setShowAs(showAs(details));
        }
    }

    private static ItemBody body(String text) {
        var body = new ItemBody();
        body.setContentType(BodyType.Text);
        body.setContent(text);
        return body;
    }

    private static Location location(String name) {
        var location = new Location();
        location.setDisplayName(name);
        return location;
    }

    private static void setWhen(Event event, When when) {
        switch (when) {
            case When.Repeating series -> OutlookSeries.of(series).set(event);
            case When.Single single -> {
                GraphTime time = GraphTime.of(single);
                event.setIsAllDay(time.allDay());
                event.setStart(time.start());
                event.setEnd(time.end());
            }
        }
    }

    /** Graph has one word for two fields, and none for time that is free and uncertain: that is free. */
    private static FreeBusyStatus showAs(Details details) {
        if (details.availability() == Availability.FREE) {
            return FreeBusyStatus.Free;
        }
        return details.status() == Status.TENTATIVE ? FreeBusyStatus.Tentative : FreeBusyStatus.Busy;
    }

    private static SingleValueLegacyExtendedProperty property(String id, String value) {
        var property = new SingleValueLegacyExtendedProperty();
        property.setId(id);
        property.setValue(value);
        return property;
    }
}
