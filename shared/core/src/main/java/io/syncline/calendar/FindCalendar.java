package io.syncline.calendar;

import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Connections;
import io.syncline.identity.Caller;
import java.util.Optional;

/** The connection whose calendar a caller may see and decide about: their own; any for a dispatcher. */
public final class FindCalendar {

    private final Connections connections;

    public FindCalendar(Connections connections) {
        this.connections = connections;
    }

    /** Nothing where there is no such connection, it was disconnected, or it is not the caller's business. */
    public Optional<Connection> run(Caller caller, ConnectionId id) {
        return connections
                .find(caller.organisation(), id)
                .filter(one -> !one.isDisconnected())
                .filter(one -> caller.dispatches() || one.owner().equals(caller.user()));
    }
}
