package io.syncline.authorisation;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.Deed;
import io.syncline.calendar.CalendarRef;
import io.syncline.calendar.RequestSync;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionId;
import io.syncline.connection.Connections;
import io.syncline.connection.Service;
import io.syncline.identity.Caller;
import io.syncline.token.Registry;
import io.syncline.token.Registry.Change;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Switches services of a connection on and off. Off takes effect with the next token that is asked for; on needs a new
 * consent where the account did not allow the service yet.
 */
public final class SwitchServices {

    private static final int STORE_TRIES = 3;

    private final Connections connections;
    private final Registry registry;
    private final RequestSync requestSync;

    public SwitchServices(Connections connections, Registry registry, RequestSync requestSync) {
        this.connections = connections;
        this.registry = registry;
        this.requestSync = requestSync;
    }

    /** How switching can end. */
    public sealed interface Switched {

        /** As it is now; {@link Connection#missing()} says what still needs a consent. */
        record Done(Connection connection) implements Switched {}

        /** There is none, or it is not the caller's to manage. */
        record NotFound() implements Switched {}

        /** Nothing would be left: disconnecting is what is meant then. */
        record NothingLeft() implements Switched {}

        /** Somebody else changes it at the same time. */
        record Busy() implements Switched {}
    }

    /** Switches; a service that is not named stays as it is. */
    public Switched run(Caller caller, ConnectionId id, Map<Service, Boolean> wishes) {
        for (int attempt = 0; attempt < STORE_TRIES; attempt++) {
            Optional<Connection> before = connections
                    .find(caller.organisation(), id)
                    .filter(one -> caller.manages(one.owner()) && !one.isDisconnected());
            if (before.isEmpty()) {
                return new Switched.NotFound();
            }
            Set<Service> requested = requested(before.get(), wishes);
            if (requested.isEmpty()) {
                return new Switched.NothingLeft();
            }
            if (requested.equals(before.get().requested())) {
                return new Switched.Done(before.get());
            }
            Connection next = before.get().requesting(requested);
            if (committed(caller, next)) {
                // Calendars are looked at again: what was missed meanwhile is caught up with.
                CalendarRef.chosenOf(next).ifPresent(ref -> requestSync.runNow(next.organisation(), ref));
                return new Switched.Done(next.stored());
            }
        }
        return new Switched.Busy();
    }

    private boolean committed(Caller caller, Connection next) {
        Deed deed = Deed.done(
                Actor.of(caller),
                Action.PERMISSION_CHANGED,
                next.subject(),
                "switched on: " + Words.of(next.requested()));
        return registry.commit(next.organisation(), List.of(new Change.PutConnection(next)), List.of(deed));
    }

    private static Set<Service> requested(Connection connection, Map<Service, Boolean> wishes) {
        Set<Service> requested = EnumSet.noneOf(Service.class);
        requested.addAll(connection.requested());
        wishes.forEach((service, on) -> {
            if (on) {
                requested.add(service);
            } else {
                requested.remove(service);
            }
        });
        return exclusive(requested, wishes);
    }

    /** Reading and writing calendars are a choice of one: whichever is switched on takes the other's place. */
    private static Set<Service> exclusive(Set<Service> requested, Map<Service, Boolean> wishes) {
        if (Boolean.TRUE.equals(wishes.get(Service.CALENDAR_READ))
                && !Boolean.TRUE.equals(wishes.get(Service.CALENDAR))) {
            requested.remove(Service.CALENDAR);
        }
        return Words.withoutCovered(requested);
    }
}
