package io.syncline.calendar;

import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Connections;
import io.syncline.identity.Caller;
import java.util.Optional;
import java.util.OptionalInt;

/** Looks at a connection's chosen calendar now instead of at its next poll. */
public final class SyncNow {

    private final Connections connections;
    private final RequestSync requestSync;

    public SyncNow(Connections connections, RequestSync requestSync) {
        this.connections = connections;
        this.requestSync = requestSync;
    }

    /** How many calendars were asked to run; nothing where the connection is not the caller's to manage. */
    public OptionalInt run(Caller caller, ConnectionId id) {
        Optional<Connection> connection = connections
                .find(caller.organisation(), id)
                .filter(one -> caller.manages(one.owner()))
                .filter(one -> !one.isDisconnected());
        if (connection.isEmpty()) {
            return OptionalInt.empty();
        }
        Optional<CalendarRef> chosen = CalendarRef.chosenOf(connection.get());
        chosen.ifPresent(ref -> requestSync.runNow(caller.organisation(), ref));
        return OptionalInt.of(chosen.isPresent() ? 1 : 0);
    }
}
