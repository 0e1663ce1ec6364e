package io.syncline.connection;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a connection is used for; each is a permission of its own. */
public enum Service {
    /** Reads and writes calendars: jobs are put into the chosen one. */
    CALENDAR,
    /** Reads calendars only: busy times are seen, nothing is ever written. */
    CALENDAR_READ,
    /** Reads mail for the communication log. */
    MAIL,
    /** Reads contacts. */
    CONTACTS;

    /** The word for rows and JSON: {@code calendar}, {@code calendar-read}, {@code mail}, {@code contacts}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What people call it, within a sentence. */
    public String title() {
        return switch (this) {
            case CALENDAR -> "changing calendars";
            case CALENDAR_READ -> "reading calendars";
            case MAIL -> "reading mail";
            case CONTACTS -> "reading contacts";
        };
    }

    /** The service that a word means, if any. */
    public static Optional<Service> of(String word) {
        for (Service service : values()) {
            if (service.word().equals(word)) {
                return Optional.of(service);
            }
        }
        return Optional.empty();
    }

    /** Whether one of the given permissions is this one or more than this one: who may write may read. */
    public boolean isCoveredBy(Set<Service> permissions) {
        return permissions.contains(this) || (this == CALENDAR_READ && permissions.contains(CALENDAR));
    }
}
