package io.syncline.calendar;

import io.syncline.connection.ConnectionId;

/** A calendar of a connection. */
public record CalendarRef(ConnectionId connection, CalendarId calendar) {}
