package io.syncline.calendar;

/**
 * An event, as its provider names it.
 *
 * @param value opaque and case-sensitive
 */
public record EventId(String value) {

    public EventId {
        if (value.isEmpty() || value.length() > 1024) {
            throw new IllegalArgumentException("An event id has 1 to 1,024 characters");
        }
    }
}
