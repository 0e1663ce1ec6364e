package io.syncline.microsoft;

import com.microsoft.graph.models.BodyType;
import com.microsoft.graph.models.Event;
import com.microsoft.graph.models.FreeBusyStatus;
import com.microsoft.graph.models.ItemBody;
import com.microsoft.graph.models.Location;
import com.microsoft.graph.models.Sensitivity;
import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventVersion;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An event as Graph sends it, and the master of its series, which holds what a delta leaves out of an occurrence
 * (trap 22).
 */
record EventReading(Event event, Optional<Event> master) {

    static Optional<RemoteEvent> of(Event event) {
        return new EventReading(event, Optional.empty()).read();
    }

    /** Its normal form, or nothing where it has no id, version or time: such a thing cannot be kept in step. */
    Optional<RemoteEvent> read() {
        Optional<EventId> id = Optional.ofNullable(event.getId())
                .filter(value -> !value.isEmpty() && value.length() <= 1024)
                .map(EventId::new);
        return id.flatMap(known -> version().flatMap(version -> when().map(when -> read(known, version, when))));
    }

    private RemoteEvent read(EventId id, EventVersion version, When when) {
        return new RemoteEvent(
                id,
                version,
                new Details(
                        either(Event::getSubject).orElse(""),
                        either(Event::getBody).map(EventReading::text).orElse(""),
                        either(Event::getLocation).flatMap(EventReading::name).orElse(""),
                        when,
                        showAs() == FreeBusyStatus.Free ? Availability.FREE : Availability.BUSY,
                        showAs() == FreeBusyStatus.Tentative ? Status.TENTATIVE : Status.CONFIRMED),
                either(Event::getSensitivity).filter(EventReading::hides).isPresent(),
                Optional.ofNullable(event.getTransactionId()).flatMap(CreationMark::jobIn));
    }

    /** The etag with its {@code W/} and quotes, as {@code If-Match} wants it; it holds the change key. */
    private Optional<EventVersion> version() {
        return Optional.ofNullable(event.getAdditionalData().get("@odata.etag"))
                .map(Object::toString)
                .or(() -> Optional.ofNullable(event.getChangeKey()).map(key -> "W/\"" + key + "\""))
                .filter(tag -> tag.chars().noneMatch(Character::isISOControl))
                .map(EventVersion::new);
    }

    private Optional<When> when() {
        if (event.getStart() == null || event.getEnd() == null) {
            return Optional.empty();
        }
        try {
            boolean allDay = either(Event::getIsAllDay).orElse(false);
            return Optional.of(new GraphTime(event.getStart(), event.getEnd(), allDay).read(author()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private ZoneId author() {
        return either(Event::getOriginalStartTimeZone)
                .flatMap(WindowsZones::zoneNamed)
                .orElse(WindowsZones.UTC);
    }

    private FreeBusyStatus showAs() {
        return either(Event::getShowAs).orElse(FreeBusyStatus.Busy);
    }

    private static boolean hides(Sensitivity sensitivity) {
        return sensitivity == Sensitivity.Private || sensitivity == Sensitivity.Confidential;
    }

    private static String text(ItemBody body) {
        String content = Optional.ofNullable(body.getContent()).orElse("");
        return body.getContentType() == BodyType.Html ? HtmlText.of(content) : content;
    }

    private static Optional<String> name(Location location) {
        return Optional.ofNullable(location.getDisplayName());
    }

    private <T> Optional<T> either(Function<Event, @Nullable T> property) {
        return Optional.ofNullable(property.apply(event))
                .or(() -> master.flatMap(series -> Optional.ofNullable(property.apply(series))));
    }
}
