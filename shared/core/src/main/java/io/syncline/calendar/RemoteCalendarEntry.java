package io.syncline.calendar;

/**
 * A calendar of an account.
 *
 * @param writable whether events can be written into it
 * @param color as {@code #rrggbb}, or empty
 * @param timeZone an IANA name, or empty where the provider tells none
 */
public record RemoteCalendarEntry(
        CalendarId id, String name, boolean primary, boolean writable, String color, String timeZone) {}
