package io.syncline.connection;

import io.syncline.identity.Caller;
import java.util.Comparator;
import java.util.List;

/** The connections that a caller may see, newest first, without those that were disconnected. */
public final class ListConnections {

    private final Connections connections;

    public ListConnections(Connections connections) {
        this.connections = connections;
    }

    /** One's own; all of the organisation for an administrator. */
    public List<Connection> run(Caller caller) {
        List<Connection> all = caller.administers()
                ? connections.ofOrganisation(caller.organisation())
                : connections.ofOwner(caller.organisation(), caller.user());
        return newestFirst(all);
    }

    /** Those whose calendars a caller may see: a dispatcher sees when everybody is busy. */
    public List<Connection> runForCalendars(Caller caller) {
        return caller.dispatches() ? newestFirst(connections.ofOrganisation(caller.organisation())) : run(caller);
    }

    private static List<Connection> newestFirst(List<Connection> all) {
        return all.stream()
                .filter(one -> !one.isDisconnected())
                .sorted(Comparator.comparing(Connection::connectedAt).reversed())
                .toList();
    }
}
