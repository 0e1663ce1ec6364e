package io.syncline.connection;

import java.util.Locale;
import java.util.Optional;

/** What a connection is used for; each is a permission of its own. */
public enum Service {
    CALENDAR;

    /** The word for rows and JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
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
}
