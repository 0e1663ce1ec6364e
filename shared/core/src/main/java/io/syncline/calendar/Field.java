package io.syncline.calendar;

import java.util.Locale;

/** What is compared, merged and disputed on its own (R02). */
public enum Field {
    TITLE,
    DESCRIPTION,
    LOCATION,
    WHEN,
    AVAILABILITY,
    STATUS;

    /** The word for rows and JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
