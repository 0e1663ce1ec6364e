package io.syncline.google;

import com.google.api.client.util.Data;
import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventDateTime;
import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventKey;
import io.syncline.calendar.Field;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Our event as Google's: no attendees ever (R11), reminders as the calendar's owner set them. */
final class EventWriting {
    private EventWriting() {}

    /** The whole event of a job. */
    static Event created(EventKey key, Details details) {
        Event event = new Event()
                .setId(GoogleEventId.of(key).value())
                .setReminders(new Event.Reminders().setUseDefault(true))
                .setExtendedProperties(new Event.ExtendedProperties()
                        .setPrivate(Map.of(
                                EventReading.JOB,
                                key.job().value(),
                                EventReading.ORGANISATION,
                                key.organisation().value())));
        for (Field field : Field.values()) {
            set(event, field, details);
        }
        return event;
    }

    /** Only the fields that differ; what was a series and is none any more loses its rule. */
    static Event changed(Details from, Details to) {
        Event event = new Event();
        for (Field field : Field.values()) {
            if (!from.agreesOn(field, to)) {
                set(event, field, to);
            }
        }
        if (from.when() instanceof When.Repeating && to.when() instanceof When.Single) {
            @SuppressWarnings("unchecked") // the client's word for an explicit null knows no element type
            List<String> none = Data.nullOf(ArrayList.class);
            event.setRecurrence(none);
        }
        return withoutTheOtherKind(event);
    }

    /** The rule anew, with its times, and with dates that are left out of it. */
    static Event redrawn(Event change, When.Repeating series, Collection<LocalDate> excluded) {
        setTimes(change, series);
        return withoutTheOtherKind(change.setRecurrence(RuleLines.written(series, excluded)));
    }

    /** Every field: of an occurrence that was cancelled nobody knows what is left. */
    static Event whole(Details details) {
        Event event = new Event();
        for (Field field : Field.values()) {
            set(event, field, details);
        }
        return withoutTheOtherKind(event);
    }

    /** An occurrence that does not take place. */
    static Event cancelled() {
        return new Event().setStatus("cancelled");
    }

    /** Why Google Calendar has no way to show the entry, one sentence. */
    static Optional<String> refusal(Details details) {
        if (!(details.when() instanceof When.Repeating series)) {
            return Optional.empty();
        }
        if (series.first() instanceof When.Timed timed
                && seriesZone(timed.zone()).isEmpty()) {
            return Optional.of("Google Calendar repeats nothing in a time zone without a name (" + timed.zone() + ")");
        }
        return RuleLines.namesItsFirst(series)
                ? Optional.empty()
                : Optional.of("Google Calendar shows only the dates that the rule names, and the first date is none");
    }

    private static Event withoutTheOtherKind(Event event) {
        Stream.of(event.getStart(), event.getEnd()).filter(Objects::nonNull).forEach(EventWriting::emptyTheRest);
        return event;
    }

    private static void set(Event event, Field field, Details details) {
        switch (field) {
            case TITLE -> event.setSummary(details.title());
            case DESCRIPTION -> event.setDescription(DescriptionText.write(details.description()));
            case LOCATION -> event.setLocation(details.location());
            case WHEN -> setTimes(event, details.when());
            case AVAILABILITY ->
                event.setTransparency(details.availability() == Availability.FREE ? "transparent" : "opaque");
            case STATUS -> event.setStatus(details.status() == Status.TENTATIVE ? "tentative" : "confirmed");
        }
    }

    private static void setTimes(Event event, When when) {
        switch (when) {
            case When.AllDay(LocalDate from, LocalDate to) ->
                event.setStart(day(from)).setEnd(day(to));
            case When.Timed timed ->
                event.setStart(time(timed.start(), timed.zone())).setEnd(time(timed.end(), timed.zone()));
            case When.Repeating series -> {
                setTimes(event, series.first());
                event.setRecurrence(RuleLines.written(series, List.of()));
                if (series.first() instanceof When.Timed timed) {
                    seriesZone(timed.zone())
                            .ifPresent(zone -> Stream.of(event.getStart(), event.getEnd())
                                    .forEach(time -> time.setTimeZone(zone)));
                }
            }
        }
    }

    /** Whole hours from Greenwich have a name, too, in which the sign is turned round. */
    private static Optional<String> seriesZone(ZoneId zone) {
        return name(zone)
                .or(() -> Optional.of(zone.normalized())
                        .filter(bare -> bare instanceof ZoneOffset)
                        .map(bare -> ((ZoneOffset) bare).getTotalSeconds())
                        .filter(seconds -> seconds % 3600 == 0)
                        .map(seconds -> "Etc/GMT%+d".formatted(-seconds / 3600))
                        .filter(ZoneId.getAvailableZoneIds()::contains));
    }

    /** The original start of an occurrence, as it is asked for. */
    static String originalStart(When.Single ruled) {
        return switch (ruled) {
            case When.AllDay allDay -> allDay.from().toString();
            case When.Timed timed -> timed.start().toString();
        };
    }

    private static EventDateTime day(LocalDate date) {
        long midnight = date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        return new EventDateTime().setDate(new DateTime(true, midnight, 0));
    }

    private static EventDateTime time(Instant instant, ZoneId zone) {
        int minutes = zone.getRules().getOffset(instant).getTotalSeconds() / 60;
        EventDateTime time = new EventDateTime().setDateTime(new DateTime(false, instant.toEpochMilli(), minutes));
        name(zone).ifPresent(time::setTimeZone);
        return time;
    }

    /** Google knows the names of the IANA database; a bare offset has none and stands in the time itself. */
    private static Optional<String> name(ZoneId zone) {
        if (ZoneId.getAvailableZoneIds().contains(zone.getId())) {
            return Optional.of(zone.getId());
        }
        return zone.normalized().equals(ZoneOffset.UTC) ? Optional.of("UTC") : Optional.empty();
    }

    /** A change between timed and all-day has to take the members of the other kind away by name. */
    private static void emptyTheRest(EventDateTime time) {
        if (time.getDate() == null) {
            time.setDate(Data.nullOf(DateTime.class));
        } else {
            time.setDateTime(Data.nullOf(DateTime.class));
        }
        if (time.getTimeZone() == null) {
            time.setTimeZone(Data.NULL_STRING);
        }
    }
}
