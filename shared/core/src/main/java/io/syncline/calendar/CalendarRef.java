package io.syncline.calendar;

import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import java.util.Optional;

/** A calendar of a connection. */
public record CalendarRef(ConnectionId connection, CalendarId calendar) {

    /** The one that carries the jobs of the connection's owner, once it is chosen. */
    public static Optional<CalendarRef> chosenOf(Connection connection) {
        return connection.calendar().map(chosen -> new CalendarRef(connection.id(), new CalendarId(chosen.id())));
    }
}
