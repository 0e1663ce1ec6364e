package io.syncline.local.providers.calendar;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * An event as its owner sees it in the provider's user interface, whichever provider it is; a series is one event.
 *
 * @param when when it takes place; of a series the first time
 * @param recurrence the lines of RFC 5545 that make it a series (RRULE, RDATE, EXDATE, EXRULE); none of a single event
 */
public record UserEvent(
        String id,
        String title,
        String description,
        String location,
        When when,
        Availability availability,
        boolean isPrivate,
        Status status,
        List<String> recurrence) {

    public UserEvent {
        recurrence = List.copyOf(recurrence);
    }

    /** A single event. */
    public UserEvent(
            String id,
            String title,
            String description,
            String location,
            When when,
            Availability availability,
            boolean isPrivate,
            Status status) {
        this(id, title, description, location, when, availability, isPrivate, status, List.of());
    }

    /** When it takes place. */
    public sealed interface When {

        /** Wall time in a zone. */
        record Timed(LocalDateTime start, LocalDateTime end, ZoneId zone) implements When {
            public Timed {
                if (end.isBefore(start)) {
                    throw new IllegalArgumentException("An event cannot end before it starts.");
                }
            }
        }

        /** Whole days, the end exclusive. */
        record AllDay(LocalDate start, LocalDate end) implements When {
            public AllDay {
                if (!end.isAfter(start)) {
                    throw new IllegalArgumentException(
                            "The end of an all-day event is exclusive: it lies at least a day later.");
                }
            }
        }
    }

    /** Whether the time is taken. */
    public enum Availability {
        BUSY,
        FREE
    }

    /** How sure it is. */
    public enum Status {
        CONFIRMED,
        TENTATIVE,
        CANCELLED
    }

    /** What can be changed on its own. */
    public enum Field {
        TITLE,
        DESCRIPTION,
        LOCATION,
        WHEN,
        AVAILABILITY,
        PRIVATE,
        STATUS,
        RECURRENCE
    }

    /** A new event with the defaults of a user interface: busy, public, confirmed. */
    public static UserEvent of(String title, When when) {
        return new UserEvent("", title, "", "", when, Availability.BUSY, false, Status.CONFIRMED);
    }

    public UserEvent withTitle(String other) {
        return new UserEvent(id, other, description, location, when, availability, isPrivate, status, recurrence);
    }

    public UserEvent withDescription(String other) {
        return new UserEvent(id, title, other, location, when, availability, isPrivate, status, recurrence);
    }

    public UserEvent withLocation(String other) {
        return new UserEvent(id, title, description, other, when, availability, isPrivate, status, recurrence);
    }

    public UserEvent withWhen(When other) {
        return new UserEvent(id, title, description, location, other, availability, isPrivate, status, recurrence);
    }

    public UserEvent withAvailability(Availability other) {
        return new UserEvent(id, title, description, location, when, other, isPrivate, status, recurrence);
    }

    public UserEvent withPrivate(boolean other) {
        return new UserEvent(id, title, description, location, when, availability, other, status, recurrence);
    }

    public UserEvent withStatus(Status other) {
        return new UserEvent(id, title, description, location, when, availability, isPrivate, other, recurrence);
    }

    public UserEvent withRecurrence(List<String> other) {
        return new UserEvent(id, title, description, location, when, availability, isPrivate, status, other);
    }

    /** Whether it is a series. */
    public boolean repeats() {
        return !recurrence.isEmpty();
    }

    /** In which fields it differs from another state of the same event. */
    public Set<Field> changesFrom(UserEvent before) {
        var changed = EnumSet.noneOf(Field.class);
        note(changed, Field.TITLE, title, before.title);
        note(changed, Field.DESCRIPTION, description, before.description);
        note(changed, Field.LOCATION, location, before.location);
        note(changed, Field.WHEN, when, before.when);
        note(changed, Field.AVAILABILITY, availability, before.availability);
        note(changed, Field.PRIVATE, isPrivate, before.isPrivate);
        note(changed, Field.STATUS, status, before.status);
        note(changed, Field.RECURRENCE, recurrence, before.recurrence);
        return changed;
    }

    private static void note(Set<Field> changed, Field field, Object now, Object before) {
        if (!now.equals(before)) {
            changed.add(field);
        }
    }
}
