package io.syncline.authorisation;

import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.AuditTrail;
import io.syncline.audit.Deed;
import io.syncline.connection.Connection;
import io.syncline.connection.Connections;
import io.syncline.connection.Provider;
import io.syncline.identity.Caller;
import io.syncline.identity.OrganisationId;
import io.syncline.identity.UserId;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;

/**
 * Somebody left the organisation: all their accounts are disconnected, what they started is not completed, and what
 * was synced stays as history. Doing it twice is no error.
 */
public final class RemoveMember {

    private final Connections connections;
    private final ConsentRequests consentRequests;
    private final Removals removals;
    private final Disconnect disconnect;
    private final AuditTrail trail;
    private final InstantSource clock;

    public RemoveMember(
            Connections connections,
            ConsentRequests consentRequests,
            Removals removals,
            Disconnect disconnect,
            AuditTrail trail,
            InstantSource clock) {
        this.connections = connections;
        this.consentRequests = consentRequests;
        this.removals = removals;
        this.disconnect = disconnect;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Removes.
     *
     * @return how many accounts were disconnected, or nothing where the caller is no administrator
     */
    public OptionalInt run(Caller caller, UserId member) {
        return caller.administers()
                ? OptionalInt.of(run(caller.organisation(), member, Actor.of(caller)))
                : OptionalInt.empty();
    }

    /** Removes for an actor who is known to be allowed to. */
    public int run(OrganisationId organisation, UserId member, Actor actor) {
        removals.put(organisation, member, clock.instant());
        for (Provider provider : Provider.values()) {
            consentRequests.remove(organisation, member, provider);
        }
        List<Connection> live = connections.ofOwner(organisation, member).stream()
                .filter(one -> !one.isDisconnected())
                .toList();
        trail.append(
                organisation,
                List.of(Deed.done(
                        actor, Action.MEMBER_REMOVED, "member/" + member.value(), live.size() + " accounts")));
        live.forEach(connection -> disconnect.run(connection, actor, "its owner was removed"));
        return live.size();
    }
}
