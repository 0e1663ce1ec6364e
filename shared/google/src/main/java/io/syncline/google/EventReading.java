package io.syncline.google;

import com.google.api.services.calendar.model.Event;
import io.syncline.calendar.Availability;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.Details;
import io.syncline.calendar.EventId;
import io.syncline.calendar.EventKey;
import io.syncline.calendar.EventVersion;
import io.syncline.calendar.JobId;
import io.syncline.calendar.RemoteChange;
import io.syncline.calendar.RemoteEvent;
import io.syncline.calendar.Status;
import io.syncline.calendar.When;
import io.syncline.identity.OrganisationId;
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
    private static final Set<String> NOT_APPOINTMENTS = Set.of("workingLocation", "birthday", "fromGmail");
    private static final Set<String> HIDDEN = Set.of("private", "confidential");

    static boolean isCancelled(Event event) {
        return "cancelled".equals(event.getStatus());
    }

    /**
     * An entry of a listing. Working locations, birthdays and what Google read out of mails are no appointments, and an
     * entry without id or start is nothing that could be shown or written: these are passed over.
     */
    Optional<RemoteChange> change(Event event) {
        if (NOT_APPOINTMENTS.contains(text(event.getEventType()))) {
            return Optional.empty();
        }
        if (isCancelled(event)) {
            return id(event).map(RemoteChange.Gone::new);
        }
        return event(event).map(RemoteChange.Present::new);
    }

    /** An event that is not cancelled; nothing where it has no id or no start. */
    Optional<RemoteEvent> event(Event event) {
        return id(event)
                .flatMap(id -> EventTimes.of(event, calendarZone)
                        .map(when -> new RemoteEvent(
                                id,
                                new EventVersion(text(event.getEtag())),
                                details(event, when),
                                HIDDEN.contains(text(event.getVisibility())),
                                mark(event, id))));
    }

    private static Optional<EventId> id(Event event) {
        return Optional.ofNullable(event.getId())
                .filter(id -> !id.isEmpty() && id.length() <= LONGEST_ID)
                .map(EventId::new);
    }

    private static Details details(Event event, When when) {
        return new Details(
                text(event.getSummary()),
                DescriptionText.read(text(event.getDescription())),
                text(event.getLocation()),
                when,
                "transparent".equals(event.getTransparency()) ? Availability.FREE : Availability.BUSY,
                "tentative".equals(event.getStatus()) ? Status.TENTATIVE : Status.CONFIRMED);
    }

    /**
     * The mark is believed only on the event that we would create for it: a copy, an occurrence, and what another
     * organisation created in a calendar shared by both have another id.
     */
    private Optional<JobId> mark(Event event, EventId id) {
        Map<String, String> properties = event.getExtendedProperties() == null
                        || event.getExtendedProperties().getPrivate() == null
                ? Map.of()
                : event.getExtendedProperties().getPrivate();
        try {
            JobId job = new JobId(text(properties.get(JOB)));
            OrganisationId organisation = new OrganisationId(text(properties.get(ORGANISATION)));
            return Optional.of(job)
                    .filter(ours -> GoogleEventId.of(new EventKey(organisation, ours, calendar))
                            .equals(id));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
