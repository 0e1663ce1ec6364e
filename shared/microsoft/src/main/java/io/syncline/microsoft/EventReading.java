package io.syncline.microsoft;

import com.microsoft.graph.models.BodyType;
import com.microsoft.graph.models.Event;
import com.microsoft.graph.models.FreeBusyStatus;
import com.microsoft.graph.models.ItemBody;
import com.microsoft.graph.models.Location;
import com.microsoft.graph.models.Sensitivity;
import io.syncline.calendar.Availability;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventFacts;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventVersion;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An event as Graph sends it.
 *
 * @param master of an exception, its series, which holds what the exception leaves out
 */
record EventReading(Event event, Optional<Event> master) {

    EventReading(Event event) {
        this(event, Optional.empty());
    }

    /** What happens once; a series takes a {@link WholeEvent}. */
    static Optional<RemoteEvent> of(Event event) {
        return new EventReading(event).read();
    }

    /** The etag with its {@code W/} and quotes, as {@code If-Match} wants it; it holds the change key. */
    static Optional<String> etag(Event event) {
        return more(event, "@odata.etag")
                .or(() -> Optional.ofNullable(event.getChangeKey()).map(key -> "W/\"" + key + "\""))
                .filter(tag -> tag.chars().noneMatch(Character::isISOControl));
    }

    /** A property that the SDK has no name for. */
    static Optional<String> more(Event event, String property) {
        return Optional.ofNullable(event.getAdditionalData().get(property)).map(Object::toString);
    }

    /** Its normal form, or nothing where it has no id, version or time: such a thing cannot be kept in step. */
    private Optional<RemoteEvent> read() {
        return id().flatMap(id -> etag(event)
                .flatMap(etag -> when(zone().orElse(WindowsZones.UTC))
                        .map(when -> new RemoteEvent(
                                id,
                                new EventVersion(etag),
                                details(when),
                                isHidden(),
                                CreationMark.in(event),
                                facts(Optional.ofNullable(event.getICalUId()).or(this::uid))))));
    }

    Optional<EventId> id() {
        return Optional.ofNullable(event.getId())
                .filter(value -> !value.isEmpty() && value.length() <= 1024)
                .map(EventId::new);
    }

    /** The id that all occurrences of a series share, where Graph tells it. */
    Optional<String> uid() {
        return more(event, "uid");
    }

    Details details(When when) {
        return new Details(
                either(Event::getSubject).orElse(""),
                either(Event::getBody).map(EventReading::text).orElse(""),
                either(Event::getLocation).flatMap(EventReading::name).orElse(""),
                when,
                showAs() == FreeBusyStatus.Free ? Availability.FREE : Availability.BUSY,
                showAs() == FreeBusyStatus.Tentative ? Status.TENTATIVE : Status.CONFIRMED);
    }

    EventFacts facts(Optional<String> uid) {
        return new EventFacts(
                uid,
                Boolean.FALSE.equals(event.getIsOrganizer()),
                Optional.ofNullable(event.getLastModifiedDateTime()).map(OffsetDateTime::toInstant),
                Optional.empty());
    }

    boolean isHidden() {
        return either(Event::getSensitivity).filter(EventReading::hides).isPresent();
    }

    /** The zone that its author set it in, unless Outlook has no name for it. */
    Optional<ZoneId> zone() {
        return either(Event::getOriginalStartTimeZone).flatMap(WindowsZones::zoneNamed);
    }

    /** Its time, as a zone's clock shows it; in UTC where that clock shows it twice. */
    Optional<When.Single> when(ZoneId zone) {
        return time(time -> time.read(zone));
    }

    /** The time of the first of a series, by the clock that repeats it. */
    Optional<When.Single> whenOnWall(ZoneId zone) {
        return time(time -> time.readOnWall(zone));
    }

    private Optional<When.Single> time(Function<GraphTime, When.Single> reading) {
        if (event.getStart() == null || event.getEnd() == null) {
            return Optional.empty();
        }
        try {
            boolean allDay = either(Event::getIsAllDay).orElse(false);
            return Optional.of(reading.apply(new GraphTime(event.getStart(), event.getEnd(), allDay)));
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException unreadable) {
            return Optional.empty();
        }
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
