package io.syncline.authorisation;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.Deed;
import io.syncline.connection.Announcements;
import io.syncline.connection.Announcements.NeedsAttention;
import io.syncline.connection.Connection;
import io.syncline.connection.ConnectionState;
import io.syncline.connection.Connections;
import io.syncline.connection.Unfinished;
import io.syncline.token.Registry;
import io.syncline.token.Registry.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Does what is still to be done after connections changed: tells owners of dead grants, and ends grants that a process
 * could not end itself. The marks were stored with the changes, so nothing is forgotten, whatever dies in between.
 */
public final class FinishConnections {

    private static final Actor ACTOR = Actor.function("token-refresh");
    private static final int MOST = 200;

    private final Connections connections;
    private final Registry registry;
    private final Announcements announcements;
    private final ConsentRequests consentRequests;
    private final EndGrant endGrant;

    public FinishConnections(
            Connections connections,
            Registry registry,
            Announcements announcements,
            ConsentRequests consentRequests,
            EndGrant endGrant) {
        this.connections = connections;
        this.registry = registry;
        this.announcements = announcements;
        this.consentRequests = consentRequests;
        this.endGrant = endGrant;
    }

    /**
     * Goes through what is unfinished once. One that fails does not keep the others waiting.
     *
     * @return what failed, to be tried again
     */
    public List<RuntimeException> run() {
        List<RuntimeException> faults = new ArrayList<>();
        for (Connection connection : connections.unfinished(MOST)) {
            try {
                finish(connection);
            } catch (RuntimeException e) {
                faults.add(e);
            }
        }
        return faults;
    }

    /** What the index says may be late: the row itself decides. */
    private void finish(Connection listed) {
        connections.find(listed.organisation(), listed.id()).ifPresent(connection -> {
            if (connection.unfinished().contains(Unfinished.END_GRANT)) {
                endGrant.run(connection, ACTOR);
            } else if (connection.unfinished().contains(Unfinished.TELL_OWNER)) {
                tell(connection);
            }
        });
    }

    private void tell(Connection connection) {
        switch (connection.state()) {
            case ConnectionState.NeedsReconnect(String reason, Instant since, var _) ->
                tell(connection, announcement(connection, false, reason, since));
            case ConnectionState.NeedsAdministrator(String reason, Instant since) -> {
                waitForAdministrator(connection, since);
                tell(connection, announcement(connection, true, reason, since));
            }
            case ConnectionState.Active _, ConnectionState.Disconnected _ -> clear(connection, List.of());
        }
    }

    /** So that its owner finds the link that the administrator is to be sent. */
    private void waitForAdministrator(Connection connection, Instant since) {
        Optional<ConsentRequest> waiting =
                consentRequests.find(connection.organisation(), connection.owner(), connection.provider());
        if (waiting.isEmpty()) {
            consentRequests.put(new ConsentRequest(
                    connection.organisation(),
                    connection.owner(),
                    connection.provider(),
                    connection.requested(),
                    since,
                    Optional.empty()));
        }
    }

    private void tell(Connection connection, NeedsAttention announcement) {
        announcements.publish(announcement);
        clear(connection, List.of(Deed.done(ACTOR, Action.OWNER_TOLD, connection.subject(), "")));
    }

    /** Where somebody changed the row meanwhile, the next round looks again. */
    private void clear(Connection connection, List<Deed> deeds) {
        registry.commit(
                connection.organisation(),
                List.of(new Change.PutConnection(connection.done(Unfinished.TELL_OWNER))),
                deeds);
    }

    private static NeedsAttention announcement(
            Connection connection, boolean byAdministrator, String reason, Instant since) {
        return new NeedsAttention(
                connection.id().value() + "-" + since.toEpochMilli(),
                connection.organisation(),
                connection.id(),
                connection.owner(),
                connection.provider(),
                connection.account().email(),
                byAdministrator,
                reason,
                since);
    }
}
