package io.syncline.calendar;

/**
 * A calendar, as its provider names it.
 *
 * @param value opaque and case-sensitive, up to 1,024 characters
 */
public record CalendarId(String value) {

    public CalendarId {
        if (value.isEmpty() || value.length() > 1024) {
            throw new IllegalArgumentException("A calendar id has 1 to 1,024 characters");
        }
    }
}
