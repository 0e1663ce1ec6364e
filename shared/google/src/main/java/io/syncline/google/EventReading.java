package io.syncline.google;

import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.model.Event;
import io.syncline.calendar.Availability;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventFacts;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventKey;
import io.syncline.calendar.EventVersion;
import io.syncline.calendar.JobId;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.identity.OrganisationId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Google's event as ours.
 *
 * @param calendarZone asked only where an event does not name its zone
 * @see <a href="https://developers.google.com/workspace/calendar/api/v3/reference/events">Events</a>
 */
record EventReading(CalendarRef calendar, Supplier<Optional<ZoneId>> calendarZone) {
    static final String JOB = "synclineJob";
    static final String ORGANISATION = "synclineOrganisation";

    private static final int LONGEST_ID = 1024;
    /** Between our id and the date on which "this and following" begins. */
    private static final String SPLIT = "_R";

    private static final Set<String> NOT_APPOINTMENTS = Set.of("workingLocation", "birthday", "fromGmail");
    private static final Set<String> HIDDEN = Set.of("private", "confidential");

    static boolean isCancelled(Event event) {
        return "cancelled".equals(event.getStatus());
    }

    /** Working locations, birthdays and what Google read out of mails are nothing that could be kept in step. */
    static boolean isAppointment(Event event) {
        return !NOT_APPOINTMENTS.contains(text(event.getEventType()));
    }

    /** Whether it is the master of a series. */
    static boolean repeats(Event event) {
        return event.getRecurrence() != null && !event.getRecurrence().isEmpty();
    }

    /** The series of which it says that it is an occurrence; an event that names itself, or repeats, is none. */
    static Optional<String> seriesOf(Event event) {
        return Optional.ofNullable(event.getRecurringEventId())
                .filter(id -> isId(id) && !id.equals(event.getId()) && !repeats(event));
    }

    static Optional<EventId> id(Event event) {
        return Optional.ofNullable(event.getId()).filter(EventReading::isId).map(EventId::new);
    }

    private static boolean isId(String id) {
        return !id.isEmpty() && id.length() <= LONGEST_ID;
    }

    /** An event that happens once and is not cancelled; nothing where it has no id or no start. */
    Optional<RemoteEvent> event(Event event) {
        return id(event)
                .flatMap(id -> EventTimes.of(event, calendarZone)
                        .map(when -> new RemoteEvent(
                                id,
                                new EventVersion(text(event.getEtag())),
                                details(event, when),
                                isHidden(event),
                                mark(event),
                                facts(event, changedAt(event), Optional.empty()))));
    }

    /**
     * A series whose master is not cancelled.
     *
     * @param beyond why it cannot be kept in step, whatever it says itself
     */
    Optional<RemoteEvent> series(WholeSeries series, Optional<String> beyond) {
        Event master = series.master();
        return id(master)
                .flatMap(id -> EventTimes.firstOf(master, calendarZone).map(first -> {
                    SeriesReading read = new SeriesReading(this, series, first);
                    return new RemoteEvent(
                            id,
                            series.version().version(),
                            read.details(),
                            isHidden(master)
                                    || series.exceptions().values().stream().anyMatch(EventReading::isHidden),
                            mark(master),
                            facts(master, read.changedAt(), beyond.or(read::beyond)));
                }));
    }

    Details details(Event event, When when) {
        return new Details(
                text(event.getSummary()),
                DescriptionText.read(text(event.getDescription())),
                text(event.getLocation()),
                when,
                "transparent".equals(event.getTransparency()) ? Availability.FREE : Availability.BUSY,
                "tentative".equals(event.getStatus()) ? Status.TENTATIVE : Status.CONFIRMED);
    }

    private static boolean isHidden(Event event) {
        return HIDDEN.contains(text(event.getVisibility()));
    }

    private static EventFacts facts(Event event, Optional<Instant> changedAt, Optional<String> beyond) {
        return new EventFacts(
                Optional.ofNullable(event.getICalUID()).filter(EventReading::isId),
                event.getOrganizer() != null
                        && !Boolean.TRUE.equals(event.getOrganizer().getSelf()),
                changedAt,
                beyond);
    }

    static Optional<Instant> changedAt(Event event) {
        return Optional.ofNullable(event.getUpdated()).map(DateTime::getValue).map(Instant::ofEpochMilli);
    }

    /**
     * The mark is believed on the event that we would create for it, and on a series that its owner split off that one:
     * a copy, an occurrence, and what another organisation created in a calendar shared by both have another id.
     */
    private Optional<JobId> mark(Event event) {
        Map<String, String> properties = event.getExtendedProperties() == null
                        || event.getExtendedProperties().getPrivate() == null
                ? Map.of()
                : event.getExtendedProperties().getPrivate();
        try {
            JobId job = new JobId(text(properties.get(JOB)));
            OrganisationId organisation = new OrganisationId(text(properties.get(ORGANISATION)));
            String ours =
                    GoogleEventId.of(new EventKey(organisation, job, calendar)).value();
            return Optional.of(job).filter(marked -> isOrContinues(event, ours));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static boolean isOrContinues(Event event, String ours) {
        String id = text(event.getId());
        return id.equals(ours)
                || (id.startsWith(ours + SPLIT) && seriesOf(event).isEmpty());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
